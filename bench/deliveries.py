"""(i) Webhooks: how long after its commit an event is taken by its receiver, and how many a second.

One worker that does nothing else, one endpoint or a hundred of as many merchants, receivers in one
process that take everything at once. The loop that answers shares the machine with what it
measures.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg

from bench.report import Table
from bench.stage import REPOSITORY, Stage, process, stage

ENDPOINTS = (1, 100)
EVENTS_PER_SECOND, SECONDS = 20, 15
BURST = 2_000
LONGEST_SECONDS = 300
_RECORD = """
INSERT INTO events_event (type, subject, subject_sequence, merchant_id, payload, at)
VALUES ('bench.happened', %s, 1, %s, %s, adulis_clock())
"""
_MAKE = """
import sys, django
django.setup()
from uuid import UUID
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.webhooks import actions
for merchant_id in sys.argv[2:]:
    with db.transaction():
        actions.create_endpoint(
            merchant_id=UUID(merchant_id), url=sys.argv[1], description="", types=[],
            actor=system("bench"), at=db.clock())
"""
_ANSWER = b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def measure() -> Table:
    """Each number of endpoints on a stage of its own."""
    rows = []
    for count in ENDPOINTS:
        with stage(WEBHOOKS_TO_LOOPBACK="true") as made, _receiver() as (port, arrivals):
            rows.append(_row(made, port, arrivals, count))
    return Table(
        "Webhooks from commit to receiver",
        ("endpoints", "commit to taken, p50", "p99", "longest", "events/s in a burst", "not taken"),
        rows,
        note=f"One worker process. Delays at {EVENTS_PER_SECOND} events/s; then {BURST:,} events"
        " committed at once. An endpoint is sent at most four at a time.",
    )


def _row(made: Stage, port: int, arrivals: dict[int, float], count: int) -> tuple[str, ...]:
    merchants = _world(made, port, count)
    command = [sys.executable, "manage.py", "worker"]
    for task in ("webhooks.fan_out", "webhooks.deliver"):
        command += ["--only", task]
    with process(made, command), psycopg.connect(made.app_url, autocommit=True) as connection:
        # A new endpoint is sent one at a time: each takes an event first.
        _wait_for(arrivals, _record(connection, merchants, range(-count * 3, 0), pause=0.02))
        committed = _record(
            connection, merchants, range(EVENTS_PER_SECOND * SECONDS), pause=1 / EVENTS_PER_SECOND
        )
        _wait_for(arrivals, committed)
        delays = sorted(
            (arrivals[number] - at) * 1_000
            for number, at in committed.items()
            if number in arrivals
        )
        begun = time.perf_counter()
        with connection.transaction():
            burst = _record(connection, merchants, range(10**6, 10**6 + BURST), pause=0)
        _wait_for(arrivals, burst)
        taken = [arrivals[number] for number in burst if number in arrivals]
    missing = len(committed) - len(delays) + len(burst) - len(taken)
    return (
        f"{count:,}",
        f"{delays[len(delays) // 2]:.0f} ms",
        f"{delays[len(delays) * 99 // 100]:.0f} ms",
        f"{delays[-1]:.0f} ms",
        f"{len(taken) / (max(taken) - begun):,.0f}",
        f"{missing:,}",
    )


def _world(made: Stage, port: int, count: int) -> list[UUID]:
    def run(*command: str) -> str:
        return subprocess.run(
            [sys.executable, *command], env=dict(made.environment), check=True,
            capture_output=True, text=True, cwd=REPOSITORY,
        ).stdout  # fmt: skip

    lines = run("-m", "bench.world", str(count)).splitlines()
    ids = [json.loads(line)["merchant_id"] for line in lines if line.startswith("{")]
    # The consumer begins where it is first asked.
    run("-c", "import django; django.setup(); from adulis.webhooks import tasks; tasks.fan_out()")
    run("-c", _MAKE, f"http://127.0.0.1:{port}/in", *ids)
    return [UUID(each) for each in ids]


def _record(
    connection: psycopg.Connection[Any], merchants: Sequence[UUID], numbers: range, *, pause: float
) -> dict[int, float]:
    """Commit events at an even pace; returns when each was committed."""
    committed = {}
    begun = time.perf_counter()
    for place, number in enumerate(numbers):
        time.sleep(max(0.0, begun + place * pause - time.perf_counter()))
        told = json.dumps({"number": number})
        connection.execute(_RECORD, [f"bench/{uuid4()}", merchants[place % len(merchants)], told])
        committed[number] = time.perf_counter()
    return committed


def _wait_for(arrivals: dict[int, float], committed: dict[int, float]) -> None:
    give_up_at = time.perf_counter() + LONGEST_SECONDS
    while time.perf_counter() < give_up_at and not committed.keys() <= arrivals.keys():
        time.sleep(0.05)


@contextmanager
def _receiver() -> Iterator[tuple[int, dict[int, float]]]:
    """A server that takes everything; and when each event came first."""
    arrivals: dict[int, float] = {}
    loop = asyncio.new_event_loop()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        told = json.loads(await reader.readexactly(length))
        if told["type"] == "bench.happened":
            arrivals.setdefault(told["data"]["payload"]["number"], time.perf_counter())
        writer.write(_ANSWER)
        await writer.drain()
        writer.close()

    server = loop.run_until_complete(asyncio.start_server(take, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1], arrivals
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
