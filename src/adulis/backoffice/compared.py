"""The banks' books and the gateways' reports beside ours, day by day: figures, and their rows.

Every line of a statement is in one part of its day, so that the parts are all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Concat

from adulis.cases import models as cases
from adulis.cases.machine import CaseState
from adulis.cases.values import CaseKind
from adulis.deposits.machine import SettlementLineState
from adulis.deposits.models import SettlementLine
from adulis.deposits.values import NOT_HERE, UNREPORTED_PAYMENT, UNREPORTED_REFUND
from adulis.gateways.machine import LineState
from adulis.gateways.models import StatementLine
from adulis.gateways.statements import start_of
from adulis.kernel.money import Money, rupees
from adulis.payouts.models import Attempt
from adulis.reconciliation import queries as reconciliation


class Part(StrEnum):
    """What became of a line. ``missing_there`` is ours alone: no line shows it (any more)."""

    MATCHED = "matched"
    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"
    MISMATCHED = "mismatched"
    NOTED = "noted"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Figure:
    """How many, and how much that is, in and out alike."""

    count: int = 0
    amount: Money = field(default_factory=lambda: rupees(0))

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.count + other.count, self.amount + other.amount)


@dataclass(frozen=True, slots=True)
class Ours:
    """What our book says our account at the bank held when a day began, and when it ended."""

    opening: Money
    closing: Money


# --- lines of statements --------------------------------------------------------------------------


def _open_cases() -> QuerySet[cases.Case]:
    return cases.Case.objects.exclude(state=CaseState.CLOSED)


def _subject(prefix: str) -> Concat:
    """What a case about a line calls it."""
    return Concat(Value(prefix), Cast("id", CharField()))


def _asked(prefix: str) -> QuerySet[cases.Case]:
    """The newest open case of each line that has one.

    A statement looks the lines' names up in what it read of this once. Asked of each line, of its
    cases, it was as many questions as there are lines.
    """
    rows = _open_cases().filter(subject__startswith=prefix)
    newer = _open_cases().filter(subject=OuterRef("subject"), id__gt=OuterRef("id"))
    return rows.filter(~Exists(newer))


def _part_of_line() -> Case:
    asked = _asked("statement-line/")
    missing_there = asked.filter(kind=CaseKind.MISSING_AT_BANK).values("subject")
    missing_here = asked.filter(kind=CaseKind.MISSING_HERE).values("subject")
    return Case(
        When(name__in=missing_there, then=Value(Part.MISSING_THERE)),
        When(state=LineState.MATCHED, then=Value(Part.MATCHED)),
        When(state=LineState.NOTED, then=Value(Part.NOTED)),
        When(state=LineState.IMPORTED, then=Value(Part.WAITING)),
        When(name__in=missing_here, then=Value(Part.MISSING_HERE)),
        default=Value(Part.MISMATCHED),
        output_field=CharField(),
    )


def lines_of(bank: str, days: Sequence[date]) -> QuerySet[Any]:
    """What statements of these days show, each line with its ``part``; what was taken back not."""
    rows = StatementLine.objects.filter(bank=bank, day__in=days)
    rows = rows.exclude(state=LineState.SUPERSEDED)
    return rows.annotate(name=_subject("statement-line/")).annotate(part=_part_of_line())


def unshown_of(bank: str, days: Sequence[date]) -> QuerySet[Any]:
    """What we booked on these days and no statement shows, each with its ``day`` and ``booked``.

    The evidence of a payment names its reference, that of a transfer the bank in its subject.
    """
    first = KeyTransform("0", "evidence")
    rows = _open_cases().filter(kind=CaseKind.MISSING_AT_BANK)
    rows = rows.annotate(
        day=KeyTextTransform("day", first),
        reference=KeyTextTransform("reference", first),
        booked=Cast(KeyTextTransform("booked_paise", first), BigIntegerField()),
    )
    here = Q(reference__in=Attempt.objects.filter(bank=bank).values("reference"))
    here |= Q(subject__startswith=f"credit/{bank}/")
    return rows.filter(here, day__in=[each.isoformat() for each in days], booked__gt=0)


def figures_of(bank: str, days: Sequence[date]) -> dict[date, dict[Part, Figure]]:
    """Of each day, its parts; one that has nothing in it is not there."""
    found: dict[date, dict[Part, Figure]] = {day: {} for day in days}
    told = lines_of(bank, days).order_by().values("day", "part")
    for row in told.annotate(count=Count("id"), total=Sum("amount_minor")):
        found[row["day"]][Part(row["part"])] = Figure(row["count"], rupees(row["total"]))
    unshown = unshown_of(bank, days).order_by().values("day")
    for row in unshown.annotate(count=Count("id"), total=Sum("booked")):
        parts = found[date.fromisoformat(row["day"])]
        more = Figure(row["count"], rupees(row["total"]))
        parts[Part.MISSING_THERE] = parts.get(Part.MISSING_THERE, Figure()) + more
    return found


def ours_of(bank: str, days: Sequence[date]) -> dict[date, Ours]:
    """By our book, from what it holds now back: no further than the oldest of ``days``."""
    if not days:
        return {}
    # In the book, what we have there stands below zero.
    balance, moved = reconciliation.moved_by_day(bank, since=start_of(min(days)))
    held = -balance
    found = {}
    for day in sorted(days):
        before = held + sum(minor for on, minor in moved.items() if on >= day)
        after = held + sum(minor for on, minor in moved.items() if on > day)
        found[day] = Ours(rupees(before), rupees(after))
    return found


# --- lines of settlement reports ------------------------------------------------------------------


def _part_of_settlement() -> Case:
    first = KeyTransform("0", "evidence")
    asked = _asked("settlement-line/").annotate(note=KeyTextTransform("note", first))
    missing_here = asked.filter(note=NOT_HERE).values("subject")
    return Case(
        When(state=SettlementLineState.MATCHED, then=Value(Part.MATCHED)),
        When(state=SettlementLineState.NOTED, then=Value(Part.NOTED)),
        When(state=SettlementLineState.IMPORTED, then=Value(Part.WAITING)),
        When(name__in=missing_here, then=Value(Part.MISSING_HERE)),
        default=Value(Part.MISMATCHED),
        output_field=CharField(),
    )


def settled_of(gateway: str, days: Sequence[date]) -> QuerySet[Any]:
    """What a gateway's reports of these days show, each line with its ``part``."""
    rows = SettlementLine.objects.filter(gateway=gateway, payout__day__in=days)
    return rows.annotate(name=_subject("settlement-line/")).annotate(part=_part_of_settlement())


def settlement_figures(
    gateway: str, days: Sequence[date]
) -> dict[tuple[date, str], dict[Part, Figure]]:
    """Of each day and currency, its parts; the amount is what the gateway pays out for them."""
    found: dict[tuple[date, str], dict[Part, Figure]] = defaultdict(dict)
    told = settled_of(gateway, days).order_by().values("payout__day", "currency", "part")
    for row in told.annotate(count=Count("id"), total=Sum("net_minor")):
        amount = Money(row["total"], row["currency"])
        where = found[row["payout__day"], row["currency"]]
        where[Part(row["part"])] = Figure(row["count"], amount)
    for row in _summed(unreported_of(gateway, days)):
        where = found[date.fromisoformat(row["day"]), row["currency"]]
        amount = Money(row["total"], row["currency"])
        where[Part.MISSING_THERE] = Figure(row["count"], amount)
    return dict(found)


def unreported() -> QuerySet[Any]:
    """Payments and refunds that are in no report; each with its ``gateway``, ``day``, ``net``.

    The day is the gateway's, on which it took the money or gave it back.
    """
    first = KeyTransform("0", "evidence")
    about = Q(subject__startswith=f"{UNREPORTED_PAYMENT}/")
    about |= Q(subject__startswith=f"{UNREPORTED_REFUND}/")
    rows = _open_cases().filter(about, kind=CaseKind.SETTLEMENT_MISMATCH)
    return rows.annotate(
        gateway=KeyTextTransform("gateway", first),
        day=KeyTextTransform("day", first),
        currency=KeyTextTransform("currency", first),
        net=Cast(KeyTextTransform("net_minor", first), BigIntegerField()),
    )


def unreported_of(gateway: str, days: Sequence[date]) -> QuerySet[Any]:
    """Those of these days."""
    return unreported().filter(gateway=gateway, day__in=[each.isoformat() for each in days])


def unreported_days() -> list[tuple[str, date, str]]:
    """Gateways, days and currencies that have any; as many as are asked about at once, at most."""
    told = unreported().order_by().values_list("gateway", "day", "currency").distinct()
    return [(gateway, date.fromisoformat(day), currency) for gateway, day, currency in told]


def _summed(rows: QuerySet[Any]) -> QuerySet[Any]:
    told = rows.order_by().values("day", "currency")
    found: QuerySet[Any] = told.annotate(count=Count("id"), total=Sum("net"))
    return found
