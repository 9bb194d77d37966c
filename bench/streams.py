"""(f) Event streams: what an idle one weighs, and how long after its commit an event arrives.

One live process, clients of one merchant among a hundred, events of random merchants. Every client
is a connection of its own to the live process; the loop that reads them all shares the machine with
what it measures, so the delays are the worst of both.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg

from bench.report import Table
from bench.stage import REPOSITORY, Stage, process, stage

PORT = 18_434
MERCHANTS = 100
STREAMS = (1_000, 2_000)
EVENTS_PER_SECOND = 50
SECONDS = 12
OPENING_TOGETHER = 50
_REQUEST = "GET /api/v1/stream/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n\r\n"
# A fact is written as the platform writes it, without the deed it would tell of.
_RECORD = """
INSERT INTO events_event (type, subject, subject_sequence, merchant_id, payload, at)
VALUES ('bench.happened', %s, 1, %s, %s, adulis_clock())
"""


class _Client(asyncio.Protocol):
    """Reads a stream and notes when each event came."""

    def __init__(self, key: str, arrivals: list[tuple[int, float]]) -> None:
        self.opened = asyncio.get_running_loop().create_future()
        self._key = key
        self._arrivals = arrivals
        self._rest = b""

    def connection_made(self, transport: Any) -> None:
        transport.write(_REQUEST.format(self._key).encode())

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line.startswith(b"id: ") and not self.opened.done():
                self.opened.set_result(None)
            elif line.startswith(b"data: "):
                number = json.loads(line[6:])["payload"]["number"]
                self._arrivals.append((number, now))
            elif line.startswith(b"HTTP/1.1 ") and b"200" not in line:
                self.opened.set_exception(RuntimeError(line.decode()))


def measure() -> Table:
    """Each number of streams with a live process of its own."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with stage(STREAMS_PER_CALLER="10000") as made:
        shops = _world(made)
        rows = [_row(made, shops, count) for count in STREAMS]
    return Table(
        "Event streams in one live process",
        (
            "streams", "memory", "each", "CPU while idle", "deliveries/s",
            "commit to delivery, p50", "p99", "longest", "not delivered",
        ),
        rows,
        note=f"At {EVENTS_PER_SECOND} events/s of {MERCHANTS} merchants, each told to every stream"
        " of its merchant. Beats and second looks at every caller, each 15 s, are included.",
    )  # fmt: skip


def _world(made: Stage) -> list[dict[str, Any]]:
    told = subprocess.run(
        [sys.executable, "-m", "bench.world", str(MERCHANTS)],
        env=dict(made.environment), check=True, capture_output=True, text=True, cwd=REPOSITORY,
    ).stdout  # fmt: skip
    return [json.loads(line) for line in told.splitlines() if line.startswith("{")]


def _row(made: Stage, shops: Sequence[dict[str, Any]], count: int) -> tuple[str, ...]:
    command = [sys.executable, "manage.py", "live", "--port", str(PORT)]
    ready = f"http://127.0.0.1:{PORT}/healthz"
    with process(made, command, ready_url=ready) as live:
        return asyncio.run(_follow(made, shops, count, live.pid))


async def _follow(
    made: Stage, shops: Sequence[dict[str, Any]], count: int, pid: int
) -> tuple[str, ...]:
    arrivals: list[tuple[int, float]] = []
    empty = _resident_kb(pid)
    open_streams = await _open(shops, count, arrivals)
    began, used = time.perf_counter(), _cpu_seconds(pid)
    await asyncio.sleep(SECONDS)
    idle = (_cpu_seconds(pid) - used) / (time.perf_counter() - began)
    memory = _resident_kb(pid)
    committed, wanted = await asyncio.to_thread(_record, made, shops, count)
    await asyncio.sleep(2)
    delays = sorted((at - committed[number]) * 1_000 for number, at in arrivals)
    for transport in open_streams:
        transport.close()
    return (
        f"{count:,}",
        f"{memory / 1024:.0f} MB",
        f"{(memory - empty) / count:.1f} kB",
        f"{idle:.1%} of a core",
        f"{len(delays) / SECONDS:,.0f}",
        f"{delays[len(delays) // 2]:.0f} ms",
        f"{delays[len(delays) * 99 // 100]:.0f} ms",
        f"{delays[-1]:.0f} ms",
        f"{wanted - len(delays):,}",
    )


async def _open(
    shops: Sequence[dict[str, Any]], count: int, arrivals: list[tuple[int, float]]
) -> list[asyncio.Transport]:
    """``count`` streams, those of each merchant alike in number."""
    loop = asyncio.get_running_loop()
    transports = []
    for start in range(0, count, OPENING_TOGETHER):
        made = [
            await loop.create_connection(
                lambda number=number: _Client(shops[number % len(shops)]["api_key"], arrivals),
                "127.0.0.1",
                PORT,
            )
            for number in range(start, min(start + OPENING_TOGETHER, count))
        ]
        await asyncio.gather(*(client.opened for _, client in made))
        transports += [transport for transport, _ in made]
    return transports


def _record(
    made: Stage, shops: Sequence[dict[str, Any]], count: int
) -> tuple[dict[int, float], int]:
    """Commit events at an even pace; returns when each was committed, and deliveries to expect."""
    committed, wanted = {}, 0
    chosen = random.Random(7)
    with psycopg.connect(made.app_url, autocommit=True) as connection:
        begun = time.perf_counter()
        for number in range(EVENTS_PER_SECOND * SECONDS):
            time.sleep(max(0.0, begun + number / EVENTS_PER_SECOND - time.perf_counter()))
            place = chosen.randrange(len(shops))
            merchant_id = UUID(shops[place]["merchant_id"])
            told = json.dumps({"number": number})
            connection.execute(_RECORD, [f"bench/{uuid4()}", merchant_id, told])
            committed[number] = time.perf_counter()
            wanted += len(range(place, count, len(shops)))
    return committed, wanted


def _resident_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
