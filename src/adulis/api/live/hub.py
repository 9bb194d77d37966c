"""One reader of the outbox for all streams of this process.

While somebody listens, it asks the database every tenth of a second what is new, writes each fact
down once, as bytes, and hands it to the listeners of its merchant. Whoever does not keep up is let
go: their cursor says where they are, and they come back for the rest.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError

from adulis.events.values import Place, Slice, Streamed

log = structlog.get_logger(__name__)

READ_EVERY_SECONDS = 0.1
# While the database is away: in twenty seconds it is asked no more than a few times.
AWAY_PAUSE_SECONDS = 2.0
# Five reads' worth. A reader that keeps up has none of them waiting.
LONGEST_QUEUE = 1_000

Waiting = tuple[Place, bytes]
# What some follow who are not its merchant's: what it is about, and how they are told of it.
Topic = tuple[str, bool]


class Listener:
    """What one stream has yet to send. ``wake`` is set whenever something is new here."""

    __slots__ = ("since", "waiting", "wake", "why_ended")

    def __init__(self, since: Place) -> None:
        self.since = since
        self.wake = asyncio.Event()
        self.waiting: deque[Waiting] = deque()
        self.why_ended = ""

    def offer(self, fact: Waiting) -> None:
        if len(self.waiting) >= LONGEST_QUEUE:
            self.end("too slow")
        elif not self.why_ended:
            self.waiting.append(fact)
            self.wake.set()

    def take(self) -> list[Waiting]:
        """Everything that waits."""
        taken = list(self.waiting)
        self.waiting.clear()
        self.wake.clear()
        return taken

    def end(self, why: str) -> None:
        """Nothing more is coming; the first reason counts."""
        self.why_ended = self.why_ended or why
        self.waiting.clear()
        self.wake.set()


class Hub:
    """``read`` is asked in ``thread`` for what follows a place; ``write`` turns a fact to bytes,
    for its merchant's own listeners, or as those are told it who follow its topic.
    """

    def __init__(
        self,
        read: Callable[[Place], Slice],
        write: Callable[[Streamed, Topic | None], bytes],
        thread: Executor,
        *,
        away_seconds: float = AWAY_PAUSE_SECONDS,
    ) -> None:
        self.head = Place(0, 0, 0)
        self._read = read
        self._write = write
        self._thread = thread
        self._away_seconds = away_seconds
        self._listeners: dict[UUID | Topic, set[Listener]] = {}
        self._reading: asyncio.Task[None] | None = None

    @contextmanager
    def listening(
        self, merchant_id: UUID, begins: Place, topic: Topic | None = None
    ) -> Iterator[Listener]:
        """Listen to one merchant's facts after ``listener.since``, and to a topic's.

        ``begins`` is where reading begins if nobody listened so far; it is a place that has been
        read to or is the horizon.
        """
        if self._reading is None:
            self.head = begins
            self._reading = asyncio.create_task(self._read_on())
        listener = Listener(self.head)
        keys: list[UUID | Topic] = [merchant_id] if topic is None else [merchant_id, topic]
        for key in keys:
            self._listeners.setdefault(key, set()).add(listener)
        try:
            yield listener
        finally:
            for key in keys:
                self._listeners[key].discard(listener)
                if not self._listeners[key]:
                    del self._listeners[key]
            if not self._listeners:
                self._reading.cancel()
                self._reading = None

    @property
    def is_reading(self) -> bool:
        """Whether somebody listens."""
        return self._reading is not None

    def end_all(self, why: str) -> None:
        """Let everybody go."""
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.end(why)

    async def _read_on(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                found = await loop.run_in_executor(self._thread, self._read, self.head)
            except (OperationalError, InterfaceError) as error:
                log.warning("live.database_away", error=str(error).strip())
                await asyncio.sleep(self._away_seconds)
            except Exception:  # outermost loop: one bug must not silence everybody
                log.exception("live.read_failed")
                await asyncio.sleep(self._away_seconds)
            else:
                self._go_on(found)
                await asyncio.sleep(READ_EVERY_SECONDS if found.is_last else 0)

    def _go_on(self, found: Slice) -> None:
        if found.end.epoch != self.head.epoch:
            # Their cursors are of the database before; when they come back they are told.
            self.end_all("database restored")
        self.head = found.end
        self._hand_out(found.facts)

    def _hand_out(self, facts: Sequence[Streamed]) -> None:
        for fact in facts:
            if fact.merchant_id is not None:
                self._offer(fact, self._listeners.get(fact.merchant_id), None)
            for topic in ((fact.subject, False), (fact.subject, True)):
                self._offer(fact, self._listeners.get(topic), topic)

    def _offer(self, fact: Streamed, listeners: set[Listener] | None, topic: Topic | None) -> None:
        """Written down once, however many listen."""
        if listeners:
            waiting = (fact.place, self._write(fact, topic))
            for listener in listeners:
                listener.offer(waiting)
