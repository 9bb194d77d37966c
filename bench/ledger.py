"""(b) Posting to the ledger in batches of 1, 100 and 1,000; and reading it, however long it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from bench.report import Table
from bench.stage import REPOSITORY, Stage, stage

SIZES = (1, 100, 1_000)
LINES = (10_000, 1_000_000)
HUGE_LINES = 10_000_000
WAYS = {
    "credit": "credit: nostro → available (1 transfer, 1 account locked)",
    "hold": "hold: available → held (1 transfer, 2 accounts locked)",
    "completed": "completed: held → clearing, fees, tax (3 transfers, 1 account locked)",
}


def measure() -> list[Table]:
    """All guards on, durable commits, one connection; ``BENCH_HUGE=1`` reads 10 million lines."""
    with stage() as made:
        posted = run(made, "posting")
    lengths = (*LINES, HUGE_LINES) if os.environ.get("BENCH_HUGE") else LINES
    with stage() as made:
        read = run(made, "reading", *(str(lines) for lines in lengths))
    return [_throughput(posted), _steps(posted), _variants(posted), _reading(read, lengths)]


def run(made: Stage, *arguments: str) -> dict[str, Any]:
    """What ``bench.posting`` says on this stage."""
    told = subprocess.run(
        [sys.executable, "-m", "bench.posting", *arguments],
        cwd=REPOSITORY, check=True, stdout=subprocess.PIPE, text=True,
        env={**made.environment, "BENCH_SUPERUSER_URL": made.superuser_url},
    ).stdout  # fmt: skip
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    return found


def _throughput(told: dict[str, Any]) -> Table:
    rows = [
        (
            text,
            f"{size:,}",
            f"{told[f'{way} {size}']['per_second']:,.0f}",
            f"{told[f'{way} {size}']['database_us']:.0f} µs",
            f"{told[f'{way} {size}']['python_us']:.0f} µs",
        )
        for way, text in WAYS.items()
        for size in SIZES
    ]
    return Table(
        "Posting, on one connection",
        ("entry", "entries per batch", "transfers/s", "database CPU each", "Python CPU each"),
        rows,
        note=(
            "Aims: 15,000 transfers/s in batches of 1,000; 400 µs of database CPU for a single one."
            " A batch is one transaction: begin, lock, fold, append, commit. Python's share"
            " includes making the postings. Of each column the least disturbed of seven rounds."
        ),
    )


def _steps(told: dict[str, Any]) -> Table:
    rows = []
    for size in (1, 1_000):
        spent = told[f"steps {size}"]
        for kind in ("wall", "database"):
            known = spent[f"lock {kind}"] + spent[f"append {kind}"]
            spent[f"fold, begin, commit {kind}"] = spent[f"whole {kind}"] - known
        rows += [
            (f"{size:,}", name, f"{spent[f'{name} wall']:.1f}", f"{spent[f'{name} database']:.1f}")
            for name in ("lock", "append", "fold, begin, commit", "whole")
        ]
    return Table(
        "Where a hold's time goes (µs per transfer)",
        ("entries per batch", "step", "elapsed", "database CPU"),
        rows,
    )


def _variants(told: dict[str, Any]) -> Table:
    names = {
        "hold": "as it is: one function, guards on",
        "statement": "one array statement instead of the function",
        "unguarded": "without the guards",
    }
    rows = [
        (
            text,
            *(
                f"{told[f'{name} {size}']['per_second']:,.0f}/s, "
                f"{told[f'{name} {size}']['database_us']:.0f} µs"
                for size in (1, 1_000)
            ),
        )
        for name, text in names.items()
    ]
    return Table("What the alternatives would cost (holds)", ("", "singly", "in 1,000s"), rows)


def _reading(told: dict[str, Any], lengths: tuple[int, ...]) -> Table:
    shortest, longest = str(lengths[0]), str(lengths[-1])
    rows = [
        (
            name,
            *(f"{told[str(lines)][name]:.2f} ms" for lines in lengths),
            f"{told[longest][name] / told[shortest][name]:.2f}",
        )
        for name in told[shortest]
    ]
    return Table(
        "Reading the ledger, by how long the account is (median of one call, no HTTP)",
        ("question", *(f"{lines:,} lines" for lines in lengths), "ratio"),
        rows,
        note=(
            f"Aim: flat within 20 %. `ledger verify` read all {told['lines']:,} lines again in"
            f" {told['verify_seconds']:.0f} s and found {told['faults']} faults."
        ),
    )
