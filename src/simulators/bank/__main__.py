"""``python -m simulators.bank``: the door from the terminal."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from types import FrameType

from simulators.bank.server import BankServer
from simulators.bank.settings import Settings, UnusableSetting, read
from simulators.ground.server import listen
from simulators.ground.store import StoreUnusable


def main() -> int:
    """Run until told to stop. 0: stopped; 2: could not start, and said why in one line."""
    # uvicorn raises the signal again when it has shut down; to end is then all there is to do.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    try:
        settings = read(sys.argv[1:])
        with listen(settings.host, settings.port) as line:
            asyncio.run(_serve(settings, line))
    except (UnusableSetting, StoreUnusable, OSError) as wrong:
        print(f"bank: {wrong}", file=sys.stderr)
        return 2
    return 0


async def _serve(settings: Settings, line: socket.socket) -> None:
    server = BankServer(settings)
    host, port = line.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    profile, store = settings.profile.name, settings.store
    print(f"bank: listening on http://{shown}:{port} ({profile}, {store})", flush=True)
    await server.serve(sockets=[line])


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
