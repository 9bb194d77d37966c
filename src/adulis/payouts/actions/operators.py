"""What two operators say about a payout, as a word of the bank, and what it will do: beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adulis.cases.values import CaseKind, Decision
from adulis.gateways.values import Source, Verdict, Word
from adulis.kernel.money import Money, rupees
from adulis.ledger import queries as book
from adulis.payouts import postings
from adulis.payouts.machine import PayoutState
from adulis.payouts.models import Attempt, Payout

VERDICTS = {Decision.PAID: Verdict.SUCCESS, Decision.NOT_PAID: Verdict.REFUSED}
_NEVER_SENT = {PayoutState.PENDING, PayoutState.CANCELLED}
_NOTHING = "No money moves; the answer is noted."
# Questions whose evidence says under which reference the payment was made.
_ABOUT_ONE = {CaseKind.EVIDENCE_MISMATCH, CaseKind.MISSING_AT_BANK}


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
    if decision is Decision.NOT_PAID and (
        attempt.is_known_paid or kind is CaseKind.MISSING_AT_BANK
    ):
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
    """Doubt is about the payout, so about its latest attempt; others name the one they are about.

    Only what was sent can have been paid.
    """
    attempts = list(Attempt.objects.filter(payout_id=payout.id).order_by("number"))
    named = evidence[0].get("reference") if kind in _ABOUT_ONE else None
    if named is not None:
        return next(each for each in attempts if each.reference == named)
    if decision is Decision.PAID:
        attempts = [each for each in attempts if each.sent_count > 0]
    return attempts[-1]


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
