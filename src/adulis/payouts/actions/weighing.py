"""Act upon what a bank said: lock, judge, write, post, record. The only way an attempt ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import structlog

from adulis.audit import actions as audit
from adulis.audit.actions import Deed
from adulis.events import actions as events
from adulis.events.values import Fact
from adulis.gateways import queries as gateways
from adulis.gateways.values import Profile, Source, Word
from adulis.kernel import db, origins, tracing
from adulis.kernel.actors import Actor
from adulis.kernel.errors import Refusal
from adulis.kernel.logs import mask_text
from adulis.kernel.machines import Role
from adulis.kernel.money import rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.ledger.values import Posting
from adulis.payouts import postings
from adulis.payouts.actions.asking import Asking
from adulis.payouts.actions.beginning import new_attempt
from adulis.payouts.actions.compensating import (
    late_charge,
    record_late_payment,
    record_late_return,
    record_return,
    returned_parts,
)
from adulis.payouts.actions.locking import locked_payouts
from adulis.payouts.actions.standing import ends_its_call, is_from_earlier_sending, standing_of
from adulis.payouts.actions.starting import write_attempts
from adulis.payouts.events import PayoutCompleted, PayoutFailed, PayoutInDoubt
from adulis.payouts.evidence import Compensation, Ruling, Standing, weigh
from adulis.payouts.machine import (
    ATTEMPT,
    PAYOUT,
    AttemptState,
    PayoutState,
)
from adulis.payouts.models import Attempt, Evidence, Payout
from adulis.payouts.reasons import reason_of
from adulis.wallets import actions as wallets

log = structlog.get_logger(__name__)

_VERBS: dict[Compensation, Callable[..., Fact]] = {
    Compensation.RETURN: record_return,
    Compensation.PAID_LATE: record_late_payment,
    Compensation.LATE_RETURN: record_late_return,
}
_ROLES = {Source.TIMEOUT: Role.SYSTEM, Source.OPERATOR: Role.OPERATOR}


@dataclass(frozen=True, slots=True)
class Weighed:
    """What became of each word, in order: its outcome, or None for a reference nobody knows."""

    outcomes: list[str | None]


@db.transaction_required
@tracing.traced("payout.weigh")
def weigh_words(*, words: Sequence[Word], actor: Actor, at: datetime) -> Weighed:
    """Judge ``words`` in order and do what follows, all of it in the caller's transaction.

    The same word twice changes nothing the second time. A word about a reference that is not ours
    changes nothing at all and is reported as None: its door opens a case.
    """
    bench = _Bench.convene(words, actor)
    tracing.link(each.origin for each in bench.payouts.values())
    outcomes = [bench.hear(word) for word in words]
    bench.write()
    return Weighed(outcomes)


@dataclass(slots=True)
class _Bench:
    """The locked rows and everything that will be written once all words are heard."""

    actor: Actor
    now: datetime
    profile: Profile
    payouts: dict[UUID, Payout]
    attempts: dict[str, Attempt]
    touched: dict[UUID, Payout] = field(default_factory=dict)
    changed: dict[UUID, Attempt] = field(default_factory=dict)
    postings: list[Posting] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    fresh: list[Attempt] = field(default_factory=list)
    compensations: list[tuple[Compensation, Payout, Attempt, Word]] = field(default_factory=list)
    asking: Asking = field(default_factory=Asking)
    # Merchants with more available than before, and by which posting.
    refilled: dict[UUID, str] = field(default_factory=dict)

    @classmethod
    def convene(cls, words: Sequence[Word], actor: Actor) -> _Bench:
        references = {word.reference for word in words}
        owners = Attempt.objects.filter(reference__in=references)
        payouts = locked_payouts(set(owners.values_list("payout_id", flat=True)))
        rows = (
            Attempt.objects.select_for_update(no_key=True, of=("self",))
            .filter(payout_id__in=payouts)
            .order_by("id")
        )
        return cls(
            actor=actor,
            now=db.clock(),
            profile=gateways.profile(),
            payouts=payouts,
            attempts={row.reference: row for row in rows},
        )

    def hear(self, word: Word) -> str | None:
        """Judge one word; returns its outcome."""
        attempt = self.attempts.get(word.reference)
        if attempt is None:
            return None
        payout = self.payouts[attempt.payout_id]
        if is_from_earlier_sending(attempt, word):
            ruling = Ruling(outcome="stale")
        else:
            if ends_its_call(attempt, word):
                # Nothing of it can leave later than now.
                attempt.sent_at = self.now
            standing = self._standing(attempt, payout)
            timing = self.profile.timing(attempt.mode)
            ruling = weigh(standing, word, timing, now=self.now)
        self._note(attempt, payout, word, ruling)
        if ruling.outcome != "stale":
            self._apply(attempt, payout, word, ruling)
        return ruling.outcome

    def _standing(self, attempt: Attempt, payout: Payout) -> Standing:
        charged, given_back = late_charge(payout, attempt)
        told = {(kind, each.id) for kind, _, each, _ in self.compensations}
        return standing_of(
            attempt,
            payout,
            siblings=[
                each
                for each in (*self.attempts.values(), *self.fresh)
                if each.payout_id == payout.id and each.id != attempt.id
            ],
            profile=self.profile,
            is_charged_late=charged or (Compensation.PAID_LATE, attempt.id) in told,
            is_given_back=given_back or (Compensation.LATE_RETURN, attempt.id) in told,
        )

    def _note(self, attempt: Attempt, payout: Payout, word: Word, ruling: Ruling) -> None:
        self.evidence.append(
            Evidence(
                payout_id=payout.id,
                attempt_number=attempt.number,
                source=word.source,
                verdict=word.verdict,
                outcome=ruling.outcome,
                code=word.code[:60],
                # Banks write account numbers into their words; as it was said, it lies sealed.
                message=mask_text(word.message),
                utr=word.utr[:60],
                amount_minor=word.amount_minor,
                detail={"reference": word.reference, **word.detail},
                at=self.now,
            )
        )

    def _apply(self, attempt: Attempt, payout: Payout, word: Word, ruling: Ruling) -> None:
        self.touched[payout.id] = payout
        self.changed[attempt.id] = attempt
        attempt.lease_until, attempt.claim_count = None, 0
        if ruling.hears_return:
            attempt.return_heard_at = self.now
        if ruling.first_not_found_at is not None:
            attempt.first_not_found_at = ruling.first_not_found_at
        attempt.bank_reference = word.bank_reference[:80] or attempt.bank_reference
        if ruling.counts_retry:
            payout.retry_count += 1
        if ruling.attempt_verb is not None:
            self._move_attempt(attempt, payout, word, ruling)
        # A word that plans nothing leaves what was planned before, unless it is over.
        planned = ruling.enquire_at or ruling.try_again_at or attempt.due_at
        attempt.due_at = None if attempt.state in ATTEMPT.terminal else planned
        if ruling.payout_verb is not None:
            self._finish(payout, attempt, word, ruling)
        for kind in ruling.compensations:
            self._compensate(kind, payout, attempt, word)
        self.asking.hear(payout, attempt, word, ruling)

    def _move_attempt(self, attempt: Attempt, payout: Payout, word: Word, ruling: Ruling) -> None:
        assert ruling.attempt_verb is not None
        role = _ROLES.get(word.source, Role.BANK)
        move = ATTEMPT.take(ruling.attempt_verb, AttemptState(attempt.state), role)
        attempt.state = move.target
        if move.target in ATTEMPT.terminal:
            attempt.finished_at, attempt.code = self.now, word.code[:60]
            attempt.utr = word.utr[:60]
            if ruling.try_again_at is not None:
                successor = new_attempt(payout, number=attempt.number + 1, created_at=self.now)
                successor.due_at = ruling.try_again_at
                self.fresh.append(successor)
        if move.target is AttemptState.IN_DOUBT:
            self.facts.append(
                PayoutInDoubt(
                    subject_id=payout.id,
                    merchant_id=payout.merchant_id,
                    amount=payout.amount,
                    next_enquiry_at=ruling.enquire_at,
                )
            )

    def _finish(self, payout: Payout, attempt: Attempt, word: Word, ruling: Ruling) -> None:
        """Complete or fail: state, money, fact and audit record belong together."""
        assert ruling.payout_verb is not None
        role = _ROLES.get(word.source, Role.BANK)
        move = PAYOUT.take(ruling.payout_verb, PayoutState(payout.state), role)
        payout.state, payout.finished_at = move.target, self.now
        parts = (payout.id, payout.merchant_id, *payout.parts)
        if move.target is PayoutState.COMPLETED:
            payout.utr = word.utr[:60]
            self._withdraw_unsent(payout)
            if attempt.state == AttemptState.CONFIRMED_FAILURE:
                attempt.is_paid_late, attempt.paid_late_at = True, self.now
            self.postings.append(
                postings.payout_completed(*parts, bank=attempt.bank, at=self.now, actor=self.actor)
            )
            fact: Fact = PayoutCompleted(
                subject_id=payout.id,
                merchant_id=payout.merchant_id,
                amount=payout.amount,
                utr=payout.utr,
            )
        else:
            self._withdraw_unsent(payout)
            payout.reason = _reason_code(word, ruling)
            payout.reason_source = reason_of(payout.reason).source
            self._refill(payout, postings.payout_released(*parts, at=self.now, actor=self.actor))
            fact = PayoutFailed(
                subject_id=payout.id,
                merchant_id=payout.merchant_id,
                amount=payout.amount,
                reason=payout.reason,
            )
        self.facts.append(fact)
        self.deeds.append(
            Deed(
                action=f"payout.{ruling.payout_verb}",
                subject=f"payout/{payout.id}",
                merchant_id=payout.merchant_id,
                before={"state": move.source},
                after={"state": move.target, "reason": payout.reason, "utr": payout.utr},
            )
        )

    def _compensate(self, kind: Compensation, payout: Payout, attempt: Attempt, word: Word) -> None:
        self.compensations.append((kind, payout, attempt, word))
        # The next word about it in this very round must find it done.
        if kind is Compensation.PAID_LATE:
            attempt.is_paid_late, attempt.paid_late_at = True, self.now
        if kind is not Compensation.RETURN:
            return
        payout.is_returned = True
        parts = (payout.id, payout.merchant_id, *returned_parts(payout))
        self._refill(
            payout,
            postings.payout_returned(*parts, bank=attempt.bank, at=self.now, actor=self.actor),
        )

    def _refill(self, payout: Payout, posting: Posting) -> None:
        self.postings.append(posting)
        self.refilled.setdefault(payout.merchant_id, posting.key)

    def _withdraw_unsent(self, payout: Payout) -> None:
        """The payout is over: an attempt that waits to be sent must not be."""
        # One that was thought of in this very round has never been: nobody has seen it.
        self.fresh = [each for each in self.fresh if each.payout_id != payout.id]
        for each in self.attempts.values():
            unsent = each.state in {AttemptState.CREATED, AttemptState.NOT_RECEIVED}
            if each.payout_id == payout.id and unsent:
                each.state = ATTEMPT.take("withdraw", AttemptState(each.state), Role.SYSTEM).target
                each.finished_at, each.due_at = self.now, None
                self.changed[each.id] = each

    def write(self) -> None:
        """Everything judged becomes true at once."""
        self._lock_all()
        for outcome in ledger.post_all(postings=self.postings):
            if isinstance(outcome, Refusal):
                # What was held covers completing and releasing; a refusal here is our bug.
                told = f"a settled payout could not be posted: {outcome.facts}"
                raise RuntimeError(told)  # noqa: TRY004 - not a wrong type, a broken promise
        write_attempts(list(self.changed.values()))
        Attempt.objects.bulk_create(self.fresh)
        Evidence.objects.bulk_create(self.evidence)
        # Before the compensations: one of them may answer what another one has just asked.
        self.asking.write(self.actor, self.now)
        for kind, payout, attempt, word in self.compensations:
            self.facts.append(
                _VERBS[kind](
                    payout=payout, attempt=attempt, word=word, actor=self.actor, now=self.now
                )
            )
        self._settle_debts()
        write_settled(list(self.touched.values()))
        write_attempts([attempt for _, _, attempt, _ in self.compensations])
        origin_of = {each.id: each.origin for each in self.payouts.values()}
        events.record_all(facts=self.facts, at=self.now, origin_of=origin_of)
        audit.write_all(deeds=self.deeds, actor=self.actor, at=self.now)
        db.after_commit(self._say)

    def _say(self) -> None:
        """What was heard, and what it made of the payout: a line for each word."""
        for each in self.evidence:
            payout = self.payouts[each.payout_id]
            log.info(
                "payout.heard",
                payout=str(payout.id),
                reference=each.detail["reference"],
                source=each.source,
                verdict=each.verdict,
                outcome=each.outcome,
                state=payout.state,
                **({"code": each.code} if each.code else {}),
                **({"utr": each.utr} if each.utr else {}),
                **origins.told(payout.origin),
            )

    def _settle_debts(self) -> None:
        """What is available again pays what is owed, before its merchant can spend it."""
        places = {each: postings.receivable(each) for each in sorted(self.refilled)}
        balances = book.balances(list(places.values()))
        for merchant_id, place in places.items():
            if balances[place] < rupees(0):
                wallets.settle_debt(
                    merchant_id=merchant_id,
                    cause=self.refilled[merchant_id],
                    actor=self.actor,
                    at=self.now,
                )

    def _lock_all(self) -> None:
        """A late payment is posted after the others, so every account is locked before any is used.

        Otherwise two rounds could each hold what the other one wants.
        """
        late = [
            postings.available(payout.merchant_id)
            for kind, payout, _, _ in self.compensations
            if kind is not Compensation.RETURN
        ]
        if late:
            moved = [
                address
                for posting in self.postings
                for transfer in posting.transfers
                for address in (transfer.source, transfer.target)
                if address.startswith("merchant/")
            ]
            book.locked_balances([*late, *moved])


def _reason_code(word: Word, ruling: Ruling) -> str:
    if word.source is Source.OPERATOR:
        return "operator_decision"
    if ruling.outcome == "paid_by_another":
        return ruling.outcome
    return (word.code or ruling.outcome).lower()[:60]


_SETTLED_COLUMNS = {
    "id": "uuid", "state": "text", "reason": "text", "reason_source": "text", "utr": "text",
    "retry_count": "smallint", "finished_at": "timestamptz", "is_returned": "bool",
    "is_paid_late": "bool", "has_case": "bool", "due_at": "timestamptz",
    "lease_until": "timestamptz",
}  # fmt: skip


def write_settled(payouts: Sequence[Payout]) -> None:
    db.update_rows(
        "payouts_payout",
        _SETTLED_COLUMNS,
        [[getattr(each, name) for name in _SETTLED_COLUMNS] for each in payouts],
    )
