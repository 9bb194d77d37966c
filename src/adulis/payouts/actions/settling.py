"""What a bank's statement says about our payments: the last word, and the end of clearing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from adulis.audit import actions as audit
from adulis.audit.actions import Deed
from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind
from adulis.gateways.values import Source, Verdict, Word
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.errors import Refusal
from adulis.kernel.money import rupees
from adulis.ledger import actions as ledger
from adulis.ledger.values import Posting
from adulis.payouts import postings
from adulis.payouts.actions.locking import locked_payouts
from adulis.payouts.actions.weighing import weigh_words
from adulis.payouts.errors import SettlementNotPossible
from adulis.payouts.machine import AttemptState
from adulis.payouts.models import Attempt, Payout
from adulis.payouts.values import Heard, Hearing, Leg, StatementWord, missing_subject


@db.transaction_required
def hear_statement(*, told: Sequence[StatementWord], actor: Actor, at: datetime) -> list[Hearing]:
    """Believe a statement about our payments and their returns, and settle each of them once.

    A line is evidence first: a payment in doubt was made, one refused was made late, one that came
    back is returned. Then its money leaves clearing for our account at the bank. A line that cannot
    be right (another amount, a second time) moves nothing, and its hearing says why.
    """
    court = _Court.convene(told)
    hearings = [court.judge(each) for each in told]
    words = [_word(each) for each, heard in zip(told, hearings, strict=True) if not heard.outcome]
    weigh_words(words=words, actor=actor, at=at)
    court.read_again()
    settling = [
        (place, posting)
        for place, (each, heard) in enumerate(zip(told, hearings, strict=True))
        if not heard.outcome and (posting := court.settlement(each, actor)) is not None
    ]
    outcomes = ledger.post_all(postings=[posting for _, posting in settling])
    for (place, _), outcome in zip(settling, outcomes, strict=True):
        # Clearing and nostro have no floor, and a line's key is its own.
        assert not isinstance(outcome, Refusal), outcome.facts
        hearings[place] = replace(hearings[place], outcome=Heard.SETTLED, entry_id=outcome.entry_id)
    court.write(told, hearings)
    _audit(told, hearings, actor, at)
    _answer_questions(told, hearings, actor, at)
    return [
        heard if heard.outcome else replace(heard, outcome=Heard.CONTRADICTS) for heard in hearings
    ]


@db.transaction_required
def accept_settlement(
    *, told: StatementWord, is_whole: bool = False, actor: Actor, at: datetime
) -> Hearing:
    """Two operators took a line for what it says, other amount or not: believe and settle it.

    ``is_whole``: only if it is just what was ordered. The caller posts what the line moved.
    Raises SettlementNotPossible where there is nothing that the line could settle (any more).
    """
    court = _Court.convene([told])
    heard = court.judge(told)
    acceptable = {None} if is_whole else {None, Heard.OTHER_AMOUNT, Heard.PARTIAL}
    if heard.outcome not in acceptable:
        raise SettlementNotPossible(reference=told.reference, outcome=str(heard.outcome))
    believed = replace(told, amount=rupees(heard.expected_minor or 0))
    weigh_words(words=[_word(believed)], actor=actor, at=at)
    court.read_again()
    if court.settlement(believed, actor) is None:
        raise SettlementNotPossible(reference=told.reference, outcome=str(Heard.CONTRADICTS))
    settled = replace(heard, outcome=Heard.SETTLED)
    court.write([told], [settled])
    _audit([told], [settled], actor, at)
    _answer_questions([told], [settled], actor, at)
    return settled


@dataclass(slots=True)
class _Court:
    """The attempts that are spoken of, locked, and what was settled in this very hearing."""

    attempts: dict[str, Attempt]
    payouts: dict[UUID, Payout]
    taken: set[tuple[str, Leg]] = field(default_factory=set)

    @classmethod
    def convene(cls, told: Sequence[StatementWord]) -> _Court:
        references = {each.reference for each in told}
        owners = Attempt.objects.filter(reference__in=references).values_list("payout_id")
        payouts = locked_payouts({payout_id for (payout_id,) in owners})
        return cls(_attempts(references), payouts)

    def judge(self, told: StatementWord) -> Hearing:
        """What can be said before it is believed; no outcome: it may be."""
        attempt = self.attempts.get(told.reference)
        if attempt is None:
            return Hearing(outcome=Heard.UNKNOWN)
        payout = self.payouts[attempt.payout_id]
        heard = Hearing(
            payout_id=payout.id,
            merchant_id=payout.merchant_id,
            expected_minor=attempt.amount_minor,
        )
        outcome = self._objection(told, attempt, payout)
        if outcome is None:
            self.taken.add((told.reference, told.leg))
            return heard
        return replace(heard, outcome=outcome)

    def _objection(self, told: StatementWord, attempt: Attempt, payout: Payout) -> Heard | None:
        settled = attempt.settled_at if told.leg is Leg.PAYMENT else attempt.return_settled_at
        if settled is not None or (told.reference, told.leg) in self.taken:
            return Heard.SETTLED_BEFORE
        if told.leg is Leg.RETURN:
            never_paid = {AttemptState.CONFIRMED_FAILURE, AttemptState.CREATED}
            # The line before it may show a payment that nobody had told us of.
            is_paid = attempt.is_paid_late or (told.reference, Leg.PAYMENT) in self.taken
            if attempt.state in never_paid and not is_paid:
                # Nothing of it is with anybody: this is somebody's money, but not a return.
                return Heard.UNEXPECTED
            is_less = told.amount.minor < attempt.amount_minor
            if attempt.return_heard_at is None and (is_less or attempt.returned_minor):
                # With a part of it back already, all of it would be too much.
                return Heard.PARTIAL
        return None if told.amount.minor == attempt.amount_minor else Heard.OTHER_AMOUNT

    def read_again(self) -> None:
        """See what believing has made of them."""
        self.attempts = _attempts(self.attempts)
        self.payouts = locked_payouts(self.payouts)

    def settlement(self, told: StatementWord, actor: Actor) -> Posting | None:
        """The posting that ends it; None when believing did not make it true."""
        attempt = self.attempts[told.reference]
        payout = self.payouts[attempt.payout_id]
        if not attempt.is_known_paid:
            return None
        if told.leg is Leg.PAYMENT:
            posting = postings.payout_settled
        elif attempt.return_heard_at is not None:
            posting = postings.return_settled
        else:
            return None
        return posting(
            payout.id,
            rupees(attempt.amount_minor),
            bank=attempt.bank,
            line=told.line,
            at=told.booked_at,
            actor=actor,
        )

    def write(self, told: Sequence[StatementWord], hearings: Sequence[Hearing]) -> None:
        for leg, column in ((Leg.PAYMENT, "settled_at"), (Leg.RETURN, "return_settled_at")):
            rows = [
                (self.attempts[each.reference].id, each.booked_at)
                for each, heard in zip(told, hearings, strict=True)
                if each.leg is leg and heard.outcome is Heard.SETTLED
            ]
            db.update_rows("payouts_attempt", {"id": "uuid", column: "timestamptz"}, rows)


def _attempts(references: set[str] | dict[str, Attempt]) -> dict[str, Attempt]:
    rows = Attempt.objects.select_for_update(no_key=True, of=("self",)).filter(
        reference__in=list(references)
    )
    return {row.reference: row for row in rows.order_by("id")}


def _word(told: StatementWord) -> Word:
    return Word(
        reference=told.reference,
        verdict=Verdict.SUCCESS if told.leg is Leg.PAYMENT else Verdict.RETURNED,
        source=Source.STATEMENT,
        utr=told.utr,
        amount_minor=told.amount.minor,
        detail={"line": told.line},
    )


def _audit(
    told: Sequence[StatementWord], hearings: Sequence[Hearing], actor: Actor, at: datetime
) -> None:
    """A deed for each that was settled: its money left clearing for our account at the bank."""
    deeds = [
        Deed(
            action="payout.settle" if each.leg is Leg.PAYMENT else "payout.settle_return",
            subject=f"payout/{heard.payout_id}",
            merchant_id=heard.merchant_id,
            before={},
            after={"reference": each.reference, "line": each.line, "utr": each.utr},
        )
        for each, heard in zip(told, hearings, strict=True)
        if heard.outcome is Heard.SETTLED
    ]
    audit.write_all(deeds=deeds, actor=actor, at=at)


def _answer_questions(
    told: Sequence[StatementWord], hearings: Sequence[Hearing], actor: Actor, at: datetime
) -> None:
    """What no statement had shown is shown by one now."""
    subjects = [
        missing_subject(heard.payout_id, each.leg)
        for each, heard in zip(told, hearings, strict=True)
        if heard.outcome is Heard.SETTLED and heard.payout_id is not None
    ]
    kind = CaseKind.MISSING_AT_BANK
    for subject in questions.open_subjects(subjects, kind):
        cases.settle_cases(subject=subject, kinds=frozenset({kind}), actor=actor, at=at)
    # Where a callback asked about a part of it, the line asks now, or has shown all of it.
    asked = {Heard.PARTIAL, Heard.SETTLED}
    for each, heard in zip(told, hearings, strict=True):
        if each.leg is Leg.RETURN and heard.outcome in asked and heard.payout_id is not None:
            attempt = Attempt.objects.only("number").get(reference=each.reference)
            answer_partial_returns(
                payout_id=heard.payout_id, number=attempt.number, actor=actor, at=at
            )


@db.transaction_required
def answer_partial_returns(*, payout_id: UUID, number: int, actor: Actor, at: datetime) -> None:
    """Close what a callback asked about a part of this attempt: one event is one question."""
    cases.settle_cases(
        subject=f"payout/{payout_id}",
        kinds=frozenset({CaseKind.PARTIAL_RETURN}),
        key=f"payout/{payout_id}/attempt/{number}/{CaseKind.PARTIAL_RETURN}",
        actor=actor,
        at=at,
    )
