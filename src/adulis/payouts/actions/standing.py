"""What is known of an attempt when a word about it arrives, and of which sending the word tells."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from adulis.gateways.values import Profile, Source, Verdict, Word
from adulis.payouts.evidence import Standing
from adulis.payouts.machine import LIVE_ATTEMPTS, AttemptState, PayoutState
from adulis.payouts.models import Attempt, Payout

_ASKED_ABOUT = frozenset({AttemptState.ACCEPTED, AttemptState.IN_DOUBT})
_WITH_THE_BANK = LIVE_ATTEMPTS - {AttemptState.CREATED, AttemptState.NOT_RECEIVED}
_NO_OR_NOTHING = frozenset(
    {Verdict.NOT_SENT, Verdict.UNKNOWN, Verdict.REFUSED, Verdict.REFUSED_FOR_NOW}
)


def standing_of(
    attempt: Attempt,
    payout: Payout,
    *,
    siblings: Sequence[Attempt],
    profile: Profile,
    is_charged_late: bool,
    is_given_back: bool,
) -> Standing:
    """What ``evidence.weigh`` judges by; ``siblings`` are the other attempts of the payout."""
    return Standing(
        attempt_state=AttemptState(attempt.state),
        payout_state=PayoutState(payout.state),
        reference=attempt.reference,
        amount_minor=attempt.amount_minor,
        sent_at=attempt.sent_at,
        asked=attempt.asked,
        asked_again_at=attempt.due_at if attempt.state in _ASKED_ABOUT else None,
        first_not_found_at=attempt.first_not_found_at,
        retry_count=payout.retry_count,
        retries_allowed=settings.PAYOUT_MAX_RETRIES,
        counts_as_retry=not attempt.probes,
        is_returned=payout.is_returned and attempt.is_known_paid and not is_charged_late,
        is_paid_late=attempt.is_paid_late,
        is_charged_late=is_charged_late,
        is_given_back=is_given_back,
        return_was_heard=attempt.return_heard_at is not None,
        returned_minor=attempt.returned_minor,
        sibling_was_sent=any(each.state in _WITH_THE_BANK for each in siblings),
        sibling_was_paid=any(each.is_known_paid for each in siblings),
        bank_dedupes=profile.dedupes,
        retry_seconds=profile.retry_seconds,
    )


def ends_its_call(attempt: Attempt, word: Word) -> bool:
    """Whether it answers the latest sending: nothing of that can leave any more."""
    return (
        word.source is Source.SUBMISSION
        and word.send_number == attempt.sent_count
        and AttemptState(attempt.state) in LIVE_ATTEMPTS
    )


def is_from_earlier_sending(attempt: Attempt, word: Word) -> bool:
    """A worker that slept through its lease tells about a sending that has been superseded.

    Its silence or its no says nothing about the later sending, which may be paid; a yes always
    counts.
    """
    return (
        word.source is Source.SUBMISSION
        and word.verdict in _NO_OR_NOTHING
        and word.send_number != attempt.sent_count
    )
