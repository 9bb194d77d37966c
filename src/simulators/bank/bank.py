"""The bank as one thing: what it is told, what holds, and what it does when its time has come."""

from __future__ import annotations

import asyncio
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
from simulators.bank.settings import Settings
from simulators.bank.switches import Switches, changed, defaults
from simulators.ground import scenarios
from simulators.ground.board import Board
from simulators.ground.starting import Network
from simulators.ground.store import Store
from simulators.ground.world import World, laid


class Bank(World):
    """Made on the event loop. ``stopping`` is set when held answers have to be let go."""

    board: Board[Switches]

    def __init__(self, settings: Settings, stopping: asyncio.Event) -> None:
        """Open the bank. Raises StoreUnusable."""
        self.settings = settings
        foundations = laid(
            Store(settings.store, schema=SCHEMA, version=VERSION, whose="bank"),
            virtual_clock=settings.virtual_clock,
            starts_at=settings.starts_at,
            secrets=(settings.callback_secret, settings.old_callback_secret),
            crash_points=POINTS,
            url=settings.callback_url,
            timeout_seconds=settings.callback_timeout_seconds,
        )
        foundations.store.write_now(lambda db: books.open_nostro(db, settings.nostro_paise))
        board = Board(foundations.store, defaults(settings), changed)
        super().__init__(foundations, board, stopping)

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

    def perform(self, db: sqlite3.Connection, entry: sqlite3.Row) -> tuple[str, str]:
        """One act of the agenda, done to its payment: which, and ``done`` or why not."""
        payment = payments.by_id(db, entry["payment_id"])
        act, detail = Act(entry["act"]), orjson.loads(entry["detail"])
        try:
            perform(db, payment, act, detail, at_ms=entry["due_ms"], rules=self.rules())
        except Impossible as why:
            return payment.client_reference, str(why)
        return payment.client_reference, "done"
