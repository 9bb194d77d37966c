"""Searching the audit log, and taking a copy of it: each of which is a record itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from adulis.audit import actions, queries
from adulis.audit.export import as_csv
from adulis.audit.values import Place, Search
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.cells import CSV

MAY_SEARCH = frozenset((OperatorRole.COMPLIANCE, OperatorRole.FINANCE, OperatorRole.ADMIN))
MAY_EXPORT = frozenset((OperatorRole.COMPLIANCE, OperatorRole.ADMIN))
PAGE = 50


class SearchForm(forms.Form):
    """All that is given applies together; nothing given is everything, newest first."""

    merchant = forms.UUIDField(required=False, help_text="Its id.")
    subject = forms.CharField(max_length=120, required=False, help_text="payout/<id>, case/<id> …")
    action = forms.CharField(max_length=80, required=False, help_text="payout.cancel, case.close …")
    actor = forms.CharField(max_length=120, required=False, help_text="Of a person, key, worker.")
    request_id = forms.CharField(max_length=64, required=False, label="Request")
    since = forms.DateTimeField(required=False, help_text="2026-01-31 14:00; included.")
    until = forms.DateTimeField(required=False, help_text="Not included.")
    # Where the page before ended.
    after_at = forms.DateTimeField(
        required=False, widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"]
    )
    after_id = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    @property
    def search(self) -> Search:
        given = self.cleaned_data
        return Search(
            merchant_id=given["merchant"],
            subject=given["subject"],
            action=given["action"],
            actor_id=given["actor"],
            request_id=given["request_id"],
            since=given["since"],
            until=given["until"],
        )

    @property
    def place(self) -> Place | None:
        at, record_id = self.cleaned_data["after_at"], self.cleaned_data["after_id"]
        return Place(at, record_id) if at and record_id else None


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""

    def search(request: HttpRequest) -> HttpResponse:
        return _search(request, site)

    return [
        path("audit/", site.admin_view(search), name="audit_search"),
        path("audit/export/", site.admin_view(_export), name="audit_export"),
    ]


def _search(request: HttpRequest, site: admin.AdminSite) -> HttpResponse:
    _require(request, MAY_SEARCH)
    form = SearchForm(request.GET)
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "Audit log",
        "form": form,
        "may_export": _role(request) in MAY_EXPORT,
        "records": [],
        "following": "",
    }
    if form.is_valid() and request.GET:
        found = queries.found(form.search, after=form.place, limit=PAGE + 1)
        _note(request, form.search, is_export=False)
        context["records"] = found[:PAGE]
        context["is_empty"] = not found
        if len(found) > PAGE:
            context["following"] = _following(request, found[PAGE - 1].place)
    return TemplateResponse(request, "admin/audit_search.html", context)


def _export(request: HttpRequest) -> HttpResponseBase:
    """By POST: a link that somebody follows by mistake takes no copy of anything."""
    _require(request, MAY_EXPORT)
    form = SearchForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return HttpResponse("Ask for it with the form.", status=400, content_type="text/plain")
    _note(request, form.search, is_export=True)
    records = queries.all_found(form.search)
    sent = StreamingHttpResponse(as_csv(records, lambda each: each.actor_id), content_type=CSV)
    sent["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return sent


def _note(request: HttpRequest, search: Search, *, is_export: bool) -> None:
    with db.transaction():
        actions.note_reading(
            search=search, is_export=is_export, actor=_actor(request), at=db.clock()
        )


def _require(request: HttpRequest, roles: frozenset[OperatorRole]) -> None:
    if _role(request) not in roles:
        raise PermissionDenied


def _role(request: HttpRequest) -> OperatorRole:
    return OperatorRole(getattr(request.user, "operator_role", ""))


def _actor(request: HttpRequest) -> Actor:
    """The operator, and where they sit as the outermost middleware has seen it."""
    visit: Any = getattr(request, "visit", None)
    user_id = str(request.user.pk)
    return Actor(
        ActorKind.OPERATOR,
        user_id,
        user_id,
        getattr(visit, "address", ""),
        getattr(visit, "request_id", ""),
    )


def _following(request: HttpRequest, place: Place) -> str:
    given = {name: value for name, value in request.GET.items() if value}
    return urlencode(
        {
            **given,
            "after_at": place.at.strftime("%Y-%m-%dT%H:%M:%S.%f%z"),
            "after_id": place.id,
        }
    )
