"""The gateway as one thing: what it is told, what holds, what it does when its time has come."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

import orjson

from simulators.gateway import paying, shapes
from simulators.gateway.behaviours import CATALOGUE
from simulators.gateway.counter import MATCHABLE
from simulators.gateway.courier import GatewayCourier
from simulators.gateway.crash import POINTS
from simulators.gateway.life import Occasion, perform
from simulators.gateway.plans import Act
from simulators.gateway.rules import Impossible, Rules, Unknown
from simulators.gateway.schema import SCHEMA, VERSION
from simulators.gateway.settings import Settings
from simulators.gateway.switches import Switches, changed, defaults
from simulators.ground import scenarios
from simulators.ground.board import Board
from simulators.ground.starting import Network
from simulators.ground.store import Store
from simulators.ground.world import World, laid


class Gateway(World):
    """Made on the event loop. ``stopping`` is set when held answers have to be let go.

    ``url`` is where it listens, and what checkout pages are below when settings name nothing else.
    """

    board: Board[Switches]

    def __init__(self, settings: Settings, url: str, stopping: asyncio.Event) -> None:
        """Open the gateway. Raises StoreUnusable."""
        self.settings = settings
        self.public_url = (settings.public_url or url).rstrip("/")
        foundations = laid(
            Store(settings.store, schema=SCHEMA, version=VERSION, whose="gateway"),
            virtual_clock=settings.virtual_clock,
            starts_at=settings.starts_at,
            secrets=(settings.webhook_secret, settings.old_webhook_secret),
            crash_points=POINTS,
            url=settings.webhook_url,
            timeout_seconds=settings.webhook_timeout_seconds,
            courier=GatewayCourier,
        )
        if isinstance(foundations.courier, GatewayCourier):
            foundations.courier.bank_url = settings.bank_url
        board = Board(foundations.store, defaults(settings), changed)
        super().__init__(foundations, board, stopping)

    @property
    def control_networks(self) -> tuple[Network, ...]:
        return self.settings.control_networks

    def script(self, db: sqlite3.Connection, said: dict[str, Any]) -> int:
        """Remember a scenario; returns its id. Raises Malformed."""
        match = said.get("match", {})
        if isinstance(match, dict):
            said = {**said, "match": {"object": "intent", **match}}
        profile = self.settings.profile.name
        return scenarios.add(db, said, catalogue=CATALOGUE, matchable=MATCHABLE, profile=profile)

    def rules(self) -> Rules:
        """What holds now."""
        settings = self.settings
        bank = settings.bank_url is not None
        return Rules(settings.seed, settings.profile, self.board.now, self.public_url, bank)

    def perform(self, db: sqlite3.Connection, entry: sqlite3.Row) -> tuple[str, str]:
        """One act of the agenda: about which reference, and ``done`` or why not."""
        detail, object_id = orjson.loads(entry["detail"]), entry["object_id"]
        try:
            if entry["act"] == Act.PAY:
                intent = shapes.by_id(db, object_id)
                said = paying.read(detail, profile=self.settings.profile.name)
                paying.pay(db, intent, said, now_ms=entry["due_ms"], rules=self.rules())
            else:
                on = Occasion(db, object_id, detail, entry["due_ms"], self.rules())
                perform(Act(entry["act"]), on)
        except (Impossible, Unknown) as why:
            return object_id, str(why)
        return object_id, "done"
