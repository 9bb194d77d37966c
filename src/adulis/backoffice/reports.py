"""Reports: asked for, watched while they are made, looked at with what is behind, and taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.pages import Cell, Section, Table, Verb
from adulis.backoffice.places import place_of
from adulis.identity.models import Merchant
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.kernel.cells import CSV
from adulis.kernel.errors import Refusal
from adulis.kernel.money import Money
from adulis.oversight.values import DECIDERS
from adulis.papers import press
from adulis.reports import actions, copies, queries
from adulis.reports.errors import ReportNotFound
from adulis.reports.machine import ReportState
from adulis.reports.models import Report
from adulis.reports.values import (
    MEANINGS,
    MERCHANT_KINDS,
    TITLES,
    Behind,
    Column,
    Figure,
    ReportKind,
    Row,
)

PLATFORM = "the platform"
ROWS = 100
_LOOK_AGAIN_SECONDS = "2"
_REASONS = {
    "too_slow": "It took too long. Ask for a shorter period.",
    "too_large": "It has too many rows. Ask for a shorter period.",
    "deadly": "Every worker that read it died.",
}


class AskForm(forms.Form):
    kind = forms.ChoiceField(choices=[(str(each), TITLES[each]) for each in ReportKind])
    first = forms.DateField(
        label="First day", widget=forms.DateInput(attrs={"type": "date"}), help_text="Included."
    )
    last = forms.DateField(
        label="Last day",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Included; today at the latest.",
    )
    merchant = forms.UUIDField(required=False, help_text="Its id; nothing: the whole platform.")

    def clean_merchant(self) -> UUID | None:
        merchant_id: UUID | None = self.cleaned_data["merchant"]
        if merchant_id and not Merchant.objects.filter(id=merchant_id).exists():
            raise forms.ValidationError("There is no such merchant.")
        if merchant_id and self.cleaned_data.get("kind") not in set(map(str, MERCHANT_KINDS)):
            raise forms.ValidationError("This report is about the whole platform only.")
        return merchant_id


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    one = "reports/<uuid:report_id>/"
    return [
        pages.door(site, "reports/", _reports, "reports", DECIDERS),
        pages.door(site, one, _report, "report", DECIDERS),
        pages.door(site, f"{one}rows/<int:position>/", _behind, "report_row", DECIDERS),
        pages.door(site, f"{one}download/", _download, "report_download", DECIDERS),
    ]


def _reports(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    # A link may say which kind, and which days.
    error, form = "", AskForm(initial=request.GET.dict())
    if request.method == "POST":
        form = AskForm(request.POST)
        report, error = _asked(form, operator)
        if report is not None:
            return HttpResponseRedirect(reverse("admin:report", args=[report.id]))
    rows = [
        (
            pages.words(TITLES[ReportKind(each.kind)], reverse("admin:report", args=[each.id])),
            pages.words(f"{each.from_on} to {each.to_on}"),
            _whose(each),
            pages.words(_standing(each)),
            pages.moment(each.asked_at),
        )
        for each in queries.reports_for_operator()[: pages.ROWS]
    ]
    head = ("Report", "Days", "About", "Stands", "Asked for")
    return pages.sheet(
        request,
        site,
        title="Reports",
        up=("Overview", reverse("admin:index")),
        note="Figures of a period, of the whole platform or one merchant. Asking leaves a record.",
        verbs=[
            Verb(
                "Ask",
                "It is made in the background, and stays as it is then.",
                reverse("admin:reports"),
                form,
            )
        ],
        sections=[Section("Asked for", table=Table(head, rows, "No report was asked for yet."))],
        error=error,
    )


def _asked(form: AskForm, operator: Caller) -> tuple[Report | None, str]:
    if not form.is_valid():
        return None, pages.wrong_with(form)
    given = form.cleaned_data
    try:
        with db.transaction():
            return actions.ask_report(
                kind=ReportKind(given["kind"]),
                merchant_id=given["merchant"],
                from_on=given["first"],
                to_on=given["last"],
                actor=operator.actor,
                at=db.clock(),
            ), ""
    except Refusal as refusal:
        return None, pages.told_of(refusal)


def _report(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, report_id: UUID, error: str = ""
) -> HttpResponse:
    report = _found(report_id)
    facts = [
        ("About", _whose(report)),
        ("Days", pages.words(f"{report.from_on} to {report.to_on}, both included")),
        ("Stands", pages.words(_standing(report))),
        ("Asked for", pages.moment(report.asked_at)),
        ("As of", pages.moment(report.taken_at)),
        ("Rows", pages.number(report.row_count)),
    ]
    sections, verbs = [Section("The report", facts=facts)], []
    if report.state == ReportState.READY:
        sections += [_totals(report), _rows(request, report)]
        verbs = [_copy(report, form) for form in ("csv", "pdf")]
    answer = pages.sheet(
        request,
        site,
        title=TITLES[ReportKind(report.kind)],
        up=("Reports", reverse("admin:reports")),
        note=MEANINGS[ReportKind(report.kind)],
        verbs=verbs,
        sections=sections,
        error=error or _REASONS.get(report.reason, ""),
    )
    if report.state == ReportState.ASKED:
        answer["Refresh"] = _LOOK_AGAIN_SECONDS
    return answer


def _copy(report: Report, form: str) -> Verb:
    place = reverse("admin:report_download", args=[report.id])
    meaning = "A copy for a spreadsheet." if form == "csv" else "A copy on paper."
    return Verb(
        f"Download {form.upper()}", f"{meaning} It is recorded.", place, sent={"form": form}
    )


def _totals(report: Report) -> Section:
    lines = copies.totals_shown(report)
    head = [name for name, _ in lines[0]] if lines else ()
    rows = [
        [Cell(said, is_number=place > 0) for place, (_, said) in enumerate(line)] for line in lines
    ]
    return Section("What it comes to", table=Table(head, rows, "Nothing happened."))


def _rows(request: HttpRequest, report: Report) -> Section:
    """A page of them; a row is looked behind by the number at its begin."""
    columns = queries.columns_of(report)
    text = request.GET.get("after", "")
    after = int(text) if text.isdecimal() and len(text) < 9 else 0
    found = queries.rows_of(report, after=after, limit=ROWS)
    rows = [_row(report, columns, position, row) for position, row in found]
    more = found[-1][0] if found and found[-1][0] < report.row_count else 0
    if more:
        rows.append((pages.words("more …", f"?after={more}"),))
    table = Table(("Row", *(each.title for each in columns)), rows, "It has no rows.")
    return Section("Rows", table=table)


def _row(report: Report, columns: Sequence[Column], position: int, row: Row) -> Sequence[Cell]:
    href = place_of(row.place) or reverse("admin:report_row", args=[report.id, position])
    said = copies.shown(columns, row.cells)
    return (
        Cell(str(position), href=href),
        *(
            Cell(text, is_number=column.figure not in {Figure.TEXT, Figure.DAY})
            for column, text in zip(columns, said, strict=True)
        ),
    )


def _behind(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, report_id: UUID, position: int
) -> HttpResponse:
    report = _found(report_id)
    try:
        told, things = queries.rows_behind(report, position)
    except Refusal as refusal:
        raise Http404 from refusal
    columns = queries.columns_of(report)
    said = copies.shown(columns, [told[each.name] for each in columns])
    facts = [(each.title, pages.words(text)) for each, text in zip(columns, said, strict=True)]
    rows = [(_thing(each), pages.moment(each.at), _amount(each)) for each in things]
    return pages.sheet(
        request,
        site,
        title=f"Row {position}",
        up=(TITLES[ReportKind(report.kind)], reverse("admin:report", args=[report.id])),
        note="What is counted in it, as it is now; the newest of them where there are many.",
        sections=[
            Section("The row", facts=facts),
            Section("Behind it", table=Table(("Thing", "At", "Amount"), rows)),
        ],
    )


def _thing(each: Behind) -> Cell:
    kind, _, thing = each.place.partition("/")
    if kind == "account":  # its id is a number
        return pages.name(each.place, reverse("admin:ledger_account_of_id", args=[thing]))
    return pages.name(each.place, place_of(each.place))


def _amount(each: Behind) -> Cell:
    known = None if each.amount_minor is None else Money(each.amount_minor, each.currency)
    return pages.money(known)


def _download(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, report_id: UUID
) -> Any:
    """By POST: a link that somebody follows by mistake takes no copy of anything."""
    report, form = _found(report_id), request.POST.get("form", "")
    if request.method != "POST" or form not in {"csv", "pdf"}:
        return HttpResponseRedirect(reverse("admin:report", args=[report_id]))
    try:
        paper = copies.as_pdf(report, about=_about(report)) if form == "pdf" else b""
        with db.transaction():
            actions.note_download(
                report_id=report.id, form=form, actor=operator.actor, at=db.clock()
            )
    except Refusal as refusal:
        return _report(request, site, operator, report_id, error=pages.told_of(refusal))
    sent: Any = (
        HttpResponse(paper, content_type=press.PDF)
        if form == "pdf"
        else StreamingHttpResponse(copies.as_csv(report), content_type=CSV)
    )
    sent["Content-Disposition"] = f'attachment; filename="{copies.file_name(report, form)}"'
    return sent


def _found(report_id: UUID) -> Report:
    try:
        return queries.report_for_operator(report_id)
    except ReportNotFound as refusal:
        raise Http404 from refusal


def _about(report: Report) -> str:
    return PLATFORM if report.merchant_id is None else f"merchant {report.merchant_id}"


def _whose(report: Report) -> Cell:
    place = place_of(f"merchant/{report.merchant_id}")
    return (
        pages.words(PLATFORM)
        if report.merchant_id is None
        else pages.name(report.merchant_id, place)
    )


def _standing(report: Report) -> str:
    if report.state != ReportState.ASKED:
        return report.state
    return f"being made: {report.parts_done} of {report.parts_count} parts read"
