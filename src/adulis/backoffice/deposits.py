"""Money in: deposits, found by any name they have, and one of them with all that became of it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.case_sheets import timeline
from adulis.backoffice.pages import Cell, Section, Table
from adulis.backoffice.places import place_of
from adulis.backoffice.sections import in_the_ledger, questions
from adulis.deposits import queries
from adulis.deposits.machine import DepositState
from adulis.deposits.models import Chargeback, Deposit, Payment, Refund
from adulis.identity import queries as identity
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.kernel.money import rupees


class SearchForm(forms.Form):
    q = forms.CharField(
        required=False,
        max_length=120,
        label="Id (of a deposit or merchant), or the gateway's name of an intent, payment, refund,"
        " dispute",
    )
    status = forms.ChoiceField(
        required=False, choices=[("", "All"), *((each, each.capitalize()) for each in DepositState)]
    )

    def rows(self) -> QuerySet[Deposit]:
        if not self.is_valid():
            return Deposit.objects.none()
        rows = Deposit.objects.order_by("-id")
        if state := self.cleaned_data["status"]:
            rows = rows.filter(state=state)
        text = self.cleaned_data["q"].strip()
        return _named(rows, text) if text else rows


def _named(rows: QuerySet[Deposit], text: str) -> QuerySet[Deposit]:
    """Those that go by this name; each is looked for where an index has it."""
    try:
        found = UUID(text)
    except ValueError:
        told = {"gateway": settings.PAYMENT_GATEWAY_CODE}
        by_part = (
            Payment.objects.filter(**told, payment_id=text),
            Refund.objects.filter(**told, refund_id=text),
            Chargeback.objects.filter(**told, dispute_id=text),
        )
        ids = [
            each
            for part in by_part
            for each in part.exclude(deposit=None).values_list("deposit_id", flat=True)
        ]
        return rows.filter(id__in=ids) if ids else rows.filter(**told, intent_id=text)
    return pages.first_found(rows.filter(id=found), rows.filter(merchant_id=found))


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    return [
        pages.door(site, "deposits/", _deposits, "deposits", pages.EVERYBODY),
        pages.door(site, "deposits/<uuid:deposit_id>/", _deposit, "deposit", pages.EVERYBODY),
    ]


def _deposits(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    form = SearchForm(request.GET)
    page = pages.paged(request, form.rows())
    found, now = list(page.object_list), db.clock()
    merchants = identity.standings([each.merchant_id for each in found])
    rows = [
        (
            pages.name(each.id, reverse("admin:deposit", args=[each.id])),
            pages.words(merchants[each.merchant_id].name, place_of(f"merchant/{each.merchant_id}")),
            pages.words(each.state),
            pages.words(each.method.replace("_", " ")),
            pages.money(each.paid),
            pages.money(each.credited),
            pages.name(each.intent_id),
            pages.age(each.created_at, now),
        )
        for each in found
    ]
    head = ("Deposit", "Merchant", "Stands", "By", "Asked", "Credited", "Intent", "Age")
    return pages.listed(
        request,
        site,
        title="Deposits",
        form=form,
        page=page,
        table=Table(head, rows, "No deposit is found."),
    )


def _deposit(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, deposit_id: UUID
) -> HttpResponse:
    deposit = Deposit.objects.filter(id=deposit_id).first()
    if deposit is None:
        raise Http404
    why = f" ({deposit.reason.replace('_', ' ')})" if deposit.reason else ""
    return pages.sheet(
        request,
        site,
        title=f"Deposit of {pages.money_text(deposit.paid)}: {deposit.state}{why}",
        up=("Deposits", reverse("admin:deposits")),
        sections=[
            _facts(deposit),
            _cases(deposit),
            _payments(deposit),
            _refunds(deposit),
            _chargebacks(deposit),
            in_the_ledger(operator, f"deposit/{deposit.id}", queries.booked(deposit)),
            timeline(queries.timeline_of(deposit)),
        ],
    )


def _facts(deposit: Deposit) -> Section:
    merchant = identity.standing(deposit.merchant_id).name
    waiting = queries.waiting_of(deposit)
    facts = [
        ("Merchant", pages.words(merchant, place_of(f"merchant/{deposit.merchant_id}"))),
        ("Id", pages.name(deposit.id)),
        ("Their reference", pages.words(deposit.reference)),
        ("Intent", pages.name(deposit.intent_id)),
        ("To be paid", pages.words(pages.money_text(deposit.paid))),
        ("Credited", pages.words(pages.money(deposit.credited).text)),
        ("Fee and tax", _rupees(deposit.fee_minor + deposit.tax_minor)),
        ("Pending of it", _rupees(deposit.pending_minor)),
        ("Refunded", _rupees(deposit.refunded_minor)),
        ("Charged back", _rupees(deposit.charged_back_minor)),
        ("Paid by", pages.words(deposit.method.replace("_", " "))),
        ("Came late", pages.words("yes" if deposit.is_late else "no")),
        ("Payer named", pages.words(queries.payer_asked(deposit)[0])),
        *_third_party(deposit),
        ("Created", pages.moment(deposit.created_at)),
        ("Open until", pages.moment(deposit.expires_at)),
        ("Captured", pages.moment(deposit.captured_at)),
        ("Clears", pages.moment(deposit.clears_at)),
    ]
    if waiting is not None:
        facts.append(("Waits for", pages.words(f"{waiting.on}. {waiting.then}")))
    return Section("The deposit", facts=facts)


def _third_party(deposit: Deposit) -> list[tuple[str, Cell]]:
    """Somebody else paid: who that is, as its merchant says."""
    if not deposit.is_third_party:
        return []
    told = queries.declaration_of(deposit) or "nothing"
    said = "by operators, who assigned it" if deposit.payer_declared_at else "not yet"
    return [
        ("Paid by a third party", pages.words("yes")),
        ("Declared", pages.moment(deposit.payer_declared_at) if told != "nothing" else Cell(said)),
        ("As", pages.words(told)),
    ]


def _cases(deposit: Deposit) -> Section:
    about = [f"deposit/{deposit.id}"]
    about += [f"gateway-payment/{each.id}" for each in queries.payments_of(deposit)]
    about += [f"refund/{each.id}" for each in Refund.objects.filter(deposit=deposit)]
    about += [f"chargeback/{each.id}" for each in Chargeback.objects.filter(deposit=deposit)]
    return questions(about)


def _payments(deposit: Deposit) -> Section:
    rows = [
        (
            pages.name(each.payment_id, place_of(f"gateway-payment/{each.id}")),
            pages.words(each.state),
            pages.words(each.mismatch.replace("_", " ")),
            pages.money(each.amount),
            pages.money(each.charge),
            pages.words(queries.payer_of_payment(each)),
            pages.moment(each.captured_at),
        )
        for each in queries.payments_of(deposit)
    ]
    head = (
        "Payment", "Stands", "Does not fit", "Amount", "Gateway's charge", "Payer", "Captured"
    )  # fmt: skip
    return Section("Payments", table=Table(head, rows, "Nothing was paid."))


def _refunds(deposit: Deposit) -> Section:
    rows = [
        (
            pages.name(each.refund_id or each.id, place_of(f"refund/{each.id}")),
            pages.words(each.state),
            pages.words(each.reason.replace("_", " ")),
            pages.money(each.paid),
            pages.money(each.amount),
            pages.moment(each.created_at),
            pages.moment(each.finished_at),
        )
        for each in Refund.objects.filter(deposit=deposit).order_by("id")
    ]
    head = ("Refund", "Stands", "Why", "To the payer", "From the merchant", "Asked", "Ended")
    return Section("Refunds", table=Table(head, rows, "Nothing was given back."))


def _chargebacks(deposit: Deposit) -> Section:
    rows = [
        (
            pages.name(each.dispute_id, place_of(f"chargeback/{each.id}")),
            pages.words(each.state),
            pages.words(each.reason_code),
            pages.money(each.paid),
            pages.money(rupees(each.owed_minor)),
            pages.money(rupees(each.written_off_minor)),
            pages.moment(each.evidence_due_by),
            pages.moment(each.closed_at),
        )
        for each in Chargeback.objects.filter(deposit=deposit).order_by("id")
    ]
    head = ("Dispute", "Stands", "Why", "Taken", "Owed", "Written off", "Answer by", "Ended")
    return Section("Chargebacks", table=Table(head, rows, "Nothing was taken back."))


def _rupees(minor: int) -> Cell:
    return Cell(pages.money_text(rupees(minor)))
