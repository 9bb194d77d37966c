"""System alerts: what was published, publishing one, and ending one early."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.operators import may
from adulis.backoffice.pages import Section, Table, Verb
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.notifications import actions, queries
from adulis.notifications.errors import AlertNotFound
from adulis.notifications.models import Alert
from adulis.notifications.values import AlertGiven, Audience, Severity
from adulis.oversight.values import DECIDERS

_PUBLISHING = (
    "Its audience sees it at once, or from when it begins, and finds it in the inbox. Of a critical"
    " one owners are written to as well, once; nobody can dismiss it."
)
_ENDING = "Nobody is shown it any more. Who was not told of it yet is not told."
_UP = ("System alerts", "admin:alerts")


class AlertForm(forms.Form):
    """Whom it is for, what it says, and for how long."""

    severity = forms.ChoiceField(choices=[(each.value, each.value) for each in Severity])
    audience = forms.ChoiceField(choices=[(each.value, each.value) for each in Audience])
    merchant_id = forms.UUIDField(required=False, help_text="With the audience merchant: which.")
    title = forms.CharField(min_length=3, max_length=120)
    text = forms.CharField(min_length=3, max_length=1_000)
    begins_at = forms.DateTimeField(required=False, help_text="2026-01-31 14:00; empty: now.")
    ends_at = forms.DateTimeField(required=False, help_text="Empty: until somebody ends it.")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        is_for_one = given.get("audience") == Audience.MERCHANT
        if is_for_one != bool(given.get("merchant_id")):
            self.add_error("merchant_id", "Name one for the audience merchant, and only then.")
        return given


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    one = "system-alerts/<uuid:alert_id>/"
    return [
        pages.door(site, "system-alerts/", _alerts, "alerts", pages.EVERYBODY),
        pages.door(site, "system-alerts/new/", _new, "alert_new", DECIDERS),
        pages.door(site, one, _alert, "alert", pages.EVERYBODY),
        pages.door(site, f"{one}end/", _end, "alert_end", DECIDERS),
    ]


def _alerts(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    page = pages.paged(request, queries.alerts_for_operator())
    rows = [
        (
            pages.words(each.title, reverse("admin:alert", args=[each.id])),
            pages.words(each.severity),
            pages.words(each.audience),
            pages.moment(each.begins_at),
            pages.moment(each.ended_at or each.ends_at),
        )
        for each in page.object_list
    ]
    new = reverse("admin:alert_new")
    links = [("Another one", pages.words("Publish an alert", new))]
    return pages.listed(
        request,
        site,
        title="System alerts",
        page=page,
        table=Table(("Alert", "Severity", "For", "From", "Until"), rows, "None was published."),
        sections=[Section("Publish", facts=links)] if may(operator, DECIDERS) else [],
    )


def _new(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, error: str = ""
) -> HttpResponse:
    form = AlertForm(request.POST or None)
    if request.method == "POST" and not error:
        if form.is_valid():
            return _publish(request, site, operator, form)
        error = pages.wrong_with(form)
    verb = Verb("Publish", _PUBLISHING, reverse("admin:alert_new"), form)
    return pages.sheet(
        request,
        site,
        title="Publish a system alert",
        up=(_UP[0], reverse(_UP[1])),
        sections=[],
        verbs=[verb],
        error=error,
    )


def _publish(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, form: AlertForm
) -> HttpResponse:
    told = [(name, request.POST.get(name, "")) for name in form.fields]
    if not pages.is_confirmed(request):
        return pages.confirm(
            request,
            site,
            title="Publish this?",
            meaning=_PUBLISHING,
            told=[(name.replace("_", " ").capitalize(), value) for name, value in told if value],
            sent=dict(told),
            back=reverse("admin:alert_new"),
            button="Yes, publish it",
        )
    given = form.cleaned_data
    try:
        with db.transaction():
            at = db.clock()
            actions.publish_alert(
                given=AlertGiven(
                    severity=Severity(given["severity"]),
                    audience=Audience(given["audience"]),
                    merchant_id=given["merchant_id"],
                    title=given["title"],
                    text=given["text"],
                    begins_at=given["begins_at"] or at,
                    ends_at=given["ends_at"],
                ),
                actor=operator.actor,
                at=at,
            )
    except Refusal as refusal:
        return _new(request, site, operator, error=pages.told_of(refusal))
    messages.success(request, "It is published.")
    return HttpResponseRedirect(reverse("admin:alerts"))


def _alert(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, alert_id: UUID, error: str = ""
) -> HttpResponse:
    alert = _found(alert_id)
    facts = [
        ("Severity", pages.words(alert.severity)),
        ("For", pages.words(alert.audience)),
        ("Merchant", pages.name(alert.merchant_id)),
        ("Says", pages.words(alert.text)),
        ("From", pages.moment(alert.begins_at)),
        ("Until", pages.moment(alert.ends_at)),
        ("Published by", pages.name(alert.published_by)),
        ("Told to all of them", pages.moment(alert.told_at)),
        ("Ended", pages.moment(alert.ended_at)),
    ]
    verbs = []
    if queries.alerts_on(at=db.clock()).filter(id=alert_id).exists() and may(operator, DECIDERS):
        verbs = [Verb("End", _ENDING, reverse("admin:alert_end", args=[alert_id]))]
    return pages.sheet(
        request,
        site,
        title=alert.title,
        up=(_UP[0], reverse(_UP[1])),
        sections=[Section("The alert", facts=facts)],
        verbs=verbs,
        error=error,
    )


def _end(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, alert_id: UUID
) -> HttpResponse:
    alert, place = _found(alert_id), reverse("admin:alert", args=[alert_id])
    if request.method != "POST":
        return HttpResponseRedirect(place)
    if not pages.is_confirmed(request):
        return pages.confirm(
            request,
            site,
            title="End this alert?",
            meaning=_ENDING,
            told=[("Alert", alert.title)],
            sent={},
            back=place,
            button="Yes, end it",
        )
    try:
        with db.transaction():
            actions.end_alert(alert_id=alert_id, actor=operator.actor, at=db.clock())
    except Refusal as refusal:
        return _alert(request, site, operator, alert_id, error=pages.told_of(refusal))
    messages.success(request, "It is over.")
    return HttpResponseRedirect(reverse("admin:alerts"))


def _found(alert_id: UUID) -> Alert:
    try:
        return queries.alert_for_operator(alert_id)
    except AlertNotFound as absent:
        raise Http404 from absent
