"""What of an auction somebody may see: one table for all doors (R3, F6). Pure.

Whoever put it up sees prices in every mode, and nobody's limit; what is sealed nobody sees before
the end. Bidders are numbers to everybody, until one of them is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from adulis.bidding.machine import RUNNING, AuctionState
from adulis.bidding.values import Format, Visibility
from adulis.identity.values import MemberRole

FINANCE, OWNER = MemberRole.FINANCE, MemberRole.OWNER
ROLES = {
    "bid": FINANCE, "set_auto_bid": FINANCE, "cancel_auto_bid": FINANCE, "retract": FINANCE,
    "reconfirm": FINANCE, "withdraw": FINANCE, "award": OWNER, "confirm": OWNER, "decline": OWNER,
}  # fmt: skip
# What an operator who only looks may do: nothing.
_OVER = frozenset(
    {AuctionState.CLOSED, AuctionState.AWARDED, AuctionState.AGREED, AuctionState.FAILED}
)


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks, at what. ``has_bid``: they have a bid that counts, or that waits (stale)."""

    state: AuctionState
    format: Format
    visibility: Visibility
    is_poster: bool
    is_bidder: bool = False
    has_bid: bool = False
    has_limit: bool = False
    is_stale: bool = False
    may_shoot: bool = False
    is_chosen: bool = False

    @property
    def is_over(self) -> bool:
        return self.state in _OVER

    @property
    def sees_prices(self) -> bool:
        if self.format is Format.SEALED:
            return self.is_over and (self.is_poster or self.is_bidder)
        if self.state is AuctionState.FINAL_ROUND:
            return self.is_poster or self.visibility is Visibility.PRICE
        return (
            self.is_poster
            or self.visibility is Visibility.PRICE
            or (self.is_over and self.is_bidder)
        )

    @property
    def sees_own_rank(self) -> bool:
        ranked = {Visibility.PRICE, Visibility.RANK}
        return self.sees_prices or (self.format is Format.OPEN and self.visibility in ranked)

    @property
    def sees_own_lead(self) -> bool:
        return self.sees_own_rank or (
            self.format is Format.OPEN and self.visibility is Visibility.LEAD
        )


def allowed_moves(look: Look, role: MemberRole) -> list[str]:
    """What a viewer of this kind, and in this role, may do now."""
    return [each for each in _moves(look) if role.rank >= ROLES[each].rank]


def _moves(look: Look) -> list[str]:
    state = look.state
    if look.is_poster:
        return ["award"] if state is AuctionState.CLOSED else []
    if state is AuctionState.AWARDED and look.is_chosen:
        return ["confirm", "decline"]
    if state is AuctionState.FINAL_ROUND:
        return ["bid"] if look.may_shoot else []
    if state is not AuctionState.OPEN:
        return []
    if look.format is Format.SEALED:
        return ["bid", *(["withdraw"] if look.has_bid else [])]
    moves = ["bid", "set_auto_bid"]
    moves += ["cancel_auto_bid"] if look.has_limit else []
    moves += ["retract"] if look.has_bid else []
    return moves + (["reconfirm"] if look.is_stale else [])


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why an auction waits: for what, on whom, until when, and what happens then."""

    reason: str
    on: str
    until: datetime | None
    then: str


def waiting_of(look: Look, until: datetime | None) -> Waiting | None:
    """What it waits for; ``until`` is when its timer is due."""
    if look.state in RUNNING:
        then = "Then whoever put it up chooses; nobody is bound before."
        among = "the best three" if look.state is AuctionState.FINAL_ROUND else "those who bid"
        return Waiting("bids", among, until, then)
    if look.state is AuctionState.CLOSED:
        return Waiting(
            "award", "whoever put it up", until,
            "Where nobody is chosen in time it is over, and every bond goes back.",
        )  # fmt: skip
    if look.state is AuctionState.AWARDED:
        return Waiting(
            "confirmation", "the chosen bidder", until,
            "Silence is a default: the bond is lost, and the next best is asked.",
        )  # fmt: skip
    return None
