"""Start payouts: the last look before the bank, and the intent committed before the first byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from adulis.approvals import queries as approvals
from adulis.events import actions as events
from adulis.gateways import actions as bank_health
from adulis.gateways import queries as gateways
from adulis.gateways.queries import Health
from adulis.gateways.values import Instruction, Profile, Source, Verdict, Word
from adulis.identity import queries as identity
from adulis.identity.values import Standing
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.kernel.money import Money
from adulis.limits.values import Limits, Window
from adulis.payouts import policies
from adulis.payouts.actions.beginning import begin
from adulis.payouts.actions.cancelling import cancel_locked
from adulis.payouts.actions.gating import frozen, locked_limits, sent_before
from adulis.payouts.actions.locking import locked_payouts
from adulis.payouts.actions.sealing import details_of
from adulis.payouts.calendar import is_open, next_opening
from adulis.payouts.events import PayoutProcessing
from adulis.payouts.machine import ATTEMPT, AttemptState, PayoutState
from adulis.payouts.models import Attempt, BankAccount, Payout
from adulis.payouts.values import Mode, WaitingFor

# How often a payout that waits for somebody's deed (a freeze lifted, a pause ended) looks again.
LOOK_AGAIN = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class ToSend:
    """An attempt that is committed as ``sending``, and what to tell the bank."""

    attempt: Attempt
    instruction: Instruction

    @property
    def leaves_by(self) -> datetime:
        """The moment from which on others take it for unanswered."""
        assert self.attempt.sent_at is not None
        return self.attempt.sent_at

    @property
    def left_too_late(self) -> Word:
        """That it was never given to the bank: nobody else sends this sending."""
        return Word(
            reference=self.attempt.reference,
            verdict=Verdict.NOT_SENT,
            source=Source.SUBMISSION,
            message="held up until it was too late to send it",
            send_number=self.instruction.send_number,
        )


@db.transaction_required
def start_payouts(
    *,
    claims: Sequence[Claim],
    known: Mapping[UUID, int | None] | None = None,
    actor: Actor,
    at: datetime,
) -> list[ToSend]:
    """Judge claimed payouts; those that may go get an attempt, committed before it is sent.

    The others are told what they wait for and when to look again. A claim whose fence has moved on
    belongs to somebody else now and is left alone. ``known``: with which attempt one begins of
    which the bank has heard in a life that we have forgotten; None: it did not say; 0: not asked.
    """
    fences = {claim.id: claim.fence for claim in claims}
    locked = locked_payouts(fences)
    payouts = [
        payout
        for payout in locked.values()
        if payout.claim_count == fences[payout.id] and payout.state == PayoutState.PENDING
    ]
    if known is None:
        # It may have been restored, and accepted, since whoever calls looked.
        known = dict.fromkeys(fences, 0) if gateways.was_restored() else {}
    round_ = _Round.look(payouts, actor, at, known)
    going = [payout for payout in payouts if round_.lets_go(payout)]
    attempts = [_start(payout, round_) for payout in going]
    Attempt.objects.bulk_create(attempts)
    write_payouts(payouts)
    events.record_all(
        facts=[
            PayoutProcessing(
                subject_id=payout.id, merchant_id=payout.merchant_id, amount=payout.amount
            )
            for payout in going
        ],
        at=round_.now,
        origin_of={payout.id: payout.origin for payout in going},
    )
    return [
        _to_send(attempt, round_.accounts[payout.bank_account_id], payout)
        for payout, attempt in zip(going, attempts, strict=True)
    ]


@db.transaction_required
def start_attempts(
    *,
    claims: Sequence[Claim],
    kept: frozenset[UUID] | None = None,
    actor: Actor,
    at: datetime,
) -> list[ToSend]:
    """Send a new attempt after a refusal for now, or the same reference again when it was lost.

    Those that are ``kept`` are not sent: the bank has heard of a later one that we have forgotten.
    """
    fences = {claim.id: claim.fence for claim in claims}
    owners = Attempt.objects.filter(id__in=fences).values_list("payout_id", flat=True)
    payouts = locked_payouts(owners)
    attempts = [
        attempt
        for attempt in Attempt.objects.select_for_update(no_key=True, of=("self",))
        .filter(id__in=fences)
        .order_by("id")
        if attempt.claim_count == fences[attempt.id]
        and attempt.state in {AttemptState.CREATED, AttemptState.NOT_RECEIVED}
    ]
    now = db.clock()
    nobody_asked = kept is None and gateways.was_restored()
    profile, health = gateways.profile(), gateways.health(settings.BANK_CODE)
    paid_by_another = _with_a_payment(payouts)
    merchants = {each.merchant_id for each in payouts.values()}
    waiting = frozen({each: identity.standing(each) for each in merchants})
    sending: list[Attempt] = []
    for attempt in attempts:
        blocked_until = _blocked_until(attempt, profile, health, now)
        if nobody_asked or attempt.id in (kept or ()):
            blocked_until = now + _between_questions(profile, attempt.mode)
        if payouts[attempt.payout_id].merchant_id in waiting:
            # Nothing of it is with the bank: it waits as a payout does that was never sent.
            blocked_until = now + LOOK_AGAIN
        if blocked_until is None and health.is_probing and (sending or not _takes_probe()):
            blocked_until = now + LOOK_AGAIN
        if blocked_until is not None:
            attempt.due_at, attempt.lease_until = blocked_until, None
            attempt.claim_count = 0
            continue
        verb = "send" if attempt.state == AttemptState.CREATED else "resend"
        ATTEMPT.take(verb, AttemptState(attempt.state), actor.role)
        attempt.probes = health.is_probing
        _mark_sending(attempt, now)
        if attempt.payout_id in paid_by_another:
            # Evidence allows none such; one that is there all the same is too late to be sent.
            attempt.sent_at = now
        sending.append(attempt)
    write_attempts(attempts)
    accounts = BankAccount.objects.in_bulk({each.bank_account_id for each in payouts.values()})
    return [
        _to_send(
            attempt,
            accounts[payouts[attempt.payout_id].bank_account_id],
            payouts[attempt.payout_id],
        )
        for attempt in sending
    ]


def _with_a_payment(payout_ids: Iterable[UUID]) -> set[UUID]:
    """Those of which the bank has paid an attempt."""
    attempts = Attempt.objects.filter(payout_id__in=list(payout_ids))
    return {each.payout_id for each in attempts if each.is_known_paid}


def _to_send(attempt: Attempt, account: BankAccount, payout: Payout) -> ToSend:
    """Opened inside the transaction: a number that cannot be opened is never marked as sent."""
    details = details_of(account)
    instruction = Instruction(
        reference=attempt.reference,
        send_number=attempt.sent_count,
        mode=attempt.mode,
        amount_minor=attempt.amount_minor,
        name=details.holder_name,
        account_number=details.number,
        ifsc=details.ifsc,
        vpa=details.vpa,
        narration=payout.narration,
        origin=payout.origin,
    )
    return ToSend(attempt, instruction)


@dataclass(slots=True)
class _Round:
    """What one look at the world told, shared by all payouts of the round."""

    now: datetime
    actor: Actor
    profile: Profile
    health: Health
    standings: dict[UUID, Standing]
    frozen: set[UUID]
    accounts: dict[UUID, BankAccount]
    unapproved: set[str]
    limited: dict[UUID, Limits]
    sent: dict[UUID, dict[Window, Money]]
    known: Mapping[UUID, int | None]
    has_probe: bool = False

    @classmethod
    def look(
        cls,
        payouts: Sequence[Payout],
        actor: Actor,
        at: datetime,
        known: Mapping[UUID, int | None],
    ) -> _Round:
        """Read after the locks are held, the clock included."""
        standings = {
            merchant_id: identity.standing(merchant_id)
            for merchant_id in {payout.merchant_id for payout in payouts}
        }
        limited = locked_limits(standings, at)
        now = db.clock()
        return cls(
            now=now,
            actor=actor,
            profile=gateways.profile(),
            health=gateways.health(settings.BANK_CODE),
            standings=standings,
            frozen=frozen(standings),
            accounts=BankAccount.objects.in_bulk({each.bank_account_id for each in payouts}),
            unapproved=approvals.waiting_subjects([f"payout/{each.id}" for each in payouts]),
            limited=limited,
            sent=sent_before(limited, now),
            known=known,
        )

    def lets_go(self, payout: Payout) -> bool:
        """Whether it goes now; otherwise it is told what it waits for."""
        payout.lease_until = None
        if payout.gives_up_at is not None and not payout.is_held and self.now >= payout.gives_up_at:
            cancel_locked(payout, reason="never_affordable", actor=self.actor, at=self.now)
            return False
        gate = policies.first_gate(self._gates(payout))
        payout.claim_count = 0
        if gate is None and not (heard := self.known.get(payout.id, 1)):
            pause = LOOK_AGAIN if heard == 0 else _between_questions(self.profile, payout.mode)
            gate = (WaitingFor.BANK, self.now + pause)
        if gate is None and self.health.is_probing and not self._may_probe():
            gate = (WaitingFor.BANK, self.now + LOOK_AGAIN)
        if gate is None:
            for window, sent in self.sent.get(payout.merchant_id, {}).items():
                self.sent[payout.merchant_id][window] = sent + payout.amount
            return True
        payout.waiting_for, payout.waiting_until = gate
        payout.due_at = payout.waiting_until or self.now + LOOK_AGAIN
        if payout.waiting_for == WaitingFor.APPROVAL:
            payout.due_at = None
        if payout.waiting_for == WaitingFor.FUNDS:
            # Its money is set aside in a transaction of its merchant's (``waiting.py``): a wallet
            # that is busy here would keep everybody else's payouts from going.
            payout.due_at, payout.waiting_until = None, payout.gives_up_at
        return False

    def _limit_renews_at(self, payout: Payout) -> datetime | None:
        """When the day or month begins that it may go in; None: it fits into this one."""
        limits = self.limited.get(payout.merchant_id)
        sent = self.sent.get(payout.merchant_id, {})
        full = [] if limits is None else limits.exceeded_by(payout.amount, sent)
        # What one payout may be was asked when it was made, and no waiting makes it smaller.
        renewals = [each.next_start(self.now) for each in full if each is not Window.SINGLE]
        return max(renewals, default=None)

    def _may_probe(self) -> bool:
        self.has_probe, had_probe = True, self.has_probe
        return not had_probe and _takes_probe()

    def _gates(self, payout: Payout) -> policies.Gates:
        account = self.accounts[payout.bank_account_id]
        return policies.Gates(
            now=self.now,
            mode=Mode(payout.mode),
            keeps_windows=self.profile.keeps_windows,
            scheduled_at=payout.scheduled_at,
            needs_approval=f"payout/{payout.id}" in self.unapproved,
            is_held=payout.is_held,
            account_is_trusted=account.verification == "verified",
            account_created_at=account.created_at,
            is_frozen=payout.merchant_id in self.frozen,
            limit_renews_at=self._limit_renews_at(payout),
            bank_open_until=self.health.open_until,
            bank_is_paused=bool(self.health.paused),
        )


def _start(payout: Payout, round_: _Round) -> Attempt:
    ATTEMPT.take("send", ATTEMPT.initial, round_.actor.role)
    number = round_.known.get(payout.id) or 1
    attempt = begin(payout, number, round_.profile, round_.actor, round_.now)
    attempt.probes = round_.health.is_probing
    _mark_sending(attempt, round_.now)
    return attempt


def _between_questions(profile: Profile, mode: str) -> timedelta:
    """How long a bank that did not say anything of use about a reference is left alone."""
    return timedelta(seconds=profile.timing(mode).enquiries[2])


def _takes_probe() -> bool:
    """Whether this is the one payment that tests a bank in trouble, until its call has ended."""
    return bank_health.take_probe(
        bank=settings.BANK_CODE, seconds=settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS
    )


def _mark_sending(attempt: Attempt, now: datetime) -> None:
    """From here on it counts as sent, whatever happens to this process."""
    lease_ends = now + timedelta(seconds=settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS)
    attempt.state = AttemptState.SENDING
    attempt.sent_at = attempt.due_at = lease_ends
    attempt.sent_count += 1
    attempt.asked_before_count = attempt.enquiry_count
    attempt.first_not_found_at = None
    attempt.lease_until = None
    attempt.claim_count = 0


def _blocked_until(
    attempt: Attempt, profile: Profile, health: Health, now: datetime
) -> datetime | None:
    if health.paused:
        return now + LOOK_AGAIN
    if health.open_until is not None:
        return health.open_until
    if profile.keeps_windows and not is_open(Mode(attempt.mode), now):
        return next_opening(Mode(attempt.mode), now)
    return None


_PAYOUT_COLUMNS = {
    "id": "uuid", "state": "text", "is_held": "bool", "waiting_for": "text",
    "waiting_until": "timestamptz", "started_at": "timestamptz", "expected_by": "timestamptz",
    "due_at": "timestamptz", "lease_until": "timestamptz", "claim_count": "int",
    "retry_count": "smallint",
}  # fmt: skip
_ATTEMPT_COLUMNS = {
    "id": "uuid", "state": "text", "sent_at": "timestamptz", "sent_count": "smallint",
    "probes": "bool", "enquiry_count": "smallint", "asked_before_count": "smallint",
    "first_not_found_at": "timestamptz",
    "code": "text", "utr": "text", "bank_reference": "text", "finished_at": "timestamptz",
    "is_paid_late": "bool", "paid_late_at": "timestamptz", "return_heard_at": "timestamptz",
    "due_at": "timestamptz", "lease_until": "timestamptz",
    "claim_count": "int",
}  # fmt: skip


def write_payouts(payouts: Sequence[Payout]) -> None:
    db.update_rows(
        "payouts_payout",
        _PAYOUT_COLUMNS,
        [[getattr(each, name) for name in _PAYOUT_COLUMNS] for each in payouts],
    )


def write_attempts(attempts: Sequence[Attempt]) -> None:
    db.update_rows(
        "payouts_attempt",
        _ATTEMPT_COLUMNS,
        [[getattr(each, name) for name in _ATTEMPT_COLUMNS] for each in attempts],
    )
