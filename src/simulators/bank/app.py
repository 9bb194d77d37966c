"""The application: two sets of doors, and the bank behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette

from simulators.bank import sandbox, v1
from simulators.bank.bank import Bank


def make_app(bank: Bank) -> Starlette:
    """An application in front of ``bank``, which starts and closes with it."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        bank.start()
        try:
            yield
        finally:
            await bank.close()

    app = Starlette(routes=[*v1.routes(), *sandbox.routes()], lifespan=lifespan)
    app.state.world = bank
    return app
