"""The gateway, served."""

from __future__ import annotations

import asyncio

from simulators.gateway import checkout, sandbox, v1
from simulators.gateway.gateway import Gateway
from simulators.gateway.settings import Settings
from simulators.ground.server import StoppingServer
from simulators.ground.world import app_of


class GatewayServer(StoppingServer):
    """Made on the event loop."""

    def __init__(self, settings: Settings, url: str) -> None:
        """Open the gateway, which listens at ``url``. Raises StoreUnusable."""
        stopping = asyncio.Event()
        gateway = Gateway(settings, url, stopping)
        routes = [*v1.routes(), *checkout.routes(), *sandbox.routes()]
        super().__init__(app_of(gateway, routes), stopping)
