"""Serves an application, and can do to a connection what real networks do."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol


class _Protocol(H11Protocol):
    """Hands the transport to the application, so that an answer can cut the line it travels on."""

    def connection_made(self, transport: Any) -> None:
        self.app_state = {**self.app_state, "transport": transport}
        super().connection_made(transport)


class StoppingServer(uvicorn.Server):
    """A server that lets held answers go (``stopping`` is set) when it is asked to stop."""

    def __init__(self, app: ASGIApp, stopping: asyncio.Event) -> None:
        self.stopping = stopping
        config = uvicorn.Config(
            app,
            http=_Protocol,
            lifespan="on",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            # Only a last resort: whatever is held is let go first.
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.stopping.set()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, made here so that a taken port is found out before anything starts.

    Raises OSError. Port 0 is any free one.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio looks for it: without it Nagle's algorithm stays on, and
    # every answer waits 40 ms for the acknowledgement of its own headers.
    line = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        line.bind((host, port))
        line.listen(2048)
    except OSError:
        line.close()
        raise
    return line
