"""From a fact to its words: what the deal is called, and who the other side is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from adulis.deals import queries as deals
from adulis.deals.errors import DealNotFound
from adulis.escrow import queries as escrow
from adulis.events.values import Recorded
from adulis.identity import queries as merchants
from adulis.kernel.errors import Refusal
from adulis.notifications.catalogue import CATALOGUE
from adulis.notifications.errors import Unwritable
from adulis.notifications.values import News, in_words

if TYPE_CHECKING:
    from adulis.deals.models import Deal


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a fact, to the people of ``merchant_id``; ``page`` is where it leads."""

    merchant_id: UUID
    headline: str
    text: str
    label: str
    page: str


def told_of(fact: Recorded) -> Told | None:
    """What is said of ``fact``. Reads, and changes nothing.

    None for facts that are not in the catalogue, concern the other side, or are about an escrow
    that belongs to no deal. Raises Unwritable, whatever is wrong with the fact or with our words.
    """
    news = CATALOGUE.get(fact.type)
    if news is None or fact.merchant_id is None:
        return None
    try:
        return _told(news, fact, fact.merchant_id)
    except DealNotFound:
        return None
    # Words are looked for in what was recorded, maybe long ago and by another release.
    except (LookupError, ValueError, TypeError, AttributeError, Refusal) as error:
        raise Unwritable(f"{type(error).__name__}: {error}"[:200]) from error


def _told(news: News, fact: Recorded, merchant_id: UUID) -> Told | None:
    if not news.goes_to(fact.payload):
        return None
    deal = deals.deal_for_operator(_deal_of(fact))
    words = in_words(fact.payload, settings.TIME_ZONE, code=news.code) | _about(fact, deal)
    return Told(merchant_id=merchant_id, **news.told(words))


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
