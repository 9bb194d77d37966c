"""Everything that happens later: a durable list, run in the order it is due."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulators.ground import times
from simulators.ground.clock import Clock
from simulators.ground.courier import Courier
from simulators.ground.crash import Crash
from simulators.ground.store import Store

_BATCH = 200
# In real time, what falls due within this span is run, and committed, together.
_TICK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Ran:
    """One act of the agenda; ``outcome`` is ``done``, or why it was impossible."""

    act: str
    client_reference: str
    due_ms: int
    outcome: str

    def as_json(self) -> dict[str, Any]:
        return {
            "at": times.iso(self.due_ms),
            "act": self.act,
            "client_reference": self.client_reference,
            "outcome": self.outcome,
        }


# Does one entry of the table, and says about which reference and with what outcome.
Perform = Callable[[sqlite3.Connection, sqlite3.Row], tuple[str, str]]


class Agenda:
    """Runs what is due: by itself as real time passes, or when it is told to."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        courier: Courier,
        crash: Crash,
        perform: Perform,
    ) -> None:
        self._store, self._clock, self._courier, self._crash = store, clock, courier, crash
        self._perform = perform
        self._changed = asyncio.Event()

    def changed(self) -> None:
        """Something was added: look again at what is due next."""
        self._changed.set()

    async def run(self, until_ms: int) -> list[dict[str, Any]]:
        """Run all that is due until then, callbacks included, and say what ran.

        Acts are dated when they were due, not when they ran: after a jump of the clock every act
        has the time it would have had.
        """
        ran = [each.as_json() for each in await self._run_acts(until_ms)]
        ran += [each.as_json() for each in await self._courier.deliver(until_ms)]
        self.changed()
        return sorted(ran, key=lambda each: each["at"])

    async def keep(self) -> None:
        """Run things when they fall due, for ever. With a virtual clock nothing ever does."""
        while True:
            self._changed.clear()
            now_ms = self._clock.now_ms()
            await self._run_acts(now_ms)
            self._courier.start(now_ms)
            await self._until_due()

    async def _until_due(self) -> None:
        """Sleep until the next thing is due, or something is added that may be due sooner."""
        await asyncio.sleep(_TICK_SECONDS)
        due = [
            due_ms
            for due_ms in (
                self._store.value("SELECT MIN(due_ms) FROM agenda"),
                self._courier.next_due_ms(),
            )
            if due_ms is not None
        ]
        wait_seconds = (min(due) - self._clock.now_ms()) / 1000 if due else None
        if wait_seconds is not None and wait_seconds <= 0:
            return
        try:
            await asyncio.wait_for(self._changed.wait(), wait_seconds)
        except TimeoutError:
            return

    async def _run_acts(self, until_ms: int) -> list[Ran]:
        ran: list[Ran] = []
        while batch := await self._store.write(lambda db: self._run_batch(db, until_ms)):
            self._crash.reached("after_settle")
            ran += batch
        return ran

    def _run_batch(self, db: sqlite3.Connection, until_ms: int) -> list[Ran]:
        ran: list[Ran] = []
        due = db.execute(
            "SELECT * FROM agenda WHERE due_ms <= ? ORDER BY due_ms, id LIMIT ?", (until_ms, _BATCH)
        ).fetchall()
        for entry in due:
            # Gone before it is done: whoever looks for what is still to come does not find it.
            db.execute("DELETE FROM agenda WHERE id = ?", (entry["id"],))
            reference, outcome = self._perform(db, entry)
            ran.append(Ran(entry["act"], reference, entry["due_ms"], outcome))
        if due:
            self._crash.reached("before_settle")
        return ran
