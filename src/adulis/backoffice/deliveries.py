"""Deliveries of webhooks: what was sent, what was answered each time, and sending it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import orjson
from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.case_sheets import merchant_cell
from adulis.backoffice.deeds import Deed, ReasonForm, carry_out
from adulis.backoffice.operators import may
from adulis.backoffice.pages import Cell, Section, Table, Verb
from adulis.backoffice.places import place_of
from adulis.events.models import Event
from adulis.events.values import Recorded
from adulis.identity import queries as identity
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.oversight.values import FREEZERS
from adulis.webhooks import actions, queries
from adulis.webhooks.errors import WebhookDeliveryNotFound
from adulis.webhooks.machine import DeliveryState
from adulis.webhooks.models import Delivery, Endpoint
from adulis.webhooks.queries import MOST_LOOKED_AT

_MEANING = (
    "It is sent once more, under the same id and signed anew, and tried for three days if it is not"
    " taken. A receiver that has seen it is told to ignore what it has."
)
_FAILING, _RECENT, _FACTS = "failing", 20, 200
_HEAD = ("Event", "About", "Merchant", "Endpoint", "Stands", "Attempts", "Age", "Next")


class FilterForm(forms.Form):
    q = forms.CharField(
        required=False, max_length=140, label="About (payout/<id>), or webhook-id (payout/<id>/3)"
    )
    merchant = forms.UUIDField(required=False, label="Merchant's id")
    endpoint = forms.UUIDField(required=False, label="Endpoint's id")
    status = forms.ChoiceField(
        required=False,
        choices=[
            ("", "All"), *((each, each.capitalize()) for each in DeliveryState),
            (_FAILING, "Waiting after a failure"),
        ],
    )  # fmt: skip
    type = forms.CharField(required=False, max_length=80, label="Event's type")

    def rows(self) -> QuerySet[Delivery]:
        if not self.is_valid():
            return Delivery.objects.none()
        given, wanted = self.cleaned_data, dict[str, Any]()
        if given["status"]:
            is_failing = given["status"] == _FAILING
            wanted["state"] = DeliveryState.PENDING if is_failing else given["status"]
            wanted |= {"tries__gt": 0} if is_failing else {}
        if given["type"]:
            wanted["type"] = given["type"]
        return queries.deliveries_for_operator(
            endpoint_id=given["endpoint"],
            merchant_id=given["merchant"],
            fact_ids=_facts_of(given["q"].strip()) if given["q"] else None,
            **wanted,
        )


def _facts_of(text: str) -> list[int]:
    """The newest facts about a subject, or one of them by its name."""
    subject, _, number = text.rpartition("/")
    if "/" in subject and number.isascii() and number.isdigit() and len(number) < 10:
        rows = Event.objects.filter(subject=subject, subject_sequence=int(number))
    else:
        rows = Event.objects.filter(subject=text).order_by("-subject_sequence")
    return list(rows.values_list("id", flat=True)[:_FACTS])


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    one = "webhook-deliveries/<uuid:delivery_id>/"
    return [
        pages.door(site, "webhook-deliveries/", _list, "webhook_deliveries", pages.EVERYBODY),
        pages.door(site, one, _one, "webhook_delivery", pages.EVERYBODY),
        pages.door(site, f"{one}replay/", _replay, "webhook_delivery_replay", FREEZERS),
    ]


def recent(endpoint_id: UUID, now: datetime) -> Section:
    """What an endpoint was sent last."""
    found = list(queries.deliveries_for_operator(endpoint_id=endpoint_id)[:_RECENT])
    table = Table(_HEAD, _rows(found, now), "Nothing was sent to it.")
    return Section("Its last deliveries", table=table)


def _list(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    form = FilterForm(request.GET)
    page = pages.paged(request, form.rows())
    return pages.listed(
        request,
        site,
        title="Webhook deliveries",
        note="One for each event and endpoint. Of what waits, the oldest first; otherwise the"
        f" newest. Filters that are combined look among the first {MOST_LOOKED_AT} of these.",
        form=form,
        page=page,
        table=Table(_HEAD, _rows(list(page.object_list), db.clock()), "No delivery is found."),
    )


def _rows(found: Sequence[Delivery], now: datetime) -> list[Sequence[Cell]]:
    merchants = identity.standings([each.merchant_id for each in found])
    endpoints = Endpoint.objects.in_bulk({each.endpoint_id for each in found})
    return [
        (
            pages.words(each.type, reverse("admin:webhook_delivery", args=[each.id])),
            pages.name(each.subject, place_of(each.subject)),
            merchant_cell(each.merchant_id, merchants),
            _endpoint_cell(endpoints[each.endpoint_id]),
            pages.words(_stands(each)),
            pages.number(each.attempt_count),
            pages.age(each.created_at, now),
            pages.moment(each.due_at),
        )
        for each in found
    ]


def _one(
    request: HttpRequest,
    site: admin.AdminSite,
    operator: Caller,
    delivery_id: UUID,
    error: str = "",
) -> HttpResponse:
    delivery = _found(delivery_id)
    fact = queries.facts_of([delivery])[delivery.fact_id]
    verbs = []
    if delivery.state != DeliveryState.PENDING and may(operator, FREEZERS):
        place = reverse("admin:webhook_delivery_replay", args=[delivery_id])
        verbs = [Verb("Replay", _MEANING, place, ReasonForm())]
    return pages.sheet(
        request,
        site,
        title=f"{delivery.type}: {_stands(delivery)}",
        up=("Webhook deliveries", reverse("admin:webhook_deliveries")),
        sections=[_facts(delivery, fact), _attempts(delivery), _sent(fact)],
        verbs=verbs,
        error=error,
    )


def _facts(delivery: Delivery, fact: Recorded) -> Section:
    merchants = identity.standings([delivery.merchant_id])
    event = reverse("admin:events_event_change", args=[delivery.fact_id])
    facts = [
        ("Merchant", merchant_cell(delivery.merchant_id, merchants)),
        ("Endpoint", _endpoint_cell(delivery.endpoint)),
        ("Event", pages.name(fact.id, event)),
        ("About", pages.name(delivery.subject, place_of(delivery.subject))),
        ("Happened", pages.moment(fact.at)),
        ("Id", pages.name(delivery.id)),
        ("Stands", pages.words(_stands(delivery))),
        ("Written down", pages.moment(delivery.created_at)),
        ("Delivered", pages.moment(delivery.delivered_at)),
        ("Given up", pages.moment(delivery.failed_at)),
        ("Next attempt", pages.moment(delivery.due_at)),
        ("On its way until", pages.moment(delivery.lease_until)),
        ("Times taken up", pages.words(str(delivery.claim_count))),
    ]
    return Section("The delivery", facts=facts)


def _attempts(delivery: Delivery) -> Section:
    rows = [
        (
            pages.number(each.number),
            pages.moment(each.at),
            pages.words(f"{each.duration_ms} ms"),
            pages.words((each.failure or "taken").replace("_", " ")),
            pages.words(str(each.status or "")),
            pages.words(each.answer),
        )
        for each in queries.attempts_of(delivery.merchant_id, delivery.id)
    ]
    head = ("Attempt", "Noted", "Took", "Came to", "Status", "The beginning of the answer")
    return Section("Attempts", table=Table(head, rows, "It was not sent yet."))


def _sent(fact: Recorded) -> Section:
    body = orjson.dumps(queries.body_of_delivery(fact), option=orjson.OPT_INDENT_2).decode()
    facts = [
        ("webhook-id", pages.name(fact.id)),
        ("webhook-timestamp", pages.words("of each attempt")),
        ("webhook-signature", pages.words("of each attempt; secrets are shown to nobody")),
        ("Body", pages.name(body)),
    ]
    return Section("What is sent", facts=facts)


def _replay(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, delivery_id: UUID
) -> HttpResponse:
    delivery, place = _found(delivery_id), place_of(f"webhook-delivery/{delivery_id}")
    deed = Deed(
        title="Replay this delivery?",
        meaning=_MEANING,
        told=[
            ("Event", delivery.type), ("About", delivery.subject), ("To", delivery.endpoint.host),
        ],
        button="Yes, replay it",
        do=lambda reason: actions.replay_delivery(
            merchant_id=delivery.merchant_id, delivery_id=delivery_id, note=reason,
            actor=operator.actor, at=db.clock(),
        ),
        done="It is being sent again.",
        place=place,
        leads_to=place,
    )  # fmt: skip
    return carry_out(request, site, deed, partial(_one, request, site, operator, delivery_id))


def _found(delivery_id: UUID) -> Delivery:
    try:
        return queries.delivery_for_operator(delivery_id)
    except WebhookDeliveryNotFound as absent:
        raise Http404 from absent


def _stands(delivery: Delivery) -> str:
    if delivery.given_up:
        return f"{delivery.state} ({delivery.given_up.replace('_', ' ')})"
    is_failing = delivery.state == DeliveryState.PENDING and delivery.tries
    return "pending, not taken yet" if is_failing else delivery.state


def _endpoint_cell(endpoint: Endpoint) -> Cell:
    return pages.words(endpoint.host, place_of(f"webhook-endpoint/{endpoint.id}"))
