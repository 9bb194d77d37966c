"""The three statements of the posting path: open accounts, lock and look, append.

They go to the server with binary parameters, past Django's cursor, which would write thousands of
numbers into the text of a statement for the server to parse again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from adulis.ledger.chart import Classified
from adulis.ledger.fold import EntryRow, Head, LineRow, Taken

_LOCK = "SELECT * FROM ledger_lock(%b::bigint[], %b::text[], %b::text[])"
_OPEN = """
INSERT INTO ledger_account (id, address, currency, kind, floor_minor, chained)
SELECT * FROM unnest(%b::bigint[], %b::text[], %b::text[], %b::text[], %b::bigint[], %b::boolean[])
           AS account(id, address, currency, kind, floor_minor, chained)
 ORDER BY id ON CONFLICT DO NOTHING
"""
_TAKEN = """
SELECT key, id, recorded_at, at, actor, digest FROM ledger_entry WHERE key = ANY (%b::text[])
"""
_APPEND = """
SELECT ledger_append(%b, %b::uuid[], %b::text[], %b::text[], %b::timestamptz[], %b::text[],
                     %b::uuid[], %b::text[], %b::text[]::jsonb[], %b::bytea[],
                     %b::int[], %b::smallint[], %b::bigint[], %b::bigint[], %b::bigint[],
                     %b::bigint[])
"""


@dataclass(frozen=True, slots=True)
class Locked:
    """What was read under lock: chained accounts by id, keys already in the book, and the time."""

    heads: Mapping[int, Head]
    taken: Mapping[str, Taken]
    recorded_at: datetime


def lock(accounts: Sequence[Classified], keys: Sequence[str]) -> Locked:
    """Lock the chained ones of ``accounts``, in the order of ids, then look.

    Accounts that do not exist yet are opened first, so that nobody waits for a lock out of order.
    """
    ids = [account.id for account in accounts]
    wanted = [ids, [account.address for account in accounts], list(keys)]
    missing, *read = _one(_LOCK, wanted)
    if missing is not None:
        _open(account for account in accounts if account.id in set(missing))
        missing, *read = _one(_LOCK, wanted)
        if missing is not None:
            raise RuntimeError(f"accounts {missing} cannot be opened: another address has the id")
    recorded_at, sequences, balances, taken = read
    newest = zip(ids, sequences or (), balances or (), strict=True)
    return Locked(
        heads={
            account_id: Head(sequence, balance)
            for account_id, sequence, balance in newest
            if sequence is not None
        },
        taken=_taken(keys) if taken else {},
        recorded_at=recorded_at,
    )


def append(recorded_at: datetime, entries: Sequence[EntryRow], lines: Sequence[LineRow]) -> bool:
    """Write entries with all their lines.

    False, with nothing written, when another transaction took one of the keys meanwhile.
    """
    columns = [list(column) for rows in (entries, lines) for column in zip(*rows, strict=True)]
    return cast("bool", _one(_APPEND, [recorded_at, *columns])[0])


def _open(accounts: Iterable[Classified]) -> None:
    rows = [
        (each.id, each.address, each.currency, each.kind, each.floor_minor, each.chained)
        for each in accounts
    ]
    _execute(_OPEN, [list(column) for column in zip(*rows, strict=True)])


def _taken(keys: Sequence[str]) -> dict[str, Taken]:
    rows = _execute(_TAKEN, [list(keys)]).fetchall()
    return {key: Taken(*rest) for key, *rest in rows}


def _one(sql: str, parameters: Sequence[Any]) -> tuple[Any, ...]:
    row = _execute(sql, parameters).fetchone()
    if row is None:
        raise RuntimeError("a function of the ledger answered nothing")
    return row


def _execute(sql: str, parameters: Sequence[Any]) -> psycopg.Cursor[tuple[Any, ...]]:
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    driver = cast("psycopg.Connection[tuple[Any, ...]]", connection.connection)
    with connection.wrap_database_errors, _prepared(driver):
        return psycopg.Cursor(driver).execute(sql, parameters, binary=True)


@contextmanager
def _prepared(driver: psycopg.Connection[Any]) -> Iterator[None]:
    """Let the server keep the plans of our few statements, but not those of all of Django's.

    A fifth of what a single posting costs. Off behind a pooler that knows no prepared statements.
    """
    threshold = driver.prepare_threshold
    driver.prepare_threshold = 0 if settings.DB_PREPARED_STATEMENTS else None
    try:
        yield
    finally:
        driver.prepare_threshold = threshold
