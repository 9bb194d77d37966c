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
# Of one merchant, or of the platform, at a time.
MOST_UNFINISHED = 5
# Some twenty pages; a longer one takes too much memory to set.
MOST_ROWS_PRINTED = 1_000
# More is a dump of the database, not a report.
MOST_ROWS = 200_000
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
    ReportKind.PAYOUTS: "Payouts that came to an end: how, and how long completed ones took.",
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
    """Something that is counted in a row: ``payout/<id>``, ``entry/<id>``, ``account/<id>``."""

    place: str
    at: datetime | None
    amount_minor: int | None
    currency: str


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
