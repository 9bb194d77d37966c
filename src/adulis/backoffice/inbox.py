"""What waits for a second operator: looked at with its effect, and decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from adulis.approvals import queries as approvals
from adulis.approvals.errors import ApprovalNotFound
from adulis.backoffice import pages
from adulis.backoffice.desks import WhoseForm, desk_of, of_whom, owner_cells
from adulis.backoffice.operators import may, require
from adulis.cases import queries as cases
from adulis.cases.machine import CaseState
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.oversight import actions, queries
from adulis.oversight.values import DECIDERS, FREEZERS, MONEY, WorkKind

PAGE = 100
_VERBS = {"approve": actions.approve, "refuse": actions.refuse, "withdraw": actions.withdraw}


class DecisionForm(forms.Form):
    """The answer to exactly what was shown."""

    verb = forms.ChoiceField(choices=[(verb, verb) for verb in _VERBS])
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    note = forms.CharField(max_length=200, required=False, help_text="Why; kept with the answer.")


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""

    def inbox(request: HttpRequest) -> HttpResponse:
        return _inbox(request, site)

    def one(request: HttpRequest, approval_id: UUID) -> HttpResponse:
        return _one(request, site, approval_id)

    return [
        path("inbox/", site.admin_view(inbox), name="inbox"),
        path("inbox/<uuid:approval_id>/", site.admin_view(one), name="inbox_one"),
    ]


def _inbox(request: HttpRequest, site: admin.AdminSite) -> HttpResponse:
    operator = require(request, DECIDERS)
    now = db.clock()
    rows = queries.inbox_of_operators()
    asked = of_whom(approvals.waiting_among(rows), WorkKind.APPROVAL, request, operator)
    waiting = list(asked[:PAGE])
    on_it = owner_cells(WorkKind.APPROVAL, [each.id for each in waiting], operator)
    open_cases = of_whom(
        cases.for_operators().exclude(state=CaseState.CLOSED), WorkKind.CASE, request, operator
    )[:PAGE]
    on_case = owner_cells(WorkKind.CASE, [each.id for each in open_cases], operator)
    decided = list(queries.box_of(rows, "decided", person=operator.user_id)[:PAGE])
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "Inbox: what needs a second operator",
        "now": now,
        "form": WhoseForm(request.GET),
        "waiting": [
            (each, on_it(each.id).text)
            for each in queries.seen_by_operator(operator, waiting, at=now)
        ],
        "decided": queries.seen_by_operator(operator, decided, at=now),
        "cases": [(each, on_case(each.id).text) for each in open_cases],
        "may_propose": may(operator, MONEY),
        "may_freeze": may(operator, FREEZERS),
    }
    return TemplateResponse(request, "admin/inbox.html", context)


def _one(request: HttpRequest, site: admin.AdminSite, approval_id: UUID) -> HttpResponse:
    operator = require(request, DECIDERS)
    try:
        found = approvals.one_for_operator(approval_id)
    except ApprovalNotFound as absent:
        raise Http404 from absent
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verb, note = form.cleaned_data["verb"], form.cleaned_data["note"]
        # Only agreeing is bound to what one was looking at.
        bound = {"digest": form.cleaned_data["digest"]} if verb == "approve" else {}
        try:
            with db.transaction():
                _VERBS[verb](
                    approval=found, note=note, **bound, actor=operator.actor, at=db.clock()
                )
        except Refusal as refusal:
            form.add_error(None, pages.told_of(refusal))
        else:
            messages.success(request, f"{verb.capitalize()}: done.")
            return HttpResponseRedirect(reverse("admin:inbox_one", args=[approval_id]))
    now = db.clock()
    seen = queries.seen_by_operator(operator, [approvals.one_for_operator(approval_id)], at=now)[0]
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": f"{seen.kind.capitalize().replace('_', ' ')}: {seen.reason}",
        "now": now,
        "seen": seen,
        "form": form,
        "desk": desk_of(operator, WorkKind.APPROVAL, approval_id, now),
    }
    return TemplateResponse(request, "admin/inbox_one.html", context)
