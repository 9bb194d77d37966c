"""(d) Payouts completed per second, end to end: API, ledger, worker, bank over HTTP, callbacks."""

from __future__ import annotations

import http.client
import json
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg

from bench.creation import world
from bench.processes import children_mb, cpu_seconds, parent_of, resident_mb
from bench.report import Table
from bench.stage import Stage, process, stage, web_command

WEB_PORT, BANK_PORT = 18_432, 18_433
PAYOUTS, ROUNDS = 3_000, 4
CLIENTS = 8
GIVE_UP_SECONDS = 300
LOOK_EVERY_SECONDS = 0.1


def measure() -> list[Table]:
    """Everything on one machine: two web workers, one payout worker, the simulated bank."""
    rows, memory = [], []
    with stage(BANK_BASE_URL=f"http://127.0.0.1:{BANK_PORT}", PAYOUT_BANK_FAILURE_RATE="0") as made:
        shops = world(made)
        health = f"http://127.0.0.1:{BANK_PORT}/v1/health"
        secret = made.environment["BANK_CALLBACK_SECRETS"]
        with (
            process(made, _bank(made), ready_url=health, BANK_CALLBACK_SECRET=secret) as bank,
            process(
                made, web_command(WEB_PORT), ready_url=f"http://127.0.0.1:{WEB_PORT}/healthz"
            ) as web,
            process(made, [sys.executable, "manage.py", "worker"]) as worker,
        ):
            done = CLIENTS * 10
            _create(shops, done)
            _settled(made, done)
            memory.append(
                (f"{done:,}", f"{max(children_mb(web.pid))}", f"{resident_mb(worker.pid)}")
            )
            parts = {
                "PostgreSQL": _server_pid(made),
                "web, two processes": web.pid,
                "payout worker": worker.pid,
                "simulated bank": bank.pid,
            }
            before = {part: cpu_seconds(pid) for part, pid in parts.items()}
            clients_before = time.process_time()
            for number in range(1, ROUNDS + 1):
                done += PAYOUTS
                rows.append((str(number), *_one_round(made, shops, done)))
                memory.append(
                    (f"{done:,}", f"{max(children_mb(web.pid))}", f"{resident_mb(worker.pid)}")
                )
            used = {part: cpu_seconds(pid) - before[part] for part, pid in parts.items()}
            used["the clients of this measurement"] = time.process_time() - clients_before
    return [
        Table(
            f"Payouts completed per second, end to end, {PAYOUTS:,} a round",
            ("round", "created in", "all completed in", "per second", "not completed"),
            rows,
            note="Aim: ≥ 150 per second. API, ledger, worker, bank over HTTP, callbacks.",
        ),
        Table(
            "Memory under that load, MB resident",
            ("payouts so far", "largest web worker", "payout worker"),
            memory,
            note="Aim: ≤ 150 MB each, and flat.",
        ),
        _costs(used, PAYOUTS * ROUNDS),
    ]


def _costs(used: dict[str, float], count: int) -> Table:
    """Where the time goes: CPU of each part for one payout, and what two cores could do at most."""
    whole = sum(used.values())
    return Table(
        "What one payout costs, CPU",
        ("part", "ms each", "share"),
        [
            (part, f"{1_000 * seconds / count:.2f}", f"{seconds / whole:.0%}")
            for part, seconds in [*used.items(), ("all of it", whole)]
        ],
        note=f"Two cores that did nothing else could complete {2 * count / whole:,.0f} a second.",
    )


def _server_pid(made: Stage) -> int:
    with psycopg.connect(made.superuser_url) as connection:
        return parent_of(connection.info.backend_pid)


def _one_round(made: Stage, shops: list[dict[str, Any]], done: int) -> tuple[str, ...]:
    begun = time.monotonic()
    _create(shops, PAYOUTS)
    created = time.monotonic() - begun
    left = _settled(made, done)
    seconds = time.monotonic() - begun
    return f"{created:.1f} s", f"{seconds:.1f} s", f"{PAYOUTS / seconds:,.0f}", str(max(0, left))


def _bank(made: Stage) -> list[str]:
    return [
        sys.executable, "-m", "simulators.bank", "--port", str(BANK_PORT),
        "--store", str(made.folder / "bank.sqlite3"),
        "--callback-url", f"http://127.0.0.1:{WEB_PORT}/api/v1/bank/callbacks/simbank/",
    ]  # fmt: skip


def _create(shops: list[dict[str, Any]], count: int) -> None:
    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", WEB_PORT)
        for turn in range(number, count, CLIENTS):
            shop = shops[turn % len(shops)]
            body = json.dumps({"amount_paise": 10_000, "bank_account_id": shop["bank_account_id"]})
            connection.request(
                "POST",
                "/api/v1/payouts/",
                body,
                {
                    "Content-Type": "application/json",
                    "Authorization": f"Bearer {shop['api_key']}",
                    "Idempotency-Key": str(uuid.uuid4()),
                },
            )
            answer = connection.getresponse()
            told = answer.read()
            if answer.status != 201:
                raise RuntimeError(told.decode())

    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(client, range(CLIENTS)))


def _settled(made: Stage, count: int) -> int:
    """Wait until ``count`` payouts are completed; returns how many are not when it gives up."""
    give_up_at = time.monotonic() + GIVE_UP_SECONDS
    with psycopg.connect(made.superuser_url, autocommit=True) as connection:
        while True:
            row = connection.execute(
                "SELECT count(*) FROM payouts_payout WHERE state = 'completed'"
            ).fetchone()
            left = count - (row[0] if row else 0)
            if left <= 0 or time.monotonic() > give_up_at:
                return left
            time.sleep(LOOK_EVERY_SECONDS)
