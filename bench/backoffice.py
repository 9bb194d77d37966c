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
        found: dict[tuple[str, int], list[float]] = {}
        for _ in range(ROUNDS):
            for size, made in stages.items():
                told = json.loads(_told(made, "bench.backoffice_pages", ends[size]))
                for name, milliseconds in told.items():
                    found.setdefault((name, size), []).append(milliseconds)
        if os.environ.get("BENCH_EXPLAIN"):
            sys.stderr.write(_told(large, "bench.backoffice_pages", ends[sizes[1]], "explain"))
    middle = {key: median(values) for key, values in found.items()}
    names = dict.fromkeys(name for name, _ in middle)
    rows = [
        (
            name,
            *(f"{middle[name, size]:.0f} ms" for size in sizes),
            f"{middle[name, sizes[1]] / middle[name, sizes[0]]:.2f}",
        )
        for name in names
    ]
    return Table(
        "The back office, by how many payouts there are (median, from request to page)",
        ("page", *(f"{size:,} payouts" for size in sizes), "ratio"),
        rows,
        note="A year of payouts, with all that was tried, said, told, noted and booked of each."
        " What is about some days grows with what happens in a day, and safeguarding with the"
        " accounts of clients: there are as many times more of them. Making the larger one took"
        f" {took[sizes[1]] / 60:.0f} minutes.",
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
