"""What two operators decided about a payout in doubt, carried out as the bank's word would be."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind, Decision
from adulis.gateways import queries as gateways
from adulis.gateways.values import Source, Verdict, Word
from adulis.identity import actions as identity
from adulis.identity.errors import NotFrozen
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.payouts import postings
from adulis.payouts.actions.batch_running import put_batch_back
from adulis.payouts.actions.locking import locked_payouts
from adulis.payouts.actions.weighing import weigh_words
from adulis.payouts.machine import LIVE_ATTEMPTS, PayoutState
from adulis.payouts.models import Attempt, Payout

_VERDICTS = {Decision.PAID: Verdict.SUCCESS, Decision.NOT_PAID: Verdict.REFUSED}


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

    ``paid`` and ``not_paid`` settle the live attempt on the operators' word; ``keep_asking`` and
    ``retry`` put it back into the worker's hands; ``write_off`` takes what the merchant owes for a
    late payment onto us; ``recover`` and ``accept`` leave the money as it is. Raises what
    ``cases`` refuses.
    """
    kind, _, subject_id = questions.case_for_operator(case_id).subject.partition("/")
    if kind != "payout":
        # A question about a reference: the answer on record is all there is.
        cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
        if kind == "payout-batch":
            put_batch_back(UUID(subject_id), at)
        return
    payout_id = UUID(subject_id)
    # The payout before its case, as everywhere: evidence may be arriving at this very moment.
    locked_payouts([payout_id])
    cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
    if decision in _VERDICTS:
        _settle(payout_id, decision, details, actor, at)
    elif decision in {Decision.KEEP_ASKING, Decision.RETRY}:
        _put_back(payout_id, at)
    elif decision is Decision.WRITE_OFF:
        _write_off(payout_id, actor, at)


def effect_of(kind: CaseKind, decision: Decision, payout: Payout) -> str:
    """What a decision will do, said before it is taken."""
    amount = payout.amount
    return {
        Decision.PAID: f"The payout completes: {amount} leaves held for the bank.",
        Decision.NOT_PAID: f"The payout fails: {amount} is available to the merchant again.",
        Decision.KEEP_ASKING: "No money moves; the bank is asked again.",
        Decision.RETRY: "No money moves; the worker takes it up again.",
        Decision.RECOVER: "No money moves; the merchant keeps owing what was paid late.",
        Decision.WRITE_OFF: "What the merchant owes for it becomes our loss.",
        Decision.ACCEPT: "No money moves; the evidence is noted.",
    }[decision]


def _settle(
    payout_id: UUID, decision: Decision, details: Mapping[str, Any], actor: Actor, at: datetime
) -> None:
    attempt = Attempt.objects.filter(payout_id=payout_id, state__in=LIVE_ATTEMPTS).first()
    if attempt is None:
        return  # evidence was faster than the operators; the case records what they would have done
    word = Word(
        reference=attempt.reference,
        verdict=_VERDICTS[decision],
        source=Source.OPERATOR,
        code="" if decision is Decision.PAID else "OPERATOR_DECISION",
        utr=str(details.get("utr", "")),
        detail={"note": str(details.get("note", ""))[:200], "decided_by": str(actor)},
    )
    weigh_words(words=[word], actor=actor, at=at)


def _put_back(payout_id: UUID, at: datetime) -> None:
    """Due at once, with a clean slate of claims."""
    Payout.objects.filter(id=payout_id, state="pending", waiting_for="").update(
        due_at=at, claim_count=0, has_case=False
    )
    payout = Payout.objects.get(id=payout_id)
    if payout.state == PayoutState.PROCESSING:
        # A human gave it more time; when that is over too, a human is asked again.
        patience = timedelta(seconds=gateways.profile().timing(payout.mode).expected)
        payout.has_case, payout.expected_by = False, db.clock() + patience
        payout.save(update_fields=["has_case", "expected_by"])
    Attempt.objects.filter(payout_id=payout_id, state__in=LIVE_ATTEMPTS).update(
        due_at=at, claim_count=0
    )


def _write_off(payout_id: UUID, actor: Actor, at: datetime) -> None:
    payout = locked_payouts([payout_id])[payout_id]
    owed = rupees(-book.balance(postings.receivable(payout.merchant_id)).minor)
    written_off = min(owed, payout.amount)
    if written_off:
        ledger.post(
            posting=postings.late_payout_written_off(
                payout.id, payout.merchant_id, written_off, at=at, actor=actor
            )
        )
    if written_off == owed:
        with suppress(NotFrozen):  # it never owed so much that it was frozen
            identity.unfreeze_payouts(merchant_id=payout.merchant_id, actor=actor, at=at)
