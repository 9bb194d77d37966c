"""How every program is told what to do, and how it starts and ends."""

from __future__ import annotations

import argparse
import asyncio
import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from ipaddress import IPv4Network, IPv6Network, ip_network
from types import FrameType
from typing import Any

from simulators.ground.server import listen
from simulators.ground.store import StoreUnusable

Network = IPv4Network | IPv6Network
LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


class UnusableSetting(ValueError):
    """A setting is wrong, or has no default and was not given."""


def share(said: str) -> float:
    share = float(said)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError("a share lies between 0 and 1")
    return share


def networks(said: str | None) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(each.strip()) for each in (said or "").split(",") if each.strip())
    except ValueError as wrong:
        raise UnusableSetting(str(wrong)) from wrong


Serve = Callable[[socket.socket, str], Coroutine[Any, Any, None]]


def main(name: str, start: Callable[[], tuple[str, int, Serve]]) -> int:
    """Listen where ``start`` says, and serve (a line, known by its URL) until told to stop.

    0: stopped; 2: could not start, and said why in one line.
    """
    # uvicorn raises the signal again when it has shut down; to end is then all there is to do.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    try:
        host, port, serve = start()
        with listen(host, port) as line:
            host, port = line.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            asyncio.run(serve(line, f"http://{shown}:{port}"))
    except (UnusableSetting, StoreUnusable, OSError) as wrong:
        print(f"{name}: {wrong}", file=sys.stderr)
        return 2
    return 0


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
