"""An auction as one merchant sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.bidding import planning, sealing, showing
from adulis.bidding.errors import AuctionNotFound
from adulis.bidding.logbook import rules_of, state_of
from adulis.bidding.machine import AuctionState, AwardState
from adulis.bidding.models import Auction, Award, Participant, Plan, SealedBid
from adulis.bidding.rules import refusing
from adulis.bidding.rules.book import FINALISTS, Rules
from adulis.bidding.rules.state import State
from adulis.bidding.showing import Look, Waiting
from adulis.bidding.values import AuctionPlan, Format, SealedKind, Visibility
from adulis.bidding.values import Standing as Place
from adulis.deals import queries as deals
from adulis.deals.errors import DealNotFound
from adulis.deals.values import Access
from adulis.identity import queries as identity
from adulis.identity.values import Viewer
from adulis.kernel.money import Money, rupees
from adulis.timers import queries as time


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """A bidder's own part. ``bid`` is what they have bid, ``limit`` how far they would go."""

    bidder: int
    standing: Place
    bond: Money
    bid: Money | None
    limit: Money | None
    until: datetime | None
    rank: int | None
    is_leading: bool | None
    is_stale: bool
    is_finalist: bool
    has_shot: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardSeen:
    """Who was chosen; ``merchant_id`` and name for the two it is between."""

    bidder: int
    price: Money
    is_binding: bool
    state: AwardState
    due_at: datetime
    reason: str
    note: str
    merchant_id: UUID | None
    merchant_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuctionSeen:
    """``row`` with what this viewer may know of it: null where they may not.

    ``required`` is the least good bid that would be taken from them now; ``reserve`` is shown, with
    the salt of its commitment, once it is over.
    """

    row: Auction
    is_poster: bool
    price: Money | None
    leader: int | None
    is_reserve_met: bool | None
    reserve_opened: str | None
    required: Money | None
    mine: Mine | None
    award: AwardSeen | None
    waiting: Waiting | None
    allowed_moves: list[str]
    now: datetime


def auction_of(viewer: Viewer, deal_id: UUID, *, now: datetime) -> AuctionSeen:
    """The deal's auction. Raises AuctionNotFound, also where the deal is none of theirs."""
    auction, is_poster = visible(viewer, deal_id, now)
    seats = {seat.party_id: seat for seat in _seats(auction, viewer)}
    rules, state = rules_of(auction), state_of(auction, seats.values())
    seat = seats.get(viewer.merchant_id)
    award = Award.objects.filter(auction_id=auction.id).order_by("-number").first()
    look = look_of(auction, viewer, seat, award, is_poster=is_poster)
    mine = None if seat is None else _mine(auction, look, state, seat, now)
    leader = seats.get(auction.leader_id) if auction.leader_id else None
    timers = time.timers_of([f"auction/{auction.id}"])[f"auction/{auction.id}"]
    until = next((each.due_at for each in timers), None)
    return AuctionSeen(
        row=auction,
        is_poster=is_poster,
        price=auction.price if look.sees_prices else None,
        leader=leader.number if leader and look.sees_prices else None,
        is_reserve_met=_reserve_met(auction, rules, look),
        reserve_opened=_reserve_opened(auction, look),
        required=None if is_poster else _required(auction, rules, state, viewer, now),
        mine=mine,
        award=_award(auction, viewer, award, is_poster=is_poster),
        waiting=showing.waiting_of(look, until),
        allowed_moves=showing.allowed_moves(look, viewer.role),
        now=now,
    )


@dataclass(frozen=True, slots=True)
class Watched:
    """An auction as it is followed live: what its facts are about, and whether with prices."""

    subject: str
    tells_prices: bool


def watched(viewer: Viewer, deal_id: UUID, *, now: datetime) -> Watched | None:
    """What to follow of a deal's auction. None: it is their own, and they are told all of it.

    Raises AuctionNotFound.
    """
    auction, is_poster = visible(viewer, deal_id, now)
    if is_poster:
        return None
    is_open = auction.format == Format.OPEN
    return Watched(
        f"auction/{auction.id}", is_open and auction.visibility == Visibility.PRICE
    )  # fmt: skip


def plan_of(viewer: Viewer, deal_id: UUID, *, now: datetime) -> AuctionPlan:
    """How the viewer's draft will be put up for bids. Raises AuctionNotFound."""
    try:
        seen = deals.deal_of(viewer, deal_id, now=now)
    except DealNotFound:
        raise AuctionNotFound from None
    if seen.access is not Access.POSTER:
        raise AuctionNotFound
    row = Plan.objects.filter(deal_id=deal_id).first()
    if row is None:
        return AuctionPlan()
    sealed = row.reserve_sealed
    return planning.read(row.body, sealing.open_planned(sealed, deal_id) if sealed else None)


def visible(viewer: Viewer, deal_id: UUID, now: datetime) -> tuple[Auction, bool]:
    """The auction, and whether it is the viewer's own. Who takes part goes on seeing it."""
    auction = Auction.objects.filter(deal_id=deal_id).order_by("-number").first()
    if auction is None:
        raise AuctionNotFound
    if auction.poster_id == viewer.merchant_id:
        return auction, True
    takes_part = Participant.objects.filter(
        auction_id=auction.id, party_id=viewer.merchant_id
    ).exists()
    if takes_part:
        return auction, False
    try:
        seen = deals.deal_of(viewer, deal_id, now=now)
    except DealNotFound:
        raise AuctionNotFound from None
    if not seen.access.sees_all:
        raise AuctionNotFound
    return auction, False


def look_of(
    auction: Auction, viewer: Viewer, seat: Participant | None, award: Award | None,
    *, is_poster: bool,
) -> Look:  # fmt: skip
    """Who looks, at what."""
    state = AuctionState(auction.state)
    has_bid = seat is not None and seat.level_minor > 0
    if seat is not None and auction.format == Format.SEALED:
        newest = _sealed(auction, seat).order_by("-sequence").first()
        has_bid = newest is not None and newest.kind == SealedKind.SEALED
    return Look(
        state=state,
        format=Format(auction.format),
        visibility=Visibility(auction.visibility),
        is_poster=is_poster,
        is_bidder=seat is not None,
        has_bid=has_bid,
        has_limit=seat is not None and bool(seat.limit_sealed),
        is_stale=seat is not None and seat.is_stale,
        may_shoot=state is AuctionState.FINAL_ROUND
        and seat is not None
        and _is_finalist(auction, seat)
        and not _has_shot(auction, seat),
        is_chosen=award is not None
        and award.state == AwardState.OFFERED
        and award.party_id == viewer.merchant_id,
    )


# --- within ---------------------------------------------------------------------------------------


def _seats(auction: Auction, viewer: Viewer) -> list[Participant]:
    rows = Participant.objects.filter(auction_id=auction.id)
    return list(rows.filter(party_id__in=[auction.leader_id, viewer.merchant_id]))


def _mine(auction: Auction, look: Look, state: State, seat: Participant, now: datetime) -> Mine:
    offer = state.offers.get(seat.party_id)
    counts = offer is not None and not offer.is_stale
    rank = rank_of(auction, seat) if look.sees_own_rank and counts else None
    leads = auction.leader_id == seat.party_id
    return Mine(
        bidder=seat.number,
        standing=Place(seat.standing),
        bond=rupees(seat.bond_minor),
        bid=None if offer is None else offer.level,
        limit=None if offer is None else offer.limit_at(now),
        until=None if offer is None else offer.until,
        rank=rank,
        is_leading=leads if look.sees_own_lead and counts else None,
        is_stale=seat.is_stale,
        is_finalist=look.state is AuctionState.FINAL_ROUND and _is_finalist(auction, seat),
        has_shot=_has_shot(auction, seat),
    )


def rank_of(auction: Auction, seat: Participant) -> int:
    """How many are better, or as good and earlier; and one."""
    better = "gt" if auction.direction == "forward" else "lt"
    others = Participant.objects.filter(auction_id=auction.id, is_stale=False)
    others = others.exclude(level_minor=0)
    ahead = others.filter(**{f"level_minor__{better}": seat.level_minor})
    earlier = others.filter(level_minor=seat.level_minor, since__lt=seat.since)
    return 1 + ahead.count() + earlier.count()


def _is_finalist(auction: Auction, seat: Participant) -> bool:
    counts = seat.level_minor > 0 and not seat.is_stale
    return counts and rank_of(auction, seat) <= FINALISTS


def _has_shot(auction: Auction, seat: Participant) -> bool:
    shots = SealedBid.objects.filter(auction_id=auction.id, party_id=seat.party_id)
    return shots.filter(kind=SealedKind.FINAL).exists()


def _sealed(auction: Auction, seat: Participant) -> Any:
    rows = SealedBid.objects.filter(auction_id=auction.id, party_id=seat.party_id)
    return rows.exclude(kind=SealedKind.FINAL)


def _required(
    auction: Auction, rules: Rules, state: State, viewer: Viewer, now: datetime
) -> Money | None:
    if auction.state != AuctionState.OPEN:
        return None
    if auction.format == Format.SEALED:
        return rules.start
    return refusing.required(rules, state, viewer.merchant_id, now)


def _reserve_met(auction: Auction, rules: Rules, look: Look) -> bool | None:
    """F4: "reserve not met" is said where the price is."""
    if not auction.reserve_sealed or auction.price is None or not look.sees_prices:
        return None
    return rules.meets_reserve(auction.price)


def _reserve_opened(auction: Auction, look: Look) -> str | None:
    if not auction.reserve_sealed or not (look.is_poster or (look.is_over and look.is_bidder)):
        return None
    return sealing.reserve_opened(auction.reserve_sealed, auction.id)


def _award(
    auction: Auction, viewer: Viewer, award: Award | None, *, is_poster: bool
) -> AwardSeen | None:
    if award is None or not (is_poster or award.party_id == viewer.merchant_id):
        return None
    number = Participant.objects.get(auction_id=auction.id, party_id=award.party_id).number
    standings = identity.standings([award.party_id])
    return AwardSeen(
        bidder=number,
        price=award.price,
        is_binding=award.is_binding,
        state=AwardState(award.state),
        due_at=award.due_at,
        reason=award.reason if is_poster else "",
        note=award.note,
        merchant_id=award.party_id,
        merchant_name=standings[award.party_id].name,
    )
