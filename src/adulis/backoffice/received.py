"""What banks and payment gateways called back: kept as it came, and what became of it.

Whoever's signature was wrong was refused at the door, and nothing of it is here. What a message
says is sealed; it is shown by what it led to.
"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.case_sheets import word
from adulis.backoffice.ledger import entry_link
from adulis.backoffice.pages import Section, Table
from adulis.backoffice.places import place_of
from adulis.cases.models import Case
from adulis.deposits.models import Chargeback, Deposit, Payment, Refund, SettlementPayout
from adulis.gateways import queries
from adulis.gateways.models import Callback
from adulis.gateways.queries import MOST_LOOKED_AT
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.ledger import queries as ledger
from adulis.payouts.models import Attempt
from adulis.wallets.values import credit_key, credit_name

_STATES = {
    "received": "received: to be acted upon",
    "applied": "applied",
    "parked": "parked: nobody acts upon it by itself",
}
_GENUINE = "right, at the door"
_CASES = 20


class FilterForm(forms.Form):
    q = forms.CharField(
        required=False, max_length=120, label="Reference, or the sender's name of the event"
    )
    speaker = forms.ChoiceField(
        required=False,
        label="From",
        choices=[("", "All"), ("bank", "Bank"), ("gateway", "Gateway")],
    )
    status = forms.ChoiceField(
        required=False, choices=[("", "All"), *((each, each.capitalize()) for each in _STATES)]
    )
    type = forms.CharField(required=False, max_length=60, label="Type")

    def rows(self) -> QuerySet[Callback]:
        if not self.is_valid():
            return Callback.objects.none()
        given = self.cleaned_data
        asked = {"speaker": given["speaker"], "state": given["status"], "type": given["type"]}
        wanted = {name: value for name, value in asked.items() if value}
        return queries.messages_for_operator(name=given["q"].strip(), **wanted)


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    one = "messages/<uuid:message_id>/"
    return [
        pages.door(site, "messages/", _list, "messages_received", pages.EVERYBODY),
        pages.door(site, one, _one, "message_received", pages.EVERYBODY),
    ]


def _list(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    form = FilterForm(request.GET)
    page = pages.paged(request, form.rows())
    now = db.clock()
    rows = [
        (
            pages.words(each.type, reverse("admin:message_received", args=[each.id])),
            pages.words(f"{each.speaker} {each.bank}"),
            pages.name(each.reference),
            pages.words(each.state),
            pages.words(each.note.replace("_", " ")),
            pages.words(_GENUINE),
            pages.moment(each.received_at),
            pages.age(each.received_at, each.applied_at or now),
        )
        for each in page.object_list
    ]
    head = (
        "Message", "From", "About", "Stands", "Came to", "Signature", "Received", "Waited for",
    )  # fmt: skip
    return pages.listed(
        request,
        site,
        title="Messages received",
        note="What banks and payment gateways called back, each once. One that was not signed by"
        " them, or too long ago, is refused and not kept. Filters that are combined look among the"
        f" first {MOST_LOOKED_AT}.",
        form=form,
        page=page,
        table=Table(head, rows, "No message is found."),
    )


def _one(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, message_id: UUID
) -> HttpResponse:
    message = Callback.objects.filter(id=message_id).first()
    if message is None:
        raise Http404
    return pages.sheet(
        request,
        site,
        title=f"{message.type}: {message.state}",
        up=("Messages received", reverse("admin:messages_received")),
        note="What it says is sealed, and shown by what it led to.",
        sections=[_facts(message), _led_to(message, operator), _questions(message)],
    )


def _facts(message: Callback) -> Section:
    facts = [
        ("From", pages.words(f"{message.speaker} {message.bank}")),
        ("Type", pages.words(message.type)),
        ("About", pages.name(message.reference)),
        ("The sender's name of it", pages.name(message.event_id)),
        ("Signature", pages.words(_GENUINE)),
        ("Fingerprint of what was signed", pages.name(bytes(message.body_digest).hex())),
        ("Stands", pages.words(_STATES[message.state])),
        ("Came to", pages.words(message.note.replace("_", " "))),
        ("Id", pages.name(message.id)),
        ("Received", pages.moment(message.received_at)),
        ("Acted upon", pages.moment(message.applied_at)),
        ("Is looked at next", pages.moment(message.due_at)),
        ("Times taken up", pages.words(str(message.claim_count))),
    ]
    return Section("The message", facts=facts)


def _led_to(message: Callback, operator: Caller) -> Section:
    rows = [
        (pages.words(what), pages.name(thing, place), pages.words(state))
        for what, thing, place, state in (*_of_bank(message, operator), *_of_gateway(message))
    ]
    table = Table(("What", "Which", "Stands"), rows, "Nothing that is known here.")
    return Section("What it is about", table=table)


_Led = tuple[str, str, str, str]


def _of_bank(message: Callback, operator: Caller) -> list[_Led]:
    """The payment of ours that it names, or the transfer from outside that was booked."""
    if message.speaker != "bank":
        return []
    attempts = Attempt.objects.filter(reference=message.reference).select_related("payout")
    led = [
        ("Payout", str(each.payout_id), place_of(f"payout/{each.payout_id}"), each.payout.state)
        for each in attempts
    ]
    if not message.type.startswith("credit."):
        return led
    data = queries.messages([message.id])[0].data
    utr = data.get("utr") if isinstance(data.get("utr"), str) else ""
    key = credit_key(message.bank, credit_name(str(utr or message.reference)))
    return [
        *led,
        *(
            ("Entry", found, entry_link(operator, entry.id), entry.kind)
            for found, entry in ledger.entries([key, f"{key}/explained"]).items()
        ),
    ]


def _of_gateway(message: Callback) -> list[_Led]:
    """The thing of that name at this gateway, and the deposit it belongs to."""
    if message.speaker != "gateway":
        return []
    told, name = {"gateway": message.bank}, message.reference
    led: list[_Led] = []
    deposits = Q(intent_id=name)
    for what, kind, rows in (
        ("Payment", "gateway-payment", Payment.objects.filter(**told, payment_id=name)),
        ("Refund", "refund", Refund.objects.filter(**told, refund_id=name)),
        ("Chargeback", "chargeback", Chargeback.objects.filter(**told, dispute_id=name)),
    ):
        for row in rows:
            led.append((what, str(row.id), place_of(f"{kind}/{row.id}"), row.state))
            deposits |= Q(id=row.deposit_id)
    for payout in SettlementPayout.objects.filter(**told, payout_id=name):
        place = place_of(f"settlement-payout/{payout.id}")
        led.append(("Settlement payout", str(payout.id), place, payout.standing))
    return led + [
        ("Deposit", str(each.id), place_of(f"deposit/{each.id}"), each.state)
        for each in Deposit.objects.filter(deposits, **told)
    ]


def _questions(message: Callback) -> Section:
    subjects = [
        f"bank-callback/{message.id}",
        f"gateway-event/{message.bank}/{message.event_id}",
    ]
    rows = [
        (
            pages.words(word(each.kind), reverse("admin:case", args=[each.id])),
            pages.words(each.state),
            pages.moment(each.opened_at),
        )
        for each in Case.objects.filter(subject__in=subjects).order_by("-id")[:_CASES]
    ]
    return Section("Questions about it", table=Table(("Question", "Stands", "Asked"), rows))
