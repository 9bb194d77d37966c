"""Lists about an auction: what was bid, how it was ranked, and the hashes of what was sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from adulis.bidding.errors import NotClosed
from adulis.bidding.models import Auction, Bid, Participant, Result, SealedBid
from adulis.bidding.queries.seeing import look_of, visible
from adulis.bidding.rules.retracting import Grounds
from adulis.bidding.showing import Look
from adulis.bidding.values import BidKind, Format, SealedKind
from adulis.deals import queries as deals
from adulis.deals.values import Score
from adulis.identity.values import Viewer
from adulis.kernel.money import Money, rupees

_EVERYBODYS = (BidKind.AMEND, BidKind.DELAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSeen:
    """One line of the log. ``is_automatic`` is said once it is over, and of one's own lines."""

    sequence: int
    kind: str
    bidder: int | None
    is_mine: bool
    is_automatic: bool | None
    amount: Money | None
    price: Money | None
    leader: int | None
    ends_at: datetime
    hash: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RankSeen:
    """One place of the ranking; ``score`` is how the bidder is spoken of, for who has to choose."""

    rank: int
    bidder: int
    is_mine: bool
    price: Money
    standing: str
    score: Score | None


@dataclass(frozen=True, slots=True)
class HashSeen:
    """What was sealed: nothing can have been added or taken away since it was open to nobody."""

    sequence: int
    bidder: int
    kind: str
    hash: str
    at: datetime


def log_of(
    viewer: Viewer, deal_id: UUID, *, before: int | None, limit: int, now: datetime
) -> list[LineSeen]:
    """What was bid, newest first, as far as the viewer may see; ``before`` a sequence.

    Raises AuctionNotFound.
    """
    auction, is_poster = visible(viewer, deal_id, now)
    seats = _numbers(auction)
    seat = Participant.objects.filter(auction_id=auction.id, party_id=viewer.merchant_id).first()
    look = look_of(auction, viewer, seat, None, is_poster=is_poster)
    if auction.format == Format.SEALED:
        return _sealed_log(auction, viewer, seats, before, limit)
    rows = Bid.objects.filter(auction_id=auction.id, sequence__isnull=False)
    if not look.sees_prices:
        rows = rows.filter(Q(party_id=viewer.merchant_id) | Q(kind__in=_EVERYBODYS))
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    return [
        _line(row, viewer.merchant_id, look, seats) for row in rows.order_by("-sequence")[:limit]
    ]


def ranking_of(viewer: Viewer, deal_id: UUID, *, now: datetime) -> list[RankSeen]:
    """The ranking, once it is over, for whoever put it up and those who bid.

    Raises AuctionNotFound, NotClosed.
    """
    auction, is_poster = visible(viewer, deal_id, now)
    seats = {seat.party_id: seat for seat in Participant.objects.filter(auction_id=auction.id)}
    look = look_of(auction, viewer, seats.get(viewer.merchant_id), None, is_poster=is_poster)
    if not look.is_over:
        raise NotClosed(ends_at=auction.ends_at.isoformat())
    if not (is_poster or look.is_bidder):
        return []
    rows = list(Result.objects.filter(auction_id=auction.id).order_by("rank"))
    scores = deals.scores_of({row.party_id for row in rows}) if is_poster else {}
    return [
        RankSeen(
            rank=row.rank,
            bidder=seats[row.party_id].number,
            is_mine=row.party_id == viewer.merchant_id,
            price=row.price,
            standing=seats[row.party_id].standing,
            score=scores.get(row.party_id),
        )
        for row in rows
    ]


def hashes_of(viewer: Viewer, deal_id: UUID, *, now: datetime) -> list[HashSeen]:
    """Of all that was sealed, once it is open. Raises AuctionNotFound, NotClosed."""
    auction, is_poster = visible(viewer, deal_id, now)
    look = look_of(auction, viewer, None, None, is_poster=is_poster)
    if not look.is_over:
        raise NotClosed(ends_at=auction.ends_at.isoformat())
    seats = _numbers(auction)
    rows = SealedBid.objects.filter(auction_id=auction.id).order_by("sequence")
    return [HashSeen(row.sequence, seats[row.party_id], row.kind, row.hash, row.at) for row in rows]


# --- within ---------------------------------------------------------------------------------------


def _numbers(auction: Auction) -> dict[UUID, int]:
    rows = Participant.objects.filter(auction_id=auction.id)
    return dict(rows.values_list("party_id", "number"))


def _line(row: Bid, merchant_id: UUID, look: Look, seats: dict[UUID, int]) -> LineSeen:
    assert row.sequence is not None
    is_mine = row.party_id == merchant_id
    sees = look.sees_prices
    knows_how = look.is_over or is_mine
    is_limit = row.kind == BidKind.INSTRUCT
    kind = BidKind.BID if is_limit and not knows_how else BidKind(row.kind)
    amount = row.amount_minor if sees or is_mine else None
    return LineSeen(
        sequence=row.sequence,
        kind=_told(kind, row),
        bidder=None if row.party_id is None else seats[row.party_id],
        is_mine=is_mine,
        is_automatic=is_limit if knows_how else None,
        amount=None if amount is None else rupees(amount),
        price=rupees(row.price_after) if sees and row.price_after else None,
        leader=seats[row.leader_after_id] if sees and row.leader_after_id else None,
        ends_at=row.ends_at_after,
        hash="",
        at=row.at,
    )


def _told(kind: BidKind, row: Bid) -> str:
    """Why somebody is out of it is between them and us."""
    if kind is BidKind.WITHDRAW and row.grounds != Grounds.AMENDMENT:
        return "removed"
    return kind


def _sealed_log(
    auction: Auction, viewer: Viewer, seats: dict[UUID, int], before: int | None, limit: int
) -> list[LineSeen]:
    rows = SealedBid.objects.filter(auction_id=auction.id, party_id=viewer.merchant_id)
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    return [
        LineSeen(
            sequence=row.sequence, kind=_sealed_word(row.kind), bidder=seats[row.party_id],
            is_mine=True, is_automatic=False, amount=None, price=None, leader=None,
            ends_at=auction.ends_at, hash=row.hash, at=row.at,
        )
        for row in rows.order_by("-sequence")[:limit]
    ]  # fmt: skip


def _sealed_word(kind: str) -> str:
    return {SealedKind.SEALED: "bid", SealedKind.FINAL: "bid"}.get(SealedKind(kind), "withdraw")
