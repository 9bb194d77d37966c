"""What banks and gateways say beside what we say, day by day, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.backoffice import compared, pages
from adulis.backoffice.compared import Figure, Part
from adulis.backoffice.pages import Cell, Section, Table
from adulis.backoffice.places import place_of
from adulis.cases.machine import CaseState
from adulis.cases.models import Case
from adulis.cases.values import CaseKind
from adulis.deposits.models import SettlementPayout
from adulis.gateways import queries as gateways
from adulis.gateways.models import StatementFile
from adulis.identity.values import Caller
from adulis.kernel.money import Money, rupees
from adulis.oversight.values import DECIDERS
from adulis.reconciliation.models import Day, Finding

_WORDS = {
    Part.MATCHED: "Matched",
    Part.MISSING_HERE: "Missing here",
    Part.MISSING_THERE: "Missing there",
    Part.MISMATCHED: "Mismatched",
    Part.NOTED: "Noted",
    Part.WAITING: "Not looked at yet",
}
# Of a gateway nobody asks what it should have reported and did not.
_OF_REPORTS = tuple(part for part in Part if part is not Part.MISSING_THERE)
_REPORTS = "Settlement reports beside our book"


class PartForm(forms.Form):
    part = forms.ChoiceField(choices=list(_WORDS.items()), required=False)

    def wanted(self) -> Part:
        return Part((self.cleaned_data["part"] if self.is_valid() else "") or Part.MATCHED)


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    top, door = "reconciliation/", pages.door
    return [
        door(site, top, _days, "reconciliation", DECIDERS),
        door(site, f"{top}files/", _files, "reconciliation_files", DECIDERS),
        door(site, f"{top}reports/", _reports, "reconciliation_reports", DECIDERS),
        door(
            site, f"{top}reports/<slug:gateway>/<slug:day>/", _report, "reconciliation_report",
            DECIDERS,
        ),
        door(site, f"{top}<slug:bank>/<slug:day>/", _day, "reconciliation_day", DECIDERS),
    ]  # fmt: skip


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
            *_figures(parts[each.bank, each.day], _place(each.bank, each.day), tuple(Part)),
        )
        for each in found
    ]
    head = (
        "Day", "Bank", "Stands", "Opens: bank", "Opens: we", "Closes: bank", "Closes: we",
        *_WORDS.values(),
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
    row = Day.objects.filter(bank=bank, day=_date(day)).first()
    if row is None:
        raise Http404
    form = PartForm(request.GET)
    wanted = form.wanted()
    lines = compared.lines_of(bank, [row.day]).filter(part=wanted).order_by("booked_at", "id")
    page = pages.paged(request, lines)
    found = list(page.object_list)
    findings = {each.line_id: each for each in Finding.objects.filter(line__in=found)}
    asked = _open_cases([f"statement-line/{each.id}" for each in found])
    rows = [
        (
            pages.name(each.line_id, place_of(f"statement-line/{each.id}")),
            pages.moment(each.booked_at),
            pages.words(f"{each.kind}, {each.direction}"),
            pages.money(rupees(each.amount_minor)),
            pages.name(each.reference or each.utr),
            _found(findings.get(each.id)),
            _entry(findings.get(each.id)),
            _question(asked.get(f"statement-line/{each.id}")),
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
        title=f"{bank}, {row.day}: {_WORDS[wanted].lower()}",
        up=_up(),
        form=form,
        sections=sections,
        page=page,
        table=Table(head, rows, "No line of the statement."),
    )


def _facts(row: Day) -> Section:
    ours = compared.ours_of(row.bank, [row.day])[row.day]
    parts = compared.figures_of(row.bank, [row.day])[row.day]
    told = _figures(parts, _place(row.bank, row.day), tuple(Part))
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
            *((_WORDS[part], Cell(cell.text, href=cell.href))
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
            _question(each.id),
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
        up=_up(),
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


# --- reports of gateways --------------------------------------------------------------------------


def _reports(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    page = pages.paged(request, SettlementPayout.objects.order_by("-day", "-id"))
    found = _whole_days(list(page.object_list))
    parts: dict[tuple[str, date, str], Mapping[Part, Figure]] = {}
    for gateway in {each.gateway for each in found}:
        days = [each.day for each in found if each.gateway == gateway]
        told = compared.settlement_figures(gateway, days)
        parts |= {(gateway, day, currency): each for (day, currency), each in told.items()}
    shown = dict.fromkeys((each.gateway, each.day, each.currency) for each in found)
    rows = [
        (
            pages.words(day.isoformat(), _report_place(gateway, day)),
            pages.words(gateway),
            pages.words(currency),
            _paid([each for each in found if (each.gateway, each.day, each.currency) == key]),
            pages.words(_standing(each for each in found if (each.gateway, each.day) == key[:2])),
            *_figures(parts.get(key, {}), _report_place(gateway, day), _OF_REPORTS),
        )
        for key in shown
        for gateway, day, currency in [key]
    ]
    head = (
        "Day", "Gateway", "Currency", "Paid", "At the bank",
        *(_WORDS[part] for part in _OF_REPORTS),
    )  # fmt: skip
    return pages.listed(
        request,
        site,
        title=_REPORTS,
        up=_up(),
        note="Amounts are what the gateway paid out for the lines, less its charges.",
        page=page,
        table=Table(head, rows, "No report has come yet."),
    )


def _whole_days(payouts: list[SettlementPayout]) -> list[SettlementPayout]:
    """All of the days that these are of: a page may end within one."""
    days: dict[str, set[date]] = {}
    for each in payouts:
        days.setdefault(each.gateway, set()).add(each.day)
    whole = [
        row
        for gateway, of_it in days.items()
        for row in SettlementPayout.objects.filter(gateway=gateway, day__in=of_it)
    ]
    return sorted(whole, key=lambda row: (row.day, row.id), reverse=True)


def _report(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, gateway: str, day: str
) -> HttpResponse:
    form = PartForm(request.GET)
    wanted = form.wanted()
    lines = compared.settled_of(gateway, [_date(day)]).filter(part=wanted).order_by("id")
    page = pages.paged(request, lines.select_related("payout"))
    found = list(page.object_list)
    asked = _open_cases([f"settlement-line/{each.id}" for each in found])
    rows = [
        (
            pages.words(each.kind),
            pages.name(each.object_id, place_of(f"settlement-line/{each.id}")),
            pages.name(each.payout.payout_id, place_of(f"settlement-payout/{each.payout_id}")),
            pages.money(each.gross),
            pages.money(each.charge),
            pages.money(Money(each.net_minor, each.currency)),
            _question(asked.get(f"settlement-line/{each.id}")),
        )
        for each in found
    ]
    head = ("Line", "Of", "Paid with", "Gross", "Charge", "Net", "Question")
    return pages.listed(
        request,
        site,
        title=f"{gateway}, {day}: {_WORDS[wanted].lower()}",
        up=(_REPORTS, reverse("admin:reconciliation_reports")),
        form=form,
        page=page,
        table=Table(head, rows, "No line of the report."),
    )


def _paid(payouts: list[SettlementPayout]) -> Cell:
    net = sum((each.net_minor for each in payouts), 0)
    return pages.money(Money(net, payouts[0].currency))


def _standing(payouts: Iterable[SettlementPayout]) -> str:
    return ", ".join(sorted({each.standing for each in payouts}))


# --- cells ----------------------------------------------------------------------------------------


def _figures(parts: Mapping[Part, Figure], place: str, wanted: tuple[Part, ...]) -> list[Cell]:
    """``3 · ₹1,200.00``, each leading to its rows."""
    cells = []
    for part in wanted:
        figure = parts.get(part)
        if figure is None:
            cells.append(Cell("–", is_number=True))
            continue
        text = f"{figure.count} · {pages.money_text(figure.amount)}"
        cells.append(Cell(text, href=f"{place}?part={part}", is_number=True))
    return cells


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


def _question(case_id: UUID | None) -> Cell:
    if case_id is None:
        return Cell("–")
    return pages.words("decide", reverse("admin:case", args=[case_id]))


def _open_cases(subjects: Iterable[str]) -> dict[str, UUID]:
    rows = Case.objects.filter(subject__in=list(subjects)).exclude(state=CaseState.CLOSED)
    return dict(rows.values_list("subject", "id"))


def _up() -> tuple[str, str]:
    return ("Reconciliation", reverse("admin:reconciliation"))


def _minor(paise: int | None) -> Cell:
    return pages.money(None if paise is None else rupees(paise))


def _place(bank: str, day: date) -> str:
    return reverse("admin:reconciliation_day", args=[bank, day.isoformat()])


def _report_place(gateway: str, day: date) -> str:
    return reverse("admin:reconciliation_report", args=[gateway, day.isoformat()])


def _file_place(file_id: UUID | None) -> str:
    if file_id is None:
        return ""
    return reverse("admin:gateways_statementfile_change", args=[file_id])


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong
