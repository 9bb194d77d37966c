"""Facts that nobody was told of, since their words were not to be found; and telling one after all.

What they are about happened all the same, and is to be seen at its own place.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.deeds import Deed, ReasonForm, carry_out
from adulis.backoffice.operators import may
from adulis.backoffice.pages import Section, Table, Verb
from adulis.backoffice.places import place_of
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.notifications import actions, queries
from adulis.notifications.errors import NewsNotFound
from adulis.notifications.models import Unwritten
from adulis.oversight.values import FREEZERS

_MEANING = "Whoever should have been told then is told now, in the words that there are now."


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    one = "untold/<uuid:unwritten_id>/"
    return [
        pages.door(site, "untold/", _untold, "untold", pages.EVERYBODY),
        pages.door(site, one, _one, "untold_one", pages.EVERYBODY),
        pages.door(site, f"{one}tell/", _tell, "untold_tell", FREEZERS),
    ]


def _untold(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    page = pages.paged(request, queries.unwritten_for_operator())
    now = db.clock()
    rows = [
        (
            pages.words(each.type, reverse("admin:untold_one", args=[each.id])),
            pages.name(each.subject, place_of(each.subject)),
            pages.words(each.reason),
            pages.age(each.noted_at, now),
        )
        for each in page.object_list
    ]
    return pages.listed(
        request,
        site,
        title="News that nobody was told",
        page=page,
        table=Table(
            ("What happened", "To what", "What was missing", "Age"),
            rows,
            "Everybody was told of everything.",
        ),
    )


def _one(
    request: HttpRequest,
    site: admin.AdminSite,
    operator: Caller,
    unwritten_id: UUID,
    error: str = "",
) -> HttpResponse:
    row = _found(unwritten_id)
    facts = [
        ("What happened", pages.words(row.type)),
        ("To what", pages.name(row.subject, place_of(row.subject))),
        ("What was missing", pages.words(row.reason)),
        ("Noted", pages.moment(row.noted_at)),
        ("Told after all", pages.moment(row.told_at)),
    ]
    verbs = []
    if row.told_at is None and may(operator, FREEZERS):
        place = reverse("admin:untold_tell", args=[unwritten_id])
        verbs = [Verb("Tell now", _MEANING, place, ReasonForm())]
    return pages.sheet(
        request,
        site,
        title=row.type,
        up=("News that nobody was told", reverse("admin:untold")),
        note="No letter was written about it; those about what came after it were.",
        sections=[Section("The news", facts=facts)],
        verbs=verbs,
        error=error,
    )


def _tell(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, unwritten_id: UUID
) -> HttpResponse:
    row = _found(unwritten_id)
    deed = Deed(
        title="Tell it now?",
        meaning=_MEANING,
        told=[("What happened", row.type), ("To what", row.subject)],
        button="Yes, tell it",
        do=lambda reason: actions.tell_again(
            unwritten_id=unwritten_id, reason=reason, actor=operator.actor, at=db.clock()
        ),
        done="It is told.",
        place=reverse("admin:untold_one", args=[unwritten_id]),
        leads_to=reverse("admin:untold"),
    )
    return carry_out(request, site, deed, partial(_one, request, site, operator, unwritten_id))


def _found(unwritten_id: UUID) -> Unwritten:
    try:
        return queries.one_unwritten_for_operator(unwritten_id)
    except NewsNotFound as absent:
        raise Http404 from absent
