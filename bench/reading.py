"""(c) Balance and ledger pages over HTTP, for wallets with 10 thousand and 1 million lines."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from bench.report import Table
from bench.stage import Stage, process, stage, web_command

PORT = 18_434
LINES = (10_000, 1_000_000)
HUGE_LINES = 10_000_000
SECONDS = 6
PAGES = (
    ("balance", "/api/v1/balance/"),
    ("ledger, first page", "/api/v1/ledger/?limit=50"),
    ("ledger, page at offset 5,000", "/api/v1/ledger/?limit=50&offset=5000"),
    ("ledger, one kind", "/api/v1/ledger/?limit=50&kind=bank_transfer_credited"),
)


def measure() -> Table:
    """One wallet per size, the same pages of each; ``BENCH_HUGE=1`` adds 10 million lines."""
    sizes = (*LINES, HUGE_LINES) if os.environ.get("BENCH_HUGE") else LINES
    found: dict[tuple[str, int], float] = {}
    with stage() as made:
        keys = {size: _wallet(made, size) for size in sizes}
        with process(
            made, web_command(PORT, workers=1), ready_url=f"http://127.0.0.1:{PORT}/healthz"
        ):
            # In turn, so that a slow minute of the machine slows all sizes alike.
            for name, path in PAGES:
                for size in sizes:
                    found[name, size] = _milliseconds(made, path, keys[size])
    rows = [
        (
            name,
            *(f"{found[name, size]:.2f} ms" for size in sizes),
            f"{found[name, sizes[-1]] / found[name, sizes[0]]:.2f}",
        )
        for name, _ in PAGES
    ]
    return Table(
        "Reading, by how much there is to read (median per request, one client)",
        ("page", *(f"{size:,} lines" for size in sizes), "ratio"),
        rows,
        note="Aim: flat within 20 %.",
    )


def _wallet(made: Stage, lines: int) -> str:
    """A merchant whose available account has so many lines; returns its API key."""
    told = subprocess.run(
        [sys.executable, "-m", "bench.wallet", str(lines)],
        env=dict(made.environment), check=True, capture_output=True, text=True,
        cwd=Path(__file__).resolve().parents[1],
    ).stdout  # fmt: skip
    key: str = json.loads(told.splitlines()[-1])["api_key"]
    return key


def _milliseconds(made: Stage, path: str, key: str) -> float:
    lua = made.folder / "read.lua"
    lua.write_text(f'wrk.headers["Authorization"] = "Bearer {key}"\n')
    told = subprocess.run(
        ["wrk", "-t", "1", "-c", "1", "-d", f"{SECONDS}s", "--latency", "-s", str(lua),
         f"http://127.0.0.1:{PORT}{path}"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in told:
        raise RuntimeError(f"{path} was refused:\n{told}")
    median = re.search(r"50%\s+([\d.]+)(us|ms|s)", told)
    assert median is not None
    return float(median[1]) * {"us": 0.001, "ms": 1.0, "s": 1_000.0}[median[2]]
