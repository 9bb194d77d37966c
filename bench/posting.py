"""Posts and reads on one connection and prints what it took, as JSON; run by ``bench.ledger``."""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

import psycopg  # noqa: E402 - Django comes first
from django.db import connection  # noqa: E402

from adulis.kernel import db  # noqa: E402
from adulis.kernel.actors import system  # noqa: E402
from adulis.kernel.errors import Refusal  # noqa: E402
from adulis.kernel.ids import new_id  # noqa: E402
from adulis.kernel.money import rupees  # noqa: E402
from adulis.ledger import queries, tasks  # noqa: E402
from adulis.ledger.actions import journal, post_all  # noqa: E402
from adulis.ledger.values import Posting, Transfer  # noqa: E402

MERCHANTS = 2_000
NOSTRO, CLEARING, FEES, TAX = (
    "bank/bench/nostro/INR", "bank/bench/clearing/INR", "platform/fees/INR", "platform/tax/INR",
)  # fmt: skip
CLERK = system("bench")
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
chance = random.Random(7)


def available(number: int) -> str:
    return f"merchant/{UUID(int=number)}/available/INR"


def held(number: int) -> str:
    return f"merchant/{UUID(int=number)}/held/INR"


# --- What is posted -------------------------------------------------------------------------------


def credit() -> tuple[Transfer, ...]:
    """One account that is locked, one that is not."""
    return (Transfer(NOSTRO, available(chance.randrange(MERCHANTS)), rupees(1_000_000)),)


def hold() -> tuple[Transfer, ...]:
    """Two accounts that are locked, both with a floor."""
    number = chance.randrange(MERCHANTS)
    return (Transfer(available(number), held(number), rupees(118)),)


def completed() -> tuple[Transfer, ...]:
    """Three transfers, six lines."""
    source = held(chance.randrange(MERCHANTS))
    return tuple(
        Transfer(source, target, rupees(minor))
        for target, minor in ((CLEARING, 8), (FEES, 2), (TAX, 1))
    )


def make(way: Callable[[], tuple[Transfer, ...]]) -> Posting:
    return Posting(way.__name__, f"{way.__name__}/{new_id()}", way(), NOON, CLERK)


def post_batches(way: Callable[[], tuple[Transfer, ...]], size: int, count: int) -> float:
    """Post ``count`` entries in batches of ``size``; seconds it took, without making them."""
    spent = 0.0
    for _ in range(count // size):
        postings = [make(way) for _ in range(size)]
        begun = time.perf_counter()
        with db.transaction():
            outcomes = post_all(postings=postings)
        spent += time.perf_counter() - begun
        if refused := [each for each in outcomes if isinstance(each, Refusal)]:
            raise RuntimeError(f"refused: {refused[0]}")
    return spent


# --- What it costs --------------------------------------------------------------------------------


def database_cpu() -> float:
    """Seconds of processor time the server's process for our connection has had."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def measured(
    way: Callable[[], tuple[Transfer, ...]], size: int, count: int, rounds: int = 7
) -> dict[str, float]:
    """Transfers a second and microseconds per transfer: of each the least disturbed round."""
    transfers = count * len(way())
    post_batches(way, size, max(size, count // 10))
    seen = []
    for _ in range(rounds):
        database, own = database_cpu(), time.process_time()
        spent = post_batches(way, size, count)
        seen.append((spent, database_cpu() - database, time.process_time() - own))
    spent, database, own = (min(column) for column in zip(*seen, strict=True))
    return {
        "per_second": transfers / spent,
        "database_us": database / transfers * 1e6,
        "python_us": own / transfers * 1e6,
    }


@contextmanager
def watched(told: dict[str, float]) -> Iterator[None]:
    """Add up the seconds that each step of a posting takes, here and in the database."""

    def timed(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            database, begun = database_cpu(), time.perf_counter()
            answer = step(*arguments)
            told[f"{name} wall"] = told.get(f"{name} wall", 0) + time.perf_counter() - begun
            told[f"{name} database"] = told.get(f"{name} database", 0) + database_cpu() - database
            return answer

        return run

    before = journal.lock, journal.append
    journal.lock, journal.append = timed("lock", before[0]), timed("append", before[1])
    try:
        yield
    finally:
        journal.lock, journal.append = before


def steps(
    way: Callable[[], tuple[Transfer, ...]], size: int, count: int, rounds: int = 5
) -> dict[str, float]:
    """Microseconds per transfer of each step, in the least disturbed round."""
    seen: list[dict[str, float]] = []
    for _ in range(rounds):
        told: dict[str, float] = {}
        database = database_cpu()
        with watched(told):
            told["whole wall"] = post_batches(way, size, count)
        told["whole database"] = database_cpu() - database
        seen.append({name: spent / count * 1e6 for name, spent in told.items()})
    return min(seen, key=lambda each: each["whole wall"])


# --- Variants -------------------------------------------------------------------------------------

_STATEMENT = """
WITH entries AS (
    INSERT INTO ledger_entry
           (id, kind, key, at, recorded_at, actor, reverses, memo, metadata, digest)
    SELECT e.id, e.kind, e.key, e.at, %b, e.actor, e.reverses, e.memo, e.metadata::jsonb, e.digest
      FROM unnest(%b::uuid[], %b::text[], %b::text[], %b::timestamptz[], %b::text[], %b::uuid[],
                  %b::text[], %b::text[], %b::bytea[])
           AS e(id, kind, key, at, actor, reverses, memo, metadata, digest)
     ORDER BY e.key COLLATE "C"
    RETURNING id)
INSERT INTO ledger_line (entry_id, position, account_id, sequence, amount_minor, balance_minor,
                         at, recorded_at)
SELECT l.entry, l.position, l.account_id, l.sequence, l.amount_minor, l.balance_minor, l.at, %b
  FROM unnest(%b::uuid[], %b::smallint[], %b::bigint[], %b::bigint[], %b::bigint[], %b::bigint[],
              %b::timestamptz[])
       WITH ORDINALITY
       AS l(entry, position, account_id, sequence, amount_minor, balance_minor, at, place)
 ORDER BY l.place
"""


@contextmanager
def by_statement() -> Iterator[None]:
    """Append by one array statement instead of by the function ``ledger_append``."""

    def append(recorded_at: datetime, entries: Any, lines: Any) -> bool:
        columns = [list(column) for column in zip(*entries, strict=True)]
        which, *rest = (list(column) for column in zip(*lines, strict=True))
        ids = [columns[0][number - 1] for number in which]
        ats = [columns[3][number - 1] for number in which]
        with connection.wrap_database_errors:
            psycopg.Cursor(connection.connection).execute(
                _STATEMENT, [recorded_at, *columns, recorded_at, ids, *rest, ats], binary=True
            )
        return True

    before = journal.append
    journal.append = append
    try:
        yield
    finally:
        journal.append = before


@contextmanager
def without_guards() -> Iterator[None]:
    """The same tables with no trigger that checks anything: what the guards cost."""
    with psycopg.connect(os.environ["BENCH_SUPERUSER_URL"], autocommit=True) as superuser:
        for verb in ("DISABLE", "ENABLE"):
            superuser.execute(f"ALTER TABLE ledger_line {verb} TRIGGER ledger_line_guard")
            superuser.execute(f"ALTER TABLE ledger_entry {verb} TRIGGER ledger_entry_guard")
            if verb == "DISABLE":
                yield


@contextmanager
def without_index(name: str) -> Iterator[None]:
    """The same tables without one index, which is made again afterwards."""
    with psycopg.connect(os.environ["BENCH_SUPERUSER_URL"], autocommit=True) as superuser:
        row = superuser.execute("SELECT pg_get_indexdef(%s::regclass)", [name]).fetchone()
        assert row is not None
        superuser.execute(f"DROP INDEX {name}")
        try:
            yield
        finally:
            superuser.execute(row[0])


def compared(name: str, size: int, count: int, rounds: int) -> dict[str, dict[str, list[float]]]:
    """Of each round, what holds cost with the index and without it, by what was measured."""
    told: dict[str, dict[str, list[float]]] = {}
    for number in range(rounds):
        # Whoever is second finds a longer table: they take turns at that as well.
        for way in ("with", "without") if number % 2 else ("without", "with"):
            with nullcontext() if way == "with" else without_index(name):
                # Dropping an index makes every session plan again; that is not what is measured.
                post_batches(hold, size, max(size, count // 10))
                for what, value in once(hold, size, count).items():
                    told.setdefault(what, {}).setdefault(way, []).append(value)
    return told


def once(way: Callable[[], tuple[Transfer, ...]], size: int, count: int) -> dict[str, float]:
    """One round: transfers a second, and what the database spent and logged for each."""
    transfers = count * len(way())
    database, logged = database_cpu(), wal_bytes()
    spent = post_batches(way, size, count)
    return {
        "per_second": transfers / spent,
        "database_us": (database_cpu() - database) / transfers * 1e6,
        "wal_bytes": (wal_bytes() - logged) / transfers,
    }


def wal_bytes() -> int:
    return int(db.fetch_value("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"))


# --- Reading --------------------------------------------------------------------------------------


def fill(lines: int) -> tuple[str, str]:
    """A merchant and a bank with so many lines each, rolled up as the worker would."""
    merchant, bank = available(10_000_000 + lines), f"bank/b{lines}/nostro/INR"
    for start in range(0, lines, 2_000):
        postings = [
            Posting(
                "credit", f"fill/{lines}/{number}", (Transfer(bank, merchant, rupees(1)),),
                NOON + timedelta(seconds=number * 86_400 * 30 // lines), CLERK,
            )
            for number in range(start, min(start + 2_000, lines))
        ]  # fmt: skip
        with db.transaction():
            post_all(postings=postings)
        tasks.roll_checkpoints()
    return merchant, bank


def milliseconds(ask: Callable[[], object], times: int = 100) -> float:
    """The median of many calls, each a transaction of its own."""
    seen = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        seen.append(time.perf_counter() - begun)
    return statistics.median(seen) * 1e3


def questions(merchant: str, bank: str) -> dict[str, Callable[[], object]]:
    """Ways to look at an account."""
    middle = db.fetch_value(
        """SELECT line.id FROM ledger_line line JOIN ledger_account account
             ON account.id = line.account_id
            WHERE account.address = %s AND line.sequence = (
                  SELECT max(sequence) / 2 FROM ledger_line WHERE account_id = account.id)""",
        [merchant],
    )
    moment = db.fetch_value("SELECT recorded_at FROM ledger_line WHERE id = %s", [middle])
    empty = (NOON + timedelta(days=99)).date()
    both = [merchant, held(1)]
    return {
        "balance, chained": lambda: queries.balance(merchant),
        "balance, unchained": lambda: queries.balance(bank),
        "balance half-way back, chained": lambda: queries.balance_at(merchant, moment),
        "balance half-way back, unchained": lambda: queries.balance_at(bank, moment),
        "page of 50, newest": lambda: queries.lines(both),
        "page of 50, half-way back by cursor": lambda: queries.lines(both, before=middle),
        "page of 50 at offset 5,000": lambda: queries.lines(both, offset=5_000),
        "statement of an empty day": lambda: queries.statement(merchant, empty, empty),
    }


def asked(filled: dict[str, tuple[str, str]], rounds: int = 5) -> dict[str, dict[str, float]]:
    """Milliseconds of each question by length; all lengths in turn, so a slow minute slows all."""
    told: dict[str, dict[str, float]] = {lines: {} for lines in filled}
    ways = {lines: questions(*places) for lines, places in filled.items()}
    for _ in range(rounds):
        for name in next(iter(ways.values())):
            for lines, asks in ways.items():
                spent = milliseconds(asks[name])
                told[lines][name] = min(spent, told[lines].get(name, spent))
    return told


def begin() -> None:
    """A book in which every merchant has money, and something held."""
    post_batches(credit, 2_000, 40_000)
    post_batches(hold, 2_000, 40_000)


def costs_of_index(name: str, rounds: int = 9) -> dict[str, Any]:
    """By entries in a batch, each round with the index and without; and how large it is."""
    begin()
    told: dict[str, Any] = {"rounds": rounds}
    for size, count in ((1, 1_000), (1_000, 10_000)):
        told[str(size)] = compared(name, size, count, rounds)
    told["index_bytes"] = db.fetch_value("SELECT pg_relation_size(%s)", [name])
    told["entries"] = db.fetch_value("SELECT count(*) FROM ledger_entry")
    return told


def main() -> None:
    """``posting``, ``index <name>`` or ``reading <lines> …``: one JSON object is printed."""
    told: dict[str, Any]
    if sys.argv[1] == "index":
        told = costs_of_index(sys.argv[2])
    elif sys.argv[1] == "reading":
        told = {}
        filled = {lines: fill(int(lines)) for lines in sys.argv[2:]}
        with psycopg.connect(os.environ["BENCH_SUPERUSER_URL"], autocommit=True) as superuser:
            superuser.execute("VACUUM ANALYZE")  # as autovacuum has, on a book of some age
        told |= asked(filled)
        begun = time.perf_counter()
        verdict = tasks.verify_book(progress=lambda *_: None)
        told["verify_seconds"] = time.perf_counter() - begun
        told["faults"] = len(verdict.faults)
        told["lines"] = db.fetch_value("SELECT count(*) FROM ledger_line")
    else:
        begin()
        told = {}
        for way in (credit, hold, completed):
            for size, count in ((1, 1_000), (100, 10_000), (1_000, 20_000)):
                told[f"{way.__name__} {size}"] = measured(way, size, count)
        for size, count in ((1, 1_000), (1_000, 20_000)):
            told[f"steps {size}"] = steps(hold, size, count)
            with by_statement():
                told[f"statement {size}"] = measured(hold, size, count)
            with without_guards():
                told[f"unguarded {size}"] = measured(hold, size, count)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
