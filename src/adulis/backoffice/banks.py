"""The bank that payouts go to: how it is, and whether anything is sent to it.

One operator stops it, since stopping is safe; that it goes on is asked of another. What is paused
is sending: what was sent is asked about, and messages and statements are read as before.
"""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.approvals import queries as approvals
from adulis.approvals.models import Approval
from adulis.backoffice import pages
from adulis.backoffice.case_sheets import names_of
from adulis.backoffice.deeds import Deed, ReasonForm, carry_out
from adulis.backoffice.operators import may
from adulis.backoffice.pages import Cell, Section, Verb
from adulis.backoffice.places import place_of
from adulis.gateways import queries
from adulis.gateways.queries import Health, Pause
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.kernel.actors import ActorKind
from adulis.kernel.money import rupees
from adulis.oversight import actions
from adulis.oversight.values import DECIDERS, MONEY, paused_text, subject_of_pause
from adulis.payouts import figures

_STOPS = (
    "No payout is sent to it from the next round of a worker on; what is being sent at this moment"
    " goes out. Payouts are taken as before, keep their money set aside and wait; what was sent is"
    " asked about. Merchants are told that payouts are paused, not why. Going on takes two."
)
_GOES_ON = "Another operator has to agree in the inbox; until then nothing is sent."


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    return [
        pages.door(site, "bank/", _bank, "bank", pages.EVERYBODY),
        pages.door(site, "bank/pause/", _pause, "bank_pause", DECIDERS),
        pages.door(site, "bank/resume/", _resume, "bank_resume", MONEY),
    ]


def not_sent_to() -> list[Section]:
    """What somebody who looks at payouts has to know first: nothing where they are sent."""
    pause, health = queries.pause_of(settings.BANK_CODE), queries.health(settings.BANK_CODE)
    if health.is_well and pause is None:
        return []
    why = pages.words(_stands(health), reverse("admin:bank"))
    return [Section("No payout is sent to the bank", facts=[("Bank", why)])]


def _bank(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, error: str = ""
) -> HttpResponse:
    bank = settings.BANK_CODE
    health, pause = queries.health(bank), queries.pause_of(bank)
    asked = None if pause is None else approvals.waiting_about(subject_of_pause(bank, pause.at))
    return pages.sheet(
        request,
        site,
        title=f"{bank}: {_stands(health)}",
        up=("Payouts", reverse("admin:payouts")),
        sections=[_facts(health, pause), *_resuming(asked, operator)],
        verbs=_verbs(pause, asked, operator),
        error=error,
    )


def _stands(health: Health) -> str:
    if health.paused == queries.RESTORED:
        return f"nothing is sent, since {health.paused}"
    if health.paused:
        return "payouts are paused"
    if health.open_until is not None:
        return "in trouble, and left alone for a while"
    if health.is_probing:
        return "it was in trouble, and one payout at a time tests it"
    return "payouts are sent"


def _facts(health: Health, pause: Pause | None) -> Section:
    waiting = figures.paused_for_operator()
    facts = [
        ("Bank", pages.name(settings.BANK_CODE)),
        ("Stands", pages.words(_stands(health))),
        ("Paused since", pages.moment(pause.at if pause else None)),
        ("By", _by(pause)),
        ("Because", pages.words(pause.reason if pause else "")),
        ("Left alone until", pages.moment(health.open_until)),
        (
            "Payouts that wait for it",
            Cell(str(waiting.count), href=f"{reverse('admin:payouts')}?status=pending"),
        ),
        ("Of", Cell(pages.money_text(rupees(waiting.minor)))),
    ]
    return Section("The bank", facts=facts)


def _by(pause: Pause | None) -> Cell:
    """A person by name; whoever did it at the machine by what the command called itself."""
    if pause is None:
        return pages.words("")
    kind, _, who = pause.by.partition(":")
    if kind != ActorKind.OPERATOR:
        return pages.words(who)
    return pages.words(names_of([who]).get(who, who), place_of(f"user/{who}"))


def _resuming(asked: Approval | None, operator: Caller) -> list[Section]:
    if asked is None:
        return []
    place = reverse("admin:inbox_one", args=[asked.id]) if may(operator, DECIDERS) else ""
    facts = [
        ("Asked by", pages.words(names_of([asked.asked_by]).get(asked.asked_by, ""))),
        ("At", pages.moment(asked.asked_at)),
        ("Because", pages.words(asked.details["reason"])),
        ("Waits for", pages.words("another operator", place)),
    ]
    return [Section("That payouts go on", facts=facts)]


def _verbs(pause: Pause | None, asked: Approval | None, operator: Caller) -> list[Verb]:
    form = ReasonForm(who_reads="Operators read it, and it is kept.")
    if pause is None and may(operator, DECIDERS):
        return [Verb("Pause payouts", _STOPS, reverse("admin:bank_pause"), form)]
    if pause is not None and asked is None and may(operator, MONEY):
        return [Verb("Propose to resume", _GOES_ON, reverse("admin:bank_resume"), form)]
    return []


def _pause(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    bank, place = settings.BANK_CODE, reverse("admin:bank")
    deed = Deed(
        title="Pause payouts to this bank?",
        meaning=_STOPS,
        told=[("Bank", bank)],
        button="Yes, pause them",
        do=lambda reason: actions.pause_bank(
            bank=bank, reason=reason, actor=operator.actor, at=db.clock()
        ),
        done="Payouts are paused.",
        place=place,
        leads_to=place,
    )
    return carry_out(request, site, deed, partial(_bank, request, site, operator))


def _resume(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    bank, place, waiting = settings.BANK_CODE, reverse("admin:bank"), figures.paused_for_operator()
    deed = Deed(
        title="Propose that payouts to this bank go on?",
        meaning=_GOES_ON,
        told=[("Bank", bank), ("When they agree", paused_text(waiting.count, waiting.minor))],
        button="Yes, propose it",
        do=lambda reason: actions.propose_resuming(
            bank=bank, reason=reason, actor=operator.actor, at=db.clock()
        ),
        done="Proposed. Nothing is done before somebody else approves.",
        place=place,
        leads_to=place,
    )
    return carry_out(request, site, deed, partial(_bank, request, site, operator))
