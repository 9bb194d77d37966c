"""What a word of the bank does to an attempt and its payout. Pure: the whole judgement is here.

Three rules decide everything: unknown is never a no; a no that came with evidence ends it at once;
a yes is believed however late it comes. What to do with the ruling is ``actions/weighing.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zlib import crc32

from adulis.cases.values import CaseKind
from adulis.gateways.values import RATE_LIMITED, Asked, Source, Timing, Verdict, Word
from adulis.payouts.machine import LIVE_ATTEMPTS, AttemptState, PayoutState

LONGEST_BACKOFF_SECONDS = 600


class Compensation(StrEnum):
    """Money that has to move beyond what completing or failing moves."""

    RETURN = "return"
    PAID_LATE = "paid_late"
    LATE_RETURN = "late_return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known when a word arrives. ``sent_at`` is the last moment the order can have left.

    ``asked_again_at`` is when the next enquiry is planned, if one is. ``is_charged_late``: the
    merchant had the money back when the bank paid, and was charged for it; ``is_given_back``: that
    came back too. ``is_returned``: this very attempt was the payout, and came back;
    ``return_was_heard``: that it came back was told, be its payment known or not;
    ``returned_minor``: the part of it that came back and was accepted. ``sibling_was_paid``: the
    beneficiary has the money by another attempt.
    """

    attempt_state: AttemptState
    payout_state: PayoutState
    reference: str
    amount_minor: int
    sent_at: datetime | None
    asked: Asked
    asked_again_at: datetime | None
    first_not_found_at: datetime | None
    retry_count: int
    retries_allowed: int
    counts_as_retry: bool
    is_returned: bool
    is_paid_late: bool
    is_charged_late: bool
    is_given_back: bool
    return_was_heard: bool
    returned_minor: int
    sibling_was_sent: bool
    sibling_was_paid: bool
    bank_dedupes: bool
    retry_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What follows from a word: at most one move each, when to look again, and who is told.

    ``try_again_at``: the same reference (attempt ``not_received``) or a new attempt is due then.
    ``hears_return``: from now on it is known that the bank took it back.
    """

    outcome: str
    attempt_verb: str | None = None
    payout_verb: str | None = None
    enquire_at: datetime | None = None
    try_again_at: datetime | None = None
    counts_retry: bool = False
    first_not_found_at: datetime | None = None
    hears_return: bool = False
    compensations: tuple[Compensation, ...] = ()
    case: CaseKind | None = None


def weigh(standing: Standing, word: Word, timing: Timing, *, now: datetime) -> Ruling:
    """The ruling on ``word``. Never raises: whatever a bank says has an answer here."""
    if _contradicts_amount(standing, word):
        return _mismatch(standing, word, timing, now)
    return _BY_VERDICT[word.verdict](standing, word, timing, now)


def backoff(reference: str, retry_count: int, base_seconds: int) -> timedelta:
    """Exponential, with up to half of it as jitter that is fixed per reference and retry."""
    longest_ms = 1_000 * min(base_seconds * 2**retry_count, LONGEST_BACKOFF_SECONDS)
    jitter_ms = crc32(f"{reference}:{retry_count}".encode()) % (longest_ms // 2)
    return timedelta(milliseconds=longest_ms - jitter_ms)


# --- one function per verdict -----------------------------------------------------------------


def _accepted(standing: Standing, word: Word, timing: Timing, now: datetime) -> Ruling:
    waits_on = _next_enquiry(standing, timing, now)
    if standing.attempt_state is AttemptState.ACCEPTED:
        return Ruling(outcome="still_working", enquire_at=waits_on)
    if _was_sent(standing):
        return Ruling(outcome="accepted", attempt_verb="accept", enquire_at=waits_on)
    # A bank that goes back from a final word to "working on it" is only late.
    return Ruling(outcome="stale")


def _success(standing: Standing, word: Word, timing: Timing, now: datetime) -> Ruling:
    if standing.attempt_state is AttemptState.CONFIRMED_SUCCESS or standing.is_paid_late:
        return Ruling(outcome="known")
    ruling = _late_success(standing)
    if _was_sent(standing):
        ruling = Ruling(outcome="paid", attempt_verb="succeed", payout_verb="complete")
    return _and_returned(ruling) if standing.return_was_heard else ruling


def _late_success(standing: Standing) -> Ruling:
    """Paid after a proven no (or before we ever asked): believed, never dropped."""
    if standing.payout_state is PayoutState.PROCESSING and not standing.sibling_was_sent:
        # Nothing else can pay it any more, so this payment is the payout.
        return Ruling(outcome="paid_late", payout_verb="complete")
    return Ruling(
        outcome="paid_late", compensations=(Compensation.PAID_LATE,), case=CaseKind.LATE_SUCCESS
    )


def _and_returned(ruling: Ruling) -> Ruling:
    """Its return was told before the payment itself: both of them happen now."""
    if ruling.payout_verb == "complete":
        return replace(ruling, outcome="returned", compensations=(Compensation.RETURN,))
    return replace(
        ruling,
        outcome="late_payment_returned",
        compensations=(*ruling.compensations, Compensation.LATE_RETURN),
    )


def _refused(standing: Standing, word: Word, timing: Timing, now: datetime) -> Ruling:
    if _was_sent(standing):
        return Ruling(outcome="refused", attempt_verb="refuse", payout_verb="fail")
    if standing.attempt_state is AttemptState.CREATED:
        # Only operators speak of an order not given yet; with the payout's end it is withdrawn.
        return Ruling(outcome="refused", payout_verb="fail")
    if standing.attempt_state is AttemptState.CONFIRMED_SUCCESS and not standing.is_returned:
        # A bank that takes a payment back says "returned"; a bare no after a yes is for humans.
        return Ruling(outcome="contradiction", case=CaseKind.EVIDENCE_MISMATCH)
    return Ruling(outcome="known")


def _refused_for_now(standing: Standing, word: Word, timing: Timing, now: datetime) -> Ruling:
    if not _was_sent(standing):
        return _refused(standing, word, timing, now)
    if standing.sibling_was_paid:
        return _paid_by_another()
    if standing.retry_count >= standing.retries_allowed:
        return Ruling(outcome="refused", attempt_verb="refuse", payout_verb="fail")
    return Ruling(
        outcome="refused_for_now",
        attempt_verb="refuse",
        try_again_at=_retry_at(standing, now),
        counts_retry=True,
    )


def _returned(standing: Standing, word: Word, timing: Timing, now: datetime) -> Ruling:
    if standing.is_given_back or (standing.is_returned and not standing.is_charged_late):
        return Ruling(outcome="known")
    if standing.returned_minor:
        # A part of it is with the merchant already: all of it on top would be too much.
        return Ruling(outcome="contradiction", case=CaseKind.EVIDENCE_MISMATCH)
    returned = Ruling(outcome="returned", hears_return=True, compensations=(Compensation.RETURN,))
    if standing.is_charged_late:
        late = (Compensation.LATE_RETURN,)
        return replace(returned, outcome="late_payment_returned", compensations=late)
    completed_late = standing.is_paid_late and standing.payout_state is PayoutState.COMPLETED
    if standing.attempt_state is AttemptState.CONFIRMED_SUCCESS or completed_late:
        return returned
    if _was_sent(standing):
        return replace(returned, attempt_verb="succeed", payout_verb="complete")
    if standing.return_was_heard:
        return Ruling(outcome="known")
    # We gave the money back on proof of a no; it went out and came back: nothing is owed. Should
    # its payment be told after all, this is not forgotten.
    return Ruling(outcome="contradiction", hears_return=True, case=CaseKind.EVIDENCE_MISMATCH)


def _not_sent(standing: Standing, word: Word, timing: Timing, now: datetime) -> Ruling:
    if standing.attempt_state is not AttemptState.SENDING:
        return Ruling(outcome="stale")
    if standing.sibling_was_paid:
        return _paid_by_another()
    exhausted = standing.retry_count >= standing.retries_allowed
    # Whoever was asked about was sent before: that this sending never left says nothing of that.
    never_left = standing.asked == Asked(0)
    # A bank that asks us to come back later has refused nothing: no try is used up.
    counts = standing.counts_as_retry and word.code != RATE_LIMITED
    if counts and exhausted and never_left:
        return Ruling(outcome="never_sent", attempt_verb="refuse", payout_verb="fail")
    return Ruling(
        outcome="not_sent",
        attempt_verb="lose",
        try_again_at=_retry_at(standing, now),
        counts_retry=counts and not exhausted,
    )


def _not_found(standing: Standing, word: Word, timing: Timing, now: datetime) -> Ruling:
    waits_on = _next_enquiry(standing, timing, now)
    if standing.attempt_state is AttemptState.ACCEPTED:
        # It was accepted once; one replica that has not heard of it proves nothing.
        return Ruling(outcome="not_found_yet", enquire_at=waits_on)
    if standing.attempt_state is not AttemptState.IN_DOUBT or standing.sent_at is None:
        # Asked before something else was learnt: what is planned since stays planned.
        return Ruling(outcome="stale")
    horizon = standing.sent_at + timedelta(seconds=timing.horizon)
    if now < horizon:
        return Ruling(outcome="not_found_yet", enquire_at=max(waits_on, horizon))
    gap = timedelta(seconds=timing.gap)
    if standing.first_not_found_at is None:
        return Ruling(outcome="not_found_once", enquire_at=now + gap, first_not_found_at=now)
    if now < standing.first_not_found_at + gap:
        return Ruling(
            outcome="not_found_once",
            enquire_at=standing.first_not_found_at + gap,
            first_not_found_at=standing.first_not_found_at,
        )
    if standing.sibling_was_paid:
        return _paid_by_another()
    if not standing.bank_dedupes:
        # Sending again could pay twice if the bank is wrong; a human looks first.
        return Ruling(outcome="not_received", enquire_at=waits_on, case=CaseKind.IN_DOUBT)
    return Ruling(outcome="not_received", attempt_verb="lose", try_again_at=now)


def _unknown(standing: Standing, word: Word, timing: Timing, now: datetime) -> Ruling:
    waits_on = _next_enquiry(standing, timing, now)
    if standing.attempt_state is AttemptState.SENDING:
        return Ruling(outcome="in_doubt", attempt_verb="doubt", enquire_at=waits_on)
    if standing.attempt_state in {AttemptState.ACCEPTED, AttemptState.IN_DOUBT}:
        return Ruling(outcome="no_answer", enquire_at=waits_on)
    return Ruling(outcome="stale")


_BY_VERDICT: dict[Verdict, Callable[[Standing, Word, Timing, datetime], Ruling]] = {
    Verdict.ACCEPTED: _accepted,
    Verdict.SUCCESS: _success,
    Verdict.REFUSED: _refused,
    Verdict.REFUSED_FOR_NOW: _refused_for_now,
    Verdict.RETURNED: _returned,
    Verdict.NOT_SENT: _not_sent,
    Verdict.NOT_FOUND: _not_found,
    Verdict.UNKNOWN: _unknown,
}


# --- shared judgements ------------------------------------------------------------------------


def _was_sent(standing: Standing) -> bool:
    """The order is, or may be, with the bank: a final word about it settles it."""
    return standing.attempt_state in LIVE_ATTEMPTS - {AttemptState.CREATED}


def _paid_by_another() -> Ruling:
    """It is not with the bank, and need not be: the merchant was charged for the other attempt."""
    return Ruling(outcome="paid_by_another", attempt_verb="refuse", payout_verb="fail")


def _contradicts_amount(standing: Standing, word: Word) -> bool:
    moved = {Verdict.SUCCESS, Verdict.RETURNED, Verdict.ACCEPTED}
    return (
        word.verdict in moved
        and word.amount_minor is not None
        and word.amount_minor != standing.amount_minor
    )


def _mismatch(standing: Standing, word: Word, timing: Timing, now: datetime) -> Ruling:
    """Another amount than we ordered: no automatic move, a human looks; doubt stays doubt."""
    returned_part = word.verdict is Verdict.RETURNED
    if returned_part and word.amount_minor and word.amount_minor == standing.returned_minor:
        return Ruling(outcome="known")
    ruling = Ruling(
        outcome="amount_mismatch",
        case=CaseKind.PARTIAL_RETURN if returned_part else CaseKind.EVIDENCE_MISMATCH,
    )
    if standing.attempt_state in {AttemptState.SENDING, AttemptState.NOT_RECEIVED}:
        # It is with the bank, if not as we ordered it: asked about, and not sent again meanwhile.
        return replace(
            ruling, attempt_verb="doubt", enquire_at=_next_enquiry(standing, timing, now)
        )
    if standing.attempt_state in {AttemptState.ACCEPTED, AttemptState.IN_DOUBT}:
        return replace(ruling, enquire_at=_next_enquiry(standing, timing, now))
    return ruling


def _next_enquiry(standing: Standing, timing: Timing, now: datetime) -> datetime:
    allowed = timing.next_enquiry(standing.sent_at or now, standing.asked)
    return max(allowed, standing.asked_again_at or now, now + timedelta(seconds=timing.gap))


def _retry_at(standing: Standing, now: datetime) -> datetime:
    return now + backoff(standing.reference, standing.retry_count, standing.retry_seconds)


def is_final_evidence(word: Word) -> bool:
    """Whether a word ends a payment rather than describing its progress."""
    return word.verdict in {Verdict.SUCCESS, Verdict.REFUSED, Verdict.RETURNED} and (
        word.source is not Source.TIMEOUT
    )
