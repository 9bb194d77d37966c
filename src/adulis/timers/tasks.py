"""The worker's doors: be there, and do for the rooms above what their timers announced."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog
from django.conf import settings

from adulis.kernel import db, due, failpoints
from adulis.kernel.actors import system
from adulis.timers import actions
from adulis.timers.values import ClaimedTimer

log = structlog.get_logger(__name__)
BATCH = 32
LEASE_SECONDS = 60
WORKER = system("worker")
_KIND = re.compile(r"[a-z_]+(?:\.[a-z_]+)*")

_AWAY = """
SELECT adulis_clock() - beat_at > make_interval(secs => %s) FROM timers_heartbeat WHERE id = 1
"""


def beat() -> int:
    """Say that we are here; and if nobody was, give everybody the time back that passed."""
    with db.transaction():
        seconds = actions.note_heartbeat(actor=WORKER, at=db.clock())
    if seconds:
        log.warning("timers.outage", seconds=seconds)
    return 0


def claim_timers(kinds: Sequence[str], limit: int = BATCH) -> list[ClaimedTimer]:
    """The timers of ``kinds`` whose time has come, oldest first; ours for a minute.

    Nothing is claimed before an outage that ended just now was added to what runs. ``kinds`` are
    constants of the calling module.
    """
    if unspeakable := [kind for kind in kinds if not _KIND.fullmatch(kind)]:
        raise ValueError(f"{unspeakable[0]!r} is no kind of timer")
    if db.fetch_value(_AWAY, [settings.OUTAGE_AFTER_SECONDS]):
        beat()
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    claims = due.claim(
        "timers_timer",
        limit=limit,
        lease_seconds=LEASE_SECONDS,
        only=f"state = 'running' AND kind IN ({listed})",
    )
    if not claims:
        return []
    rows = db.fetch_all(
        "SELECT timer.kind, timer.subject, timer.due_at, given.id, given.fence"
        "  FROM unnest(%s::uuid[], %s::int[]) AS given(id, fence)"
        "  JOIN timers_timer AS timer ON timer.id = given.id"
        # Whatever became of it since it was claimed: then it will not fire, and is not due.
        " WHERE timer.due_at IS NOT NULL ORDER BY timer.due_at, timer.id",
        [[each.id for each in claims], [each.fence for each in claims]],
    )
    return [
        _claimed(kind, subject, due_at, due.Claim(*claim)) for kind, subject, due_at, *claim in rows
    ]


def _claimed(kind: str, subject: str, due_at: datetime, claim: due.Claim) -> ClaimedTimer:
    return ClaimedTimer(
        id=claim.id, fence=claim.fence, kind=kind, subject=subject, due_at=due_at,
        is_poison=claim.is_poison,
    )  # fmt: skip


def work_off(
    kinds: Sequence[str],
    act: Callable[[ClaimedTimer], None],
    park: Callable[[ClaimedTimer], None],
    *,
    limit: int = BATCH,
) -> int:
    """Let a room do what its timers announced, each in a transaction of its own.

    ``act`` locks the subject, calls ``actions.fire`` and, if that says so and the subject still is
    where the timer found it, makes the move. ``park`` is given what was claimed again and again
    without ever being fired: it opens a Case and postpones the timer. Whose lock is in somebody's
    hands is left for the next round. Returns how many were claimed.
    """
    claimed = claim_timers(kinds, limit)
    if claimed:
        failpoints.hit("fire.after_lease")
    for each in claimed:
        try:
            with db.impatient_transaction():
                (park if each.is_poison else act)(each)
                failpoints.hit("fire.before_commit")
        except db.Busy:
            with db.transaction():
                due.give_back("timers_timer", [due.Claim(each.id, each.fence)])
        failpoints.hit("fire.after_commit")
    return len(claimed)
