"""Pages of the back office with 10 thousand and with 1 million payouts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from bench.report import Table
from bench.stage import Stage, stage

SMALL, LARGE = 10_000, 1_000_000
ROUNDS = 3


def measure() -> Table:
    """Two databases, the same pages of each, in turn; ``BENCH_PAYOUTS`` is another large size."""
    sizes = (SMALL, int(os.environ.get("BENCH_PAYOUTS", LARGE)))
    with stage() as small, stage() as large:
        stages = dict(zip(sizes, (small, large), strict=True))
        ends, took = {}, {}
        for size, made in stages.items():
            begun = time.monotonic()
            ends[size] = _told(made, "bench.backoffice_world", str(size))
            took[size] = time.monotonic() - begun
        found: dict[tuple[str, int], list[list[float]]] = {}
        for _ in range(ROUNDS):
            for size, made in stages.items():
                told = json.loads(_told(made, "bench.backoffice_pages", ends[size]))
                for name, spent in told.items():
                    found.setdefault((name, size), []).append(spent)
        if os.environ.get("BENCH_EXPLAIN"):
            sys.stderr.write(_told(large, "bench.backoffice_pages", ends[sizes[1]], "explain"))
    return written(found, sizes, took[sizes[1]] / 60)


def written(
    found: dict[tuple[str, int], list[list[float]]], sizes: tuple[int, int], minutes: float
) -> Table:
    """Of each page and size, rounds of how long it took and how long processors worked for it."""
    names = dict.fromkeys(name for name, _ in found)
    rows = []
    for name in names:
        cells = []
        for column in (0, 1):
            small, large = (median(each[column] for each in found[name, size]) for size in sizes)
            cells += [f"{small:.0f} ms", f"{large:.0f} ms", f"{large / small:.2f}"]
        rows.append((name, *cells))
    told = [f"{size:,} payouts" for size in sizes]
    return Table(
        "The back office, by how many payouts there are (median of each page)",
        ("page", *told, "ratio", *(f"of processors, {each}" for each in told), "ratio"),
        rows,
        note="From request to page, and what the processors worked for it, in Python and in the"
        " database: the first grows with whatever else the machine does, the second hardly."
        " A year of payouts, with all that was tried, said, told, noted and booked of each."
        " What is about some days grows with what happens in a day, and safeguarding and the trial"
        " balance with the accounts of clients: there are as many times more of them. Making the"
        f" larger one took {minutes:.0f} minutes.",
    )


def _told(made: Stage, module: str, *arguments: str) -> str:
    """What a program says that is given this database."""
    ran = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**made.environment, "SUPERUSER_URL": made.superuser_url},
        check=False, capture_output=True, text=True,
        cwd=Path(__file__).resolve().parents[1],
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(f"{module} failed:\n{ran.stderr[-4_000:]}")
    return ran.stdout if "explain" in arguments else ran.stdout.splitlines()[-1]
