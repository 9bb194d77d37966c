"""The tables of auctions."""

from adulis.bidding.models.auctions import Auction, Award, Plan, Result
from adulis.bidding.models.bids import Bid, SealedBid
from adulis.bidding.models.participants import Flag, Participant
from adulis.kernel.sealed import SealedColumn

RESERVE = SealedColumn("bidding_auction", "reserve_sealed")
BID_LIMIT = SealedColumn("bidding_bid", "limit_sealed")
LIMIT = SealedColumn("bidding_participant", "limit_sealed")
DATA_KEY = SealedColumn("bidding_sealed_bid", "data_key_sealed")
PLAN_RESERVE = SealedColumn("bidding_plan", "reserve_sealed", key="deal_id")
SEALED = (RESERVE, PLAN_RESERVE, BID_LIMIT, LIMIT, DATA_KEY)

__all__ = [
    "BID_LIMIT",
    "DATA_KEY",
    "LIMIT",
    "PLAN_RESERVE",
    "RESERVE",
    "SEALED",
    "Auction",
    "Award",
    "Bid",
    "Flag",
    "Participant",
    "Plan",
    "Result",
    "SealedBid",
]
