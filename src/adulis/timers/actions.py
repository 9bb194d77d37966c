"""The verb of time."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from adulis.audit import actions as audit
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.timers.errors import ClockIsReal, ClockMovesForward

TEN_YEARS_SECONDS = 10 * 366 * 86_400


@db.transaction_required
def advance_clock(*, seconds: int, actor: Actor, at: datetime) -> datetime:
    """Move the sandbox clock ``seconds`` forward for everybody; returns the new time.

    Raises ClockIsReal in live mode, ClockMovesForward for zero, a negative or an absurd step.
    """
    if settings.ADULIS_MODE != "sandbox":
        raise ClockIsReal
    if not 0 < seconds <= TEN_YEARS_SECONDS:
        raise ClockMovesForward(pointer="/seconds", maximum_seconds=TEN_YEARS_SECONDS)
    db.execute(
        "UPDATE timers_sandbox_clock SET ahead = ahead + make_interval(secs => %s)", [seconds]
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
