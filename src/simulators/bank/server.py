"""The bank, served."""

from __future__ import annotations

import asyncio

from simulators.bank.app import make_app
from simulators.bank.bank import Bank
from simulators.bank.settings import Settings
from simulators.ground.server import StoppingServer


class BankServer(StoppingServer):
    """Made on the event loop."""

    def __init__(self, settings: Settings) -> None:
        """Open the bank. Raises StoreUnusable."""
        stopping = asyncio.Event()
        super().__init__(make_app(Bank(settings, stopping)), stopping)
