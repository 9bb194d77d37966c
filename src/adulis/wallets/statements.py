"""Statements of account: one account of a wallet, from one day to another, as it was booked.

A statement is ordered by *recorded* time, the time of booking, and shows business time as the value
date beside it. Something that happened in March and was heard of in April stands in April's
statement with its value date in March, as in a bank's. So a statement of days that are over never
changes, its closing balance is what the book said at that midnight, and the next one opens with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from adulis.kernel.money import Money
from adulis.ledger import history as book
from adulis.ledger.values import BookLine, ChainTotals
from adulis.wallets.errors import StatementPeriodInvalid

PLACES = ("available", "held", "pending")
LONGEST_DAYS = 366
# Longer than a transaction may take: what was recorded before midnight is committed by then.
SETTLING = timedelta(minutes=15)
CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class AccountStatement:
    """``opening`` + ``credits`` − ``debits`` = ``closing``; days are the platform's, inclusive.

    Its lines are those of the account's chain after ``after`` and up to ``up_to``. ``is_final``:
    nothing can be booked into the period any more.
    """

    merchant_id: UUID
    place: str
    from_on: date
    to_on: date
    opening: Money
    closing: Money
    totals: ChainTotals
    after: int
    up_to: int
    is_final: bool

    @property
    def address(self) -> str:
        return f"merchant/{self.merchant_id}/{self.place}/INR"

    @property
    def line_count(self) -> int:
        return self.up_to - self.after


def statement_of(
    merchant_id: UUID, *, place: str = "available", from_on: date, to_on: date, now: datetime
) -> AccountStatement:
    """The statement of one of the merchant's accounts, without its lines.

    Raises StatementPeriodInvalid.
    """
    today = now.astimezone(timezone.get_default_timezone()).date()
    if to_on < from_on:
        raise StatementPeriodInvalid("It ends before it begins.", pointer="query:to")
    if to_on > today:
        raise StatementPeriodInvalid(f"It ends after today, {today}.", pointer="query:to")
    if (to_on - from_on).days >= LONGEST_DAYS:
        raise StatementPeriodInvalid(
            f"It is longer than {LONGEST_DAYS} days.",
            pointer="query:from",
            maximum_days=LONGEST_DAYS,
        )
    address = f"merchant/{merchant_id}/{place}/INR"
    end = _midnight(to_on + timedelta(days=1))
    first = book.chain_point(address, _midnight(from_on))
    last = book.chain_point(address, end)
    return AccountStatement(
        merchant_id=merchant_id,
        place=place,
        from_on=from_on,
        to_on=to_on,
        opening=first.balance,
        closing=last.balance,
        totals=book.chain_totals(address, after=first.sequence, up_to=last.sequence),
        after=first.sequence,
        up_to=last.sequence,
        is_final=now >= end + SETTLING,
    )


def lines_of(
    statement: AccountStatement, *, after: int | None = None, limit: int
) -> list[BookLine]:
    """Its lines as they were booked; ``after`` is the ``sequence`` of the last one seen."""
    start = statement.after if after is None else max(after, statement.after)
    return book.chain_lines(statement.address, after=start, up_to=statement.up_to, limit=limit)


def chunks_of(statement: AccountStatement, size: int = CHUNK) -> Iterator[list[BookLine]]:
    """All its lines, ``size`` at a time: a statement of any length takes the memory of one chunk.

    No transaction is needed: a chain is never changed, and what is added comes after the end.
    """
    after = statement.after
    while found := lines_of(statement, after=after, limit=size):
        yield found
        last = found[-1].sequence
        assert last is not None  # chained accounts have one
        after = last


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
