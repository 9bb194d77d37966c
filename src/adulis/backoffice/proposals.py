"""Forms for what one operator proposes to another, and for the freeze, which needs only one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from adulis.backoffice import pages
from adulis.backoffice.operators import require
from adulis.fees.values import Service
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.kernel.money import rupees
from adulis.limits.values import LimitKind, Window
from adulis.oversight import actions
from adulis.oversight.values import FREEZERS, MONEY
from adulis.wallets.values import Against, Direction

MOST_PAISE = 10**13
_WHY = "Whoever approves reads it, and it is kept."
_STARTS = "2026-01-31 14:00; empty: from approval on."


def _choices(words: Any) -> list[tuple[str, str]]:
    return [(word.value, word.value.replace("_", " ")) for word in words]


class FeeForm(forms.Form):
    service = forms.ChoiceField(choices=_choices(Service))
    flat_paise = forms.IntegerField(min_value=0, max_value=10**9, help_text="Of each, in paise.")
    basis_points = forms.IntegerField(
        min_value=0, max_value=10_000, help_text="Ten-thousandths of the amount: 50 is 0.50 %."
    )
    starts_at = forms.DateTimeField(required=False, help_text=_STARTS)
    reason = forms.CharField(min_length=3, max_length=200, help_text=_WHY)

    @property
    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "service": given["service"],
            "flat_minor": given["flat_paise"],
            "basis_points": given["basis_points"],
            "starts_at": given["starts_at"],
            "reason": given["reason"],
        }


class LimitForm(forms.Form):
    tier = forms.RegexField(
        r"^(\*|[a-z][a-z0-9_-]{0,31})$", help_text="*: every tier without a rule of its own."
    )
    kind = forms.ChoiceField(choices=_choices(LimitKind))
    window = forms.ChoiceField(choices=_choices(Window))
    maximum_paise = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_PAISE, help_text="In paise; empty: no limit."
    )
    starts_at = forms.DateTimeField(required=False, help_text=_STARTS)
    reason = forms.CharField(min_length=3, max_length=200, help_text=_WHY)

    @property
    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        maximum = given["maximum_paise"]
        return {
            "tier": given["tier"],
            "kind": LimitKind(given["kind"]),
            "window": Window(given["window"]),
            "maximum": None if maximum is None else rupees(maximum),
            "starts_at": given["starts_at"],
            "reason": given["reason"],
        }


class AdjustmentForm(forms.Form):
    merchant = forms.UUIDField(help_text="Its id.")
    direction = forms.ChoiceField(choices=_choices(Direction), help_text="credit: it gets money.")
    against = forms.ChoiceField(choices=_choices(Against), help_text="The platform's side.")
    amount_paise = forms.IntegerField(min_value=1, max_value=MOST_PAISE)
    reason = forms.CharField(
        min_length=3, max_length=100, help_text="The merchant reads it in the statement."
    )
    evidence = forms.CharField(
        min_length=3, max_length=500, widget=forms.Textarea, help_text="What it is based on."
    )

    @property
    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "merchant_id": given["merchant"],
            "direction": Direction(given["direction"]),
            "against": Against(given["against"]),
            "amount": rupees(given["amount_paise"]),
            "reason": given["reason"],
            "evidence": given["evidence"],
        }


class FreezeForm(forms.Form):
    merchant = forms.UUIDField(help_text="Its id.")
    reason = forms.CharField(min_length=3, max_length=200, help_text="The merchant reads it.")
    until = forms.DateTimeField(
        required=False, help_text="2026-01-31 14:00: it ends by itself then; empty: when lifted."
    )

    @property
    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "merchant_id": given["merchant"], "reason": given["reason"], "until": given["until"],
        }  # fmt: skip


class UnfreezeForm(FreezeForm):
    reason = forms.CharField(min_length=3, max_length=200, help_text=_WHY)
    until = forms.DateTimeField(
        required=False,
        help_text="2026-01-31 14:00: when it shall end instead; empty: at once, when approved.",
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """One form: its name in addresses, what it is called, its verb and who may use it."""

    name: str
    title: str
    form: type[Any]
    verb: Callable[..., Any]
    roles: tuple[OperatorRole, ...]
    button: str = "Propose"


PAGES = (
    _Page("fee", "Propose a fee", FeeForm, actions.propose_fee, MONEY),
    _Page("limit", "Propose a limit", LimitForm, actions.propose_limit, MONEY),
    _Page("adjustment", "Propose an adjustment", AdjustmentForm, actions.propose_adjustment, MONEY),
    _Page(
        "freeze", "Let no money of a merchant leave", FreezeForm, actions.freeze, FREEZERS, "Freeze"
    ),
    _Page("unfreeze", "Propose to lift a freeze", UnfreezeForm, actions.propose_unfreeze, FREEZERS),
)


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""

    def view_of(shown: _Page) -> Callable[[HttpRequest], HttpResponse]:
        def view(request: HttpRequest) -> HttpResponse:
            return _answer(request, site, shown)

        return view

    return [
        path(f"propose/{page.name}/", site.admin_view(view_of(page)), name=f"propose_{page.name}")
        for page in PAGES
    ]


def _answer(request: HttpRequest, site: admin.AdminSite, page: _Page) -> HttpResponse:
    operator = require(request, page.roles)
    form = page.form(request.POST if request.method == "POST" else request.GET or None)
    if request.method == "POST" and form.is_valid():
        try:
            with db.transaction():
                made = page.verb(**form.told, actor=operator.actor, at=db.clock())
        except Refusal as refusal:
            form.add_error(None, pages.told_of(refusal))
        else:
            if made is None:
                messages.success(request, "Frozen: no money leaves any more.")
                return HttpResponseRedirect(reverse("admin:inbox"))
            messages.success(request, "Proposed. Nothing is done before somebody else approves.")
            return HttpResponseRedirect(reverse("admin:inbox_one", args=[made.id]))
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": page.title,
        "form": form,
        "button": page.button,
        "needs_two": page.button == "Propose",
    }
    return TemplateResponse(request, "admin/proposal.html", context)
