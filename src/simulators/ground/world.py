"""A program as one thing: store, clock, switches, agenda, courier, opened and closed together."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Route

from simulators.ground import journal
from simulators.ground.agenda import Agenda
from simulators.ground.board import Board
from simulators.ground.clock import Clock
from simulators.ground.courier import Courier
from simulators.ground.crash import Crash
from simulators.ground.keyring import Keyring
from simulators.ground.limits import Rate
from simulators.ground.starting import Network
from simulators.ground.store import Store

log = logging.getLogger("simulators")


@dataclass(frozen=True, slots=True)
class Foundations:
    """What every world is made of; made on the event loop."""

    store: Store
    clock: Clock
    keyring: Keyring
    crash: Crash
    courier: Courier


def laid(
    store: Store,
    *,
    virtual_clock: bool,
    starts_at: datetime | None,
    secrets: tuple[str, str | None],
    crash_points: Sequence[str],
    url: str | None,
    timeout_seconds: float,
    courier: type[Courier] = Courier,
) -> Foundations:
    """Foundations on ``store``; ``url`` is where what the program sends by itself goes."""
    clock = Clock(store, virtual=virtual_clock, starts_at=starts_at)
    keyring, crash = Keyring(store, *secrets), Crash(crash_points)
    carrying = courier(store, clock, keyring, crash, url=url, timeout_seconds=timeout_seconds)
    return Foundations(store, clock, keyring, crash, carrying)


class World(ABC):
    """Made on the event loop. ``stopping`` is set when held answers have to be let go."""

    def __init__(
        self, foundations: Foundations, board: Board[Any], stopping: asyncio.Event
    ) -> None:
        self.stopping = stopping
        self.store, self.clock = foundations.store, foundations.clock
        self.keyring, self.crash = foundations.keyring, foundations.crash
        self.courier = foundations.courier
        self.board = board
        self.agenda = Agenda(self.store, self.clock, self.courier, self.crash, self.perform)
        self.rate = Rate()
        # Requests taken and not answered yet, held ones included.
        self.unanswered = 0
        self.calls = journal.calls()
        self._keeper: asyncio.Task[None] | None = None

    @property
    @abstractmethod
    def control_networks(self) -> tuple[Network, ...]:
        """Who may call ``/_sim``."""

    @abstractmethod
    def script(self, db: sqlite3.Connection, said: dict[str, Any]) -> int:
        """Remember a scenario; returns its id. Raises Malformed."""

    @abstractmethod
    def perform(self, db: sqlite3.Connection, entry: sqlite3.Row) -> tuple[str, str]:
        """Do one act of the agenda: about which reference, and ``done`` or why not."""

    @property
    def db(self) -> sqlite3.Connection:
        """To read from; writes go through ``store.write``."""
        return self.store.db

    def answered(self) -> None:
        self.unanswered -= 1

    def start(self) -> None:
        """Let time pass, unless it stands still: then things run only when they are told to."""
        if not self.clock.virtual:
            self._keeper = asyncio.create_task(self.agenda.keep())
            self._keeper.add_done_callback(_must_not_end)

    async def close(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        await self.courier.close()
        self.store.close()


def app_of(world: World, routes: Sequence[Route]) -> Starlette:
    """An application in front of ``world``, which starts and closes with it."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        world.start()
        try:
            yield
        finally:
            await world.close()

    app = Starlette(routes=list(routes), lifespan=lifespan)
    app.state.world = world
    return app


def _must_not_end(keeper: asyncio.Task[None]) -> None:
    """A world whose agenda stands still would look alive and do nothing: better to stop."""
    if not keeper.cancelled():
        log.critical("the agenda has stopped", exc_info=keeper.exception())
        os.kill(os.getpid(), signal.SIGTERM)
