"""What auctions do when a deal says that something happened to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from adulis.bidding import actions
from adulis.bidding.actions.opening import DIRECTIONS, FORMATS
from adulis.bidding.errors import AuctionExists, AuctionNotFound
from adulis.bidding.values import Opening
from adulis.deals import queries as deals
from adulis.deals.machine import DealState
from adulis.deals.values import DealFormat, DealKind, Side
from adulis.events import actions as events
from adulis.events.values import Consumer, Recorded
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import rupees

# Everything done here can be done twice: facts from before this room was there do no harm.
BIDDING = Consumer("bidding", from_beginning=True)
BATCH = 50


@db.transaction_required
def listen(*, actor: Actor, at: datetime) -> int:
    """Act upon the next facts of deals, each once; returns how many were read, of whatever type."""
    told: dict[str, Any] = {"actor": actor, "at": at}
    return events.consume(
        consumer=BIDDING,
        types=frozenset(_ACTS),
        limit=BATCH,
        handle=lambda fact: act_upon(fact, told),
        at=at,
    )


def act_upon(fact: Recorded, told: dict[str, Any]) -> None:
    """Both sides are told of everything; what the poster is told is enough."""
    if fact.type not in _ACTS or fact.payload["side"] != Side.POSTER:
        return
    try:
        _ACTS[fact.type](UUID(fact.subject.partition("/")[2]), fact, told)
    except AuctionNotFound:
        # A deal between two who know each other is not bid on.
        return


def _published(deal_id: UUID, _: Recorded, told: dict[str, Any]) -> None:
    deal = deals.deal_for_operator(deal_id)
    how = FORMATS.get(DealFormat(deal.format))
    if how is None or deal.state != DealState.OPEN or deal.deadline is None:
        return
    terms = deals.terms_for_operator(deal_id, deal.terms_version)
    opening = Opening(
        deal_id=deal_id,
        poster_id=deal.poster_id,
        direction=DIRECTIONS[DealKind(deal.kind)],
        format=how,
        budget=rupees(deal.budget_minor or 0),
        ends_at=deal.deadline,
        terms_version=deal.terms_version,
        confirm_within=timedelta(hours=terms.body["confirm_within_hours"]),
    )
    try:
        actions.open_auction(opening=opening, **told)
    except AuctionExists:
        # It was opened when somebody told of it before.
        return


def _reopened(deal_id: UUID, fact: Recorded, told: dict[str, Any]) -> None:
    actions.make_room(deal_id=deal_id, **told)
    _published(deal_id, fact, told)


def _amended(deal_id: UUID, fact: Recorded, told: dict[str, Any]) -> None:
    payload = fact.payload
    actions.amend_auction(
        deal_id=deal_id,
        terms_version=payload["version"],
        material=payload["material"],
        ends_at=datetime.fromisoformat(payload["deadline"]),
        **told,
    )


def _off(deal_id: UUID, fact: Recorded, told: dict[str, Any]) -> None:
    actions.cancel_auction(deal_id=deal_id, reason=fact.payload["reason"], **told)


def _agreed(deal_id: UUID, _: Recorded, told: dict[str, Any]) -> None:
    actions.note_settled(deal_id=deal_id, **told)


def _started(deal_id: UUID, _: Recorded, told: dict[str, Any]) -> None:
    actions.note_started(deal_id=deal_id, **told)


def _unpaid(deal_id: UUID, fact: Recorded, told: dict[str, Any]) -> None:
    actions.note_unpaid(deal_id=deal_id, by_id=UUID(fact.payload["by_id"]), **told)


_ACTS: dict[str, Callable[[UUID, Recorded, dict[str, Any]], None]] = {
    "deal.published": _published,
    "deal.reopened": _reopened,
    "deal.amended": _amended,
    "deal.cancelled": _off,
    "deal.lapsed": _off,
    "deal.agreed": _agreed,
    "deal.started": _started,
    "deal.defaulted": _unpaid,
}
