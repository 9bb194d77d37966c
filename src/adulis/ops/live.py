"""Serves event streams: uvicorn, and what it does not do for thousands of them by itself."""

from __future__ import annotations

import asyncio
import resource
import signal
import socket
from contextlib import suppress
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

# Whoever has not ended by then is cut off: they come back with their cursor.
STOP_SECONDS = 3
_BACKLOG = 4_096


class _Protocol(H11Protocol):
    """Hands the transport to the application, so that it can cut off a client who takes nothing."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.app_state = {**self.app_state, "transport": transport}
        super().connection_made(transport)


class LiveServer(uvicorn.Server):
    """Asks the application to let its streams end, before it waits for them to end."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if stop := self.lifespan.state.get("stop"):
            stop()
        await super().shutdown(sockets)


def serve(**where: Any) -> None:
    """Serve until SIGTERM or Ctrl-C. ``where`` is ``uds``, or ``host`` and ``port``."""
    # One descriptor a stream; what the system grants us at most is meant for such as us.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    config = uvicorn.Config(
        "adulis.asgi:application",
        **where,
        http=_Protocol,
        ws="none",
        lifespan="on",
        # Whom to believe about the client is the application's to know (NUM_PROXIES).
        proxy_headers=False,
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    # uvicorn raises the signal it stopped for once more when it is done. To end is then all there
    # is to do, and ending when asked to is no failure.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        LiveServer(config).run()
