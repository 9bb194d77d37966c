"""Who is told what about a bid."""

from __future__ import annotations

from adulis.bidding.actions.table import Table
from adulis.bidding.events import AuctionMoved, BidOutbid
from adulis.bidding.models import Bid
from adulis.bidding.rules.state import State
from adulis.bidding.values import Visibility
from adulis.events import actions as events
from adulis.events.values import Fact


def tell_moved(table: Table, line: Bid, before: State) -> None:
    """Whoever put it up is told of what everybody is told; who has lost the lead as well."""
    after, auction = table.state, table.auction
    if line.sequence is None:
        return
    seat = None if line.party_id is None else table.seat(line.party_id)
    facts: list[Fact] = [
        AuctionMoved(
            subject_id=auction.id,
            merchant_id=auction.poster_id,
            deal_id=auction.deal_id,
            sequence=line.sequence,
            kind=line.kind,
            bidder=None if seat is None else seat.number,
            price=after.price,
            ends_at=after.ends_at,
        )
    ]
    outbid = before.leader if before.leader not in {None, after.leader} else None
    if outbid is not None and outbid != line.party_id and after.leader is not None:
        facts.append(
            BidOutbid(
                subject_id=table.seats[outbid].id,
                merchant_id=outbid,
                deal_id=auction.deal_id,
                price=after.price if auction.visibility == Visibility.PRICE else None,
                ends_at=after.ends_at,
            )
        )
    events.record_all(facts=facts, at=table.at)
