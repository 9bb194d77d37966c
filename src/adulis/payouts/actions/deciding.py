"""What two operators decided about a payout in doubt, carried out as the bank's word would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind, Decision
from adulis.gateways import actions as hearing
from adulis.gateways import queries as gateways
from adulis.identity import actions as identity
from adulis.identity import queries as merchants
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.payouts import postings
from adulis.payouts.actions.batch_running import put_batch_back
from adulis.payouts.actions.cancelling import cancel_locked
from adulis.payouts.actions.enquiring import next_enquiry
from adulis.payouts.actions.locking import locked_payouts
from adulis.payouts.actions.operators import VERDICTS, to_write_off, word_of
from adulis.payouts.actions.weighing import weigh_words
from adulis.payouts.errors import NothingWasSent
from adulis.payouts.machine import LIVE_ATTEMPTS, AttemptState, PayoutState
from adulis.payouts.models import Attempt, Payout
from adulis.payouts.values import WaitingFor
from adulis.wallets.values import OWES


@db.transaction_required
def decide_case(
    *,
    case_id: UUID,
    decision: Decision,
    details: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    """Confirm what another operator proposed and do it, in one transaction.

    ``paid`` and ``not_paid`` settle the payout on the operators' word, whatever its state;
    ``keep_asking`` and ``retry`` put it back into the worker's hands; ``write_off`` takes what the
    merchant owes for a late payment onto us; ``recover`` and ``accept`` leave the money as it is.
    Raises NothingWasSent, and what ``cases`` refuses.
    """
    kind, _, subject_id = questions.case_for_operator(case_id).subject.partition("/")
    if kind != "payout":
        # A question about a reference: the answer on record is all there is.
        cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
        if kind == "payout-batch":
            put_batch_back(UUID(subject_id), at)
        if kind == "bank-callback" and decision is Decision.RETRY:
            hearing.put_callback_back(callback_id=UUID(subject_id), actor=actor, at=at)
        return
    payout_id = UUID(subject_id)
    # The payout before its case, as everywhere: evidence may be arriving at this very moment.
    payout = locked_payouts([payout_id])[payout_id]
    case = cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
    if decision in VERDICTS:
        # What the first operator said counts: the second one confirms exactly that.
        told = {**details, **case.proposed_details}
        _settle(payout, CaseKind(case.kind), case.evidence, decision, told, actor, at)
    elif decision in {Decision.KEEP_ASKING, Decision.RETRY}:
        _put_back(payout, at)
    elif decision is Decision.WRITE_OFF:
        _write_off(payout, actor, at)


def _settle(
    payout: Payout,
    kind: CaseKind,
    evidence: Sequence[Mapping[str, Any]],
    decision: Decision,
    told: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    """Let the operators' word be weighed as a bank's would be."""
    if payout.state in {PayoutState.PENDING, PayoutState.CANCELLED}:
        if decision is Decision.PAID:
            raise NothingWasSent
        if payout.state == PayoutState.PENDING:
            cancel_locked(payout, reason="cancelled_by_operator", actor=actor, at=at)
        return
    word = word_of(payout, kind, evidence, decision, told)
    detail = {**word.detail, "decided_by": str(actor)}
    weigh_words(words=[replace(word, detail=detail)], actor=actor, at=at)


def _put_back(payout: Payout, at: datetime) -> None:
    """Due at once, with a clean slate of claims; what waits for a deed goes on waiting for it."""
    by_deed = {WaitingFor.APPROVAL, WaitingFor.FUNDS}
    if payout.state == PayoutState.PENDING and payout.waiting_for not in by_deed:
        payout.due_at, payout.lease_until, payout.claim_count = at, None, 0
        payout.save(update_fields=["due_at", "lease_until", "claim_count"])
    if payout.state == PayoutState.PROCESSING:
        # A human gave it more time; when that is over too, a human is asked again: unless one still
        # is.
        patience = timedelta(seconds=gateways.profile().timing(payout.mode).expected)
        payout.has_case = bool(questions.open_subjects([f"payout/{payout.id}"], CaseKind.IN_DOUBT))
        payout.expected_by = db.clock() + patience
        payout.save(update_fields=["has_case", "expected_by"])
    live = Attempt.objects.select_for_update(no_key=True).filter(
        payout_id=payout.id, state__in=LIVE_ATTEMPTS
    )
    for attempt in live:
        attempt.due_at, attempt.lease_until, attempt.claim_count = _again_at(attempt, at), None, 0
        attempt.save(update_fields=["due_at", "lease_until", "claim_count"])


def _again_at(attempt: Attempt, at: datetime) -> datetime:
    """At once, but never before an order on the wire may be doubted or the bank may be asked."""
    if attempt.state == AttemptState.SENDING and attempt.due_at is not None:
        return max(attempt.due_at, at)
    if attempt.state in {AttemptState.ACCEPTED, AttemptState.IN_DOUBT}:
        return max(attempt.due_at or at, next_enquiry(attempt, gateways.profile()), at)
    return at


def _write_off(payout: Payout, actor: Actor, at: datetime) -> None:
    # What is owed is decided under this lock, which every posting that changes it takes too.
    book.locked_balances([postings.available(payout.merchant_id)])
    owed = max(rupees(0), -book.balance(postings.receivable(payout.merchant_id)))
    written_off = to_write_off(payout)
    if written_off:
        ledger.post(
            posting=postings.late_payout_written_off(
                payout.id, payout.merchant_id, written_off, at=at, actor=actor
            )
        )
    is_frozen_for_debt = merchants.standing(payout.merchant_id).payouts_frozen_reason == OWES
    if written_off == owed and is_frozen_for_debt:
        identity.unfreeze_payouts(
            merchant_id=payout.merchant_id, only_because_of=OWES, actor=actor, at=at
        )
