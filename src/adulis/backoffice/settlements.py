"""What a gateway paid us and what that is made of, money that is nobody's yet, foreign money."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.contrib import admin
from django.db.models import CharField, Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.desks import WhoseForm, owner_cells
from adulis.backoffice.ledger import account_cell
from adulis.backoffice.pages import Cell, Section, Table
from adulis.backoffice.places import place_of
from adulis.cases.machine import CaseState
from adulis.cases.models import Case
from adulis.cases.values import CaseKind
from adulis.deposits import fx, queries
from adulis.deposits.machine import PaymentState, SettlementLineState
from adulis.deposits.models import Payment, SettlementLine, SettlementPayout
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.kernel.money import Money
from adulis.ledger import queries as book
from adulis.oversight import desks
from adulis.oversight import queries as oversight
from adulis.oversight.values import MONEY, Whose, WorkKind

_QUESTIONED = SettlementLineState.QUESTIONED


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    one = "settlements/<uuid:payout_id>/"
    return [
        pages.door(site, "settlements/", _settlements, "settlements", MONEY),
        pages.door(site, one, _settlement, "settlement", MONEY),
        pages.door(site, "suspense/", _suspense, "suspense", pages.EVERYBODY),
        pages.door(site, "positions/", _positions, "positions", MONEY),
    ]


# --- settlement reports ---------------------------------------------------------------------------


def _settlements(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    page = pages.paged(request, SettlementPayout.objects.order_by("-id"))
    found = list(page.object_list)
    lines = SettlementLine.objects.filter(payout__in=found).values("payout_id")
    told = {
        row["payout_id"]: row
        for row in lines.annotate(
            line_count=Count("id"),
            open_count=Count("id", filter=Q(state=_QUESTIONED)),
            net=Sum("net_minor"),
        )
    }
    rows = []
    for each in found:
        row = told.get(each.id, {"line_count": 0, "open_count": 0, "net": 0})
        rows.append(
            (
                pages.words(each.day.isoformat(), reverse("admin:settlement", args=[each.id])),
                pages.name(each.payout_id),
                pages.name(each.utr),
                pages.money(each.net),
                pages.words(each.standing),
                pages.number(row["line_count"]),
                pages.number(row["open_count"]),
                pages.money(each.net - Money(row["net"], each.currency)),
            )
        )
    head = ("Day", "Payout", "UTR", "Paid", "At the bank", "Lines", "In question", "Difference")
    return pages.listed(
        request,
        site,
        title="Settlement reports",
        note="What the gateway paid us at once; the difference is to the sum of its lines.",
        page=page,
        table=Table(head, rows, "No report has come yet."),
    )


def _settlement(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, payout_id: UUID
) -> HttpResponse:
    row = SettlementPayout.objects.select_related("file").filter(id=payout_id).first()
    if row is None:
        raise Http404
    # Those in question first: by their states' names that is the order backwards.
    lines = SettlementLine.objects.filter(payout=row).order_by("-state", "id")
    page = pages.paged(request, lines)
    found = list(page.object_list)
    asked = _open_cases([f"settlement-line/{each.id}" for each in found])
    rows = [
        (
            pages.words(each.kind),
            pages.name(each.object_id, place_of(f"settlement-line/{each.id}")),
            pages.words(each.state),
            pages.money(each.gross),
            pages.money(each.charge),
            pages.money(Money(each.net_minor, each.currency)),
            _asked(asked.get(f"settlement-line/{each.id}")),
        )
        for each in found
    ]
    total = Money(lines.aggregate(net=Sum("net_minor"))["net"] or 0, row.currency)
    about = _open_cases([f"settlement-payout/{row.id}"])
    facts = [
        ("Gateway", pages.words(row.gateway)),
        ("Payout", pages.name(row.payout_id)),
        ("Report of", pages.words(row.day.isoformat())),
        ("Imported", pages.moment(row.file.imported_at)),
        ("UTR", pages.name(row.utr)),
        ("At the bank", pages.words(row.standing)),
        ("Paid", pages.words(pages.money_text(row.net))),
        ("Sum of its lines", pages.words(pages.money_text(total))),
        ("Difference", pages.words(pages.money_text(row.net - total))),
        ("Question", _asked(about.get(f"settlement-payout/{row.id}"))),
    ]
    head = ("Line", "Of", "Stands", "Gross", "Charge", "Net", "Question")
    return pages.listed(
        request,
        site,
        title=f"Settlement of {row.day}",
        up=("Settlement reports", reverse("admin:settlements")),
        sections=[Section("The payout", facts=facts)],
        page=page,
        table=Table(head, rows, "It has no lines.", "Its lines"),
    )


# --- suspense -------------------------------------------------------------------------------------


def _suspense(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    """What gateways collected and banks reported that is nobody's yet, oldest first."""
    waiting = Payment.objects.filter(
        state=PaymentState.SUSPENDED, charged_back_minor__lt=F("amount_minor")
    ).order_by("captured_at", "id")
    whose = request.GET.get("whose", "")
    page = pages.paged(request, of_whom(waiting, whose, operator))
    found, now = list(page.object_list), db.clock()
    asked = _open_cases([f"gateway-payment/{each.id}" for each in found])
    on_it = owner_cells(WorkKind.CASE, list(asked.values()), operator)
    rows = [
        (
            pages.name(each.payment_id, place_of(f"gateway-payment/{each.id}")),
            pages.money(each.in_suspense),
            pages.words(each.mismatch.replace("_", " ")),
            pages.name(each.deposit_id, place_of(f"deposit/{each.deposit_id}")),
            pages.age(each.captured_at, now),
            on_it(asked.get(f"gateway-payment/{each.id}")),
            _asked(asked.get(f"gateway-payment/{each.id}")),
        )
        for each in found
    ]
    head = ("Payment", "Amount", "Why", "Came for", "Age", "On it", "Question")
    places = [f"platform/suspense/{currency}" for currency in ("INR", *fx.FOREIGN)]
    held = book.balances(places)
    balances = [
        (account_cell(operator, each), pages.money(held[each])) for each in places if held[each]
    ]
    there = oversight.suspense()
    return pages.listed(
        request,
        site,
        title="Suspense",
        note="Money that is kept safe until two operators say whose it is, or send it back.",
        sections=[
            Section(
                "In the ledger",
                table=Table(("Account", "Holds"), balances, "Nothing lies in suspense."),
                facts=[
                    (
                        "Belongs to open questions, or is on its way back",
                        pages.money(there.spoken_for),
                    ),
                    ("Free to be given by an adjustment", pages.money(there.free)),
                ],
            ),
            _transfers(whose, operator),
        ],
        form=WhoseForm(request.GET),
        page=page,
        table=Table(head, rows, "No payment of a gateway waits here.", "Payments of gateways"),
    )


def of_whom(rows: QuerySet[Payment], whose: str, operator: Caller) -> QuerySet[Payment]:
    """Whoever is on the question whose money it is, is on the money."""
    if whose not in {Whose.MINE, Whose.NOBODYS}:
        return rows
    owned = desks.counting(WorkKind.CASE)
    if whose == Whose.MINE:
        owned = owned.filter(owner=operator.user_id)
    asked = Case.objects.filter(id__in=owned.values("thing_id")).values("subject")
    named = rows.annotate(asked_about=Concat(Value("gateway-payment/"), Cast("id", CharField())))
    if whose == Whose.MINE:
        return named.filter(asked_about__in=asked)
    return named.exclude(asked_about__in=asked)


def _transfers(whose: str, operator: Caller) -> Section:
    open_ones = desks.whose(
        Case.objects.filter(kind=CaseKind.UNMATCHED_CREDIT).exclude(state=CaseState.CLOSED),
        WorkKind.CASE, whose, person=operator.user_id,
    )  # fmt: skip
    found = list(open_ones.order_by("opened_at")[: pages.ROWS])
    on_it = owner_cells(WorkKind.CASE, [each.id for each in found], operator)
    rows = [
        (
            pages.name(each.subject.removeprefix("credit/")),
            Cell(pages.money_text(Money(each.evidence[0]["amount_paise"], "INR")), is_number=True),
            pages.moment(each.opened_at),
            on_it(each.id),
            _asked(each.id),
        )
        for each in found
    ]
    head = ("Transfer", "Amount", "Asked", "On it", "Question")
    return Section(
        "Transfers that name no merchant", table=Table(head, rows, "No transfer waits here.")
    )


# --- foreign money --------------------------------------------------------------------------------


def _positions(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    rows = [
        (
            pages.words(each.held.currency),
            pages.money(each.held),
            pages.money(each.cost),
            Cell("–" if each.rate is None else fx.text_of(each.rate.micros), is_number=True),
            pages.moment(None if each.rate is None else each.rate.at),
            pages.money(each.worth),
            pages.money(each.result),
        )
        for each in queries.positions(settings.PAYMENT_GATEWAY_CODE)
    ]
    head = ("Currency", "Held", "Paid for it", "Last rate", "Of", "Worth", "Result")
    return pages.listed(
        request,
        site,
        title="Foreign money",
        note="What we hold, what merchants got for it, and what it is worth at the last rate.",
        table=Table(head, rows),
    )


def _open_cases(subjects: Iterable[str]) -> dict[str, UUID]:
    rows = Case.objects.filter(subject__in=list(subjects)).exclude(state=CaseState.CLOSED)
    return dict(rows.values_list("subject", "id"))


def _asked(case_id: UUID | None) -> Cell:
    if case_id is None:
        return Cell("–")
    return pages.words("decide", reverse("admin:case", args=[case_id]))
