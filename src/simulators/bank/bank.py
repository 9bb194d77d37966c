"""The bank as one thing: store, clock, switches, agenda and courier, opened and closed together."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sqlite3
from typing import Any

import orjson

from simulators.bank import books, payments
from simulators.bank.acts import Impossible, Rules, perform
from simulators.bank.behaviours import CATALOGUE
from simulators.bank.counter import MATCHABLE
from simulators.bank.crash import POINTS
from simulators.bank.plans import Act
from simulators.bank.schema import SCHEMA, VERSION
from simulators.bank.settings import Network, Settings
from simulators.bank.switches import changed, defaults
from simulators.ground import scenarios
from simulators.ground.agenda import Agenda
from simulators.ground.board import Board
from simulators.ground.clock import Clock
from simulators.ground.courier import Courier
from simulators.ground.crash import Crash
from simulators.ground.keyring import Keyring
from simulators.ground.limits import Rate
from simulators.ground.store import Store

log = logging.getLogger("simulators.bank")


class Bank:
    """Made on the event loop. ``stopping`` is set when held answers have to be let go."""

    def __init__(self, settings: Settings, stopping: asyncio.Event) -> None:
        self.settings = settings
        self.stopping = stopping
        self.store = Store(settings.store, schema=SCHEMA, version=VERSION, whose="bank")
        self.clock = Clock(self.store, virtual=settings.virtual_clock, starts_at=settings.starts_at)
        self.store.write_now(lambda db: books.open_nostro(db, settings.nostro_paise))
        self.board = Board(self.store, defaults(settings), changed)
        self.keyring = Keyring(self.store, settings.callback_secret, settings.old_callback_secret)
        self.crash = Crash(POINTS)
        self.courier = Courier(
            self.store,
            self.clock,
            self.keyring,
            self.crash,
            url=settings.callback_url,
            timeout_seconds=settings.callback_timeout_seconds,
        )
        self.agenda = Agenda(self.store, self.clock, self.courier, self.crash, self._perform)
        self.rate = Rate()
        # Instructions taken and not answered yet, held ones included.
        self.unanswered = 0
        self._keeper: asyncio.Task[None] | None = None

    @property
    def db(self) -> sqlite3.Connection:
        """To read from; writes go through ``store.write``."""
        return self.store.db

    @property
    def control_networks(self) -> tuple[Network, ...]:
        return self.settings.control_networks

    def script(self, db: sqlite3.Connection, said: dict[str, Any]) -> int:
        """Remember a scenario; returns its id. Raises Malformed."""
        profile = self.settings.profile.name
        return scenarios.add(db, said, catalogue=CATALOGUE, matchable=MATCHABLE, profile=profile)

    def rules(self) -> Rules:
        """What holds now."""
        return Rules(self.settings.seed, self.settings.profile, self.board.now)

    def _perform(self, db: sqlite3.Connection, entry: sqlite3.Row) -> tuple[str, str]:
        """One act of the agenda, done to its payment: which, and ``done`` or why not."""
        payment = payments.by_id(db, entry["payment_id"])
        act, detail = Act(entry["act"]), orjson.loads(entry["detail"])
        try:
            perform(db, payment, act, detail, at_ms=entry["due_ms"], rules=self.rules())
        except Impossible as why:
            return payment.client_reference, str(why)
        return payment.client_reference, "done"

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
