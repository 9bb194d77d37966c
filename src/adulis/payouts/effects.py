"""What a decision about a payout will do as things stand, said before it is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.cases import queries as questions
from adulis.cases.values import CaseKind, Decision
from adulis.gateways import queries as gateways
from adulis.gateways.values import Word
from adulis.kernel.money import rupees
from adulis.payouts.actions.compensating import late_charge, returned_parts
from adulis.payouts.actions.operators import VERDICTS, to_write_off, word_of
from adulis.payouts.actions.standing import standing_of
from adulis.payouts.evidence import Compensation, Ruling, weigh
from adulis.payouts.machine import PayoutState
from adulis.payouts.models import Attempt, Payout

_NEVER_SENT = {PayoutState.PENDING, PayoutState.CANCELLED}
_NOTHING = "No money moves; the answer is noted."


def effect_of(case_id: UUID, decision: Decision, *, at: datetime) -> str:
    """One sentence with the amounts in it; for what is decided already, what it would do now."""
    case = questions.case_for_operator(case_id)
    kind, _, payout_id = case.subject.partition("/")
    if kind != "payout":  # a batch, a message, a reference that is none of ours
        is_retry = decision is Decision.RETRY
        return "No money moves; the worker takes it up again." if is_retry else _NOTHING
    payout = Payout.objects.get(id=payout_id)
    if decision in VERDICTS:
        return _effect_of_word(payout, CaseKind(case.kind), case.evidence, decision, at)
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
    payout: Payout,
    kind: CaseKind,
    evidence: Sequence[Mapping[str, Any]],
    decision: Decision,
    at: datetime,
) -> str:
    if payout.state in _NEVER_SENT:
        if decision is Decision.PAID:
            return "It is refused: nothing of it was ever sent."
        if payout.state == PayoutState.CANCELLED:
            return _NOTHING
        back = sum(payout.parts, start=rupees(0)) if payout.is_held else rupees(0)
        return f"It is cancelled: {back} is available to the merchant again."
    ruling = _foreseen(payout, word_of(payout, kind, evidence, decision, {}), at)
    return _told(payout, ruling)


def _foreseen(payout: Payout, word: Word, at: datetime) -> Ruling:
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
    return weigh(standing, word, profile.timing(attempt.mode), now=at)


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
