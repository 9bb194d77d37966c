"""Seals, proves and posts on one connection and prints what it took, as JSON; see bench.seals."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

# Comes first: it sets Django up, as whoever imports what follows needs it.
from bench.posting import credit, measured, milliseconds, post_batches

import psycopg  # isort: skip

from adulis.kernel import db  # isort: skip
from adulis.ledger import sealed, tasks  # isort: skip

ENTRIES = (5_000, 50_000)
INDEX = "ledger_entry_xid_idx"
# What posting pays for its entries being found: nothing, what there is, and what would do as well.
INDEXES = {
    "none": "",
    "brin": (
        f"CREATE INDEX {INDEX} ON ledger_entry USING brin ((xid::text::bigint))"
        " WITH (autosummarize = on)"
    ),
    "btree": f"CREATE INDEX {INDEX} ON ledger_entry (xid, id)",
}


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def seal_all() -> None:
    while tasks.seal():
        pass


def sealing(superuser: psycopg.Connection[Any], entries: int) -> dict[str, float]:
    """With ``entries`` in the book: what sealing a backlog takes, one more, none, and a proof."""
    there = entries_there()
    post_batches(credit, 1_000, entries - there)
    superuser.execute("VACUUM ANALYZE")  # as autovacuum has, on a book of some age
    backlog = seconds(seal_all)
    middle = db.fetch_value("SELECT entry_id FROM ledger_leaf WHERE position = %s", [entries // 2])
    one_more = []
    for _ in range(10):
        post_batches(credit, 1, 1)
        one_more.append(seconds(tasks.seal))
    return {
        "backlog_us": backlog / (entries - there) * 1e6,
        "one_ms": statistics.median(one_more) * 1e3,
        "none_ms": milliseconds(tasks.seal, 20),
        "prove_ms": milliseconds(lambda: tasks.prove(middle, number=None, only=""), 20),
    }


def entries_there() -> int:
    last = sealed.newest_seal()
    return last.head.size if last else 0


def posting(superuser: psycopg.Connection[Any]) -> dict[str, float]:
    """Microseconds of database CPU per transfer, in turn, so that a slow minute slows all."""
    told: dict[str, list[float]] = {name: [] for name in INDEXES}
    for _ in range(5):
        for name, statement in INDEXES.items():
            superuser.execute(f"DROP INDEX IF EXISTS {INDEX}")
            if statement:
                superuser.execute(statement)
            told[name].append(measured(credit, 1_000, 5_000, rounds=2)["database_us"])
    return {name: min(seen) for name, seen in told.items()}


def main() -> None:
    """One JSON object on standard output."""
    told: dict[str, Any] = {}
    with psycopg.connect(os.environ["BENCH_SUPERUSER_URL"], autocommit=True) as superuser:
        for entries in ENTRIES:
            told[str(entries)] = sealing(superuser, entries)
        begun = time.perf_counter()
        verdict = tasks.verify_book(progress=lambda *_: None)
        told["verify_us"] = (time.perf_counter() - begun) / entries_there() * 1e6
        told["faults"] = len(verdict.faults)
        told["posting"] = posting(superuser)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
