"""Sealing the ledger: what it takes, however long the book is, and what it costs whoever posts."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from bench.report import Table
from bench.stage import REPOSITORY, Stage, stage

ENTRIES = ("5000", "50000")


def measure() -> list[Table]:
    with stage() as made:
        told = _run(made)
    if told["faults"]:
        raise RuntimeError(f"{told['faults']} faults in a book that nobody touched")
    return [_sealing(told), _posting(told["posting"])]


def _run(made: Stage) -> dict[str, Any]:
    out = subprocess.run(
        [sys.executable, "-m", "bench.sealing"],
        cwd=REPOSITORY, check=True, stdout=subprocess.PIPE, text=True,
        env={**made.environment, "BENCH_SUPERUSER_URL": made.superuser_url},
    ).stdout  # fmt: skip
    found: dict[str, Any] = json.loads(out.splitlines()[-1])
    return found


def _sealing(told: dict[str, Any]) -> Table:
    names = {
        "backlog_us": ("sealing a backlog, each entry", "µs"),
        "one_ms": ("sealing one entry more", "ms"),
        "none_ms": ("finding nothing to seal", "ms"),
        "prove_ms": ("a proof of an entry in the middle", "ms"),
    }
    few, many = (told[each] for each in ENTRIES)
    rows = [
        (
            text,
            f"{few[name]:.1f} {unit}",
            f"{many[name]:.1f} {unit}",
            f"{many[name] / few[name]:.2f}",
        )
        for name, (text, unit) in names.items()
    ]
    return Table(
        "Seals, by how many entries are in the book",
        ("", *(f"{int(each):,} entries" for each in ENTRIES), "ratio"),
        rows,
        note=(
            "Aim: sealed within 5 s; the worker looks every two. `ledger verify` of all that took"
            f" {told['verify_us']:.0f} µs an entry, book, leaves and roots."
        ),
    )


def _posting(told: dict[str, float]) -> Table:
    names = {
        "none": "no index to find the last entries by",
        "brin": "the one there is (BRIN)",
        "btree": "a B-tree in its place",
    }
    rows = [
        (text, f"{told[name]:.1f} µs", f"{told[name] / told['none']:.2f}")
        for name, text in names.items()
    ]
    return Table(
        "What being sealed costs a posting (batches of 1,000, database CPU per transfer)",
        ("", "database CPU", "ratio"),
        rows,
        note="Aim: nothing. Of each the least disturbed of ten rounds, in turn.",
    )
