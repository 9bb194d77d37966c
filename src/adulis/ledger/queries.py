"""What is in the book. Addresses decide what is seen; whose they are, the rooms above know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import orjson
from django.conf import settings
from django.utils import timezone

from adulis.kernel import db
from adulis.kernel.money import Money
from adulis.ledger import sealed
from adulis.ledger.actions import journal
from adulis.ledger.chart import classify
from adulis.ledger.heads import verifier_key
from adulis.ledger.sealed import Lag
from adulis.ledger.signing import our_public_keys
from adulis.ledger.values import (
    BookEntry,
    BookLine,
    Flow,
    Statement,
    StatementLine,
    Transfer,
    TrialBalance,
    TrialRow,
)


def balance(address: str) -> Money:
    """What the account holds now; nothing if nobody ever posted to it. Raises UnknownAddress."""
    return balances([address])[address]


def balances(addresses: Sequence[str]) -> dict[str, Money]:
    """What each account holds now, all at one moment, in one query. Raises UnknownAddress."""
    currencies = {address: classify(address).currency for address in addresses}
    found: dict[str, int] = dict(
        db.fetch_all(
            "SELECT address, ledger_balance(id) FROM ledger_account WHERE address = ANY (%s)",
            [list(addresses)],
        )
    )
    return {
        address: Money(found.get(address, 0), currency) for address, currency in currencies.items()
    }


@db.transaction_required
def locked_balances(addresses: Sequence[str]) -> dict[str, Money]:
    """What chained accounts hold, and will hold until the transaction ends: they are locked.

    For a caller whose posting depends on a balance, or who posts more than once; all are locked
    together, in the one order of the book. Raises UnknownAddress; ValueError for an account that
    is not chained, since nothing ever waits for one.
    """
    accounts = [classify(address) for address in dict.fromkeys(addresses)]
    if unchained := [each.address for each in accounts if not each.chained]:
        raise ValueError(f"{unchained[0]} is not chained and cannot be locked")
    heads = journal.lock(accounts, []).heads
    return {each.address: Money(heads[each.id].balance_minor, each.currency) for each in accounts}


def balance_at(address: str, at: datetime) -> Money:
    """What the book said of the account at a past moment of *recorded* time.

    Logarithmic in the length of the account's history. Raises UnknownAddress.
    """
    currency = classify(address).currency
    minor = db.fetch_value(
        "SELECT ledger_balance_at(id, %s) FROM ledger_account WHERE address = %s", [at, address]
    )
    return Money(minor or 0, currency)


_ENTRIES = """
SELECT entry.key, entry.id, entry.kind, entry.at, entry.recorded_at, account.address,
       account.currency, line.amount_minor
  FROM ledger_entry entry JOIN ledger_line line ON line.entry_id = entry.id
  JOIN ledger_account account ON account.id = line.account_id
 WHERE entry.key = ANY (%s) ORDER BY entry.id, line.position
"""


def entries(keys: Sequence[str]) -> dict[str, BookEntry]:
    """Those of ``keys`` that are in the book, with all their transfers."""
    found: dict[str, BookEntry] = {}
    rows = iter(db.fetch_all(_ENTRIES, [list(keys)]))
    # A transfer is two neighbouring lines: what gives, and what takes.
    for gives, (*_, target, currency, minor) in zip(rows, rows, strict=True):
        key, entry_id, kind, at, recorded_at, source = gives[:6]
        known = found.get(key, BookEntry(entry_id, kind, key, at, recorded_at, ()))
        transfer = Transfer(source, target, Money(minor, currency))
        found[key] = replace(known, transfers=(*known.transfers, transfer))
    return found


# One branch for each way an account's lines are numbered. Both read only as many lines as the page
# needs, newest first; with a period, the lines of that period.
_CANDIDATES = """
SELECT line.* FROM ledger_account account CROSS JOIN LATERAL (
       SELECT line.id, line.entry_id, line.account_id, line.sequence, line.amount_minor,
              line.balance_minor, line.at, line.recorded_at
         FROM {lines} line {entry}
        WHERE line.account_id = account.id AND {filters}
        ORDER BY {newest_first} LIMIT %(most)s) line
 WHERE account.address = ANY (%({addresses})s)
"""
_PERIOD = """(SELECT * FROM ledger_line
               WHERE account_id = account.id AND at >= %(start)s AND at < %(end)s
                 AND amount_minor <> 0 OFFSET 0)"""
_PAGE = """
SELECT line.id, account.address, account.currency, line.sequence, line.amount_minor,
       line.balance_minor, line.at, line.recorded_at, entry.id, entry.kind, entry.key,
       entry.actor, entry.memo, entry.metadata, entry.reverses
  FROM (SELECT * FROM ({candidates}) AS candidate
         ORDER BY id DESC LIMIT %(limit)s OFFSET %(offset)s) line
  JOIN ledger_account account ON account.id = line.account_id
  JOIN ledger_entry entry ON entry.id = line.entry_id
 ORDER BY line.id DESC
"""


def lines(
    addresses: Sequence[str],
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    kind: str | None = None,
    before: int | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[BookLine]:
    """A page of the accounts' lines together, newest in the book first.

    ``start`` (inclusive) and ``end`` (exclusive) are business time, ``kind`` is the entry's.
    ``before`` is the ``id`` of the last line seen: pages asked for that way stay in place while
    the book grows. Raises UnknownAddress.
    """
    candidates, given = _candidates(addresses, start, end, kind, before)
    rows = db.fetch_all(
        _PAGE.format(candidates=candidates),
        given | {"most": limit + offset, "limit": limit, "offset": offset},
    )
    return [book_line(row) for row in rows]


def count_lines(
    addresses: Sequence[str],
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    kind: str | None = None,
    at_most: int = 10_000,
) -> int:
    """How many lines ``lines`` would page through, counted up to ``at_most``."""
    candidates, given = _candidates(addresses, start, end, kind, None)
    sql = f"SELECT count(*) FROM (SELECT FROM ({candidates}) AS line LIMIT %(most)s) AS counted"  # noqa: S608  made of the pieces above
    found: int = db.fetch_value(sql, given | {"most": at_most})
    return found


def _candidates(
    addresses: Sequence[str],
    start: datetime | None,
    end: datetime | None,
    kind: str | None,
    before: int | None,
) -> tuple[str, dict[str, Any]]:
    """SQL for the lines asked for, and its parameters but ``most``."""
    accounts = [classify(address) for address in dict.fromkeys(addresses)]
    chained, unchained = (
        ["line.sequence IS NOT NULL"],
        ["line.sequence IS NULL AND line.amount_minor <> 0"],
    )
    if before is not None:
        chained.append("line.sequence <= ledger_last_sequence(account.id, NULL, %(before)s)")
        unchained.append("line.id < %(before)s")
    by_kind = ["entry.kind = %(kind)s"] if kind is not None else []
    pieces = {
        "lines": "ledger_line" if start is None and end is None else _PERIOD,
        "entry": "JOIN ledger_entry entry ON entry.id = line.entry_id" if by_kind else "",
    }
    branches = (
        ("chained", "line.sequence DESC", chained),
        ("unchained", "line.id DESC", unchained),
    )
    sql = " UNION ALL ".join(
        "("
        + _CANDIDATES.format(
            addresses=name,
            newest_first=newest_first,
            filters=" AND ".join([*filters, *by_kind]),
            **pieces,
        )
        + ")"
        for name, newest_first, filters in branches
    )
    return sql, {
        "chained": [each.address for each in accounts if each.chained],
        "unchained": [each.address for each in accounts if not each.chained],
        "start": "-infinity" if start is None else start,
        "end": "infinity" if end is None else end,
        "kind": kind,
        "before": before,
    }


def book_line(row: tuple[Any, ...]) -> BookLine:
    """A line from the columns that ``lines`` selects."""
    line_id, address, currency, sequence, amount, running, at, recorded_at, *entry = row
    entry_id, kind, key, actor, memo, metadata, reverses = entry
    return BookLine(
        id=line_id,
        address=address,
        sequence=sequence,
        amount=Money(amount, currency),
        balance=None if running is None else Money(running, currency),
        at=at,
        recorded_at=recorded_at,
        entry_id=entry_id,
        kind=kind,
        key=key,
        actor=actor,
        memo=memo,
        metadata=read_json(metadata),
        reverses=reverses,
    )


# The opening balance is counted back from now, because statements are asked for recent periods.
_STATEMENT = """
SELECT (SELECT ledger_balance(account.id) - coalesce(sum(amount_minor), 0)::bigint
          FROM ledger_line
         WHERE account_id = account.id AND at >= %(start)s AND amount_minor <> 0) AS opening,
       line.at, line.recorded_at, line.amount_minor,
       entry.id, entry.kind, entry.key, entry.memo, entry.metadata
  FROM ledger_account account
  LEFT JOIN (ledger_line line JOIN ledger_entry entry ON entry.id = line.entry_id)
    ON line.account_id = account.id AND line.at >= %(start)s AND line.at < %(end)s
   AND line.amount_minor <> 0
 WHERE account.address = %(address)s
 ORDER BY line.at, line.id
"""


def statement(address: str, from_on: date, to_on: date) -> Statement:
    """The account's statement for whole days, both included, in the platform's time zone.

    Raises UnknownAddress; ValueError when the period ends before it begins.
    """
    if to_on < from_on:
        raise ValueError(f"a statement from {from_on} cannot end on {to_on}")
    currency = classify(address).currency
    rows = db.fetch_all(
        _STATEMENT,
        {
            "address": address,
            "start": _midnight(from_on),
            "end": _midnight(to_on + timedelta(days=1)),
        },
    )
    opening = running = Money(rows[0][0] if rows else 0, currency)
    found = []
    for _, at, recorded_at, minor, entry_id, kind, key, memo, metadata in rows:
        if entry_id is None:
            continue
        running += Money(minor, currency)
        found.append(
            StatementLine(
                at=at,
                recorded_at=recorded_at,
                amount=Money(minor, currency),
                balance=running,
                entry_id=entry_id,
                kind=kind,
                key=key,
                memo=memo,
                metadata=read_json(metadata),
            )
        )
    return Statement(address, from_on, to_on, opening, running, tuple(found))


_FLOWS = """
SELECT (moved.at AT TIME ZONE %(zone)s)::date AS day,
       coalesce(sum(moved.minor) FILTER (WHERE moved.minor > 0), 0)::bigint,
       coalesce(-sum(moved.minor) FILTER (WHERE moved.minor < 0), 0)::bigint
  FROM (SELECT min(line.at) AS at, sum(line.amount_minor) AS minor
          FROM ledger_account account JOIN ledger_line line ON line.account_id = account.id
         WHERE account.address = ANY (%(addresses)s)
           AND line.at >= %(start)s AND line.at < %(end)s
         GROUP BY line.entry_id) moved
 GROUP BY day ORDER BY day
"""


def flows(addresses: Sequence[str], *, start: datetime, end: datetime) -> list[Flow]:
    """What came into the accounts and what left them, by day of business time, oldest first.

    The accounts count as one: what an entry moves between them is neither. Days on which nothing
    crossed their border are left out. All must be of one currency. Raises UnknownAddress.
    """
    currencies = {classify(address).currency for address in addresses}
    (currency,) = currencies
    rows = db.fetch_all(
        _FLOWS,
        {
            "addresses": list(addresses),
            "start": start,
            "end": end,
            "zone": timezone.get_default_timezone_name(),
        },
    )
    return [
        Flow(day, Money(came_in, currency), Money(went_out, currency))
        for day, came_in, went_out in rows
        if came_in or went_out
    ]


def trial_balance() -> TrialBalance:
    """What every account holds, all at one moment, by address."""
    rows = db.fetch_all(
        "SELECT address, kind, currency, ledger_balance(id) FROM ledger_account ORDER BY address"
    )
    return TrialBalance(
        tuple(
            TrialRow(address, kind, Money(minor, currency))
            for address, kind, currency, minor in rows
        )
    )


def seal_lag() -> Lag:
    """How far sealing is behind the book."""
    return sealed.lag()


def seal_keys() -> list[str]:
    """The public keys of ours that sign seals, as they are published; the one that signs first.

    Raises SealKeyInvalid.
    """
    return [verifier_key(settings.LEDGER_ORIGIN, each) for each in our_public_keys()]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def read_json(text: str) -> Mapping[str, Any]:
    """Django leaves jsonb as text, for its own field to read."""
    found: Mapping[str, Any] = orjson.loads(text)
    return found
