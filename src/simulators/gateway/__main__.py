"""``python -m simulators.gateway``: the door from the terminal."""

from __future__ import annotations

import socket
import sys

from simulators.gateway.server import GatewayServer
from simulators.gateway.settings import read
from simulators.ground import starting


def start() -> tuple[str, int, starting.Serve]:
    settings = read(sys.argv[1:])

    async def serve(line: socket.socket, url: str) -> None:
        server = GatewayServer(settings, url)
        told = f"{settings.profile.name}, {settings.store}"
        print(f"gateway: listening on {url} ({told})", flush=True)
        await server.serve(sockets=[line])

    return settings.host, settings.port, serve


if __name__ == "__main__":
    sys.exit(starting.main("gateway", start))
