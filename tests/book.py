"""Words for tests of the ledger: addresses, postings, and every line that is in the book."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.kernel.money import Money
from adulis.ledger.actions import roll_checkpoints
from adulis.ledger.checks import CHECKS
from adulis.ledger.values import Posting, Transfer
from tests.waiting import until

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
CLERK = system("clerk")

NOSTRO = "bank/simbank/nostro/INR"
CLEARING = "bank/simbank/clearing/INR"
FEES = "platform/fees/INR"
TAX = "platform/tax/INR"


def available(number: int, currency: str = "INR") -> str:
    """The available account of the ``number``-th merchant of a test."""
    return f"merchant/{UUID(int=number)}/available/{currency}"


def held(number: int) -> str:
    return f"merchant/{UUID(int=number)}/held/INR"


ALICE, BOB, CAROL = available(1), available(2), available(3)


def move(source: str, target: str, minor: int) -> Transfer:
    """A transfer in the currency both addresses end in."""
    return Transfer(source, target, Money(minor, source.rpartition("/")[2]))


def entry(key: str, *transfers: Transfer, **more: Any) -> Posting:
    """A posting by the clerk, at noon, of the kind ``moved``, unless told otherwise."""
    given: dict[str, Any] = {"kind": "moved", "at": NOON, "actor": CLERK} | more
    return Posting(key=key, transfers=transfers, **given)


def every_line() -> list[tuple[Any, ...]]:
    """The whole book, line by line, without the ids and times that differ from run to run."""
    return db.fetch_all(
        """SELECT entry.key, entry.kind, entry.at, entry.actor, entry.memo, entry.metadata,
                  line.position, account.address, line.sequence, line.amount_minor,
                  line.balance_minor, line.at
             FROM ledger_line line
             JOIN ledger_account account ON account.id = line.account_id
             JOIN ledger_entry entry ON entry.id = line.entry_id
            ORDER BY line.id"""
    )


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that leaves no trace, so that one test can live through many books."""
    opened = db.transaction()
    opened.__enter__()
    try:
        yield
    finally:
        opened.__exit__(RuntimeError, RuntimeError("undo"), None)


def let_the_horizon_pass() -> None:
    """Wait until every transaction that has begun by now is over, wherever on the server it runs.

    Transaction ids are the server's, not the database's, and so is the horizon of checkpoints:
    another test run next door may hold it back for a while.
    """
    begun = db.fetch_value("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
    until(
        lambda: (
            db.fetch_value("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint") >= begun
        ),
        "the transactions of others to end",
    )


def roll_up(least_lines: int = 1) -> int:
    """Roll everything up that was committed before; how many checkpoints that made."""
    let_the_horizon_pass()
    with db.transaction():
        return roll_checkpoints(least_lines=least_lines)


def counts() -> dict[str, int]:
    """How many rows each table of the book has: what a refusal must not change."""
    tables = ("ledger_account", "ledger_entry", "ledger_line", "ledger_checkpoint")
    return {table: db.fetch_value(f"SELECT count(*) FROM {table}") for table in tables}


def broken_promises() -> dict[str, list[tuple[Any, ...]]]:
    """Invariants of the ledger that do not hold, and the rows that break them."""
    found = {check.name: db.fetch_all(check.sql) for check in CHECKS}
    return {name: rows for name, rows in found.items() if rows}
