"""What a bank's statement says, read from rows of text. Pure.

The rows are those of the simulated bank's CSV, into which other formats are brought (``camt``): the
first carries the opening balance, the last one the closing balance, and every one between them a
movement with the balance after it. A file that does not add up is not read at all: nothing in it
can be trusted more than the rest.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import orjson

from adulis.gateways.errors import StatementMalformed

COLUMNS = (
    "line_id", "booked_at", "value_date", "direction", "amount_paise", "kind", "client_reference",
    "utr", "counterparty", "narration", "balance_paise",
)  # fmt: skip
OPENING, CLOSING = "opening", "closing"
KINDS = frozenset({"payment", "return", "inward", "charge"})
DIRECTIONS = frozenset({"credit", "debit"})
# A day of any bank we could be told about; the limit is there so that no file can fill the memory.
MOST_LINES = 500_000
LONGEST_TEXT = 140

_AMOUNT = re.compile(r"[1-9][0-9]{0,15}")
_BALANCE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_NAME = re.compile(r"[A-Za-z0-9._:/-]{1,120}")
_UTR = re.compile(r"[ -~]{0,60}")

# The bank's books close at midnight in India.
BANK_TIME = ZoneInfo("Asia/Kolkata")
# Ours begin with letters, which no bank gives to accounts of its customers.
_VIRTUAL_ACCOUNT = re.compile(r"[A-Z]{4}[0-9A-Z]{4,30}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One movement on our account, as the holder sees it: a credit is money that came in.

    ``copy_number`` counts lines of the same ``line_id`` in one file, from one.
    """

    line_id: str
    copy_number: int
    booked_at: datetime
    value_date: date
    direction: str
    amount_minor: int
    kind: str
    reference: str
    utr: str
    counterparty: str
    narration: str

    @property
    def effect_minor(self) -> int:
        """What it does to the balance, in paise."""
        return self.amount_minor if self.direction == "credit" else -self.amount_minor

    @property
    def virtual_account(self) -> str:
        """Where an inward transfer was paid to: banks write it first in the narration.

        Anything else that stands there, a payer's own account number above all, is left where it
        lies sealed.
        """
        first = self.narration.partition("/")[0].strip() if self.kind == "inward" else ""
        return first if _VIRTUAL_ACCOUNT.fullmatch(first) else ""

    @property
    def digest(self) -> bytes:
        """The same for the same line, in whatever file and wherever in it."""
        told = (
            self.line_id, self.booked_at.isoformat(), self.value_date.isoformat(), self.direction,
            self.amount_minor, self.kind, self.reference, self.utr, self.counterparty,
            self.narration,
        )  # fmt: skip
        return hashlib.sha256(orjson.dumps(told)).digest()


@dataclass(frozen=True, slots=True)
class Statement:
    """One of the bank's days, as far as it had come when the file was made."""

    day: date
    opening_minor: int
    closing_minor: int
    lines: tuple[Line, ...]


def parse(body: bytes) -> Statement:
    """Read a CSV file. Raises StatementMalformed, which names the line."""
    return of_rows(_rows(body), first_line=2)


def of_rows(rows: Sequence[dict[str, str]], *, first_line: int) -> Statement:
    """What the rows add up to; ``first_line`` is what the opening one is called in a refusal.

    Raises StatementMalformed.
    """
    first, last = rows[0], rows[-1]
    if len(rows) < 2 or first["kind"] != OPENING or last["kind"] != CLOSING:
        raise StatementMalformed("The first row carries the opening balance, the last the closing.")
    last_line = first_line + len(rows) - 1
    day = _day(first, first_line)
    if _day(last, last_line) != day:
        raise StatementMalformed("The file begins on one day and ends on another.")
    opening, closing = _balance(first, first_line), _balance(last, last_line)
    lines = tuple(_lines(rows[1:-1], day, opening, first_line + 1))
    if opening + sum(line.effect_minor for line in lines) != closing:
        raise StatementMalformed("The closing balance is not what the lines add up to.")
    return Statement(day, opening, closing, lines)


def bank_day(moment: datetime) -> date:
    """The day of the bank's books that ``moment`` belongs to."""
    return moment.astimezone(BANK_TIME).date()


def start_of(day: date) -> datetime:
    """When a day of the bank's books begins."""
    return datetime.combine(day, time.min, BANK_TIME)


def end_of(day: date) -> datetime:
    """When it ends: the first moment of the next."""
    return start_of(day + timedelta(days=1))


def _rows(body: bytes) -> list[dict[str, str]]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StatementMalformed(f"The file is not UTF-8 at byte {error.start}.") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[dict[str, str]] = []
    try:
        if tuple(next(reader, ())) != COLUMNS:
            raise StatementMalformed("The columns are not the documented ones.", columns=COLUMNS)
        for cells in reader:
            if len(cells) != len(COLUMNS):
                raise _wrong(len(found) + 2, f"it has {len(cells)} cells")
            found.append(dict(zip(COLUMNS, cells, strict=True)))
            if len(found) > MOST_LINES:
                raise StatementMalformed(f"A statement has at most {MOST_LINES} lines.")
    except csv.Error as error:
        raise _wrong(len(found) + 2, str(error)) from error
    if not found:
        raise StatementMalformed("The file has no rows.")
    return found


def _lines(
    rows: Sequence[dict[str, str]], day: date, opening: int, first_line: int
) -> Iterator[Line]:
    balance, copies = opening, dict[str, int]()
    for number, row in enumerate(rows, start=first_line):
        copies[row["line_id"]] = copies.get(row["line_id"], 0) + 1
        line = _line(row, number, day, copies[row["line_id"]])
        balance += line.effect_minor
        if _balance(row, number) != balance:
            raise _wrong(number, f"its balance is not {balance}, which is where it leads")
        yield line


def _line(row: dict[str, str], number: int, day: date, copy_number: int) -> Line:
    if row["kind"] not in KINDS or row["direction"] not in DIRECTIONS:
        raise _wrong(number, "its kind or its direction is unknown")
    if _AMOUNT.fullmatch(row["amount_paise"]) is None:
        raise _wrong(number, "its amount is not a number of paise above zero")
    if _NAME.fullmatch(row["line_id"]) is None or _UTR.fullmatch(row["utr"]) is None:
        raise _wrong(number, "its line_id or its utr has characters that names do not have")
    reference = row["client_reference"]
    if reference and _NAME.fullmatch(reference) is None:
        raise _wrong(number, "its client_reference has characters that names do not have")
    if "\0" in row["counterparty"] + row["narration"]:
        raise _wrong(number, "it contains the character U+0000")
    booked_at = _moment(row, number)
    if bank_day(booked_at) != day:
        raise _wrong(number, f"it was not booked on {day}")
    return Line(
        line_id=row["line_id"],
        copy_number=copy_number,
        booked_at=booked_at,
        value_date=_day(row, number),
        direction=row["direction"],
        amount_minor=int(row["amount_paise"]),
        kind=row["kind"],
        reference=reference,
        utr=row["utr"],
        counterparty=row["counterparty"][:LONGEST_TEXT],
        narration=row["narration"][:LONGEST_TEXT],
    )


def _moment(row: dict[str, str], number: int) -> datetime:
    try:
        moment = datetime.fromisoformat(row["booked_at"])
        if moment.tzinfo is None:
            raise _wrong(number, "booked_at does not say in which time zone")
        # Some offsets are none to PostgreSQL, and the edge of the calendar has no UTC.
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _wrong(number, "booked_at is not a time") from error


def _day(row: dict[str, str], number: int) -> date:
    try:
        return date.fromisoformat(row["value_date"])
    except ValueError as error:
        raise _wrong(number, "value_date is not a date") from error


def _balance(row: dict[str, str], number: int) -> int:
    if _BALANCE.fullmatch(row["balance_paise"]) is None:
        raise _wrong(number, "its balance is not a number of paise")
    return int(row["balance_paise"])


def _wrong(number: int, what: str) -> StatementMalformed:
    return StatementMalformed(f"Line {number} cannot be read: {what}.", line=number)
