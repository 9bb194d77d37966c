"""A report as a file: CSV of any length, and paper. Made of what was kept, so always the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from adulis.kernel.cells import cell
from adulis.kernel.money import Money
from adulis.papers import press
from adulis.papers.values import day, grouped, written
from adulis.reports import queries
from adulis.reports.errors import ReportTooLong
from adulis.reports.machine import ReportState
from adulis.reports.models import Report
from adulis.reports.values import (
    MEANINGS,
    MOST_ROWS_PRINTED,
    TITLES,
    Column,
    Figure,
    ReportKind,
)

NOTHING = ""


def file_name(report: Report, extension: str) -> str:
    """What it is called where it is saved: nothing anybody typed."""
    return f"{report.kind}-{report.from_on}-{report.to_on}.{extension}"


def as_csv(report: Report) -> Iterator[bytes]:
    """RFC 4180, UTF-8, a chunk at a time: its rows, and a last line for each currency's totals.

    So a file that was cut off on its way is noticed.
    """
    columns = queries.columns_of(report)
    yield _csv([[each.name for each in columns]])
    place = [each.name for each in columns].index("currency")
    for row in queries.all_rows(report):
        currency = row.cells[place]
        yield _csv(
            [[_cell(each, value, currency) for each, value in zip(columns, row.cells, strict=True)]]
        )
    yield _csv(_total(columns, told) for told in report.totals)


def as_pdf(report: Report, *, about: str) -> bytes:
    """On A4; ``about`` is whom it is about. Raises ReportNotReady, ReportTooLong."""
    if report.state == ReportState.READY and report.row_count > MOST_ROWS_PRINTED:
        raise ReportTooLong(maximum_rows=MOST_ROWS_PRINTED, rows=report.row_count)
    kind, columns = ReportKind(report.kind), queries.columns_of(report)
    rows = list(queries.all_rows(report))
    period = f"{day(report.from_on)} to {day(report.to_on)}"
    title = f"{TITLES[kind]}, {about}, {period}"
    assert report.taken_at is not None  # it is ready: rows were read
    data = {
        "heading": TITLES[kind],
        "about": f"{about}, {period}",
        "intro": MEANINGS[kind],
        "facts": [
            {"label": "About", "value": about},
            {"label": "Period", "value": f"{period}, both days included"},
            {"label": "Rows", "value": str(report.row_count)},
        ],
        "header": [each.title for each in columns],
        "figures": [each.figure is not Figure.TEXT for each in columns],
        "rows": [shown(columns, row.cells) for row in rows],
        "totals": totals_lines(report),
    }
    return press.render("report", data, title=title, at=report.taken_at)


def shown(columns: Sequence[Column], cells: Sequence[Any]) -> list[str]:
    """A row as people read it."""
    currency = cells[[each.name for each in columns].index("currency")]
    return [_printed(each, value, currency) for each, value in zip(columns, cells, strict=True)]


def totals_shown(report: Report) -> list[list[tuple[str, str]]]:
    """What its rows come to, by currency: titles and figures."""
    summed = [each for each in queries.columns_of(report) if each.is_summed]
    return [
        [
            ("Currency", told["currency"]),
            ("Rows", str(told["rows"])),
            *((each.title, _printed(each, told[each.name], told["currency"])) for each in summed),
        ]
        for told in report.totals
    ]


def totals_lines(report: Report) -> list[list[str]]:
    """The same under the columns, as they stand at the end of a file."""
    columns = queries.columns_of(report)
    return [_total(columns, told, shown_as=_printed) for told in report.totals]


def _total(columns: Sequence[Column], told: dict[str, Any], shown_as: Any = None) -> list[Any]:
    """A line under the others: ``Total`` in the first column, figures in those that add up."""
    written_as = shown_as or _cell
    return [
        "Total"
        if place == 0
        else written_as(each, told[each.name], told["currency"])
        if each.name in told
        else NOTHING
        for place, each in enumerate(columns)
    ]


def _cell(column: Column, value: Any, currency: str) -> Any:
    """A number stays a number, negative or not; only what somebody wrote is defused."""
    if value is None:
        return NOTHING
    if column.figure is Figure.MONEY:
        return str(Money(value, currency)).removesuffix(f" {currency}")
    return cell(value)


def _printed(column: Column, value: Any, currency: str) -> str:
    if value is None:
        return "–"
    if column.figure is Figure.MONEY:
        amount = Money(value, currency)
        return written(amount) if currency != "INR" else grouped(amount)
    if column.figure is Figure.DAY:
        return day(date.fromisoformat(value))
    if column.figure is Figure.BASIS_POINTS:
        return f"{value // 100}.{value % 100:02d} %"
    if column.figure is Figure.SECONDS:
        return lasting(value)
    return str(value).replace("_", " ")


def lasting(seconds: int) -> str:
    """``42 s``, ``3 min 5 s``, ``2 h 10 min``, ``4 d 3 h``."""
    sizes = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))
    place = next((at for at, (_, size) in enumerate(sizes) if seconds >= size), len(sizes) - 1)
    (name, size), *rest = sizes[place:]
    whole, left = divmod(seconds, size)
    more = f" {left // rest[0][1]} {rest[0][0]}" if rest and left >= rest[0][1] else ""
    return f"{whole} {name}{more}"


def _csv(rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()
