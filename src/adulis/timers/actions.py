"""The verbs of time. Whoever sets, moves or fires a timer holds the lock on its subject.

Rows of timers are locked in the order of their ids, always: verbs about a subject and an outage,
which moves everybody's, never wait for each other in a circle.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from adulis.audit import actions as audit
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.timers import values
from adulis.timers.errors import ClockIsReal, ClockMovesForward, TimerSetTwice
from adulis.timers.values import REMINDER, ClaimedTimer

TEN_YEARS_SECONDS = 10 * 366 * 86_400

_COLUMNS = {
    "id": "uuid", "kind": "text", "subject": "text", "key": "text", "set_for": "timestamptz",
    "started_at": "timestamptz", "running_since": "timestamptz", "due_at": "timestamptz",
    "state": "text", "moves_with_outages": "boolean",
}  # fmt: skip

# Changes what is live about a subject, in the order of ids. `kinds` NULL: whatever kind it is.
_OF_SUBJECT = """
WITH live AS MATERIALIZED (
    SELECT id FROM timers_timer
     WHERE subject = %(subject)s AND state IN ({states})
       AND (%(kinds)s::text[] IS NULL OR kind = ANY(%(kinds)s::text[]))
     ORDER BY id FOR NO KEY UPDATE)
UPDATE timers_timer AS timer SET {changes}
  FROM live WHERE timer.id = live.id
"""
_CANCEL = _OF_SUBJECT.format(
    states="'running', 'paused'",
    changes="state = 'cancelled', due_at = NULL, remaining = NULL, lease_until = NULL,"
    " ended_at = adulis_clock()",
)
_PAUSE = _OF_SUBJECT.format(
    states="'running'",
    changes="state = 'paused', due_at = NULL, lease_until = NULL,"
    " remaining = greatest(timer.due_at - adulis_clock(), interval '0')",
)
_RESUME = _OF_SUBJECT.format(
    states="'paused'",
    changes="state = 'running', remaining = NULL, claim_count = 0,"
    " running_since = adulis_clock(), due_at = adulis_clock() + timer.remaining",
)
_POSTPONE = _OF_SUBJECT.format(
    states="'running'",
    changes="due_at = greatest(timer.due_at, %(until)s::timestamptz), lease_until = NULL,"
    " claim_count = 0",
)

# What was over when the outage began is moved as well, and is due at once when it ends.
_OUTAGE = """
WITH late AS MATERIALIZED (
    SELECT id FROM timers_timer
     WHERE state = 'running' AND moves_with_outages AND running_since < %(ended)s
     ORDER BY id FOR NO KEY UPDATE)
UPDATE timers_timer AS timer
   SET due_at = timer.due_at + (%(ended)s - greatest(%(began)s, timer.running_since)),
       lease_until = NULL
  FROM late WHERE timer.id = late.id
"""


@db.transaction_required
def set_timer(
    *,
    kind: str,
    subject: str,
    key: str,
    due_at: datetime,
    hurts: bool = True,
    reminders: bool = False,
    at: datetime,
) -> bool:
    """Something will happen to ``subject`` at ``due_at``, unless it is cancelled before.

    ``key`` names the entry to the state that the timer ends (``milestone/<id>/inspection/2``): the
    same key sets nothing new and returns False. Another key of the same kind takes the place of
    what runs or is paused, so that a timer counts from the last entry, never from the first.
    ``hurts``: an outage of ours moves it. ``reminders``: timers of ``<kind>.reminder`` before.

    Raises TimerSetTwice for the same key and another moment.
    """
    before = db.fetch_value("SELECT set_for FROM timers_timer WHERE key = %s", [key])
    if before is not None:
        if before != due_at:
            raise TimerSetTwice(key)
        return False
    cancel_timers(subject=subject, kinds=[kind])
    moments = [(kind, key, due_at)]
    if reminders:
        moments += [
            (f"{kind}{REMINDER}", f"{key}{REMINDER}/{number}", moment)
            for number, moment in enumerate(values.reminders(at, due_at), start=1)
        ]
    db.insert_rows(
        "timers_timer",
        _COLUMNS,
        [
            [new_id(), named, subject, called, moment, at, at, moment, "running", hurts]
            for named, called, moment in moments
        ],
    )
    return True


@db.transaction_required
def cancel_timers(*, subject: str, kinds: Sequence[str] | None = None) -> int:
    """Nothing happens by itself to ``subject`` any more; of ``kinds`` only, with their reminders.

    Returns how many there were.
    """
    return db.execute(_CANCEL, _asked(subject, kinds))


@db.transaction_required
def pause_timers(*, subject: str) -> int:
    """Time stops for ``subject``; what remains is stored, not counted again from somewhere."""
    return db.execute(_PAUSE, _asked(subject, None))


@db.transaction_required
def resume_timers(*, subject: str, at: datetime) -> int:
    """Time goes on for ``subject``: each timer has what remained, from the clock under the lock."""
    return db.execute(_RESUME, _asked(subject, None))


@db.transaction_required
def postpone(*, subject: str, kind: str, until: datetime) -> int:
    """What was to happen happens at ``until`` at the earliest; reminders of it stay as they are.

    A timer that was claimed too often begins anew.
    """
    return db.execute(_POSTPONE, {**_asked(subject, None), "kinds": [kind], "until": until})


@db.transaction_required
def fire(*, claim: ClaimedTimer) -> bool:
    """The time has come, and whoever asks does now what was announced, in this transaction.

    False: it was cancelled, paused, moved, or somebody else came while we were held up; then there
    is nothing to do. What reminds of it is cancelled.
    """
    fired = db.execute(
        "UPDATE timers_timer SET state = 'fired', due_at = NULL, lease_until = NULL,"
        "       ended_at = adulis_clock()"
        " WHERE id = %s AND claim_count = %s AND state = 'running'"
        "   AND due_at <= adulis_clock() AND lease_until > adulis_clock()",
        [claim.id, claim.fence],
    )
    if fired and not claim.is_reminder:
        cancel_timers(subject=claim.subject, kinds=[f"{claim.kind}{REMINDER}"])
    return bool(fired)


@db.transaction_required
def note_heartbeat(*, actor: Actor, at: datetime) -> int:
    """A worker is there. Where none was for too long, that was an outage, and it hurts nobody.

    Every timer that was running gets the time back that passed meanwhile, before anything can be
    fired. Returns how many seconds the outage lasted; 0: there was none.
    """
    last = db.fetch_value("SELECT beat_at FROM timers_heartbeat WHERE id = 1 FOR NO KEY UPDATE")
    now = db.clock()
    db.execute("UPDATE timers_heartbeat SET beat_at = greatest(beat_at, %s) WHERE id = 1", [now])
    if last is None:
        return 0
    seconds = int((now - last).total_seconds())
    if seconds <= settings.OUTAGE_AFTER_SECONDS:
        return 0
    moved = db.execute(_OUTAGE, {"began": last, "ended": now})
    outage_id = new_id()
    db.execute(
        "INSERT INTO timers_outage (id, began_at, ended_at, moved_count) VALUES (%s, %s, %s, %s)",
        [outage_id, last, now, moved],
    )
    audit.write(
        actor=actor,
        action="timers.outage",
        subject=f"outage/{outage_id}",
        merchant_id=None,
        before={"beat_at": last.isoformat()},
        after={"ended_at": now.isoformat(), "seconds": seconds, "moved": moved},
        at=at,
    )
    return seconds


@db.transaction_required
def advance_clock(*, seconds: int, actor: Actor, at: datetime) -> datetime:
    """Move the sandbox clock ``seconds`` forward for everybody; returns the new time.

    Nobody was away meanwhile: it is no outage. Raises ClockIsReal in live mode, ClockMovesForward
    for zero, a negative or an absurd step.
    """
    if settings.ADULIS_MODE != "sandbox":
        raise ClockIsReal
    if not 0 < seconds <= TEN_YEARS_SECONDS:
        raise ClockMovesForward(pointer="/seconds", maximum_seconds=TEN_YEARS_SECONDS)
    db.execute(
        "UPDATE timers_sandbox_clock SET ahead = ahead + make_interval(secs => %s)", [seconds]
    )
    db.execute(
        "UPDATE timers_heartbeat SET beat_at = beat_at + make_interval(secs => %s)", [seconds]
    )
    moved = db.clock()
    audit.write(
        actor=actor,
        action="clock.advance",
        subject="clock/sandbox",
        merchant_id=None,
        before={"at": at.isoformat()},
        after={"at": moved.isoformat(), "seconds": seconds},
        at=at,
    )
    return moved


def _asked(subject: str, kinds: Sequence[str] | None) -> dict[str, object]:
    named = None if kinds is None else [*kinds, *(f"{kind}{REMINDER}" for kind in kinds)]
    return {"subject": subject, "kinds": named}
