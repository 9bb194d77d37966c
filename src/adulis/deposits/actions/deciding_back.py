"""What two operators decided about a refund or a chargeback."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import Decision
from adulis.deposits import places, postings
from adulis.deposits.actions.charging_back import record
from adulis.deposits.actions.refund_words import ENDED, fail, locked_refund, process
from adulis.deposits.actions.refunds_late import recover_refund, write_off_refund
from adulis.deposits.actions.taking_back import locked_whole
from adulis.deposits.machine import ChargebackState
from adulis.deposits.models import Chargeback, Refund
from adulis.deposits.values import PROFILES
from adulis.identity import actions as identity
from adulis.identity import queries as merchants
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.wallets.values import OWES


@db.transaction_required
def decide_refund(
    *,
    case_id: UUID,
    decision: Decision,
    details: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    """What two operators say became of a refund is as good as the gateway's word.

    Of one that was given back after it had failed here, ``recover`` takes the money from whoever
    had it again, ``write_off`` takes it upon us. Raises RefundNotGivenBack, and what ``cases``
    refuses.
    """
    subject = questions.case_for_operator(case_id).subject
    refund, whole = locked_refund(UUID(subject.partition("/")[2]))
    cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
    if refund is not None and decision in _LATE:
        _LATE[decision](refund=refund, whole=whole, actor=actor, at=at)
        return
    if refund is None or refund.state in ENDED:
        return
    if decision is Decision.PAID:
        process(refund, whole, actor, at, at)
    elif decision is Decision.NOT_PAID:
        fail(refund, whole, "operator_decision", actor, at)
    elif decision is Decision.KEEP_ASKING:
        _keep_asking(refund, at)


_LATE: dict[Decision, Callable[..., None]] = {
    Decision.RECOVER: recover_refund,
    Decision.WRITE_OFF: write_off_refund,
}


def _keep_asking(refund: Refund, at: datetime) -> None:
    """People gave it more time, counted from now; then they are asked again.

    What was parked before it was ordered has its time from its order on.
    """
    if refund.asked_at is not None:
        patience = PROFILES[settings.PAYMENT_GATEWAY_PROFILE].refund_patience
        refund.overdue_at = at + patience
    refund.has_case, refund.claim_count = False, 0
    refund.due_at, refund.lease_until = at, None
    refund.save(update_fields=["has_case", "overdue_at", "due_at", "lease_until", "claim_count"])


@db.transaction_required
def decide_chargeback(
    *,
    case_id: UUID,
    decision: Decision,
    details: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    """``write_off`` takes what the merchant still owes for it upon us; all else moves nothing."""
    kind, _, name = questions.case_for_operator(case_id).subject.partition("/")
    if kind != "chargeback":
        # A dispute that was never taken up: the answer on record is all there is.
        cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
        return
    chargeback_id = UUID(name)
    seen = Chargeback.objects.get(id=chargeback_id)
    if seen.deposit_id is not None:
        locked_whole(seen.deposit_id)
    row = Chargeback.objects.select_for_update(no_key=True).get(id=chargeback_id)
    cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
    if row.state == ChargebackState.OPEN and row.due_at is None:
        # It was parked, and people have seen why: it is looked at again.
        row.due_at, row.lease_until, row.claim_count = at, None, 0
        row.save(update_fields=["due_at", "lease_until", "claim_count"])
    if decision is Decision.WRITE_OFF and row.merchant_id is not None:
        _write_off(row, row.merchant_id, actor, at)


def _write_off(row: Chargeback, merchant_id: UUID, actor: Actor, at: datetime) -> None:
    # What is owed is decided under this lock, which every posting that changes it takes too.
    book.locked_balances([places.available(merchant_id)])
    owed = max(rupees(0), -book.balance(places.receivable(merchant_id)))
    written_off = to_write_off(row, owed)
    if not written_off:
        return
    ledger.post(
        posting=postings.chargeback_written_off(
            row.id, merchant_id, written_off, at=at, actor=actor, deposit_id=row.deposit_id
        )
    )
    row.written_off_minor = written_off.minor
    row.save(update_fields=["written_off_minor"])
    is_frozen_for_debt = merchants.standing(merchant_id).payouts_frozen_reason == OWES
    if written_off == owed and is_frozen_for_debt:
        identity.unfreeze_payouts(merchant_id=merchant_id, only_because_of=OWES, actor=actor, at=at)
    record(row, "write_off", {"written_off_paise": written_off.minor}, actor, at)


def to_write_off(row: Chargeback, owed: Money) -> Money:
    """How much of what a merchant owes now is owed for this chargeback."""
    if row.state == ChargebackState.WON or row.written_off_minor:
        return rupees(0)
    return min(owed, rupees(row.owed_minor))
