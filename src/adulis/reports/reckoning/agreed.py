"""Disputes and auctions: a row for each."""

from __future__ import annotations

from adulis.reports.values import Column, Figure, Read, Reckoning, Row, Scope

_DISPUTES = """
SELECT id, (opened_at AT TIME ZONE %(zone)s)::date, about, reason, opened_by_side, state,
       ceil(extract(epoch FROM ended_at - opened_at))::bigint, amount_minor, to_seller_minor,
       to_buyer_minor
  FROM disputes_dispute
 WHERE opened_at >= %(start)s AND opened_at < %(end)s
   AND (%(merchant_id)s::uuid IS NULL OR %(merchant_id)s::uuid IN (buyer_id, seller_id))
 ORDER BY id
"""
# Before the end nobody may know what was bid; so only what is over is here.
_AUCTIONS = """
SELECT auction.deal_id, (auction.ends_at AT TIME ZONE %(zone)s)::date, deal.title,
       auction.direction, auction.format, auction.state, auction.bidders_count,
       (SELECT count(*) FROM bidding_bid bid
         WHERE bid.auction_id = auction.id AND bid.kind IN ('bid', 'instruct'))
       + (SELECT count(*) FROM bidding_sealed_bid bid
           WHERE bid.auction_id = auction.id AND bid.kind <> 'withdrawn'),
       auction.start_minor,
       coalesce((SELECT bid.price_after FROM bidding_bid bid
                  WHERE bid.auction_id = auction.id AND bid.price_after > 0
                  ORDER BY bid.position LIMIT 1), worst.price_minor),
       best.price_minor
  FROM bidding_auction auction
  JOIN deals_deal deal ON deal.id = auction.deal_id
  LEFT JOIN bidding_result best ON best.auction_id = auction.id AND best.rank = 1
  LEFT JOIN LATERAL (SELECT price_minor FROM bidding_result result
                      WHERE result.auction_id = auction.id ORDER BY rank DESC LIMIT 1) worst ON true
 WHERE auction.state IN ('closed', 'awarded', 'agreed', 'failed')
   AND auction.ends_at >= %(start)s AND auction.ends_at < %(end)s
   AND (%(merchant_id)s::uuid IS NULL OR auction.poster_id = %(merchant_id)s::uuid)
 ORDER BY auction.ends_at, auction.id
"""


def _disputes(read: Read, scope: Scope) -> list[Row]:
    return [
        Row((day.isoformat(), *told, "INR", *money), place=f"milestone-dispute/{each}")
        for each, day, *told, amount, to_seller, to_buyer in read(_DISPUTES, scope.params)
        for money in ((amount, to_seller, to_buyer),)
    ]


def _auctions(read: Read, scope: Scope) -> list[Row]:
    rows = []
    for deal_id, day, title, direction, *told, start, first, best in read(_AUCTIONS, scope.params):
        spread = None if best is None else abs(first - best)
        better = None if best is None else better_by(direction, start, best)
        cells = (
            day.isoformat(),
            title,
            direction,
            *told,
            "INR",
            start,
            first,
            best,
            spread,
            better,
        )
        rows.append(Row(cells, place=f"deal/{deal_id}"))
    return rows


def better_by(direction: str, asked: int, best: int) -> int:
    """What was asked is a budget where bids fall, and a least price where they rise."""
    return asked - best if direction == "reverse" else best - asked


def _money(name: str, title: str) -> Column:
    return Column(name, title, Figure.MONEY, is_summed=True)


DISPUTES = Reckoning(
    columns=(
        Column("day", "Opened", Figure.DAY),
        Column("about", "About"),
        Column("reason", "Reason"),
        Column("opened_by", "Opened by"),
        Column("state", "Stands"),
        Column("took_seconds", "Took", Figure.SECONDS),
        Column("currency", "Currency"),
        _money("amount_minor", "In dispute"),
        _money("to_seller_minor", "To the seller"),
        _money("to_buyer_minor", "To the buyer"),
    ),
    parts=(_disputes,),
)
AUCTIONS = Reckoning(
    columns=(
        Column("day", "Ended", Figure.DAY),
        Column("deal", "Deal"),
        Column("direction", "Direction"),
        Column("format", "Format"),
        Column("state", "Stands"),
        Column("bidders", "Bidders", Figure.COUNT, is_summed=True),
        Column("bids", "Bids", Figure.COUNT, is_summed=True),
        Column("currency", "Currency"),
        _money("start_minor", "Asked for"),
        _money("first_minor", "First"),
        _money("best_minor", "Best"),
        _money("spread_minor", "Spread"),
        _money("better_minor", "Better than asked"),
    ),
    parts=(_auctions,),
)
