"""Who is on what: said on each sheet and beside each age, taken, let go of and taken over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.operators import may
from adulis.backoffice.pages import Cell
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.oversight import actions, desks
from adulis.oversight.values import WORKERS, Owner, Whose, WorkKind

_SHEETS = {
    WorkKind.APPROVAL: "inbox_one",
    WorkKind.CASE: "case",
    WorkKind.DISPUTE: "dispute",
    WorkKind.VERIFICATION: "verification",
}
_WHOSE = [(Whose.ALL, "All"), (Whose.MINE, "Mine"), (Whose.NOBODYS, "Nobody's")]


class WhoseForm(forms.Form):
    """Which part of a queue; beside what else a queue is filtered by."""

    whose = forms.ChoiceField(required=False, choices=_WHOSE)


class TakeOverForm(forms.Form):
    from_id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(min_length=3, max_length=200, help_text="Why; it is kept.")


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is on one thing, as one operator sees it; ``place`` is where the verbs are sent."""

    owner: Owner | None
    is_mine: bool
    may_take: bool
    place: str
    now: datetime
    form: TakeOverForm


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """Where the verbs are sent, behind the door of ``site``."""
    one = "work/<slug:kind>/<uuid:thing_id>/<slug:verb>/"
    return [pages.door(site, one, _act, "work", pages.EVERYBODY)]


def desk_of(operator: Caller, kind: WorkKind, thing_id: UUID, now: datetime) -> Desk | None:
    """What a sheet says of it; None: nobody has to decide about it any more."""
    if not desks.is_waiting(kind, thing_id):
        return None
    owner = desks.owners_for_operator(kind, [thing_id]).get(thing_id)
    form = TakeOverForm(initial={"from_id": owner.user_id if owner else None})
    return Desk(
        owner=owner,
        is_mine=owner is not None and owner.user_id == operator.user_id,
        may_take=may(operator, WORKERS[kind]),
        place=reverse("admin:work", args=[kind, thing_id, "verb"]).removesuffix("verb/"),
        now=now,
        form=form,
    )


def owner_cells(
    kind: WorkKind, things: Sequence[UUID], operator: Caller
) -> Callable[[UUID | None], Cell]:
    """The column of a list, from one query for all of its rows."""
    owners = desks.owners_for_operator(kind, things)

    def cell(thing_id: UUID | None) -> Cell:
        owner = None if thing_id is None else owners.get(thing_id)
        if owner is None:
            return Cell("–")
        return Cell("you" if owner.user_id == operator.user_id else owner.name)

    return cell


def of_whom(
    rows: QuerySet[Any], kind: WorkKind, request: HttpRequest, operator: Caller
) -> QuerySet[Any]:
    """The part of a queue that was asked for."""
    return desks.whose(rows, kind, request.GET.get("whose", ""), person=operator.user_id)


def _act(
    request: HttpRequest,
    site: admin.AdminSite,
    operator: Caller,
    kind: str,
    thing_id: UUID,
    verb: str,
) -> HttpResponse:
    if kind not in set(WorkKind) or verb not in _VERBS:
        raise Http404
    of_kind = WorkKind(kind)
    back = HttpResponseRedirect(reverse(f"admin:{_SHEETS[of_kind]}", args=[thing_id]))
    if request.method != "POST":
        return back
    form = TakeOverForm(request.POST)
    if verb == "take-over" and not form.is_valid():
        messages.error(request, pages.wrong_with(form))
        return back
    more = form.cleaned_data if verb == "take-over" else {}
    act, said = _VERBS[verb]
    try:
        with db.transaction():
            act(kind=of_kind, thing_id=thing_id, **more, actor=operator.actor, at=db.clock())
    except Refusal as refusal:
        messages.error(request, pages.told_of(refusal))
    else:
        messages.success(request, said)
    return back


_VERBS: dict[str, tuple[Callable[..., Any], str]] = {
    "take": (actions.take, "You are on it."),
    "let-go": (actions.let_go, "You are on it no more."),
    "take-over": (actions.take_over, "You are on it now."),
}
