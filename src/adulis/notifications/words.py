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
    """What is said of a fact, and of which kind that is.

    ``page`` is where it leads, below the web app's address. It is told to ``person_id`` alone, or
    else to the people of ``merchant_id``, but not to ``but_id``.
    """

    fact: Recorded
    news: News
    merchant_id: UUID | None
    person_id: UUID | None
    but_id: UUID | None
    deal_id: UUID | None
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
    if news is None or (fact.merchant_id is None and not news.person):
        return None
    try:
        return _told(news, fact)
    except DealNotFound:
        return None
    # Words are looked for in what was recorded, maybe long ago and by another release.
    except (LookupError, ValueError, TypeError, AttributeError, Refusal) as error:
        raise Unwritable(f"{type(error).__name__}: {error}"[:200]) from error


def _told(news: News, fact: Recorded) -> Told | None:
    if not news.goes_to(fact.payload):
        return None
    words = in_words(fact.payload, settings.TIME_ZONE, code=news.code)
    words["thing_id"] = fact.subject.partition("/")[2]
    deal_id = _deal_of(fact) if news.is_of_deal else None
    if deal_id is not None:
        words |= _about(fact, deals.deal_for_operator(deal_id))
    said = news.told(words)
    if not news.person:
        said["page"] = f"m/{fact.merchant_id}/{said['page']}"
    return Told(
        fact=fact,
        news=news,
        merchant_id=None if news.person else fact.merchant_id,
        person_id=_person(fact, news.person),
        but_id=_person(fact, news.but),
        deal_id=deal_id,
        **said,
    )


def _person(fact: Recorded, member: str) -> UUID | None:
    """Whom the member names; ``subject``: whom the fact is about."""
    if not member:
        return None
    return UUID(fact.subject.partition("/")[2] if member == "subject" else fact.payload[member])


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
