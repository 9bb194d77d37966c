"""What may be ordered in an open auction, and what is said to whoever may not. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.bidding.errors import (
    BidNotImproved,
    BidOutOfRange,
    Closed,
    InstructionOver,
    LimitBelowPrice,
    NothingStanding,
    Outbid,
    TooLateToLower,
    UnusualBid,
)
from adulis.bidding.rules.advancing import needed
from adulis.bidding.rules.book import Rules
from adulis.bidding.rules.orders import Bid, Cancel, Instruct
from adulis.bidding.rules.state import Offer, State
from adulis.kernel.money import BASIS_POINTS_IN_WHOLE, Money


def check_time(rules: Rules, state: State, at: datetime) -> None:
    """Raises Closed: from the start on, and before the end to the microsecond."""
    if not rules.starts_at <= at < state.ends_at:
        raise Closed(starts_at=rules.starts_at.isoformat(), ends_at=state.ends_at.isoformat())


def check_bid(
    rules: Rules, state: State, bid: Bid, *, at: datetime, is_confirmed: bool = False
) -> None:
    """Raises Closed, BidOutOfRange, Outbid, BidNotImproved, UnusualBid."""
    check_time(rules, state, at)
    check_range(rules, bid.amount, pointer="/amount_paise")
    _check_improves(rules, state, bid.party, bid.amount, at, pointer="/amount_paise")
    if not is_confirmed:
        check_unusual(rules, state, bid)


def check_instruction(rules: Rules, state: State, order: Instruct, *, at: datetime) -> None:
    """Raises Closed, InstructionOver, BidOutOfRange, Outbid, BidNotImproved, LimitBelowPrice,
    TooLateToLower.
    """
    check_time(rules, state, at)
    if order.until is not None and order.until <= at:
        raise InstructionOver(pointer="/until")
    check_range(rules, order.limit, pointer="/limit_paise")
    mine = state.of(order.party)
    if mine is None or state.leader != order.party:
        _check_improves(rules, state, order.party, order.limit, at, pointer="/limit_paise")
        return
    if rules.beats(mine.level, order.limit):
        raise LimitBelowPrice(pointer="/limit_paise", required_paise=mine.level.minor)
    if _is_lowered(rules, mine, order, at):
        _check_not_late(rules, state, at)


def check_cancelling(rules: Rules, state: State, order: Cancel, *, at: datetime) -> None:
    """Raises Closed, NothingStanding, TooLateToLower: who leads would lower their limit (F7)."""
    check_time(rules, state, at)
    mine = state.of(order.party)
    if mine is None or mine.limit_at(at) == mine.level:
        raise NothingStanding
    if state.leader == order.party:
        _check_not_late(rules, state, at)


def check_reconfirming(rules: Rules, state: State, party: UUID, *, at: datetime) -> None:
    """Raises Closed, NothingStanding."""
    check_time(rules, state, at)
    mine = state.offers.get(party)
    if mine is None or not mine.is_stale:
        raise NothingStanding


def check_range(rules: Rules, amount: Money, *, pointer: str) -> None:
    """Raises BidOutOfRange: nobody offers less than the start, or asks more than the ceiling."""
    if rules.beats(rules.start, amount):
        raise BidOutOfRange(pointer=pointer, required_paise=rules.start.minor)


def check_unusual(rules: Rules, state: State, bid: Bid) -> None:
    """Raises UnusualBid (G9): far better than what it has to beat, as far as the bidder sees it."""
    mine = state.of(bid.party)
    seen = state.price if rules.must_beat_leader else None if mine is None else mine.level
    if seen is None or state.leader == bid.party or not rules.unusual_above_basis_points:
        return
    ahead = abs((bid.amount - seen).minor) * BASIS_POINTS_IN_WHOLE
    if rules.beats(bid.amount, seen) and ahead > seen.minor * rules.unusual_above_basis_points:
        raise UnusualBid(pointer="/amount_paise", price_paise=seen.minor)


def required(rules: Rules, state: State, party: UUID | None, at: datetime) -> Money | None:
    """The least good bid that would be taken from this party now; None: none would.

    It tells a bidder nothing they may not see.
    """
    least = rules.start
    if rules.must_beat_leader and (party is None or state.leader != party):
        least = rules.better(least, needed(rules, state))
    mine = None if party is None else state.of(party)
    if mine is not None:
        own = mine.limit_at(at) if state.leader == mine.party else mine.level
        least = rules.better(least, rules.beyond(own, rules.own_step))
    return least if least.minor > 0 else None


def _check_improves(
    rules: Rules, state: State, party: UUID, amount: Money, at: datetime, *, pointer: str
) -> None:
    """F1 against the leader where the price is seen, R1 against one's own bid in any case."""
    least = required(rules, state, party, at)
    if least is not None and not rules.beats(least, amount):
        return
    facts: dict[str, Any] = {"required_paise": None if least is None else least.minor}
    if not rules.must_beat_leader or state.leader == party:
        raise BidNotImproved(pointer=pointer, **facts)
    price = None if state.price is None else state.price.minor
    raise Outbid(pointer=pointer, price_paise=price, **facts)


def _is_lowered(rules: Rules, mine: Offer, order: Instruct, at: datetime) -> bool:
    held = mine.limit_at(at)
    if held == mine.level:
        return False
    ends_sooner = order.until is not None and (mine.until is None or order.until < mine.until)
    return rules.beats(held, order.limit) or ends_sooner


def _check_not_late(rules: Rules, state: State, at: datetime) -> None:
    """F7: nobody's limit gets worse in the last two windows."""
    if at >= state.ends_at - 2 * rules.window:
        raise TooLateToLower(until=(state.ends_at - 2 * rules.window).isoformat())
