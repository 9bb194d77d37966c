"""Which reports there are, how far they are, and what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone

from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.reports import flows
from adulis.reports.errors import FlowsBehind, ReportNotFound, ReportNotReady
from adulis.reports.machine import ReportState
from adulis.reports.models import Report, ReportRow
from adulis.reports.reckoning.kinds import RECKONINGS
from adulis.reports.values import (
    OPERATORS,
    Behind,
    Column,
    Flow,
    Flows,
    Moved,
    MovedOnDay,
    Movement,
    ReportKind,
    Row,
    Scope,
)

CHUNK = 1_000
# More often what is being summed up is not read again.
_FLOWS_TRIES = 3
_TOO_LONG = frozenset(("57014", "55P03"))


def reports_of(viewer: Viewer) -> QuerySet[Report]:
    """What the merchant asked for, newest first; not what operators asked about it."""
    rows = Report.objects.filter(merchant_id=viewer.merchant_id)
    return rows.exclude(asked_by__startswith=OPERATORS).order_by("-id")


def report_of(viewer: Viewer, report_id: UUID) -> Report:
    """One of them. Raises ReportNotFound."""
    found = reports_of(viewer).filter(id=report_id).first()
    if found is None:
        raise ReportNotFound
    return found


def reports_for_operator() -> QuerySet[Report]:
    """Those that operators asked for, of the platform or of a merchant, newest first.

    What merchants ask about themselves is their own business.
    """
    return Report.objects.filter(asked_by__startswith=OPERATORS).order_by("-id")


def report_for_operator(report_id: UUID) -> Report:
    """One of them. Raises ReportNotFound."""
    found = reports_for_operator().filter(id=report_id).first()
    if found is None:
        raise ReportNotFound
    return found


def columns_of(report: Report) -> Sequence[Column]:
    """Those it was made with: what was kept does not get the columns that came later.

    Only figures that add up have ever been added, and the totals say which of them were there.
    """
    columns = RECKONINGS[ReportKind(report.kind)].columns
    if not report.totals:
        return columns
    known = report.totals[0].keys()
    return [each for each in columns if not each.is_summed or each.name in known]


def scope_of(report: Report) -> Scope:
    kind = ReportKind(report.kind)
    return Scope(kind, report.merchant_id, report.from_on, report.to_on, _zone())


def _zone() -> ZoneInfo:
    zone = timezone.get_default_timezone()
    assert isinstance(zone, ZoneInfo)
    return zone


def rows_of(report: Report, *, after: int = 0, limit: int) -> list[tuple[int, Row]]:
    """Its rows after a position, with theirs, which count from 1. Raises ReportNotReady."""
    if report.state != ReportState.READY:
        raise ReportNotReady
    rows = ReportRow.objects.filter(report=report, position__gt=after).order_by("position")[:limit]
    return [(each.position, Row(each.cells, each.place)) for each in rows]


def all_rows(report: Report) -> Iterator[Row]:
    """All of them, a chunk at a time: they never change. Raises ReportNotReady."""
    after = 0
    while found := rows_of(report, after=after, limit=CHUNK):
        yield from (row for _, row in found)
        after = found[-1][0]


def rows_behind(report: Report, position: int) -> tuple[dict[str, Any], list[Behind]]:
    """A row by the names of its columns, and the newest things that are counted in it.

    They are looked up now: what has changed since the report was taken is shown as it is. Raises
    ReportNotReady, ReportNotFound.
    """
    found = rows_of(report, after=position - 1, limit=1)
    if not found or found[0][0] != position:
        raise ReportNotFound
    reckoning = RECKONINGS[ReportKind(report.kind)]
    row = found[0][1]
    names = [each.name for each in columns_of(report)]
    told = dict(zip(names, row.cells, strict=True))
    if reckoning.behind is None:
        return told, [Behind(row.place, None, None, told["currency"])]
    return told, reckoning.behind(db.fetch_all, scope_of(report), told)


def reckoned_for_operator(kind: ReportKind, from_on: date, to_on: date) -> list[dict[str, Any]]:
    """The rows of a report about the whole platform, by the names of its columns, read now.

    For what an index answers at once: nothing is kept, and a statement may take as long as others.
    """
    reckoning, scope = RECKONINGS[kind], Scope(kind, None, from_on, to_on, _zone())
    rows = (row for part in reckoning.parts for row in part(db.fetch_all, scope))
    return [dict(zip(reckoning.names, row.cells, strict=True)) for row in rows]


def flows_for_operator(first: date) -> Flows:
    """What flowed from a day on, by business time, and what accounts hold now.

    It is the book's own word: what was summed up before, and the entries since. Raises FlowsBehind
    while those are too many for a statement, since nobody has summed them up.
    """
    rows = _flows(flows.READ, {"first": first})
    told = [row[1:] for row in rows if row[3] is not None]
    return Flows(
        days=[Flow(*row) for row in told if row[0] is not None],
        held={(row[2], row[3]): row[4] - row[5] for row in told if row[0] is None},
    )


def _flows(sql: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Raises FlowsBehind where they are summed up faster than they are read, or not at all."""
    given |= {"zone": timezone.get_default_timezone_name()}
    try:
        since = db.fetch_value(flows.MARK)
        for _ in range(_FLOWS_TRIES):
            rows = db.fetch_all(sql, given | {"since": since})
            if rows[0][0] == since:
                return rows
            # Summed up further meanwhile: some would count twice, or not at all.
            since = rows[0][0]
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") not in _TOO_LONG:
            raise
        raise FlowsBehind from error
    raise FlowsBehind


def moved_for_operator(movement: Movement, day: date, *, most: int) -> MovedOnDay:
    """The newest entries that are counted in a movement on a day of business time."""
    start, end = (
        datetime.combine(each, time.min, tzinfo=_zone()) for each in (day, day + timedelta(days=1))
    )
    given = _of(movement) | {"start": start, "end": end, "most": most + 1}
    rows = [Moved(*row) for row in db.fetch_all(flows.BEHIND, given)]
    return MovedOnDay(rows[:most], is_more=len(rows) > most)


def moved_minor_for_operator(movement: Movement, day: date) -> int:
    """What they come to in paise, as the chart says it. Raises FlowsBehind."""
    [(_, minor)] = _flows(flows.OF_DAY, _of(movement) | {"day": day})
    return int(minor)


def _of(movement: Movement) -> dict[str, Any]:
    return {"kinds": list(movement.kinds), "account_kinds": list(movement.account_kinds)}
