"""What happened to accounts, in the order it was booked: for statements, which never change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any

from adulis.kernel import db
from adulis.kernel.money import Money
from adulis.ledger.chart import classify
from adulis.ledger.queries import book_line, read_json
from adulis.ledger.values import (
    BookLine,
    BookTransfer,
    ChainPoint,
    ChainTotals,
    TouchedTransfers,
    Transfer,
)


def chain_point(address: str, before: datetime) -> ChainPoint:
    """How far a chained account had come when everything recorded earlier than ``before`` was in.

    Logarithmic in the length of the chain. Raises UnknownAddress.
    """
    currency = classify(address).currency
    row = db.fetch_row(
        """SELECT point.sequence, coalesce(line.balance_minor, 0)
             FROM ledger_account account
             CROSS JOIN LATERAL ledger_last_sequence(
                  account.id, %s::timestamptz - interval '1 microsecond', NULL) AS point(sequence)
             LEFT JOIN ledger_line line
               ON line.account_id = account.id AND line.sequence = point.sequence
            WHERE account.address = %s""",
        [before, address],
    )
    sequence, minor = row or (0, 0)
    return ChainPoint(sequence, Money(minor, currency))


def chain_totals(address: str, *, after: int, up_to: int) -> ChainTotals:
    """What the lines of a chained account after one place and up to another come to."""
    currency = classify(address).currency
    row = db.fetch_row(
        """SELECT coalesce(sum(amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint,
                  coalesce(-sum(amount_minor) FILTER (WHERE amount_minor < 0), 0)::bigint,
                  count(*) FILTER (WHERE amount_minor > 0), count(*) FILTER (WHERE amount_minor < 0)
             FROM ledger_line
            WHERE account_id = %s AND sequence > %s AND sequence <= %s""",
        [classify(address).id, after, up_to],
    )
    assert row is not None  # sums of nothing are a row
    came_in, went_out, in_count, out_count = row
    return ChainTotals(Money(came_in, currency), Money(went_out, currency), in_count, out_count)


_CHAIN = """
SELECT line.id, account.address, account.currency, line.sequence, line.amount_minor,
       line.balance_minor, line.at, line.recorded_at, entry.id, entry.kind, entry.key,
       entry.actor, entry.memo, entry.metadata, entry.reverses
  FROM (SELECT * FROM ledger_line
         WHERE account_id = %s AND sequence > %s AND sequence <= %s
         ORDER BY sequence LIMIT %s) line
  JOIN ledger_account account ON account.id = line.account_id
  JOIN ledger_entry entry ON entry.id = line.entry_id
 ORDER BY line.sequence
"""


def chain_lines(address: str, *, after: int, up_to: int, limit: int) -> list[BookLine]:
    """Lines of a chained account in the order they were booked, after one place in its chain.

    The book only grows at the end of a chain, so pages read one after the other fit together.
    """
    return [
        book_line(row) for row in db.fetch_all(_CHAIN, [classify(address).id, after, up_to, limit])
    ]


_TOUCHED = """
SELECT line.id, line.entry_id, line.recorded_at
  FROM ledger_account account CROSS JOIN LATERAL (
       SELECT id, entry_id, recorded_at FROM ledger_line
        WHERE account_id = account.id AND sequence IS NULL AND amount_minor <> 0
          AND id > %(after)s
        ORDER BY id LIMIT %(limit)s) line
 WHERE account.address = ANY (%(addresses)s)
 ORDER BY line.id LIMIT %(limit)s
"""
_TRANSFERS = """
SELECT entry.id, entry.key, entry.kind, entry.at, entry.recorded_at, entry.metadata,
       source.address, target.address, target.currency, takes.amount_minor
  FROM ledger_entry entry
  JOIN ledger_line gives ON gives.entry_id = entry.id AND gives.position %% 2 = 1
  JOIN ledger_line takes ON takes.entry_id = entry.id AND takes.position = gives.position + 1
  JOIN ledger_account source ON source.id = gives.account_id
  JOIN ledger_account target ON target.id = takes.account_id
 WHERE entry.id = ANY (%(entries)s)
   AND (source.address = ANY (%(addresses)s) OR target.address = ANY (%(addresses)s))
 ORDER BY entry.id, gives.position
"""


def transfers_touching(
    addresses: Sequence[str], *, after: int, before: datetime, limit: int
) -> TouchedTransfers:
    """The transfers to or from any of some unchained accounts, a page at a time, oldest first.

    Read on with ``after`` = ``through``. Only what was recorded earlier than ``before`` is looked
    at: give it far enough back that every transaction of that time has ended, and none is passed
    over that commits late. An entry's transfers come together; at the border of two pages an entry
    may come twice. Raises UnknownAddress.
    """
    given = {"addresses": [classify(each).address for each in addresses]}
    seen = db.fetch_all(_TOUCHED, given | {"after": after, "limit": limit})
    old = list(takewhile(lambda row: row[2] < before, seen))
    entries = list({row[1] for row in old})
    rows = db.fetch_all(_TRANSFERS, given | {"entries": entries}) if entries else []
    return TouchedTransfers(
        transfers=tuple(_book_transfer(row) for row in rows),
        through=old[-1][0] if old else after,
        is_last=len(old) < limit,
    )


def _book_transfer(row: tuple[Any, ...]) -> BookTransfer:
    entry_id, key, kind, at, recorded_at, metadata, source, target, currency, minor = row
    moved = Transfer(source, target, Money(minor, currency))
    return BookTransfer(entry_id, key, kind, at, recorded_at, read_json(metadata), moved)
