"""Django's admin, as a window: it shows and does not let anything through."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver

from adulis.backoffice import (
    alerts,
    audit,
    banks,
    cases,
    deals,
    deliveries,
    deposits,
    desks,
    disputes,
    home,
    inbox,
    ledger,
    ledger_sheets,
    letters,
    merchants,
    news,
    overview,
    payouts,
    people,
    proposals,
    received,
    reconciliation,
    reports,
    sessions,
    settlement_reports,
    settlements,
    terms,
    trial_balance,
    verification,
    webhooks,
)
from adulis.backoffice.operators import operator_of
from adulis.backoffice.rows import RowWindow
from adulis.backoffice.sign_in import SignInForm
from adulis.kernel import db

# They would change something, without leaving an audit record.
_CLOSED = frozenset(("password_change", "password_change_done", "view_on_site"))


class BackOffice(admin.AdminSite):
    """For operators only. Registers every table of every room by itself."""

    site_header = "Adulis back office"
    site_title = "Adulis back office"
    index_title = "Overview"
    enable_nav_sidebar = True
    site_url = "/"
    login_form = SignInForm

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return bool(user.is_active and getattr(user, "is_operator", False))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        told = super().each_context(request)
        if self.has_permission(request):
            told["pages"] = home.pages_for(operator_of(request))
        return told

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        operator, now = operator_of(request), db.clock()
        told = {
            "queues": home.queues_for(operator, now=now),
            "ages": home.AGES_TEXT,
            "overview": overview.overview_for(operator, now=now),
        }
        return super().index(request, {**(extra_context or {}), **told})

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        answer = super().login(request, extra_context)
        if request.method == "POST" and isinstance(answer, HttpResponseRedirect):
            sessions.begin(request)
        return answer

    def get_urls(self) -> list[URLPattern | URLResolver]:
        tables_and_doors = super().get_urls()
        return [
            *overview.urls(self),
            *audit.urls(self),
            *verification.urls(self),
            *inbox.urls(self),
            *proposals.urls(self),
            *cases.urls(self),
            *people.urls(self),
            *merchants.urls(self),
            *payouts.urls(self),
            *banks.urls(self),
            *terms.urls(self),
            *letters.urls(self),
            *news.urls(self),
            *alerts.urls(self),
            *deals.urls(self),
            *deposits.urls(self),
            *desks.urls(self),
            *disputes.urls(self),
            *settlements.urls(self),
            *reconciliation.urls(self),
            *settlement_reports.urls(self),
            *ledger.urls(self),
            *ledger_sheets.urls(self),
            *trial_balance.urls(self),
            *reports.urls(self),
            *received.urls(self),
            *webhooks.urls(self),
            *deliveries.urls(self),
            *(each for each in tables_and_doors if getattr(each, "name", "") not in _CLOSED),
        ]

    def register_rooms(self) -> None:
        for model in tables():
            if not self.is_registered(model):
                self.register(model, RowWindow)


# Tables that are looked at on a page of their own: some that note who looked, some with amounts
# that not everybody may see, and one that shows of an address what is no secret.
WITH_A_PAGE = frozenset(
    (
        "audit.AuditRecord",
        "ledger.Account",
        "ledger.Checkpoint",
        "ledger.Entry",
        "ledger.Line",
        "reports.Flow",
        "reports.FlowMark",
        "reports.Report",
        "reports.ReportRow",
        "webhooks.Endpoint",
    )
)


def tables() -> list[type[models.Model]]:
    """Every table that belongs to a room and has no page of its own."""
    rooms = [config for config in apps.get_app_configs() if config.name in settings.ROOMS]
    return [
        model
        for room in rooms
        for model in room.get_models()
        if model._meta.managed and model._meta.label not in WITH_A_PAGE
    ]


back_office = BackOffice(name="admin")
