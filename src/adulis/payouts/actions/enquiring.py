"""Count an enquiry before it is made, and notice what was never answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from adulis.gateways import queries as gateways
from adulis.gateways.values import Profile, Source, Verdict, Word
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.payouts.machine import AttemptState
from adulis.payouts.models import Attempt


@dataclass(frozen=True, slots=True)
class ToAsk:
    """``references`` to ask the bank about, and what is already known to be unanswered.

    ``origin_of``: which request asked for what is behind a reference.
    """

    references: list[str]
    expired: list[Word]
    origin_of: Mapping[str, str] = field(default_factory=dict)


@db.transaction_required
def note_enquiries(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> ToAsk:
    """Sort claimed attempts: past their sending lease they are in doubt, others are asked about.

    Who is to be asked about is counted, and due again when the bank may be asked the next time: a
    worker that dies with its question costs one of the few that a bank answers, not all of them.
    A sending that nobody reported on within its lease is unknown, not failed: its worker may have
    died with the order on the wire.
    """
    fences = {claim.id: claim.fence for claim in claims}
    attempts = [
        attempt
        for attempt in Attempt.objects.select_for_update(no_key=True, of=("self",))
        .select_related("payout")
        .filter(id__in=fences)
        .order_by("id")
        if attempt.claim_count == fences[attempt.id]
    ]
    expired = [
        Word(
            reference=attempt.reference,
            verdict=Verdict.UNKNOWN,
            source=Source.TIMEOUT,
            detail={"sent_at": attempt.sent_at.isoformat() if attempt.sent_at else None},
        )
        for attempt in attempts
        if attempt.state == AttemptState.SENDING
    ]
    asking = [
        attempt
        for attempt in attempts
        if attempt.state in {AttemptState.ACCEPTED, AttemptState.IN_DOUBT}
    ]
    profile, now = gateways.profile(), db.clock()
    for attempt in asking:
        attempt.enquiry_count += 1
        pause = profile.timing(attempt.mode).pause(attempt.asked)
        attempt.due_at = max(next_enquiry(attempt, profile), now + pause)
    Attempt.objects.bulk_update(asking, ["enquiry_count", "due_at"])
    return ToAsk(
        [attempt.reference for attempt in asking],
        expired,
        {attempt.reference: attempt.payout.origin for attempt in asking},
    )


def next_enquiry(attempt: Attempt, profile: Profile) -> datetime:
    """When the bank may be asked about a sent attempt next; that may be long ago."""
    assert attempt.sent_at is not None
    return profile.timing(attempt.mode).next_enquiry(attempt.sent_at, attempt.asked)


_ASK_ALL = """
UPDATE payouts_attempt AS attempt
   SET due_at = least(attempt.due_at,
                      greatest(%(at)s, attempt.sent_at + make_interval(secs => given.seconds))),
       claim_count = 0, lease_until = NULL
  FROM unnest(%(modes)s::text[], %(seconds)s::int[]) AS given(mode, seconds)
 WHERE attempt.mode = given.mode AND attempt.state IN ('accepted', 'in_doubt')
"""
_UNSETTLED = """
SELECT reference, enquiry_count FROM payouts_attempt
 WHERE state IN ('sending', 'accepted', 'in_doubt')
"""


@db.transaction_required
def ask_about_all(*, actor: Actor, at: datetime) -> dict[str, int]:
    """Have the bank asked about all that is open as soon as it lets us: after a restore, say.

    Returns how often it was asked about each reference before.
    """
    profile = gateways.profile()
    first = {mode: timing.enquiries[0] for mode, timing in profile.timings.items()}
    db.execute(_ASK_ALL, {"at": at, "modes": list(first), "seconds": list(first.values())})
    return dict(db.fetch_all(_UNSETTLED))
