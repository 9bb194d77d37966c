"""The bank as one thing: store, clock, switches, agenda and courier, opened and closed together."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sqlite3

from simulators.bank import books
from simulators.bank.acts import Rules
from simulators.bank.agenda import Agenda
from simulators.bank.clock import Clock
from simulators.bank.courier import Courier
from simulators.bank.crash import Crash
from simulators.bank.limits import Rate
from simulators.bank.settings import Settings
from simulators.bank.signatures import Keyring
from simulators.bank.store import Store
from simulators.bank.switches import Board

log = logging.getLogger("simulators.bank")


class Bank:
    """Made on the event loop. ``stopping`` is set when held answers have to be let go."""

    def __init__(self, settings: Settings, stopping: asyncio.Event) -> None:
        self.settings = settings
        self.stopping = stopping
        self.store = Store(settings.store)
        self.clock = Clock(self.store, virtual=settings.virtual_clock, starts_at=settings.starts_at)
        self.store.write_now(lambda db: books.open_nostro(db, settings.nostro_paise))
        self.board = Board(self.store, settings)
        self.keyring = Keyring(self.store, settings)
        self.crash = Crash()
        self.courier = Courier(self.store, self.clock, self.keyring, self.crash, settings)
        self.agenda = Agenda(self.store, self.clock, self.courier, self.crash, self.rules)
        self.rate = Rate()
        # Instructions taken and not answered yet, held ones included.
        self.unanswered = 0
        self._keeper: asyncio.Task[None] | None = None

    @property
    def db(self) -> sqlite3.Connection:
        """To read from; writes go through ``store.write``."""
        return self.store.db

    def rules(self) -> Rules:
        """What holds now."""
        return Rules(self.settings.seed, self.settings.profile, self.board.now)

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


def _must_not_end(keeper: asyncio.Task[None]) -> None:
    """A bank whose agenda stands still would look alive and pay nobody: better to stop."""
    if not keeper.cancelled():
        log.critical("the agenda has stopped", exc_info=keeper.exception())
        os.kill(os.getpid(), signal.SIGTERM)
