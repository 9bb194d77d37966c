"""What banks and gateways say beside what we say, day by day, and what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.backoffice import compared, pages
from adulis.backoffice.compared import Figure, Part
from adulis.backoffice.pages import Cell, Section, Table
from adulis.backoffice.parts import WORDS, PartForm, day_of, figures, open_cases, question, up
from adulis.backoffice.places import place_of
from adulis.cases.models import Case
from adulis.cases.values import CaseKind
from adulis.gateways import queries as gateways
from adulis.gateways.models import StatementFile
from adulis.identity.values import Caller
from adulis.kernel.money import rupees
from adulis.oversight.values import DECIDERS
from adulis.reconciliation.models import Day, Finding


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    top, door = "reconciliation/", pages.door
    return [
        door(site, top, _days, "reconciliation", DECIDERS),
        door(site, f"{top}files/", _files, "reconciliation_files", DECIDERS),
        door(site, f"{top}<slug:bank>/<slug:day>/", _day, "reconciliation_day", DECIDERS),
    ]


# --- days of the bank -----------------------------------------------------------------------------


def _days(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    page = pages.paged(request, Day.objects.order_by("-day", "bank"))
    found = list(page.object_list)
    parts: dict[tuple[str, date], Mapping[Part, Figure]] = {}
    ours: dict[tuple[str, date], compared.Ours] = {}
    for bank in {each.bank for each in found}:
        days = [each.day for each in found if each.bank == bank]
        parts |= {(bank, day): told for day, told in compared.figures_of(bank, days).items()}
        ours |= {(bank, day): told for day, told in compared.ours_of(bank, days).items()}
    rows = [
        (
            pages.name(each.day.isoformat(), _place(each.bank, each.day)),
            pages.words(each.bank),
            pages.words(each.state),
            _minor(each.opening_minor),
            pages.money(ours[each.bank, each.day].opening),
            _minor(each.closing_minor),
            pages.money(ours[each.bank, each.day].closing),
            *figures(parts[each.bank, each.day], _place(each.bank, each.day), tuple(Part)),
        )
        for each in found
    ]
    head = (
        "Day", "Bank", "Stands", "Opens: bank", "Opens: we", "Closes: bank", "Closes: we",
        *WORDS.values(),
    )  # fmt: skip
    return pages.listed(
        request,
        site,
        title="Reconciliation",
        note=(
            "The bank's statements beside our book. Missing here: the bank shows it, we have not"
            " booked it. Missing there: we have booked it, the bank does not show it. Mismatched:"
            " both have it, and not alike. Amounts are what moved, in and out alike."
        ),
        sections=[_elsewhere()],
        page=page,
        table=Table(head, rows, "No day has begun yet."),
    )


def _elsewhere() -> Section:
    found = (
        ("Statement files, as they came", "reconciliation_files"),
        ("Settlement reports of gateways", "reconciliation_reports"),
    )
    look = [(what, pages.words("Look", reverse(f"admin:{name}"))) for what, name in found]
    return Section("Beside the days", facts=look)


def _day(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, bank: str, day: str
) -> HttpResponse:
    """One part of a day, row by row."""
    row = Day.objects.filter(bank=bank, day=day_of(day)).first()
    if row is None:
        raise Http404
    form = PartForm(request.GET)
    wanted = form.wanted()
    lines = compared.lines_of(bank, [row.day]).filter(part=wanted).order_by("booked_at", "id")
    page = pages.paged(request, lines)
    found = list(page.object_list)
    findings = {each.line_id: each for each in Finding.objects.filter(line__in=found)}
    asked = open_cases([f"statement-line/{each.id}" for each in found])
    rows = [
        (
            pages.name(each.line_id, place_of(f"statement-line/{each.id}")),
            pages.moment(each.booked_at),
            pages.words(f"{each.kind}, {each.direction}"),
            pages.money(rupees(each.amount_minor)),
            pages.name(each.reference or each.utr),
            _found(findings.get(each.id)),
            _entry(findings.get(each.id)),
            question(asked.get(f"statement-line/{each.id}")),
        )
        for each in found
    ]
    head = ("Line", "Booked", "Kind", "Amount", "Reference", "Is", "Entry", "Question")
    sections = [_facts(row)]
    if wanted is Part.MISSING_THERE:
        sections.append(_unshown(row))
    return pages.listed(
        request,
        site,
        title=f"{bank}, {row.day}: {WORDS[wanted].lower()}",
        up=up(),
        form=form,
        sections=sections,
        page=page,
        table=Table(head, rows, "No line of the statement."),
    )


def _facts(row: Day) -> Section:
    ours = compared.ours_of(row.bank, [row.day])[row.day]
    parts = compared.figures_of(row.bank, [row.day])[row.day]
    told = figures(parts, _place(row.bank, row.day), tuple(Part))
    opens, closes = _minor(row.opening_minor), _minor(row.closing_minor)
    return Section(
        "The day",
        facts=[
            ("Stands", pages.words(row.state)),
            ("Closed", pages.moment(row.closed_at)),
            ("Statement", pages.name(row.file_id, _file_place(row.file_id))),
            ("Made after the day", pages.words("yes" if row.is_whole else "no")),
            ("Opens by the bank", Cell(opens.text)),
            ("Opens by our book", Cell(pages.money_text(ours.opening))),
            ("Closes by the bank", Cell(closes.text)),
            ("Closes by our book", Cell(pages.money_text(ours.closing))),
            *((WORDS[part], Cell(cell.text, href=cell.href))
              for part, cell in zip(Part, told, strict=True)),
        ],
    )  # fmt: skip


def _unshown(row: Day) -> Section:
    """What we have booked on the day and no line shows: the questions about it are the rows."""
    cases = compared.unshown_of(row.bank, [row.day]).order_by("id")
    rows = [
        (
            pages.name(each.subject, place_of(each.subject)),
            pages.money(rupees(each.evidence[0]["booked_paise"])),
            pages.name(each.evidence[0].get("reference") or each.evidence[0].get("utr")),
            question(each.id),
        )
        for each in cases[: pages.ROWS]
    ]
    head = ("About", "We booked", "Reference", "Question")
    return Section(
        "Booked here, not shown there", table=Table(head, rows, "Nothing that we booked.")
    )


# --- files ----------------------------------------------------------------------------------------


def _files(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    """What came and was kept; and what could not be read, or did not come."""
    page = pages.paged(request, StatementFile.objects.order_by("-imported_at", "-id"))
    rows = [
        (
            pages.name(each.id, _file_place(each.id)),
            pages.words(each.bank),
            pages.words(each.day.isoformat(), _place(each.bank, each.day)),
            pages.words(gateways.format_for_operator(each.id)),
            pages.moment(each.imported_at),
            pages.words(each.imported_by),
            pages.number(each.line_count),
            pages.money(rupees(each.opening_minor)),
            pages.money(rupees(each.closing_minor)),
        )
        for each in page.object_list
    ]
    head = ("File", "Bank", "Day", "Format", "Came", "By", "Lines", "Opens", "Closes")
    return pages.listed(
        request,
        site,
        title="Statement files",
        up=up(),
        note="A file is kept whole or not at all; of one that was refused, why is below.",
        sections=[_refused()],
        page=page,
        table=Table(head, rows, "No file has come yet."),
    )


def _refused() -> Section:
    asked = Case.objects.filter(kind=CaseKind.STATEMENT_FAULTY).order_by("-id")[: pages.ROWS]
    rows = [
        (
            pages.name(each.subject),
            pages.words(each.evidence[0].get("why")),
            pages.moment(each.opened_at),
            pages.words(each.state, reverse("admin:case", args=[each.id])),
        )
        for each in asked
    ]
    head = ("About", "Why", "Asked", "Question")
    return Section(
        "Refused, late, or not following from the day before",
        table=Table(head, rows, "None was refused."),
    )


# --- cells ----------------------------------------------------------------------------------------


def _found(finding: Finding | None) -> Cell:
    if finding is None or not finding.subject:
        return Cell("–")
    return pages.name(finding.subject, place_of(finding.subject))


def _entry(finding: Finding | None) -> Cell:
    if finding is None or not finding.entry_ids:
        return Cell("–")
    first = finding.entry_ids[0]
    more = len(finding.entry_ids) - 1
    text = f"{first} and {more} more" if more else str(first)
    return pages.name(text, place_of(f"entry/{first}"))


def _minor(paise: int | None) -> Cell:
    return pages.money(None if paise is None else rupees(paise))


def _place(bank: str, day: date) -> str:
    return reverse("admin:reconciliation_day", args=[bank, day.isoformat()])


def _file_place(file_id: UUID | None) -> str:
    if file_id is None:
        return ""
    return reverse("admin:gateways_statementfile_change", args=[file_id])
