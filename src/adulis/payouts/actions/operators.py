"""What two operators say about a payout, as a word of the bank, and what it will do: beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from adulis.cases import queries as questions
from adulis.cases.values import CaseKind, Decision
from adulis.gateways import queries as gateways
from adulis.gateways.values import Source, Verdict, Word
from adulis.kernel import db
from adulis.kernel.money import Money, rupees
from adulis.ledger import queries as book
from adulis.payouts import postings
from adulis.payouts.actions.compensating import late_charge, returned_parts
from adulis.payouts.actions.standing import standing_of
from adulis.payouts.evidence import Compensation, Ruling, weigh
from adulis.payouts.machine import PayoutState
from adulis.payouts.models import Attempt, Payout

VERDICTS = {Decision.PAID: Verdict.SUCCESS, Decision.NOT_PAID: Verdict.REFUSED}
_NEVER_SENT = {PayoutState.PENDING, PayoutState.CANCELLED}
_NOTHING = "No money moves; the answer is noted."


def word_of(
    payout: Payout,
    kind: CaseKind,
    evidence: Sequence[Mapping[str, Any]],
    decision: Decision,
    told: Mapping[str, Any],
) -> Word:
    """Their answer to a question about a payout that was sent: about the attempt asked about."""
    attempt = _attempt_meant(payout, kind, evidence, decision)
    verdict = VERDICTS[decision]
    if decision is Decision.NOT_PAID and attempt.is_known_paid:
        # It went out and did not arrive: for whoever bore it that is a return.
        verdict = Verdict.RETURNED
    return Word(
        reference=attempt.reference,
        verdict=verdict,
        source=Source.OPERATOR,
        code="" if decision is Decision.PAID else "OPERATOR_DECISION",
        utr=str(told.get("utr", "")),
        detail={"note": str(told.get("note", ""))[:200]},
    )


def _attempt_meant(
    payout: Payout,
    kind: CaseKind,
    evidence: Sequence[Mapping[str, Any]],
    decision: Decision,
) -> Attempt:
    """Doubt is about the payout, so about its latest attempt; a contradiction names its own.

    Only what was sent can have been paid.
    """
    attempts = list(Attempt.objects.filter(payout_id=payout.id).order_by("number"))
    named = evidence[0].get("reference") if kind is CaseKind.EVIDENCE_MISMATCH else None
    if named is not None:
        return next(each for each in attempts if each.reference == named)
    if decision is Decision.PAID:
        attempts = [each for each in attempts if each.sent_count > 0]
    return attempts[-1]


def effect_of(case_id: UUID, decision: Decision) -> str:
    """What a decision about a payout will do as things stand, said before it is taken."""
    case = questions.case_for_operator(case_id)
    payout = Payout.objects.get(id=case.subject.removeprefix("payout/"))
    if decision in VERDICTS:
        return _effect_of_word(payout, CaseKind(case.kind), case.evidence, decision)
    if decision is Decision.WRITE_OFF:
        return f"{to_write_off(payout)} that the merchant owes for it becomes our loss."
    is_over = payout.state not in {PayoutState.PENDING, PayoutState.PROCESSING}
    return {
        Decision.KEEP_ASKING: _NOTHING if is_over else "No money moves; the bank is asked again.",
        Decision.RETRY: _NOTHING if is_over else "No money moves; the worker takes it up again.",
        Decision.RECOVER: "No money moves; the merchant keeps owing what was paid late.",
        Decision.ACCEPT: "No money moves; the evidence is noted.",
    }[decision]


def _effect_of_word(
    payout: Payout, kind: CaseKind, evidence: Sequence[Mapping[str, Any]], decision: Decision
) -> str:
    if payout.state in _NEVER_SENT:
        if decision is Decision.PAID:
            return "It is refused: nothing of it was ever sent."
        if payout.state == PayoutState.CANCELLED:
            return _NOTHING
        back = sum(payout.parts, start=rupees(0)) if payout.is_held else rupees(0)
        return f"It is cancelled: {back} is available to the merchant again."
    ruling = _foreseen(payout, word_of(payout, kind, evidence, decision, {}))
    return _told(payout, ruling)


def _foreseen(payout: Payout, word: Word) -> Ruling:
    """The ruling on a word, were it said now."""
    attempts = {each.reference: each for each in Attempt.objects.filter(payout_id=payout.id)}
    attempt = attempts.pop(word.reference)
    charged, given_back = late_charge(payout, attempt)
    profile = gateways.profile()
    standing = standing_of(
        attempt,
        payout,
        siblings=list(attempts.values()),
        profile=profile,
        is_charged_late=charged,
        is_given_back=given_back,
    )
    return weigh(standing, word, profile.timing(attempt.mode), now=db.clock())


def _told(payout: Payout, ruling: Ruling) -> str:
    amount, held = payout.amount, sum(payout.parts, start=rupees(0))
    back = sum(returned_parts(payout), start=rupees(0))
    match ruling.payout_verb, ruling.compensations:
        case "complete", ():
            return f"The payout completes: {held} leaves held for the bank."
        case "complete", _:
            return f"The payout completes and is returned: {back} is available again."
        case "fail", _:
            return f"The payout fails: {held} is available to the merchant again."
        case _, (Compensation.RETURN,):
            return f"The payout is returned: {back} is available to the merchant again."
        case _, (Compensation.PAID_LATE,):
            return f"{amount} is taken from the merchant again; what is not there is owed."
        case _, (Compensation.LATE_RETURN,):
            return f"{amount} goes back to whoever bore this late payment."
        case _, (Compensation.PAID_LATE, Compensation.LATE_RETURN):
            return (
                f"{amount} is taken for the payment and given back for its return:"
                " nothing is left to do."
            )
        case _ if ruling.case is not None:
            return "No money moves; it does not fit either, and is asked about again."
        case _:
            return _NOTHING


def to_write_off(payout: Payout) -> Money:
    """How much of what a merchant owes now is owed for this payout."""
    owed = max(rupees(0), -book.balance(postings.receivable(payout.merchant_id)))
    return min(owed, _became_debt(payout))


def _became_debt(payout: Payout) -> Money:
    """How much of this payout the merchant owed when it was paid late; other debts are not its."""
    late = Attempt.objects.filter(payout_id=payout.id, is_paid_late=True)
    keys = [
        postings.paid_late_key(payout.id, number)
        for number in late.values_list("number", flat=True)
    ]
    place = postings.receivable(payout.merchant_id)
    transfers = [each for entry in book.entries(keys).values() for each in entry.transfers]
    return sum((each.amount for each in transfers if each.source == place), start=rupees(0))
