"""To take a bid back, by rule (3.7); and to shut a bidder out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.audit import actions as audit
from adulis.bidding.actions import seats
from adulis.bidding.actions.placing import placed
from adulis.bidding.actions.table import Table, enter, laid, locked, newest
from adulis.bidding.actions.telling import tell_moved
from adulis.bidding.errors import BidsAreSealed, Closed, NothingStanding
from adulis.bidding.events import BidDefaulted
from adulis.bidding.logbook import entries_of
from adulis.bidding.machine import AuctionState
from adulis.bidding.models import Bid, Participant
from adulis.bidding.rules import orders, refusing
from adulis.bidding.rules.retracting import Grounds, grounds
from adulis.bidding.rules.state import ranking
from adulis.bidding.values import Format, Placed, RetractionGiven
from adulis.bidding.values import Standing as Place
from adulis.events import actions as events
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor


@db.transaction_required
def retract_bid(
    *, viewer: Viewer, deal_id: UUID, given: RetractionGiven, actor: Actor, at: datetime
) -> Placed:
    """Take back a slip and enter the right bid; or, after other terms, all of it; or lose the bond.

    Raises AuctionNotFound, BidsAreSealed, Closed, NothingStanding, RetractionRefused, and of the
    corrected bid what ``place_bid`` refuses.
    """
    table = _open_table(viewer, deal_id, actor, at)
    seat = table.seat(viewer.merchant_id)
    if seat is None or seat.standing != Place.ACTIVE:
        raise NothingStanding
    last = newest(table.auction, viewer.merchant_id)
    by = grounds(
        table.rules,
        table.state,
        viewer.merchant_id,
        last=None if last is None else entries_of([last])[0],
        corrected=given.corrected,
        forfeits_bond=given.accepts_forfeit and seat.bond_minor > 0,
        at=table.now,
    )
    if by is Grounds.CORRECTION:
        assert last is not None
        line = _corrected(table, seat, last, given)
    else:
        line = _withdrawn(table, seat, by)
    told = {"grounds": by, "position": line.position}
    audit.write_all(deeds=[seats.deed(table, "retract", seat, told)], actor=actor, at=at)
    return placed(table, seat, line)


@db.transaction_required
def exclude_bidder(
    *, deal_id: UUID, party_id: UUID, reason: str, actor: Actor, at: datetime
) -> bool:
    """Shut a bidder out, with all they have bid; the bond goes back. An operator's deed.

    False: they had no part in it, or were out. Raises AuctionNotFound, Closed.
    """
    auction = locked(deal_id)
    table = laid(auction, whole=True, actor=actor, at=at)
    if auction.state != AuctionState.OPEN:
        raise Closed(ends_at=auction.ends_at.isoformat(), state=auction.state)
    seat = table.seat(party_id)
    if seat is None or seat.standing != Place.ACTIVE:
        return False
    before = table.state
    line = enter(table, orders.Withdraw(party_id), grounds="exclusion")
    tell_moved(table, line, before)
    seat.standing = Place.EXCLUDED
    seat.save(update_fields=["standing"])
    seats.release(table, [seat], reason="excluded")
    audit.write_all(
        deeds=[seats.deed(table, "exclude", seat, {"reason": reason})], actor=actor, at=at
    )
    return True


# --- within ---------------------------------------------------------------------------------------


def _open_table(viewer: Viewer, deal_id: UUID, actor: Actor, at: datetime) -> Table:
    table = seats.entered(viewer, deal_id, whole=True, actor=actor, at=at)
    auction = table.auction
    if auction.format == Format.SEALED or auction.state == AuctionState.FINAL_ROUND:
        raise BidsAreSealed
    if auction.state != AuctionState.OPEN:
        raise Closed(ends_at=auction.ends_at.isoformat(), state=auction.state)
    return table


def _corrected(table: Table, seat: Participant, last: Bid, given: RetractionGiven) -> Bid:
    assert given.corrected is not None
    before = table.state
    line = enter(table, orders.Retract(seat.party_id, last.position), grounds=Grounds.CORRECTION)
    tell_moved(table, line, before)
    order = orders.Bid(seat.party_id, given.corrected)
    # Checked where it will stand; if it is refused, nothing was taken back either.
    refusing.check_bid(table.rules, table.state, order, at=table.now, is_confirmed=True)
    before = table.state
    line = enter(table, order)
    tell_moved(table, line, before)
    return line


def _withdrawn(table: Table, seat: Participant, by: Grounds) -> Bid:
    before = table.state
    line = enter(table, orders.Withdraw(seat.party_id), grounds=by)
    tell_moved(table, line, before)
    if by is Grounds.AMENDMENT:
        seats.release(table, [seat], reason="withdrawn")
        return line
    ranked = ranking(table.rules, table.state)
    lost = seats.forfeit(table, seat, ranked[0].party if ranked else None)
    fact = BidDefaulted(
        subject_id=seat.id,
        merchant_id=seat.party_id,
        deal_id=table.auction.deal_id,
        forfeited=lost,
    )
    events.record(fact=fact, at=table.at)
    return line
