"""Outgoing webhooks: merchants' servers, what each was sent, and what it answered.

Of an address the host is shown: what stands behind it may be a secret, as what signs is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.case_sheets import merchant_cell
from adulis.backoffice.deeds import Deed, ReasonForm, carry_out
from adulis.backoffice.deliveries import recent
from adulis.backoffice.operators import may
from adulis.backoffice.pages import Cell, Section, Table, Verb
from adulis.backoffice.places import place_of
from adulis.identity import queries as identity
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.oversight.values import FREEZERS
from adulis.webhooks import actions, queries
from adulis.webhooks.errors import WebhookEndpointNotFound
from adulis.webhooks.machine import EndpointState
from adulis.webhooks.models import Endpoint
from adulis.webhooks.queries import MOST_COUNTED, Backlog

_MEANING = (
    "Nothing more is sent to it, and what waits is given up. Its owners get a letter with your"
    " reason; they can enable it again, and have sent again what they missed."
)
_FAILING = "failing"


class FilterForm(forms.Form):
    merchant = forms.UUIDField(required=False, label="Merchant's id")
    status = forms.ChoiceField(
        required=False,
        choices=[
            ("", "All"), (_FAILING, "Failing"),
            *((each, each.capitalize()) for each in EndpointState),
        ],
    )  # fmt: skip

    def rows(self) -> QuerySet[Endpoint]:
        if not self.is_valid():
            return Endpoint.objects.none()
        merchant_id, status = self.cleaned_data["merchant"], self.cleaned_data["status"]
        if status == _FAILING:
            return queries.endpoints_for_operator(merchant_id=merchant_id, is_failing=True)
        return queries.endpoints_for_operator(merchant_id=merchant_id, state=status)


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    one = "webhook-endpoints/<uuid:endpoint_id>/"
    return [
        pages.door(site, "webhook-endpoints/", _list, "webhook_endpoints", pages.EVERYBODY),
        pages.door(site, one, _one, "webhook_endpoint", pages.EVERYBODY),
        pages.door(site, f"{one}disable/", _disable, "webhook_endpoint_disable", FREEZERS),
    ]


def _list(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    form = FilterForm(request.GET)
    page = pages.paged(request, form.rows())
    found = list(page.object_list)
    head = (
        "Endpoint", "Merchant", "Stands", "Failing for", "Wait", "Oldest", "Given up",
        "Last delivered",
    )  # fmt: skip
    return pages.listed(
        request,
        site,
        title="Webhook endpoints",
        note="Servers of merchants that are told what happens, with what they were not told yet.",
        form=form,
        page=page,
        table=Table(head, _rows(found, db.clock()), "No endpoint is found."),
    )


def _rows(found: Sequence[Endpoint], now: datetime) -> list[Sequence[Cell]]:
    merchants = identity.standings([each.merchant_id for each in found])
    backlogs = queries.backlogs_for_operator([each.id for each in found])
    return [
        (
            pages.words(each.host, reverse("admin:webhook_endpoint", args=[each.id])),
            merchant_cell(each.merchant_id, merchants),
            pages.words(_stands(each)),
            pages.age(each.failing_since, now),
            _count(backlogs[each.id].waiting),
            pages.age(backlogs[each.id].oldest_at, now),
            _count(backlogs[each.id].failed),
            pages.moment(each.last_delivered_at),
        )
        for each in found
    ]


def _one(
    request: HttpRequest,
    site: admin.AdminSite,
    operator: Caller,
    endpoint_id: UUID,
    error: str = "",
) -> HttpResponse:
    endpoint, now = _found(endpoint_id), db.clock()
    verbs = []
    if endpoint.state == EndpointState.ENABLED and may(operator, FREEZERS):
        place = reverse("admin:webhook_endpoint_disable", args=[endpoint_id])
        form = ReasonForm(who_reads="It is kept, and its owners are told.")
        verbs = [Verb("Disable", _MEANING, place, form)]
    return pages.sheet(
        request,
        site,
        title=f"{endpoint.host}: {_stands(endpoint)}",
        up=("Webhook endpoints", reverse("admin:webhook_endpoints")),
        sections=[_facts(endpoint, now), recent(endpoint.id, now)],
        verbs=verbs,
        error=error,
    )


def _facts(endpoint: Endpoint, now: datetime) -> Section:
    backlog: Backlog = queries.backlogs_for_operator([endpoint.id])[endpoint.id]
    merchants = identity.standings([endpoint.merchant_id])
    all_of_it = f"{reverse('admin:webhook_deliveries')}?endpoint={endpoint.id}&status="
    others = f"{reverse('admin:webhook_endpoints')}?merchant={endpoint.merchant_id}"
    facts = [
        ("Merchant", merchant_cell(endpoint.merchant_id, merchants)),
        ("Their endpoints", pages.words("all of them", others)),
        ("Id", pages.name(endpoint.id)),
        ("Host", pages.words(endpoint.host)),
        ("Description", pages.words(endpoint.description)),
        ("Events", pages.words(", ".join(endpoint.types) or "all")),
        ("Stands", pages.words(_stands(endpoint))),
        ("Disabled", pages.moment(endpoint.disabled_at)),
        ("Waiting", Cell(_count(backlog.waiting).text, href=f"{all_of_it}pending")),
        ("The oldest of it for", pages.age(backlog.oldest_at, now)),
        ("Given up", Cell(_count(backlog.failed).text, href=f"{all_of_it}failed")),
        ("Last delivered", pages.moment(endpoint.last_delivered_at)),
        ("Failing since", pages.moment(endpoint.failing_since)),
        ("Failures in a row", pages.words(str(endpoint.failure_count))),
        ("Rests until", pages.moment(endpoint.rests_until)),
        ("Owners were warned", pages.moment(endpoint.warned_at)),
        ("Older secret ends", pages.moment(endpoint.old_secret_until)),
        ("Created", pages.moment(endpoint.created_at)),
        ("Archived", pages.moment(endpoint.archived_at)),
    ]
    return Section("The endpoint", facts=facts)


def _disable(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, endpoint_id: UUID
) -> HttpResponse:
    endpoint, place = _found(endpoint_id), place_of(f"webhook-endpoint/{endpoint_id}")
    waiting = queries.backlogs_for_operator([endpoint_id])[endpoint_id].waiting
    deed = Deed(
        title="Disable this endpoint?",
        meaning=_MEANING,
        told=[("Host", endpoint.host), ("Given up by it", _count(waiting).text)],
        button="Yes, disable it",
        do=lambda reason: actions.disable_endpoint(
            merchant_id=endpoint.merchant_id, endpoint_id=endpoint_id, note=reason,
            actor=operator.actor, at=db.clock(),
        ),
        done="It is disabled.",
        place=place,
        leads_to=place,
    )  # fmt: skip
    return carry_out(request, site, deed, partial(_one, request, site, operator, endpoint_id))


def _found(endpoint_id: UUID) -> Endpoint:
    try:
        return queries.endpoint_for_operator(endpoint_id)
    except WebhookEndpointNotFound as absent:
        raise Http404 from absent


def _stands(endpoint: Endpoint) -> str:
    if endpoint.state == EndpointState.ENABLED and endpoint.failing_since:
        return "enabled, failing"
    why = endpoint.disabled_reason.replace("_", " ")
    return f"{endpoint.state} ({why})" if why else endpoint.state


def _count(count: int) -> Cell:
    text = f"more than {MOST_COUNTED}" if count > MOST_COUNTED else str(count)
    return Cell(text, is_number=True)
