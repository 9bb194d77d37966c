"""Timers as they are asked about, and when somebody is reminded of one. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from adulis.timers.machine import TimerState

REMINDER = ".reminder"
_SHARES = (50, 80)
_BEFORE = (timedelta(hours=24), timedelta(hours=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """``due_at`` where it is running, ``remaining`` where it is paused; never both."""

    kind: str
    subject: str
    state: TimerState
    started_at: datetime
    due_at: datetime | None
    remaining: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedTimer:
    """A timer whose time has come, ours until the lease runs out.

    ``is_poison``: it was claimed so often without being fired that something is wrong with it.
    """

    id: UUID
    fence: int
    kind: str
    subject: str
    due_at: datetime
    is_poison: bool

    @property
    def is_reminder(self) -> bool:
        return self.kind.endswith(REMINDER)


@dataclass(frozen=True, slots=True)
class Outage:
    """Nobody was there to fire timers, from ``began_at`` to ``ended_at``."""

    began_at: datetime
    ended_at: datetime


def reminders(started_at: datetime, due_at: datetime) -> list[datetime]:
    """When to remind of something due: half way, at four fifths, a day and an hour before.

    Distinct moments strictly between the two, in order: what is due in an hour needs no reminder
    an hour before.
    """
    whole = due_at - started_at
    moments = {started_at + whole * share // 100 for share in _SHARES}
    moments |= {due_at - before for before in _BEFORE}
    return sorted(moment for moment in moments if started_at < moment < due_at)
