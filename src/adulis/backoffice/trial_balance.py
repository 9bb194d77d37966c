"""The trial balance: what every account holds, which comes to nothing in every currency.

Now, or as the book said it at a past moment of recorded time: what was written down later is not in
it, however long ago it happened.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import URLPattern, reverse
from django.utils.http import urlencode

from adulis.backoffice import pages
from adulis.backoffice.ledger import LOOKERS, ledger_up, note_looking
from adulis.backoffice.pages import Section, Table, Verb
from adulis.backoffice.places import account_place
from adulis.identity.values import Caller
from adulis.kernel.cells import CSV, cell
from adulis.kernel.money import Money
from adulis.ledger import accounts
from adulis.ledger.accounts import Sum

_COLUMNS = ("address", "kind", "currency", "balance_minor", "balance")
_AT_ONCE = 500


class TrialForm(forms.Form):
    at = forms.DateTimeField(
        required=False, label="At a moment of recorded time (2026-01-31 14:00); empty: now"
    )
    kind = forms.CharField(required=False, max_length=24)
    currency = forms.CharField(required=False, max_length=3)

    def given(self) -> tuple[datetime | None, str, str]:
        if not self.is_valid():
            return None, "", ""
        told = self.cleaned_data
        return told["at"], told["kind"].strip().lower(), told["currency"].strip().upper()


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    return [
        pages.door(site, "trial-balance/", _trial, "trial_balance", LOOKERS),
        pages.door(site, "trial-balance/csv/", _copy, "trial_balance_csv", LOOKERS),
    ]


def _trial(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    form = TrialForm(request.GET)
    at, kind, currency = form.given()
    asked = {"at": "" if at is None else at.isoformat(), "kind": kind, "currency": currency}
    note_looking(
        operator, "ledger.look", "ledger", {name: text for name, text in asked.items() if text}
    )
    found = accounts.sums(at)
    rows = accounts.balances_by_address(
        at=at, kind=kind, currency=currency, after=_after(request), limit=pages.ROWS + 1
    )
    shown = rows[: pages.ROWS]
    table = Table(
        ("Account", "Kind", "Holds"),
        [
            (
                pages.name(address, _with_moment(address, form.data.get("at", ""))),
                pages.words(of),
                pages.money(balance),
            )
            for address, of, balance in shown
        ],
        "No such account.",
    )
    when = "now" if at is None else "as the book said it then"
    return pages.listed(
        request,
        site,
        title="Trial balance",
        up=ledger_up(),
        note=f"What every account holds, {when}: by kind, and then one by one. A moment is one of"
        " recorded time; what was written down later is not in it, however long ago it happened.",
        form=form,
        sections=[_totals(found), _kinds(found, form.data.get("at", ""))],
        table=table,
        following={"after": shown[-1][0]} if len(rows) > pages.ROWS else None,
        verbs=[_download(form.data.get("at", ""))],
    )


def _totals(found: list[Sum]) -> Section:
    """Of each currency, which has to be nothing."""
    totals: dict[str, Money] = {}
    counts: dict[str, int] = {}
    for each in found:
        currency = each.balance.currency
        totals[currency] = totals.get(currency, Money(0, currency)) + each.balance
        counts[currency] = counts.get(currency, 0) + each.count
    rows = [
        (
            pages.words(currency),
            pages.number(counts[currency]),
            pages.money(total),
            pages.words(
                "as it must be" if not total else "It has to be nothing. Stop, and verify."
            ),
        )
        for currency, total in sorted(totals.items())
    ]
    head = ("Currency", "Accounts", "All together", "")
    return Section("Total", table=Table(head, rows, "Nobody has posted anything yet."))


def _kinds(found: list[Sum], at: str) -> Section:
    rows = [
        (
            pages.words(each.kind, _narrowed(each, at)),
            pages.words(each.balance.currency),
            pages.number(each.count),
            pages.money(each.balance),
        )
        for each in found
    ]
    return Section("By kind", table=Table(("Kind", "Currency", "Accounts", "Hold"), rows))


def _narrowed(each: Sum, at: str) -> str:
    told = {"at": at, "kind": each.kind, "currency": each.balance.currency}
    return f"?{urlencode({name: value for name, value in told.items() if value})}"


def _with_moment(address: str, at: str) -> str:
    return f"{account_place(address)}?{urlencode({'at': at})}" if at else account_place(address)


def _after(request: HttpRequest) -> str:
    return request.GET.get("after", "").replace("\0", "")


def _download(at: str) -> Verb:
    return Verb(
        "Download CSV",
        "Every account with what it holds, for a spreadsheet. It is recorded.",
        reverse("admin:trial_balance_csv"),
        sent={"at": at},
    )


def _copy(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> Any:
    """By POST: a link that somebody follows by mistake takes no copy of anything."""
    form = TrialForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return HttpResponseRedirect(reverse("admin:trial_balance"))
    at, _, _ = form.given()
    rows = accounts.balances_by_address(at=at)
    note_looking(operator, "ledger.export", "ledger", {"at": "" if at is None else at.isoformat()})
    sent = StreamingHttpResponse(_lines(rows), content_type=CSV)
    sent["Content-Disposition"] = 'attachment; filename="trial-balance.csv"'
    return sent


def _lines(rows: Iterable[tuple[str, str, Money]]) -> Iterator[bytes]:
    """CSV (RFC 4180), UTF-8, some hundred lines a piece; amounts also as a plain number."""
    yield _csv([_COLUMNS])
    waiting = iter(rows)
    while piece := list(islice(waiting, _AT_ONCE)):
        yield _csv(
            [cell(address), cell(kind), balance.currency, balance.minor, _plain(balance)]
            for address, kind, balance in piece
        )


def _plain(balance: Money) -> str:
    return str(balance).removesuffix(f" {balance.currency}")


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
