"""How far is it, and what does not fit?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from adulis.gateways.statements import BANK_TIME, bank_day
from adulis.kernel import db
from adulis.reconciliation.machine import DayState
from adulis.reconciliation.models import Day
from adulis.reconciliation.postings import nostro
from adulis.reconciliation.values import UnshownCredit


def days_of(bank: str) -> QuerySet[Day]:
    """A bank's days, newest first."""
    return Day.objects.filter(bank=bank).order_by("-day")


def days_by_id(day_ids: Sequence[UUID]) -> list[Day]:
    """Days, oldest first."""
    return list(Day.objects.filter(id__in=list(day_ids)).order_by("day"))


def days_to_close(bank: str) -> list[UUID]:
    """Days that are over and not closed yet, oldest first."""
    rows = Day.objects.filter(bank=bank, state=DayState.OPEN, is_whole=True).order_by("day")
    return list(rows.values_list("id", flat=True))


def first_in_question(bank: str, *, since: datetime) -> date:
    """The first day on which the bank may have moved what is not known here.

    That is the one after the last that was closed when it was noticed, at ``since``, that something
    was forgotten; where none was, the first that is known at all.
    """
    known = Day.objects.filter(bank=bank, day__lte=bank_day(since))
    closed = known.filter(closed_at__lte=since).order_by("-day").first()
    if closed is not None:
        return min(closed.day + timedelta(days=1), bank_day(since))
    first = known.order_by("day").first()
    return bank_day(since) if first is None else first.day


def days_not_read(bank: str, *, since: datetime, now: datetime) -> list[date]:
    """Days whose statement has to come before all is known that was forgotten at ``since``.

    A day that is over needs one that was made after its end, up to yesterday: what was ordered then
    may be booked later. While the day of ``since`` itself runs, of it one that came after that.
    """
    today = bank_day(now)
    begin = first_in_question(bank, since=since)
    rows = Day.objects.filter(bank=bank, day__gte=begin, day__lte=today)
    read = {
        row.day
        for row in rows
        if row.is_whole or (row.day == today and row.taken_at is not None and row.taken_at > since)
    }
    end = today if bank_day(since) == today else today - timedelta(days=1)
    days = [begin + timedelta(days=number) for number in range((end - begin).days + 1)]
    return [day for day in days if day not in read]


def our_account(bank: str) -> str:
    """The address in our book of what we have at a bank."""
    return nostro(bank)


def first_movement_at(bank: str) -> datetime | None:
    """When money first moved on our account at a bank, by our book."""
    found: datetime | None = db.fetch_value(
        "SELECT min(line.at) FROM ledger_line line JOIN ledger_account account"
        " ON account.id = line.account_id WHERE account.address = %s",
        [nostro(bank)],
    )
    return found


_MOVED = """
SELECT ledger_balance(account.id), (line.at AT TIME ZONE %(zone)s)::date,
       sum(line.amount_minor)::bigint
  FROM ledger_account account
  LEFT JOIN ledger_line line ON line.account_id = account.id AND line.at >= %(since)s
 WHERE account.address = %(nostro)s GROUP BY account.id, 2
"""


def moved_by_day(bank: str, *, since: datetime) -> tuple[int, dict[date, int]]:
    """What our account at a bank holds by our book, and what moved on each day of the bank since.

    In paise, both as of one moment: a posting in between would put every day off by it.
    """
    given = {"nostro": nostro(bank), "since": since, "zone": BANK_TIME.key}
    rows = db.fetch_all(_MOVED, given)
    return rows[0][0] if rows else 0, {day: minor for _, day, minor in rows if day is not None}


# Written down within the window, whenever the money arrived: backdated ones have their line on an
# earlier statement, and were matched there.
_UNSHOWN = """
SELECT entry.key, entry.metadata ->> 'utr', -line.amount_minor,
       (SELECT split_part(wallet.address, '/', 2)::uuid
          FROM ledger_line other JOIN ledger_account wallet ON wallet.id = other.account_id
         WHERE other.entry_id = entry.id AND wallet.kind = 'available' LIMIT 1)
  FROM ledger_account account
  JOIN ledger_line line ON line.account_id = account.id
  JOIN ledger_entry entry ON entry.id = line.entry_id
 WHERE account.address = %(nostro)s
   AND line.at >= %(begin)s - interval '92 days'
   AND entry.recorded_at >= %(begin)s AND entry.recorded_at < %(end)s
   AND entry.kind IN ('bank_transfer_credited', 'credit_suspended', 'settlement_credited')
   AND NOT EXISTS (SELECT FROM reconciliation_finding found WHERE found.what = entry.key)
   AND NOT EXISTS (SELECT FROM reconciliation_finding asked
                     JOIN gateways_statement_line told ON told.id = asked.line_id
                    WHERE asked.subject = entry.key AND told.state = 'questioned')
 ORDER BY entry.id
"""


def unshown_credits(bank: str, *, begin: datetime, end: datetime) -> list[UnshownCredit]:
    """Transfers from outside, written down in this time, that no statement line shows."""
    rows = db.fetch_all(_UNSHOWN, {"nostro": nostro(bank), "begin": begin, "end": end})
    return [UnshownCredit(*row) for row in rows]
