"""(e) Transfers per second between 2, 100 and 10,000 merchants, beside their posting alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.report import Table
from bench.stage import REPOSITORY, Stage, stage

MERCHANTS = (2, 100, 10_000)
CLIENTS = (1, 4)
SECONDS = 6


def measure() -> Table:
    """Both ways in turn at each number of merchants and clients, on one server."""
    rows = []
    with stage() as made:
        place = made.folder / "merchants.json"
        _start(made, "world", str(max(MERCHANTS)), str(place)).wait()
        for merchants in MERCHANTS:
            for clients in CLIENTS:
                ceiling, reached = (
                    _per_second(made, way, merchants, clients, place) for way in ("posting", "verb")
                )
                rows.append(
                    (f"{merchants:,}", str(clients), f"{reached:,.0f}", f"{ceiling:,.0f}",
                     f"{reached / ceiling:.2f}")
                )  # fmt: skip
    return Table(
        "Transfers per second",
        ("merchants", "clients", "transfers/s", "postings/s", "ratio"),
        rows,
        note=(
            "A transfer with its checks, limits of both sides, fee, facts and audit records, beside"
            " the bare posting of its movement. Between two merchants every transfer waits for the"
            " one before it: both wallets are locked."
        ),
    )


def _per_second(made: Stage, way: str, merchants: int, clients: int, place: Path) -> float:
    children = [
        _start(made, "run", way, str(merchants), str(SECONDS), str(place)) for _ in range(clients)
    ]
    told = [child.communicate()[0] for child in children]
    if failed := [child.returncode for child in children if child.returncode]:
        raise RuntimeError(f"a client of {way} ended with {failed[0]}")
    return sum(int(each.splitlines()[-1]) for each in told) / SECONDS


def _start(made: Stage, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bench.transferring", *arguments],
        cwd=REPOSITORY, env=dict(made.environment), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
