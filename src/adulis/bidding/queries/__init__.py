"""The questions about auctions, each answered as far as whoever asks may know."""

from adulis.bidding.queries.inside import behind_their_timers, deals_with_an_auction, defaults_of
from adulis.bidding.queries.listing import (
    HashSeen,
    LineSeen,
    RankSeen,
    hashes_of,
    log_of,
    ranking_of,
)
from adulis.bidding.queries.seeing import (
    AuctionSeen,
    AwardSeen,
    Mine,
    Watched,
    auction_of,
    plan_of,
    watched,
)

__all__ = [
    "AuctionSeen",
    "AwardSeen",
    "HashSeen",
    "LineSeen",
    "Mine",
    "RankSeen",
    "Watched",
    "auction_of",
    "behind_their_timers",
    "deals_with_an_auction",
    "defaults_of",
    "hashes_of",
    "log_of",
    "plan_of",
    "ranking_of",
    "watched",
]
