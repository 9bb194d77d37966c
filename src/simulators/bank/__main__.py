"""``python -m simulators.bank``: the door from the terminal."""

from __future__ import annotations

import socket
import sys

from simulators.bank.server import BankServer
from simulators.bank.settings import read
from simulators.ground import starting


def start() -> tuple[str, int, starting.Serve]:
    settings = read(sys.argv[1:])

    async def serve(line: socket.socket, url: str) -> None:
        server = BankServer(settings)
        print(f"bank: listening on {url} ({settings.profile.name}, {settings.store})", flush=True)
        await server.serve(sockets=[line])

    return settings.host, settings.port, serve


if __name__ == "__main__":
    sys.exit(starting.main("bank", start))
