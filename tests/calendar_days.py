"""Days of the platform's calendar, counted from today, and the sandbox clock moved among them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.timers import actions as timers

MICROSECOND = timedelta(microseconds=1)


def today() -> date:
    return db.clock().astimezone(timezone.get_default_timezone()).date()


def midnight(day: date) -> datetime:
    """When ``day`` begins, in the platform's zone."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def move_on(seconds: float) -> None:
    """Let ``seconds`` pass; the caller has a transaction open."""
    timers.advance_clock(seconds=max(1, round(seconds)), actor=system("tests"), at=db.clock())


def live_until(moment: datetime) -> None:
    """Let time pass until just after ``moment``, which lies ahead."""
    with db.transaction():
        move_on((moment - db.clock()).total_seconds() + 1)
