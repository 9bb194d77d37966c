"""``python -m simulators.receiver``: the door from the terminal."""

from __future__ import annotations

import argparse
import asyncio
import signal
import socket
import sys
from pathlib import Path
from types import FrameType

from simulators.receiver.server import ReceiverServer


def main() -> int:
    """Serve until told to stop. 0: stopped; 2: could not start, and said why in one line."""
    # uvicorn raises the signal again when it has shut down; to end is then all there is to do.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    parser = argparse.ArgumentParser(prog="receiver", description=__doc__)
    parser.add_argument("--uds", type=Path, required=True, help="the Unix socket it listens at")
    parser.add_argument("--public-url", required=True, help="where what stands before it is found")
    given = parser.parse_args()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        try:
            line.bind(str(given.uds))
            line.listen(128)
        except OSError as wrong:
            print(f"receiver: {given.uds}: {wrong}", file=sys.stderr)
            return 2
        print(f"receiver: listening on {given.uds} ({given.public_url})", flush=True)
        asyncio.run(_serve(given.public_url, line))
    return 0


async def _serve(public_url: str, line: socket.socket) -> None:
    await ReceiverServer(public_url).serve(sockets=[line])


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
