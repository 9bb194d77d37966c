"""(d) Payouts completed per second, end to end: API, ledger, worker, bank over HTTP, callbacks."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg

from bench.creation import _memory_mb, _world
from bench.report import Table
from bench.stage import Stage, process, stage, web_command

WEB_PORT, BANK_PORT = 18_432, 18_433
PAYOUTS = 3_000
CLIENTS = 8
GIVE_UP_SECONDS = 300
LOOK_EVERY_SECONDS = 0.1


def measure() -> Table:
    """Everything on one machine: two web workers, one payout worker, the simulated bank."""
    with stage(BANK_BASE_URL=f"http://127.0.0.1:{BANK_PORT}", PAYOUT_BANK_FAILURE_RATE="0") as made:
        shops = _world(made)
        health = f"http://127.0.0.1:{BANK_PORT}/v1/health"
        secret = made.environment["BANK_CALLBACK_SECRETS"]
        with (
            process(made, _bank(made), ready_url=health, BANK_CALLBACK_SECRET=secret),
            process(
                made, web_command(WEB_PORT), ready_url=f"http://127.0.0.1:{WEB_PORT}/healthz"
            ) as web,
            process(made, [sys.executable, "manage.py", "worker"]) as worker,
        ):
            _create(shops, CLIENTS * 10)
            _settled(made, CLIENTS * 10)
            begun = time.monotonic()
            _create(shops, PAYOUTS)
            created = time.monotonic() - begun
            left = _settled(made, PAYOUTS + CLIENTS * 10)
            seconds = time.monotonic() - begun
            memory = (_memory_mb(web.pid), _own_memory_mb(worker))
    return Table(
        "Payouts completed per second, end to end",
        ("payouts", "created in", "all completed in", "per second", "web memory", "worker memory"),
        [(f"{PAYOUTS:,}", f"{created:.1f} s", f"{seconds:.1f} s", f"{PAYOUTS / seconds:,.0f}",
          memory[0], memory[1])],
        note=f"Aim: ≥ 150 per second, ≤ 150 MB each. Not completed when given up: {left}.",
    )  # fmt: skip


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


def _own_memory_mb(child: subprocess.Popen[bytes]) -> str:
    status = Path(f"/proc/{child.pid}/status").read_text()
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return f"{int(resident.split()[1]) // 1024} MB"
