"""What happened to an account, in the order it was booked: for statements that never change."""

from __future__ import annotations

from datetime import datetime

from adulis.kernel import db
from adulis.kernel.money import Money
from adulis.ledger.chart import classify
from adulis.ledger.queries import book_line
from adulis.ledger.values import BookLine, ChainPoint, ChainTotals


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
