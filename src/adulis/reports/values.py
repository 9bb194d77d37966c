"""What a report is about, and what its figures are. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

LONGEST_DAYS = 366
# Of one merchant, or of the platform, at a time; what operators ask counts by itself.
MOST_UNFINISHED = 5
# Some twenty pages; a longer one takes too much memory to set.
MOST_ROWS_PRINTED = 1_000
# More is a dump of the database, not a report.
MOST_ROWS = 200_000
# How what they asked for begins its ``asked_by``.
OPERATORS = "operator:"
# Longer than any transaction that books something may take.
BOOKED_WITHIN = timedelta(minutes=1)
INSTANT = timedelta(microseconds=1)

# SQL and its parameters to rows, all read at one moment.
Read = Callable[[str, Any], list[tuple[Any, ...]]]


class ReportKind(StrEnum):
    VOLUMES = "volumes"
    FEES = "fees"
    ESCROW_AGEING = "escrow_ageing"
    SAFEGUARDING = "safeguarding"
    PAYOUTS = "payouts"
    DISPUTES = "disputes"
    AUCTIONS = "auctions"


# What concerns nobody but the merchant who asks. What clients' money is kept in is everybody's.
MERCHANT_KINDS = tuple(kind for kind in ReportKind if kind is not ReportKind.SAFEGUARDING)

TITLES: Mapping[ReportKind, str] = {
    ReportKind.VOLUMES: "Volumes",
    ReportKind.FEES: "Fees and tax",
    ReportKind.ESCROW_AGEING: "Escrow ageing",
    ReportKind.SAFEGUARDING: "Safeguarding",
    ReportKind.PAYOUTS: "Payouts",
    ReportKind.DISPUTES: "Disputes",
    ReportKind.AUCTIONS: "Auction competition",
}
MEANINGS: Mapping[ReportKind, str] = {
    ReportKind.VOLUMES: "What moved, by day and kind of movement, as it was booked.",
    ReportKind.FEES: "What was charged and given back, by kind of movement, as it was booked.",
    ReportKind.ESCROW_AGEING: "What lay in escrow when the last day ended, and for how long.",
    ReportKind.SAFEGUARDING: "What is owed to clients when the last day ends, and where it is.",
    ReportKind.PAYOUTS: (
        "Payouts that came to an end: how, and how long completed ones took. Paid late is what a"
        " bank paid after its no, when the merchant had the money back."
    ),
    ReportKind.DISPUTES: "Disputes that were opened, and what became of them.",
    ReportKind.AUCTIONS: "Auctions whose bidding ended: who competed, and what that saved.",
}


class Figure(StrEnum):
    """What stands in a column. Money is in minor units of the row's ``currency``."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    MONEY = "money"
    SECONDS = "seconds"
    BASIS_POINTS = "basis_points"


@dataclass(frozen=True, slots=True)
class Column:
    """``is_summed``: its figures add up, and the report says to what, currency by currency."""

    name: str
    title: str
    figure: Figure = Figure.TEXT
    is_summed: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose report, and of which days: both included, so from midnight to midnight, half-open."""

    kind: ReportKind
    merchant_id: UUID | None
    from_on: date
    to_on: date
    zone: ZoneInfo

    @property
    def start(self) -> datetime:
        return datetime.combine(self.from_on, time.min, tzinfo=self.zone)

    @property
    def end(self) -> datetime:
        return datetime.combine(self.to_on + timedelta(days=1), time.min, tzinfo=self.zone)

    @property
    def last_instant(self) -> datetime:
        """The last one of the period, for questions that include the moment they name."""
        return self.end - INSTANT

    @property
    def params(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "end": self.end,
            "last": self.last_instant,
            "zone": str(self.zone),
            "merchant_id": self.merchant_id,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One line: ``cells`` in the order of the columns; ``place`` is the thing it is about.

    No place: it is about many, which ``Reckoning.behind`` names.
    """

    cells: Sequence[Any]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """Something that is counted in a row: ``payout/<id>``, ``entry/<id>``, ``account/<id>``.

    Its amount is what came in; below nothing, what left where nothing came in.
    """

    place: str
    at: datetime | None
    amount_minor: int | None
    currency: str


# Whose money is what accounts hold. Accounts of the world stand in our book as the world sees them:
# minus is what it holds for us.
CLIENTS = ("available", "held", "pending", "escrow", "dispute", "bond", "suspense")
ASSETS = ("nostro", "gateway", "clearing")
OWN = ("fees", "tax", "losses", "costs", "fx", "receivable")


@dataclass(frozen=True, slots=True)
class Movement:
    """A way money takes, told in rupees: what entries of ``kinds`` bring into ``account_kinds``."""

    title: str
    meaning: str
    kinds: tuple[str, ...]
    account_kinds: tuple[str, ...]


MOVEMENTS: Mapping[str, Movement] = {
    "paid_out": Movement(
        "Paid out",
        "What banks paid for merchants, without fees.",
        ("payout_completed", "payout_paid_late"),
        ("clearing",),
    ),
    "paid_in": Movement(
        "Paid in",
        "What bank transfers and deposits brought into wallets.",
        ("bank_transfer_credited", "credit_assigned", "deposit_captured", "payment_assigned"),
        ("available", "pending"),
    ),
    "into_escrow": Movement(
        "Into escrow",
        "What buyers paid into milestones.",
        ("milestone_funded",),
        ("escrow",),
    ),
}


@dataclass(frozen=True, slots=True)
class Flow:
    """What entries of one kind brought into accounts of one kind on a day, and took out of them."""

    day: date
    kind: str
    account_kind: str
    currency: str
    in_minor: int
    out_minor: int


@dataclass(frozen=True, slots=True)
class Flows:
    """What flowed on each day, and what accounts hold, by kind and currency; of one moment."""

    days: Sequence[Flow]
    held: Mapping[tuple[str, str], int]

    def moved(self, movement: Movement) -> dict[date, int]:
        """Paise by day; days on which nothing moved are left out."""
        found: dict[date, int] = {}
        for each in self._rupees_of(movement.account_kinds):
            if each.kind in movement.kinds:
                found[each.day] = found.get(each.day, 0) + each.in_minor
        return found

    def held_at_end(self, kinds: Sequence[str], days: Sequence[date]) -> dict[date, int]:
        """What accounts of these kinds held in paise when each day ended, by business time."""
        minor = sum(self.held.get((kind, "INR"), 0) for kind in kinds)
        net: dict[date, int] = {}
        for each in self._rupees_of(kinds):
            net[each.day] = net.get(each.day, 0) + each.in_minor - each.out_minor
        return {day: minor - sum(net[later] for later in net if later > day) for day in days}

    def _rupees_of(self, kinds: Sequence[str]) -> list[Flow]:
        return [each for each in self.days if each.currency == "INR" and each.account_kind in kinds]


@dataclass(frozen=True, slots=True)
class Moved:
    """An entry that is counted in a movement, and how much of it."""

    entry_id: UUID
    kind: str
    at: datetime
    minor: int


@dataclass(frozen=True, slots=True)
class MovedOnDay:
    """``rows`` are the newest; whether there are more than those."""

    rows: Sequence[Moved]
    is_more: bool


Part = Callable[[Read, Scope], list[Row]]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a kind is made: its columns, the questions asked one after the other, the rows behind."""

    columns: Sequence[Column]
    parts: Sequence[Part]
    behind: Callable[[Read, Scope, Mapping[str, Any]], list[Behind]] | None = None

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.columns]


def totals_of(columns: Sequence[Column], rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What the rows come to, a line for each currency: their count, and the summed columns."""
    names = [each.name for each in columns]
    at = names.index("currency")
    summed = [(place, each.name) for place, each in enumerate(columns) if each.is_summed]
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        told = found.setdefault(
            row.cells[at],
            {"currency": row.cells[at], "rows": 0, **dict.fromkeys((n for _, n in summed), 0)},
        )
        told["rows"] += 1
        for place, name in summed:
            told[name] += row.cells[place] or 0
    return [found[currency] for currency in sorted(found)]
