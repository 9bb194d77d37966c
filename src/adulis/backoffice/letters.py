"""Letters that were given up, and trying one again."""

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
from adulis.mail import actions
from adulis.mail.machine import LetterState
from adulis.mail.models import Letter
from adulis.oversight.values import FREEZERS

_MEANING = "It is sent at once, and for a day again if the mail server does not take it."


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    one = "letters/<uuid:letter_id>/"
    return [
        pages.door(site, "letters/", _letters, "letters", pages.EVERYBODY),
        pages.door(site, one, _letter, "letter", pages.EVERYBODY),
        pages.door(site, f"{one}retry/", _retry, "letter_retry", FREEZERS),
    ]


def _letters(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    page = pages.paged(request, Letter.objects.filter(state="failed").order_by("failed_at", "id"))
    now = db.clock()
    rows = [
        (
            pages.words(each.template, reverse("admin:letter", args=[each.id])),
            pages.name(each.about, place_of(each.about)),
            pages.words(each.last_error),
            pages.number(each.attempt_count),
            pages.age(each.failed_at, now),
        )
        for each in page.object_list
    ]
    return pages.listed(
        request,
        site,
        title="Letters that were given up",
        page=page,
        table=Table(
            ("Letter", "About", "Why", "Tries", "Age"), rows, "Every letter was sent, or waits."
        ),
    )


def _letter(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, letter_id: UUID, error: str = ""
) -> HttpResponse:
    letter = _found(letter_id)
    facts = [
        ("Letter", pages.words(letter.template)),
        ("About", pages.name(letter.about, place_of(letter.about))),
        ("Stands", pages.words(letter.state)),
        ("Written", pages.moment(letter.created_at)),
        ("Tries", pages.words(letter.attempt_count)),
        ("Why", pages.words(letter.last_error)),
        ("Given up", pages.moment(letter.failed_at)),
        ("Sent", pages.moment(letter.sent_at)),
    ]
    verbs = []
    if letter.state == LetterState.FAILED and may(operator, FREEZERS):
        place = reverse("admin:letter_retry", args=[letter_id])
        verbs = [Verb("Retry", _MEANING, place, ReasonForm())]
    return pages.sheet(
        request,
        site,
        title=letter.template,
        up=("Letters that were given up", reverse("admin:letters")),
        note="Whom it goes to, and what it says, is sealed.",
        sections=[Section("The letter", facts=facts)],
        verbs=verbs,
        error=error,
    )


def _retry(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, letter_id: UUID
) -> HttpResponse:
    letter = _found(letter_id)
    deed = Deed(
        title="Retry this letter?",
        meaning=_MEANING,
        told=[("Letter", letter.template), ("About", letter.about)],
        button="Yes, retry",
        do=lambda reason: actions.retry_letter(
            letter_id=letter_id, reason=reason, actor=operator.actor, at=db.clock()
        ),
        done="It is being sent again.",
        place=reverse("admin:letter", args=[letter_id]),
        leads_to=reverse("admin:letters"),
    )
    return carry_out(request, site, deed, partial(_letter, request, site, operator, letter_id))


def _found(letter_id: UUID) -> Letter:
    letter = Letter.objects.filter(id=letter_id).first()
    if letter is None:
        raise Http404
    return letter
