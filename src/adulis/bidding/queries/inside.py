"""What the house asks itself."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from adulis.bidding.machine import RUNNING, AuctionState, AwardState
from adulis.bidding.models import Auction, Award
from adulis.timers import queries as time


def behind_their_timers() -> list[UUID]:
    """Deals whose auction ends sooner than its timer says: we were away, and it was moved."""
    running = [str(state) for state in RUNNING]
    rows = list(Auction.objects.filter(state__in=running).values_list("id", "deal_id", "ends_at"))
    timers = time.timers_of([f"auction/{auction_id}" for auction_id, _, _ in rows])
    return [
        deal_id
        for auction_id, deal_id, ends_at in rows
        for timer in timers[f"auction/{auction_id}"]
        if timer.kind == "auction.close" and timer.due_at is not None
        if (timer.due_at - ends_at).total_seconds() >= 1
    ]


def deals_with_an_auction(deal_ids: Collection[UUID]) -> dict[UUID, AuctionState]:
    """How far the auction of each of these deals has come; without one, left out."""
    rows = Auction.objects.filter(deal_id__in=deal_ids).order_by("number")
    return {row.deal_id: AuctionState(row.state) for row in rows}


def defaults_of(merchant_id: UUID) -> int:
    """How often a merchant was chosen, was bound, and did not stand by its bid."""
    rows = Award.objects.filter(party_id=merchant_id, is_binding=True)
    return rows.filter(state__in=[AwardState.DEFAULTED, AwardState.DECLINED]).count()
