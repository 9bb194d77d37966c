"""Facts about auctions.

Whoever put a deal up is told about ``auction/<id>``; a bidder about ``bid/<id>``, which is their
own place in it and counts for itself. What a fact says its reader may know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from adulis.events.values import Fact
from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AuctionOpened(Fact):
    """Bids are taken from ``starts_at`` on."""

    type: ClassVar[str] = "auction.opened"

    deal_id: UUID
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuctionMoved(Fact):
    """Somebody has bid, or taken back a bid: ``price`` is null where nobody leads any more.

    ``bidder`` is the number that everybody knows them by.
    """

    type: ClassVar[str] = "auction.moved"

    deal_id: UUID
    sequence: int
    kind: str
    bidder: int | None
    price: Money | None
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuctionSealedBid(Fact):
    """A sealed bid has come, or was taken back. Whose, and of how much, nobody knows."""

    type: ClassVar[str] = "auction.sealed_bid"

    deal_id: UUID
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuctionFinalBegun(Fact):
    """The end could not be moved any further: the best three have one sealed bid each."""

    type: ClassVar[str] = "auction.final_begun"

    deal_id: UUID
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuctionClosed(Fact):
    """It is over, and whoever put it up may choose."""

    type: ClassVar[str] = "auction.closed"

    deal_id: UUID
    bidders_count: int
    price: Money
    is_reserve_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuctionFailed(Fact):
    """Nothing came of it. ``reason``: no_bids, not_awarded, nobody_left."""

    type: ClassVar[str] = "auction.failed"

    deal_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuctionAwarded(Fact):
    """Somebody was chosen, or is asked as the next best, and has until ``due_at`` to confirm."""

    type: ClassVar[str] = "auction.awarded"

    deal_id: UUID
    bidder: int
    price: Money
    is_binding: bool
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuctionAgreed(Fact):
    """The chosen bidder has confirmed; the deal is agreed in the same commit."""

    type: ClassVar[str] = "auction.agreed"

    deal_id: UUID
    merchant: UUID
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AuctionDeclined(Fact):
    """The chosen bidder does not want to."""

    type: ClassVar[str] = "auction.declined"

    deal_id: UUID
    bidder: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuctionDefaulted(Fact):
    """The chosen bidder has not confirmed, or not paid, in time."""

    type: ClassVar[str] = "auction.defaulted"

    deal_id: UUID
    bidder: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuctionCancelled(Fact):
    """It was called off; every bond goes back."""

    type: ClassVar[str] = "auction.cancelled"

    deal_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BidPlaced(Fact):
    """A first bid: the merchant takes part from now on, with a bond where one is asked for."""

    type: ClassVar[str] = "bid.placed"

    deal_id: UUID
    bidder: int
    bond: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BidOutbid(Fact):
    """Somebody else leads now. ``price`` is null where prices are not seen."""

    type: ClassVar[str] = "bid.outbid"

    deal_id: UUID
    price: Money | None
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BidStale(Fact):
    """The terms were changed: the bid counts again once it is confirmed, by the end."""

    type: ClassVar[str] = "bid.stale"

    deal_id: UUID
    terms_version: int
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BidFinalist(Fact):
    """One sealed bid is asked for, until ``ends_at``; without it the bid that stands counts."""

    type: ClassVar[str] = "bid.finalist"

    deal_id: UUID
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BidRanked(Fact):
    """The auction is over. ``outcome``: best, standby, lost, or lapsed with terms of before."""

    type: ClassVar[str] = "bid.ranked"

    deal_id: UUID
    outcome: str
    rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BidChosen(Fact):
    """The deal is this bidder's at this price, once they confirm by ``due_at``.

    Where it is not ``is_binding`` they are asked as the next best, and may decline for nothing.
    """

    type: ClassVar[str] = "bid.chosen"

    deal_id: UUID
    price: Money
    is_binding: bool
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BidDefaulted(Fact):
    """The merchant did not stand by its bid. ``forfeited`` is what of the bond is lost."""

    type: ClassVar[str] = "bid.defaulted"

    deal_id: UUID
    forfeited: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BidReleased(Fact):
    """Nothing is wanted of this bidder any more; ``bond`` is back in the wallet."""

    type: ClassVar[str] = "bid.released"

    deal_id: UUID
    bond: Money
    reason: str


# What of a fact about an auction everybody may know who sees it; and where prices are seen.
_PUBLIC: Mapping[str, tuple[str, ...]] = {
    AuctionOpened.type: ("starts_at", "ends_at"),
    AuctionMoved.type: ("sequence", "ends_at"),
    AuctionSealedBid.type: ("sequence",),
    AuctionFinalBegun.type: ("ends_at",),
}
_PRICED: Mapping[str, tuple[str, ...]] = {AuctionMoved.type: ("bidder", "price")}


def in_public(kind: str, payload: Mapping[str, Any], *, tells_prices: bool) -> dict[str, Any]:
    """The payload of a fact as those are told it who only look on. What is not named here is not
    told: that something happened is, and each may look at what they may see of it.
    """
    named = ("deal_id", *_PUBLIC.get(kind, ()), *(_PRICED.get(kind, ()) if tells_prices else ()))
    return {name: payload[name] for name in named}
