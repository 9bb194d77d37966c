"""Settlement reports of gateways beside our book, day by day, and the lines of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib import admin
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.backoffice import compared, pages
from adulis.backoffice.compared import Figure, Part
from adulis.backoffice.pages import Cell, Table
from adulis.backoffice.parts import WORDS, PartForm, day_of, figures, open_cases, question, up
from adulis.backoffice.places import place_of
from adulis.deposits.models import SettlementPayout
from adulis.identity.values import Caller
from adulis.kernel.money import Money
from adulis.oversight.values import DECIDERS

_REPORTS = "Settlement reports beside our book"
_HEAD = ("Line", "Of", "Paid with", "Gross", "Charge", "Net", "Question")


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    top, one = "reconciliation/reports/", "reconciliation/reports/<slug:gateway>/<slug:day>/"
    return [
        pages.door(site, top, _reports, "reconciliation_reports", DECIDERS),
        pages.door(site, one, _report, "reconciliation_report", DECIDERS),
    ]


def _reports(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    page = pages.paged(request, SettlementPayout.objects.order_by("-day", "-id"))
    found = _whole_days(list(page.object_list))
    keys = dict.fromkeys((each.gateway, each.day, each.currency) for each in found)
    keys |= dict.fromkeys(_unpaid_days(page))
    shown = sorted(keys, key=lambda key: key[1], reverse=True)
    parts: dict[tuple[str, date, str], Mapping[Part, Figure]] = {}
    for gateway in {key[0] for key in shown}:
        days = [day for each, day, _ in shown if each == gateway]
        told = compared.settlement_figures(gateway, days)
        parts |= {(gateway, day, currency): each for (day, currency), each in told.items()}
    rows = [
        (
            pages.words(day.isoformat(), _report_place(gateway, day)),
            pages.words(gateway),
            pages.words(currency),
            _paid([each for each in found if (each.gateway, each.day, each.currency) == key]),
            pages.words(_standing(each for each in found if (each.gateway, each.day) == key[:2])),
            *figures(parts.get(key, {}), _report_place(gateway, day), tuple(Part)),
        )
        for key in shown
        for gateway, day, currency in [key]
    ]
    head = (
        "Day", "Gateway", "Currency", "Paid", "At the bank",
        *(WORDS[part] for part in Part),
    )  # fmt: skip
    return pages.listed(
        request,
        site,
        title=_REPORTS,
        up=up(),
        note="Amounts are what the gateway paid out for the lines, less its charges. Missing there:"
        " we have booked it on that day, and no report names it.",
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


def _unpaid_days(page: Page[SettlementPayout]) -> list[tuple[str, date, str]]:
    """What is in no report has a row on its day, though nothing was paid: on the page of its time.

    That reaches from where the page before ended to where this one does.
    """
    newer = older = None
    if page.has_previous():
        newer = page.paginator.object_list[page.start_index() - 2].day
    if page.has_next():
        older = page.object_list[len(page.object_list) - 1].day
    return [
        key
        for key in compared.unreported_days()
        if (newer is None or key[1] < newer) and (older is None or key[1] >= older)
    ]


def _report(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, gateway: str, day: str
) -> HttpResponse:
    form = PartForm(request.GET)
    wanted = form.wanted()
    if wanted is Part.MISSING_THERE:
        return _unreported(request, site, gateway, day, form)
    lines = compared.settled_of(gateway, [day_of(day)]).filter(part=wanted).order_by("id")
    page = pages.paged(request, lines.select_related("payout"))
    found = list(page.object_list)
    asked = open_cases([f"settlement-line/{each.id}" for each in found])
    rows = [
        (
            pages.words(each.kind),
            pages.name(each.object_id, place_of(f"settlement-line/{each.id}")),
            pages.name(each.payout.payout_id, place_of(f"settlement-payout/{each.payout_id}")),
            pages.money(each.gross),
            pages.money(each.charge),
            pages.money(Money(each.net_minor, each.currency)),
            question(asked.get(f"settlement-line/{each.id}")),
        )
        for each in found
    ]
    table = Table(_HEAD, rows, "No line of the report.")
    return _listed(request, site, f"{gateway}, {day}", form, page, table)


def _unreported(
    request: HttpRequest, site: admin.AdminSite, gateway: str, day: str, form: PartForm
) -> HttpResponse:
    """What we booked on that day and no report names."""
    asked = compared.unreported_of(gateway, [day_of(day)]).order_by("id")
    page = pages.paged(request, asked)
    rows = [
        (
            pages.words(told["kind"]),
            pages.name(told["object"], place_of(case.subject)),
            Cell("–"),
            pages.money(Money(told["gross_minor"], told["currency"])),
            pages.money(Money(told["charge_minor"], told["currency"])),
            pages.money(Money(told["net_minor"], told["currency"])),
            question(case.id),
        )
        for case in page.object_list
        for told in [case.evidence[0]]
    ]
    table = Table(_HEAD, rows, "Nothing of that day is in no report.")
    return _listed(request, site, f"{gateway}, {day}", form, page, table)


def _listed(
    request: HttpRequest,
    site: admin.AdminSite,
    what: str,
    form: PartForm,
    page: Page[Any],
    table: Table,
) -> HttpResponse:
    return pages.listed(
        request,
        site,
        title=f"{what}: {WORDS[form.wanted()].lower()}",
        up=(_REPORTS, reverse("admin:reconciliation_reports")),
        form=form,
        page=page,
        table=table,
    )


def _paid(payouts: list[SettlementPayout]) -> Cell:
    if not payouts:
        return Cell("–", is_number=True)
    net = sum((each.net_minor for each in payouts), 0)
    return pages.money(Money(net, payouts[0].currency))


def _standing(payouts: Iterable[SettlementPayout]) -> str:
    return ", ".join(sorted({each.standing for each in payouts}))


def _report_place(gateway: str, day: date) -> str:
    return reverse("admin:reconciliation_report", args=[gateway, day.isoformat()])
