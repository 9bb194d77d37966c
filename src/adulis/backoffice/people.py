"""People: found by e-mail, name or id, and shut out, let in, or freed of a lost second factor.

Support looks; compliance and admin act, and about platform staff admin alone. Nobody acts about
themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.deeds import Deed, ReasonForm, carry_out
from adulis.backoffice.operators import may
from adulis.backoffice.pages import Section, Table, Verb
from adulis.backoffice.places import place_of
from adulis.identity import actions
from adulis.identity.models import ApiKey, Membership, RefreshSession, SecondFactor, User
from adulis.identity.values import Caller, OperatorRole
from adulis.kernel import db
from adulis.oversight.values import FREEZERS

_MEANINGS = {
    "deactivate": "Every session ends, API keys they made stop, and nobody signs in as them.",
    "reactivate": "They sign in again with the password they had; old sessions stay ended.",
    "reset-second-factor": "They sign in without a code until they set up an app again;"
    " every session ends. For whoever lost phone and recovery codes, and was recognised.",
}
_ACTS: dict[str, Callable[..., Any]] = {
    "deactivate": actions.deactivate_user,
    "reactivate": actions.reactivate_user,
    "reset-second-factor": actions.reset_second_factor,
}


class SearchForm(forms.Form):
    q = forms.CharField(
        required=False, max_length=254, label="E-mail, id (of a person or merchant), or a name"
    )

    def rows(self) -> QuerySet[User]:
        text = self.cleaned_data["q"].strip() if self.is_valid() else ""
        rows = User.objects.order_by("-id")
        if not text:
            return rows
        if "@" in text:
            return rows.filter(email=text.lower())
        try:
            found = UUID(text)
        except ValueError:
            # Answered by an index: how a name begins, whatever its case.
            low = User.objects.annotate(low_name=Lower("name"))
            return low.filter(low_name__startswith=text.lower()).order_by("low_name", "id")
        members = Membership.objects.filter(merchant_id=found).values("user_id")
        return pages.first_found(rows.filter(id=found), rows.filter(id__in=members))


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    one = "people/<uuid:user_id>/"
    return [
        pages.door(site, "people/", _people, "people", pages.EVERYBODY),
        pages.door(site, one, _person, "person", pages.EVERYBODY),
        pages.door(site, f"{one}<slug:verb>/", _act, "person_act", FREEZERS),
    ]


def _people(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    form = SearchForm(request.GET)
    page = pages.paged(request, form.rows())
    rows = [
        (
            pages.words(each.name, reverse("admin:person", args=[each.id])),
            pages.words(each.email),
            pages.words(_state(each)),
            pages.words(each.operator_role),
            pages.moment(each.created_at),
        )
        for each in page.object_list
    ]
    return pages.listed(
        request,
        site,
        title="People",
        form=form,
        page=page,
        table=Table(("Name", "E-mail", "Stands", "Staff", "Since"), rows, "Nobody is found."),
    )


def _person(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, user_id: UUID, error: str = ""
) -> HttpResponse:
    user = _found(user_id)
    factor = SecondFactor.objects.filter(user_id=user_id).first()
    is_on = factor is not None and factor.turned_on_at is not None
    return pages.sheet(
        request,
        site,
        title=user.name or user.email,
        up=("People", reverse("admin:people")),
        sections=[_facts(user, factor), _memberships(user), _keys(user)],
        verbs=_verbs(user, operator, is_on=is_on),
        error=error,
    )


def _facts(user: User, factor: SecondFactor | None) -> Section:
    sessions = RefreshSession.objects.filter(
        user_id=user.id,
        revoked_at=None,
        expires_at__gt=db.clock(),
        session_version=user.session_version,
    )
    confirmed = "confirmed" if user.is_email_confirmed else "not confirmed yet"
    since = None if factor is None else factor.turned_on_at
    return Section(
        "The person",
        facts=[
            ("E-mail", pages.words(f"{user.email}, {confirmed}")),
            ("Id", pages.name(user.id)),
            ("Stands", pages.words(_state(user))),
            ("Staff", pages.words(user.operator_role)),
            ("Since", pages.moment(user.created_at)),
            ("Live sessions", pages.words(sessions.count())),
            ("Second factor", pages.moment(since) if since else pages.words("off")),
        ],
    )


def _memberships(user: User) -> Section:
    found = Membership.objects.filter(user_id=user.id).select_related("merchant").order_by("id")
    rows = [
        (
            pages.words(each.merchant.name, place_of(f"merchant/{each.merchant_id}")),
            pages.words(each.role),
            pages.words(each.merchant.verification),
            pages.moment(each.created_at),
        )
        for each in found[: pages.ROWS]
    ]
    head = ("Merchant", "Role", "Verification", "Since")
    return Section("Belongs to", table=Table(head, rows, "No merchant."))


def _keys(user: User) -> Section:
    found = ApiKey.objects.filter(made_by_id=user.id, revoked_at=None).order_by("-id")
    rows = [
        (
            pages.words(each.name),
            pages.name(each.prefix),
            pages.words(", ".join(each.scopes)),
            pages.moment(each.last_used_at),
        )
        for each in found[: pages.ROWS]
    ]
    head = ("API key", "Begins with", "Scopes", "Last used")
    return Section("Keys they made", table=Table(head, rows, "None that is not revoked."))


def _verbs(user: User, operator: Caller, *, is_on: bool) -> list[Verb]:
    if not _may_act(operator, user):
        return []
    named = ["deactivate" if user.is_active else "reactivate"]
    named += ["reset-second-factor"] if is_on else []
    return [
        Verb(
            _label(verb),
            _MEANINGS[verb],
            reverse("admin:person_act", args=[user.id, verb]),
            ReasonForm(who_reads="The person reads it, and it is kept."),
        )
        for verb in named
    ]


def _act(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, user_id: UUID, verb: str
) -> HttpResponse:
    user, place = _found(user_id), reverse("admin:person", args=[user_id])
    again = partial(_person, request, site, operator, user_id)
    if request.method != "POST" or verb not in _ACTS:
        return HttpResponseRedirect(place)
    if not _may_act(operator, user):
        return again(
            "Another admin does this: nobody acts about themselves, or about staff but admin."
        )
    deed = Deed(
        title=f"{_label(verb)}: {user.name or user.email}?",
        meaning=_MEANINGS[verb],
        told=[("Person", user.email)],
        button=f"Yes, {_label(verb).lower()}",
        do=lambda reason: _ACTS[verb](
            user_id=user_id, reason=reason, actor=operator.actor, at=db.clock()
        ),
        done=f"{_label(verb)}: done.",
        place=place,
        leads_to=place,
    )
    return carry_out(request, site, deed, again)


def _may_act(operator: Caller, user: User) -> bool:
    roles = (OperatorRole.ADMIN,) if user.operator_role else FREEZERS
    return may(operator, roles) and user.id != operator.user_id


def _found(user_id: UUID) -> User:
    user = User.objects.filter(id=user_id).first()
    if user is None:
        raise Http404
    return user


def _state(user: User) -> str:
    if not user.is_active:
        return "deactivated"
    return "active" if user.is_email_confirmed else "has not confirmed"


def _label(verb: str) -> str:
    return verb.replace("-", " ").capitalize()
