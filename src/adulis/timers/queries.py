"""What is due when, by what it is about: whoever asks has been let in to the subject already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from adulis.kernel import db
from adulis.timers.machine import TimerState
from adulis.timers.values import REMINDER, Outage, Timer

_TIMERS = """
SELECT kind, subject, state, started_at, due_at, remaining FROM timers_timer
 WHERE subject = ANY(%s) AND state IN ('running', 'paused')
   AND NOT starts_with(reverse(kind), reverse(%s))
 ORDER BY due_at NULLS LAST, id
"""


def timers_of(subjects: Sequence[str]) -> dict[str, list[Timer]]:
    """What runs or is paused about each of ``subjects``, next first; reminders left out."""
    found: dict[str, list[Timer]] = {subject: [] for subject in subjects}
    for row in db.fetch_all(_TIMERS, [list(found), REMINDER]):
        timer = _timer(row)
        found[timer.subject].append(timer)
    return found


def next_of(subject: str) -> Timer | None:
    """What happens next by itself to ``subject``; a paused timer only where none is running."""
    return next(iter(timers_of([subject])[subject]), None)


def outages(since: datetime, until: datetime) -> list[Outage]:
    """When nobody was at work between the two, oldest first."""
    rows = db.fetch_all(
        "SELECT began_at, ended_at FROM timers_outage"
        " WHERE ended_at > %s AND began_at < %s ORDER BY began_at",
        [since, until],
    )
    return [Outage(*row) for row in rows]


def _timer(row: Any) -> Timer:
    kind, subject, state, started_at, due_at, remaining = row
    return Timer(
        kind=kind,
        subject=subject,
        state=TimerState(state),
        started_at=started_at,
        due_at=due_at,
        remaining=remaining,
    )
