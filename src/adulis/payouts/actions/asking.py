"""What people are asked about payouts while words are weighed, and what the words answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.gateways.values import Source, Verdict, Word
from adulis.kernel.actors import Actor
from adulis.payouts.evidence import Ruling
from adulis.payouts.models import Attempt, Payout

# Evidence that ends a payment answers these questions by itself.
_ABOUT_ITS_END = frozenset({CaseKind.IN_DOUBT, CaseKind.POISON_PAYOUT})
# Each of these asks about one attempt: what is true of it is not of the others.
_ABOUT_AN_ATTEMPT = frozenset({CaseKind.EVIDENCE_MISMATCH, CaseKind.PARTIAL_RETURN})
_PAID_OR_BACK = frozenset({"paid", "paid_late", "returned", "late_payment_returned"})


@dataclass(frozen=True, slots=True)
class _Question:
    kind: CaseKind
    payout: Payout
    attempt: Attempt
    word: Word
    ruling: Ruling

    @property
    def key(self) -> str:
        return _key(self.kind, self.payout, self.attempt)


@dataclass(slots=True)
class Asking:
    """Questions and answers of one round: what was answered in it is not even asked."""

    _questions: list[_Question] = field(default_factory=list)
    _answered: dict[tuple[CaseKind, str], Payout] = field(default_factory=dict)

    def hear(self, payout: Payout, attempt: Attempt, word: Word, ruling: Ruling) -> None:
        """Note what a ruling asks, and what it answers."""
        if ruling.payout_verb is not None:
            for kind in _ABOUT_ITS_END:
                self._answer(kind, payout, attempt)
        if _ends_a_contradiction(word, ruling):
            self._answer(CaseKind.EVIDENCE_MISMATCH, payout, attempt)
        if ruling.case is not None:
            self._questions.append(_Question(ruling.case, payout, attempt, word, ruling))

    def _answer(self, kind: CaseKind, payout: Payout, attempt: Attempt) -> None:
        key = _key(kind, payout, attempt)
        self._questions = [each for each in self._questions if each.key != key]
        self._answered[kind, key] = payout

    def write(self, actor: Actor, now: datetime) -> None:
        """Close what was answered, and then open what was asked."""
        for (kind, key), payout in self._answered.items():
            cases.settle_cases(
                subject=f"payout/{payout.id}",
                kinds=frozenset({kind}),
                key=key if kind in _ABOUT_AN_ATTEMPT else None,
                actor=actor,
                at=now,
            )
        for each in self._questions:
            # Whoever is in front of a human is not put there once more when it is overdue.
            each.payout.has_case = each.payout.has_case or each.kind is CaseKind.IN_DOUBT
            cases.open_case(
                kind=each.kind,
                key=each.key,
                subject=f"payout/{each.payout.id}",
                merchant_id=each.payout.merchant_id,
                evidence={
                    "reference": each.attempt.reference,
                    "ordered_paise": each.attempt.amount_minor,
                    "bank_says": each.word.verdict,
                    "bank_says_paise": each.word.amount_minor,
                    "source": each.word.source,
                    "outcome": each.ruling.outcome,
                    "utr": each.word.utr,
                },
                actor=actor,
                at=now,
            )


def _key(kind: CaseKind, payout: Payout, attempt: Attempt) -> str:
    if kind in _ABOUT_AN_ATTEMPT:
        return f"payout/{payout.id}/attempt/{attempt.number}/{kind}"
    return f"payout/{payout.id}/{kind}"


def _ends_a_contradiction(word: Word, ruling: Ruling) -> bool:
    """Whether it is paid, or back; what a statement shows is so even if it was known before.

    A no answers nothing: a bank that said it had paid, if something else, is for people to ask.
    """
    shown = word.source is Source.STATEMENT and word.verdict in {Verdict.SUCCESS, Verdict.RETURNED}
    return ruling.outcome in _PAID_OR_BACK or (shown and ruling.outcome == "known")
