"""(h) Who looks on: every bid of one auction, told to five hundred who follow it.

One live process, a stream of each spectator's own, bids at an even pace by merchants in turn. The
loop that reads all streams shares the machine with what it measures.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from bench.bids import start, told
from bench.report import Table
from bench.stage import Stage, process, stage

PORT = 18_437
SPECTATORS, BIDDERS = 500, 24
BIDS_PER_SECOND, SECONDS = 20, 15
OPENING_TOGETHER = 25
_REQUEST = (
    "GET /api/v1/stream/?deal_id={} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n\r\n"
)


class Spectator(asyncio.Protocol):
    """Follows the auction and notes when each of its lines came, by its sequence."""

    def __init__(self, deal_id: str, key: str) -> None:
        self.opened = asyncio.get_running_loop().create_future()
        self.seen: dict[int, float] = {}
        self._asked = _REQUEST.format(deal_id, key).encode()
        self._rest = b""

    def connection_made(self, transport: Any) -> None:
        transport.write(self._asked)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line.startswith(b"id: ") and not self.opened.done():
                self.opened.set_result(None)
            elif line.startswith(b"data: ") and b'"auction.moved"' in line:
                self.seen[json.loads(line[6:])["payload"]["sequence"]] = now
            elif line.startswith(b"HTTP/1.1 ") and b"200" not in line:
                self.opened.set_exception(RuntimeError(line.decode()))


def measure() -> Table:
    """As many bids as fit into the time, at a pace that a busy auction has in its last minutes."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with stage(STREAMS_PER_CALLER="10000", THROTTLE_BIDS_PER_SECOND="1000000") as made:
        world = told(made, "world", "1", str(BIDDERS))[0]
        command = [sys.executable, "manage.py", "live", "--port", str(PORT)]
        with process(made, command, ready_url=f"http://127.0.0.1:{PORT}/healthz"):
            row = asyncio.run(_watch(made, world))
    return Table(
        "Spectators of one auction",
        ("spectators", "bids", "deliveries/s", "commit to delivery, p50", "p99", "longest",
         "within a second", "not delivered"),
        [row],
        note=f"At {BIDS_PER_SECOND} bids a second. Aim: every bid is seen by all within a second.",
    )  # fmt: skip


async def _watch(made: Stage, world: dict[str, Any]) -> tuple[str, ...]:
    [deal_id] = world["deals"]
    watching = await _opened(deal_id, world["keys"])
    committed = await asyncio.to_thread(_bid, made, deal_id, world)
    await asyncio.sleep(2)
    delays = sorted(
        (each.seen[sequence] - at) * 1_000
        for each in watching
        for sequence, at in committed.items()
        if sequence in each.seen
    )
    wanted = len(watching) * len(committed)
    in_time = sum(each <= 1_000 for each in delays)
    return (
        f"{len(watching):,}",
        f"{len(committed):,}",
        f"{len(delays) / SECONDS:,.0f}",
        f"{delays[len(delays) // 2]:.0f} ms",
        f"{delays[len(delays) * 99 // 100]:.0f} ms",
        f"{delays[-1]:.0f} ms",
        f"{in_time / wanted:.2%}",
        f"{wanted - len(delays):,}",
    )


async def _opened(deal_id: str, keys: Sequence[str]) -> list[Spectator]:
    """Each with a stream of its own; the merchants that bid look on as well."""
    loop = asyncio.get_running_loop()
    watching: list[Spectator] = []
    for begin in range(0, SPECTATORS, OPENING_TOGETHER):
        made = [
            (
                await loop.create_connection(
                    partial(Spectator, deal_id, keys[number % len(keys)]),
                    "127.0.0.1",
                    PORT,
                )
            )[1]
            for number in range(begin, min(begin + OPENING_TOGETHER, SPECTATORS))
        ]
        await asyncio.gather(*(each.opened for each in made))
        watching += made
    return watching


def _bid(made: Stage, deal_id: str, world: dict[str, Any]) -> dict[int, float]:
    """When each bid was committed, by its sequence; the clock is the whole machine's."""
    place = made.folder / "spectators.json"
    place.write_text(json.dumps({**world, "deals": [deal_id]}))
    child = start(made, "pace", str(BIDS_PER_SECOND), str(SECONDS), str(place))
    answer = child.communicate()[0]
    if child.returncode:
        raise RuntimeError(f"the bidders ended with {child.returncode}")
    found = json.loads(answer.splitlines()[-1])
    return {int(sequence): at for sequence, at in found.items()}
