"""A program's own clock: real time plus an offset, or time that stands still until it is moved.

Kept in the store, so that a program that crashes does not travel back.
"""

from __future__ import annotations

import sqlite3
import time
from datetime import datetime

from simulators.ground import times
from simulators.ground.store import Store, keep


def real_ms() -> int:
    """Real time, which is used only for what travels over the network now."""
    return time.time_ns() // 1_000_000


class Clock:
    """``now_ms()`` is the time here, in milliseconds since 1970 UTC. It never goes backwards."""

    def __init__(self, store: Store, *, virtual: bool, starts_at: datetime | None) -> None:
        self.virtual = virtual
        kept = store.value("SELECT value FROM kept WHERE name = 'clock'")
        start = times.milliseconds(starts_at) if starts_at else real_ms()
        # What is kept is the offset of a running clock, or the moment of one that stands still;
        # a store may be reopened either way, so both are derived from the moment last seen.
        self._offset_ms = start - real_ms()
        self._still_ms = start
        if kept is not None:
            self._offset_ms, self._still_ms = (int(each) for each in kept.split())
        store.write_now(self._keep)

    def now_ms(self) -> int:
        return self._still_ms if self.virtual else real_ms() + self._offset_ms

    def move_to(self, moment_ms: int, db: sqlite3.Connection) -> None:
        """Jump forward to ``moment_ms``; a moment already past changes nothing."""
        ahead_ms = moment_ms - self.now_ms()
        if ahead_ms > 0:
            self._offset_ms += ahead_ms
            self._still_ms = moment_ms
        self._keep(db)

    @property
    def offset_seconds(self) -> float:
        """How far this clock is ahead of real time."""
        return (self.now_ms() - real_ms()) / 1000

    def _keep(self, db: sqlite3.Connection) -> None:
        keep(db, "clock", f"{self._offset_ms} {self._still_ms}")
