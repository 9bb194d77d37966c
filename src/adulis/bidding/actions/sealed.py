"""Bids that nobody reads before the end: of sealed auctions, and of the final round."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.bidding import sealing
from adulis.bidding.actions import seats
from adulis.bidding.actions.table import Table, save
from adulis.bidding.errors import Closed, NotFinalist, NothingStanding
from adulis.bidding.events import AuctionSealedBid
from adulis.bidding.machine import AuctionState
from adulis.bidding.models import Participant, SealedBid
from adulis.bidding.rules import closing, sealed
from adulis.bidding.rules.closing import Shot
from adulis.bidding.rules.sealed import SealedOffer
from adulis.bidding.values import BidGiven, Format, Placed, SealedKind
from adulis.events import actions as events
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id


def put_in_envelope(
    table: Table, viewer: Viewer, seat: Participant | None, bid: BidGiven
) -> Placed:
    """S1: the latest one counts. Raises Closed, BidOutOfRange, InsufficientFunds."""
    ends_at = table.auction.ends_at
    sealed.check_sealed(table.rules, bid.amount, ends_at=ends_at, at=table.now)
    seat = seats.take_seat(table, viewer, seat)
    return _kept(table, seat, SealedKind.SEALED, bid)


def shoot(table: Table, seat: Participant | None, bid: BidGiven) -> Placed:
    """C2: one bid in the final round. Raises Closed, NotFinalist, OneShotOnly, BidNotImproved."""
    if seat is None:
        raise NotFinalist
    has_shot = SealedBid.objects.filter(
        auction_id=table.auction.id, party_id=seat.party_id, kind=SealedKind.FINAL
    ).exists()
    closing.check_shot(
        table.rules, table.state, seat.party_id, bid.amount,
        has_shot=has_shot, ends_at=table.auction.ends_at, at=table.now,
    )  # fmt: skip
    return _kept(table, seat, SealedKind.FINAL, bid)


@db.transaction_required
def withdraw_sealed_bid(*, viewer: Viewer, deal_id: UUID, actor: Actor, at: datetime) -> Placed:
    """Take a sealed bid back, free until the end (S1, 3.7); the bond goes back with it.

    Raises AuctionNotFound, Closed, NothingStanding.
    """
    table = seats.entered(viewer, deal_id, actor=actor, at=at)
    auction = table.auction
    if auction.format != Format.SEALED or auction.state != AuctionState.OPEN:
        raise Closed(ends_at=auction.ends_at.isoformat(), state=auction.state)
    sealed.check_sealed_time(table.rules, ends_at=auction.ends_at, at=table.now)
    seat = table.seat(viewer.merchant_id)
    if seat is None or viewer.merchant_id not in latest(table):
        raise NothingStanding
    line = _write(table, seat, SealedKind.WITHDRAWN, None)
    seats.release(table, [seat], reason="withdrawn")
    return _placed(table, seat, line)


def latest(table: Table) -> dict[UUID, SealedBid]:
    """The valid version of everybody's sealed bid: the newest, unless it was taken back."""
    newest: dict[UUID, SealedBid] = {}
    rows = SealedBid.objects.filter(auction_id=table.auction.id).exclude(kind=SealedKind.FINAL)
    for row in rows.order_by("sequence"):
        newest[row.party_id] = row
    return {
        party: row
        for party, row in newest.items()
        if row.kind == SealedKind.SEALED and row.terms_version == table.auction.terms_version
    }


def opened_offers(table: Table) -> dict[UUID, SealedOffer]:
    """The prices in the envelopes, for the close alone."""
    return {
        party: SealedOffer(
            sealing.unlock(
                bytes(row.ciphertext), row.data_key_sealed,
                auction_id=row.auction_id, bid_id=row.id,
            ),
            row.sequence,
        )
        for party, row in latest(table).items()
    }  # fmt: skip


def opened_shots(table: Table) -> dict[UUID, Shot]:
    """The bids of the final round. They come after everything in the log."""
    rows = SealedBid.objects.filter(auction_id=table.auction.id, kind=SealedKind.FINAL)
    return {
        row.party_id: Shot(
            sealing.unlock(
                bytes(row.ciphertext), row.data_key_sealed,
                auction_id=row.auction_id, bid_id=row.id,
            ),
            table.auction.position + row.sequence,
        )
        for row in rows
    }  # fmt: skip


# --- within ---------------------------------------------------------------------------------------


def _kept(table: Table, seat: Participant, kind: SealedKind, bid: BidGiven) -> Placed:
    return _placed(table, seat, _write(table, seat, kind, bid))


def _write(table: Table, seat: Participant, kind: SealedKind, bid: BidGiven | None) -> SealedBid:
    auction, bid_id = table.auction, new_id()
    envelope = sealing.Envelope(b"", "", "")
    if bid is not None:
        envelope = sealing.lock(bid.amount, auction_id=auction.id, bid_id=bid_id)
    last = SealedBid.objects.filter(auction_id=auction.id).order_by("-sequence").first()
    line = SealedBid.objects.create(
        id=bid_id,
        auction_id=auction.id,
        party_id=seat.party_id,
        sequence=1 if last is None else last.sequence + 1,
        kind=kind,
        ciphertext=envelope.ciphertext,
        data_key_sealed=envelope.data_key_sealed,
        hash=envelope.hash,
        terms_version=auction.terms_version,
        made_by=table.actor.user_id or table.actor.id,
        address=table.actor.address,
        request_id=table.actor.request_id,
        at=table.now,
    )
    save(auction)
    fact = AuctionSealedBid(
        subject_id=auction.id,
        merchant_id=auction.poster_id,
        deal_id=auction.deal_id,
        sequence=line.sequence,
    )
    events.record(fact=fact, at=table.at)
    return line


def _placed(table: Table, seat: Participant, line: SealedBid) -> Placed:
    return Placed(
        auction_id=table.auction.id,
        sequence=line.sequence,
        bidder=seat.number,
        is_leading=None,
        rank=None,
        price=None,
        bid=None,
        limit=None,
        until=None,
        ends_at=table.auction.ends_at,
        version=table.auction.version,
        hash=line.hash,
    )
