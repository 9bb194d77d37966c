"""The verb of notifications: a letter about a fact."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from adulis.deals import queries as deals
from adulis.deals.errors import DealNotFound
from adulis.escrow import queries as escrow
from adulis.events.values import Recorded
from adulis.identity import queries as merchants
from adulis.identity.actions.standing import write_to_owners
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.notifications.catalogue import CATALOGUE
from adulis.notifications.values import in_words

if TYPE_CHECKING:
    from adulis.deals.models import Deal

TEMPLATE = "notifications/news"


@db.transaction_required
def write_letters(*, fact: Recorded, actor: Actor, at: datetime) -> int:
    """Queue what the owners of its merchant are told of ``fact``; returns how many letters.

    None for facts that are not in the catalogue, concern the other side, or are about an escrow
    that belongs to no deal.
    """
    news = CATALOGUE.get(fact.type)
    if news is None or fact.merchant_id is None or not news.goes_to(fact.payload):
        return 0
    try:
        deal = deals.deal_for_operator(_deal_of(fact))
    except DealNotFound:
        return 0
    words = in_words(fact.payload, settings.TIME_ZONE, code=news.code) | _about(fact, deal)
    told = news.told(words)
    page = told.pop("page")
    return write_to_owners(
        merchant_id=fact.merchant_id,
        template=TEMPLATE,
        context={**told, "link": f"{settings.PUBLIC_URL}/m/{fact.merchant_id}/{page}"},
        about=fact.subject,
        actor=actor,
        at=at,
    )


def _about(fact: Recorded, deal: Deal) -> dict[str, str]:
    """What the deal is called, the milestone if it is about one, and who the other side is."""
    kind = fact.subject.partition("/")[0]
    told = {"deal_id": str(deal.id), "deal": deal.title, "milestone": "", "other": "the other side"}
    if (milestone_id := _milestone_of(fact)) is not None:
        told["milestone"] = escrow.milestone_for_operator(milestone_id).title
    others = [
        each
        for each in (deal.poster_id, deal.counterparty_id)
        if each is not None and each != fact.merchant_id
    ]
    # Who bids is a number until somebody is chosen.
    if kind not in {"auction", "bid"} and len(others) == 1:
        told["other"] = merchants.standing(others[0]).name
    return told


def _deal_of(fact: Recorded) -> UUID:
    kind, _, thing = fact.subject.partition("/")
    if kind.removeprefix("incoming-") == "deal":
        return UUID(thing)
    if "deal_id" in fact.payload:
        return UUID(fact.payload["deal_id"])
    return UUID(fact.payload["about"].split("/")[1])


def _milestone_of(fact: Recorded) -> UUID | None:
    kind, _, thing = fact.subject.partition("/")
    if kind.removeprefix("incoming-") == "milestone":
        return UUID(thing)
    return UUID(fact.payload["milestone_id"]) if "milestone_id" in fact.payload else None
