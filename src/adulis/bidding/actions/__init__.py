"""The verbs of auctions."""

from adulis.bidding.actions.awarding import (
    award_auction,
    confirm_award,
    decline_award,
    note_settled,
    note_started,
    note_unpaid,
)
from adulis.bidding.actions.clockwork import fire_timer, give_back_outage, park_timer
from adulis.bidding.actions.opening import (
    amend_auction,
    cancel_auction,
    make_room,
    open_auction,
    plan_auction,
)
from adulis.bidding.actions.placing import (
    cancel_instruction,
    place_bid,
    reconfirm_bid,
    set_instruction,
)
from adulis.bidding.actions.retracting import exclude_bidder, retract_bid
from adulis.bidding.actions.sealed import withdraw_sealed_bid

__all__ = [
    "amend_auction",
    "award_auction",
    "cancel_auction",
    "cancel_instruction",
    "confirm_award",
    "decline_award",
    "exclude_bidder",
    "fire_timer",
    "give_back_outage",
    "make_room",
    "note_settled",
    "note_started",
    "note_unpaid",
    "open_auction",
    "park_timer",
    "place_bid",
    "plan_auction",
    "reconfirm_bid",
    "retract_bid",
    "set_instruction",
    "withdraw_sealed_bid",
]
