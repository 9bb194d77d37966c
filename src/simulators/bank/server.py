"""The bank, served."""

from __future__ import annotations

import asyncio

from simulators.bank import sandbox, v1
from simulators.bank.bank import Bank
from simulators.bank.settings import Settings
from simulators.ground.server import StoppingServer
from simulators.ground.world import app_of


class BankServer(StoppingServer):
    """Made on the event loop."""

    def __init__(self, settings: Settings) -> None:
        """Open the bank. Raises StoreUnusable."""
        stopping = asyncio.Event()
        bank = Bank(settings, stopping)
        super().__init__(app_of(bank, [*v1.routes(), *sandbox.routes()]), stopping)
