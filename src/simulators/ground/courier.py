"""Delivers callbacks: at least once, in order per subject, again and again while nobody answers.

What is to be delivered is in the store, so a program that crashes forgets none and repeats some.
"""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass
from typing import Any

import httpx2

from simulators.ground import times
from simulators.ground.clock import Clock
from simulators.ground.crash import Crash
from simulators.ground.keyring import Keyring
from simulators.ground.store import Store

# After each failure, how long until the next try, by the clock here. Then it is given up.
RETRIES_SECONDS = (2, 10, 60, 300, 1_800, 7_200, 21_600, 86_400)
_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one try: ``answer`` is the receiver's status code, or what went wrong."""

    event_id: str
    type: str
    subject: str
    due_ms: int
    answer: str

    def as_json(self) -> dict[str, Any]:
        return {
            "at": times.iso(self.due_ms),
            "act": "callback",
            "type": self.type,
            "event_id": self.event_id,
            "client_reference": self.subject,
            "outcome": self.answer,
        }


class Courier:
    """Calls back to ``url``, which may change at any time; without one, callbacks wait."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        keyring: Keyring,
        crash: Crash,
        *,
        url: str | None,
        timeout_seconds: float,
    ) -> None:
        self._store, self._clock, self._keyring, self._crash = store, clock, keyring, crash
        self.url = url
        self._client = httpx2.AsyncClient(
            timeout=timeout_seconds,
            limits=httpx2.Limits(max_connections=_AT_ONCE),
            follow_redirects=False,
            trust_env=False,
        )
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._underway: dict[int, asyncio.Task[Delivery]] = {}
        self._last_about: dict[str, asyncio.Task[Delivery]] = {}

    def next_due_ms(self) -> int | None:
        """When the next callback that nobody is delivering yet is due."""
        if self.url is None:
            return None
        # One row more than are under way is enough to see past all of them.
        for row in self._store.rows(
            "SELECT id, due_ms FROM callbacks WHERE state = 'waiting' ORDER BY due_ms, id LIMIT ?",
            (len(self._underway) + 1,),
        ):
            if row["id"] not in self._underway:
                due_ms: int = row["due_ms"]
                return due_ms
        return None

    def start(self, until_ms: int) -> list[asyncio.Task[Delivery]]:
        """Send what is due, without waiting; failures are tried again counting from now."""
        return [
            self._start(row, again_from_ms=self._clock.now_ms())
            for row in self._due(until_ms, None)
        ]

    async def deliver(self, until_ms: int, *, subject: str | None = None) -> list[Delivery]:
        """Send everything due, and whatever falls due until then because a try failed.

        Only what is about ``subject``, if one is named.

        Failures are tried again counting from when they were due, so that a clock that jumped a day
        sees the tries of a day.
        """
        done = list(await asyncio.gather(*self._underway.values()))
        while rows := self._due(until_ms, subject):
            tasks = [self._start(row, again_from_ms=row["due_ms"]) for row in rows]
            done += await asyncio.gather(*tasks)
        return done

    async def close(self) -> None:
        """Stop at once: what was not delivered is still waiting in the store."""
        for task in self._underway.values():
            task.cancel()
        await asyncio.gather(*self._underway.values(), return_exceptions=True)
        await self._client.aclose()

    def _due(self, until_ms: int, subject: str | None) -> list[sqlite3.Row]:
        if self.url is None:
            return []
        about = "" if subject is None else " AND subject = :subject"
        rows = self._store.rows(
            "SELECT * FROM callbacks WHERE state = 'waiting' AND due_ms <= :until_ms"  # noqa: S608
            f"{about} ORDER BY due_ms, id LIMIT 500",
            {"until_ms": until_ms, "subject": subject},
        )
        return [row for row in rows if row["id"] not in self._underway]

    def _start(self, row: sqlite3.Row, *, again_from_ms: int) -> asyncio.Task[Delivery]:
        before = self._last_about.get(row["subject"])
        task = asyncio.create_task(self._deliver(row, before, again_from_ms))
        self._underway[row["id"]] = task
        self._last_about[row["subject"]] = task
        return task

    async def _deliver(
        self, row: sqlite3.Row, before: asyncio.Task[Delivery] | None, again_from_ms: int
    ) -> Delivery:
        if before is not None:
            await asyncio.wait([before])
        try:
            async with self._room:
                self._crash.reached("before_callback")
                answer, delivered = await self._send(row)
                self._crash.reached("after_callback")
            await self._store.write(
                lambda db: _written_down(
                    db, row, answer, delivered=delivered, again_from_ms=again_from_ms
                )
            )
        finally:
            del self._underway[row["id"]]
            if self._last_about.get(row["subject"]) is asyncio.current_task():
                del self._last_about[row["subject"]]
        return Delivery(row["event_id"], row["type"], row["subject"], row["due_ms"], answer)

    async def _send(self, row: sqlite3.Row) -> tuple[str, bool]:
        """One try: what came back, and whether it counts as delivered."""
        url, headers = self._addressed(row)
        try:
            answer = await self._client.post(url, content=row["body"], headers=headers)
        except httpx2.HTTPError as wrong:
            return type(wrong).__name__, False
        return str(answer.status_code), answer.is_success

    def _addressed(self, row: sqlite3.Row) -> tuple[str, dict[str, str]]:
        """Where a row goes, and under which headers."""
        return self.url or "", self._keyring.headers(
            row["event_id"], row["body"], row["signing"], now_ms=self._clock.now_ms()
        )


def _written_down(
    db: sqlite3.Connection, row: sqlite3.Row, answer: str, *, delivered: bool, again_from_ms: int
) -> None:
    attempts = row["attempts"] + 1
    due_ms = row["due_ms"]
    if delivered:
        state = "delivered"
    elif attempts > len(RETRIES_SECONDS):
        state = "given_up"
    else:
        state = "waiting"
        due_ms = again_from_ms + RETRIES_SECONDS[attempts - 1] * 1000
    db.execute(
        "UPDATE callbacks SET state = ?, due_ms = ?, attempts = ?, answer = ? WHERE id = ?",
        (state, due_ms, attempts, answer, row["id"]),
    )
