"""To bid: at a price, by a standing instruction, or once more on other terms."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from adulis.bidding import confirming, policies
from adulis.bidding.actions import seats
from adulis.bidding.actions.sealed import put_in_envelope, shoot
from adulis.bidding.actions.table import Table, enter
from adulis.bidding.actions.telling import tell_moved
from adulis.bidding.errors import BidsAreSealed, Closed, NothingStanding, UnusualBid
from adulis.bidding.machine import AuctionState
from adulis.bidding.models import Bid, Participant
from adulis.bidding.rules import orders, refusing
from adulis.bidding.rules.orders import Order
from adulis.bidding.values import BidGiven, Format, InstructionGiven, Placed, Seen, Visibility
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import rupees


@db.transaction_required
def place_bid(
    *, viewer: Viewer, deal_id: UUID, bid: BidGiven, actor: Actor, at: datetime
) -> Placed:
    """Bid. In a sealed auction, and in the final round of an open one, nobody reads it before the
    end.

    Raises AuctionNotFound, Closed, StaleTerms, StaleVersion, OwnAuction, BidderNotVerified,
    BidderExcluded, BidderAffiliated, BidOutOfRange, Outbid, BidNotImproved, UnusualBid,
    NotFinalist, OneShotOnly, InsufficientFunds (of the bond).
    """
    table = seats.entered(viewer, deal_id, actor=actor, at=at)
    seat = _let_in(table, viewer, bid.seen)
    if table.auction.state == AuctionState.FINAL_ROUND:
        return shoot(table, seat, bid)
    if table.auction.format == Format.SEALED:
        return put_in_envelope(table, viewer, seat, bid)
    order = orders.Bid(viewer.merchant_id, bid.amount)
    _check_bid(table, order, bid.confirmation)
    return _ordered(table, viewer, seat, order)


@db.transaction_required
def set_instruction(
    *, viewer: Viewer, deal_id: UUID, instruction: InstructionGiven, actor: Actor, at: datetime
) -> Placed:
    """Bid for me as far as this (3.6). The same again changes nothing and says where it stands.

    Raises AuctionNotFound, BidsAreSealed, Closed, StaleTerms, StaleVersion, OwnAuction,
    BidderNotVerified, BidderExcluded, BidderAffiliated, BidOutOfRange, Outbid, BidNotImproved,
    LimitBelowPrice, TooLateToLower, InstructionOver, InsufficientFunds (of the bond).
    """
    table = _open_table(viewer, deal_id, actor, at)
    seat = _let_in(table, viewer, instruction.seen)
    party_id = viewer.merchant_id
    order = orders.Instruct(party_id, instruction.limit, instruction.until)
    mine = table.state.of(party_id)
    if mine is not None and table.state.leader == party_id:
        refusing.check_time(table.rules, table.state, table.now)
        if (mine.limit, mine.until) == (order.limit, order.until):
            assert seat is not None
            return placed(table, seat, None)
    refusing.check_instruction(table.rules, table.state, order, at=table.now)
    return _ordered(table, viewer, seat, order)


@db.transaction_required
def cancel_instruction(*, viewer: Viewer, deal_id: UUID, actor: Actor, at: datetime) -> Placed:
    """Bid for me no further. What has been bid stands.

    Raises AuctionNotFound, BidsAreSealed, Closed, NothingStanding, TooLateToLower.
    """
    table = _open_table(viewer, deal_id, actor, at)
    seat = _seated(table, viewer)
    order = orders.Cancel(viewer.merchant_id)
    refusing.check_cancelling(table.rules, table.state, order, at=table.now)
    return _ordered(table, viewer, seat, order)


@db.transaction_required
def reconfirm_bid(
    *, viewer: Viewer, deal_id: UUID, seen: Seen, actor: Actor, at: datetime
) -> Placed:
    """The bid that was made on other terms is meant on these as well (E-8).

    Raises AuctionNotFound, BidsAreSealed, Closed, StaleTerms, StaleVersion, BidderNotVerified,
    BidderExcluded, NothingStanding.
    """
    table = _open_table(viewer, deal_id, actor, at)
    seat = _let_in(table, viewer, seen)
    if seat is None:
        raise NothingStanding
    refusing.check_reconfirming(table.rules, table.state, viewer.merchant_id, at=table.now)
    return _ordered(table, viewer, seat, orders.Reconfirm(viewer.merchant_id))


def placed(table: Table, seat: Participant, line: Bid | None) -> Placed:
    """Where a bidder stands after what they did."""
    state, mine = table.state, table.state.of(seat.party_id)
    seen = Visibility(table.auction.visibility)
    leads = state.leader == seat.party_id
    return Placed(
        auction_id=table.auction.id,
        sequence=table.auction.sequence if line is None else line.sequence or state.sequence,
        bidder=seat.number,
        is_leading=None if seen is Visibility.BLIND else leads,
        rank=_rank(table, seat) if seen in {Visibility.PRICE, Visibility.RANK} else None,
        price=state.price if seen is Visibility.PRICE else None,
        bid=None if mine is None else mine.level,
        limit=None if mine is None else mine.limit_at(table.now),
        until=None if mine is None else mine.until,
        ends_at=state.ends_at,
        version=table.auction.version,
        hash="",
    )


# --- within ---------------------------------------------------------------------------------------


def _open_table(viewer: Viewer, deal_id: UUID, actor: Actor, at: datetime) -> Table:
    table = seats.entered(viewer, deal_id, actor=actor, at=at)
    state = table.auction.state
    if table.auction.format == Format.SEALED or state == AuctionState.FINAL_ROUND:
        raise BidsAreSealed
    _check_running(table)
    return table


def _let_in(table: Table, viewer: Viewer, seen: Seen) -> Participant | None:
    _check_running(table)
    policies.check_seen(
        terms_version=seen.terms_version,
        terms_now=table.auction.terms_version,
        version=seen.version,
        version_now=table.auction.version,
    )
    return seats.check_seat(table, viewer)


def _check_running(table: Table) -> None:
    if not table.is_running:
        raise Closed(ends_at=table.auction.ends_at.isoformat(), state=table.auction.state)


def _seated(table: Table, viewer: Viewer) -> Participant:
    seat = table.seat(viewer.merchant_id)
    if seat is None:
        raise NothingStanding
    return seat


def _check_bid(table: Table, order: orders.Bid, confirmation: str) -> None:
    """G9: what looks like a slip is taken when it is sent again with what was given for it."""
    is_meant = confirming.is_meant(confirmation, table.auction.id, order, now=table.now)
    try:
        refusing.check_bid(table.rules, table.state, order, at=table.now, is_confirmed=is_meant)
    except UnusualBid as unusual:
        until = table.now + timedelta(seconds=confirming.SECONDS)
        raise UnusualBid(
            pointer=unusual.pointer,
            **unusual.facts,
            confirmation=confirming.token(table.auction.id, order, until=until),
            confirm_by=until.isoformat(),
        ) from None


def _ordered(table: Table, viewer: Viewer, seat: Participant | None, order: Order) -> Placed:
    # Last of all refusals: whether the bond is there. After this point nothing may refuse.
    seat = seats.take_seat(table, viewer, seat)
    before = table.state
    line = enter(table, order)
    tell_moved(table, line, before)
    return placed(table, seat, line)


def _rank(table: Table, seat: Participant) -> int | None:
    if table.state.leader == seat.party_id:
        return 1
    if not seat.level_minor or seat.is_stale:
        return None
    better = "gt" if table.rules.beats(rupees(2), rupees(1)) else "lt"
    others = Participant.objects.filter(auction_id=table.auction.id, is_stale=False)
    ahead = others.exclude(level_minor=0).filter(**{f"level_minor__{better}": seat.level_minor})
    earlier = others.filter(level_minor=seat.level_minor, since__lt=seat.since)
    return 1 + ahead.count() + earlier.count()
