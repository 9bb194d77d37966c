"""The auction as a verb has it: locked, read by the clock under the lock, written once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from adulis.bidding import sealing
from adulis.bidding.errors import AuctionNotFound
from adulis.bidding.logbook import entries_of, rules_of, state_of
from adulis.bidding.machine import RUNNING, AuctionState
from adulis.bidding.models import Auction, Bid, Participant
from adulis.bidding.rules import orders
from adulis.bidding.rules.advancing import advance
from adulis.bidding.rules.book import Rules
from adulis.bidding.rules.orders import Entry, Order
from adulis.bidding.rules.replaying import replay
from adulis.bidding.rules.state import Offer, State
from adulis.bidding.values import BidKind
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money
from adulis.timers import actions as timers
from adulis.timers import queries as time

CLOSE, AWARD, CONFIRM = "auction.close", "auction.award", "auction.confirm"

_KINDS: dict[type[Any], BidKind] = {
    orders.Bid: BidKind.BID,
    orders.Instruct: BidKind.INSTRUCT,
    orders.Cancel: BidKind.CANCEL,
    orders.Retract: BidKind.RETRACT,
    orders.Withdraw: BidKind.WITHDRAW,
    orders.Reconfirm: BidKind.RECONFIRM,
    orders.Amend: BidKind.AMEND,
    orders.Delay: BidKind.DELAY,
}
_BID = {
    "id": "uuid", "auction_id": "uuid", "position": "int", "sequence": "int", "kind": "text",
    "party_id": "uuid", "amount_minor": "bigint", "limit_sealed": "text", "until": "timestamptz",
    "target": "int", "seconds": "int", "grounds": "text", "terms_version": "int",
    "previous_position": "int", "previous_price": "bigint", "price_after": "bigint",
    "leader_after_id": "uuid", "ends_at_after": "timestamptz", "made_by": "text",
    "address": "text", "request_id": "text", "at": "timestamptz",
}  # fmt: skip
_STANDING = {
    "id": "uuid", "level_minor": "bigint", "limit_sealed": "text", "until": "timestamptz",
    "since": "int", "is_stale": "boolean",
}  # fmt: skip


@dataclass(slots=True)
class Table:
    """An auction under its lock. ``seats`` are the participants that were read.

    ``now`` is the clock, read in a statement after the lock was had (reference/escrow.md, G1).
    """

    auction: Auction
    rules: Rules
    state: State
    seats: dict[UUID, Participant]
    now: datetime
    actor: Actor
    at: datetime

    @property
    def subject(self) -> str:
        return f"auction/{self.auction.id}"

    @property
    def is_running(self) -> bool:
        return AuctionState(self.auction.state) in RUNNING

    def seat(self, party_id: UUID) -> Participant | None:
        return self.seats.get(party_id)


def locked(deal_id: UUID) -> Auction:
    """The deal's auction, locked until the transaction ends. Raises AuctionNotFound."""
    rows = Auction.objects.select_for_update(no_key=True).filter(deal_id=deal_id)
    auction = rows.order_by("-number").first()
    if auction is None:
        raise AuctionNotFound
    return auction


def laid(
    auction: Auction, *, party_id: UUID | None = None, whole: bool = False, actor: Actor,
    at: datetime,
) -> Table:  # fmt: skip
    """Read what there is to decide about a locked auction.

    Of the bids the leader's and that of ``party_id``: more the rules need not know, however many
    bid. ``whole``: everybody's. The time that we were away is given back first.
    """
    now = db.clock()
    rows = Participant.objects.filter(auction_id=auction.id)
    if not whole:
        rows = rows.filter(party_id__in=[auction.leader_id, party_id])
    seats = {row.party_id: row for row in rows}
    table = Table(
        auction, rules_of(auction), state_of(auction, seats.values()), seats, now, actor, at
    )
    if table.is_running and now >= auction.ends_at:
        give_back(table)
    return table


def enter(table: Table, order: Order, **more: Any) -> Bid:
    """Write one order into the log, and move the auction to where it stands after it.

    What may be ordered was checked before. Needs the whole table where bids are taken back.
    """
    before = table.state
    entry = Entry(before.position + 1, table.now, order)
    if isinstance(order, (orders.Retract, orders.Withdraw)):
        after = replay(table.rules, [*_log(table.auction), entry])
        after = replace(after, ends_at=max(after.ends_at, before.ends_at))
    else:
        after = advance(table.rules, before, entry)
    line = _line(table, entry, after, more)
    db.insert_rows("bidding_bid", _BID, [[getattr(line, name) for name in _BID]])
    table.state = after
    _move(table, before)
    return line


def replayed(table: Table) -> State:
    """Where the log says it stands."""
    return replay(table.rules, _log(table.auction))


def save(auction: Auction, **changes: Any) -> None:
    """Change what a bidder may have seen of an auction."""
    auction.version += 1
    for name, value in changes.items():
        setattr(auction, name, value)
    auction.save(update_fields=["version", *changes])


def newest(auction: Auction, party_id: UUID) -> Bid | None:
    """The last bid or limit of this party that was not taken back."""
    rows = Bid.objects.filter(auction_id=auction.id, party_id=party_id)
    gone: set[int | None] = set()
    for row in rows.order_by("-position"):
        if row.kind == BidKind.RETRACT:
            gone.add(row.target)
        elif row.kind == BidKind.WITHDRAW:
            return None
        elif row.kind in {BidKind.BID, BidKind.INSTRUCT} and row.position not in gone:
            return row
    return None


# --- within ---------------------------------------------------------------------------------------


def _log(auction: Auction) -> list[Entry]:
    return entries_of(Bid.objects.filter(auction_id=auction.id).order_by("position"))


def _line(table: Table, entry: Entry, after: State, more: Mapping[str, Any]) -> Bid:
    auction, before, order = table.auction, table.state, entry.order
    line = Bid(
        id=new_id(),
        auction_id=auction.id,
        position=entry.position,
        sequence=after.sequence if after.sequence > before.sequence else None,
        kind=_KINDS[type(order)],
        party_id=getattr(order, "party", None),
        terms_version=auction.terms_version,
        previous_position=before.position or None,
        previous_price=0 if before.price is None else before.price.minor,
        price_after=0 if after.price is None else after.price.minor,
        leader_after_id=after.leader,
        ends_at_after=after.ends_at,
        made_by=table.actor.user_id or table.actor.id,
        address=table.actor.address,
        request_id=table.actor.request_id,
        at=entry.at,
        **more,
    )
    match order:
        case orders.Bid(party, amount):
            # What a leader bids moves no price: it is their limit, and secret as one.
            if before.leader == party:
                line.limit_sealed = sealing.seal_logged(amount, line.id)
            else:
                line.amount_minor = amount.minor
        case orders.Instruct(_, limit, until):
            line.limit_sealed, line.until = sealing.seal_logged(limit, line.id), until
        case orders.Retract(_, target):
            line.target = target
        case orders.Delay(by):
            line.seconds = int(by.total_seconds())
        case _:
            pass
    return line


def _move(table: Table, before: State) -> None:
    auction, after = table.auction, table.state
    _seat_offers(table, before)
    save(
        auction,
        position=after.position,
        sequence=after.sequence,
        price_minor=0 if after.price is None else after.price.minor,
        leader_id=after.leader,
        ends_at=after.ends_at,
        hard_end_at=after.hard_end_at,
        is_capped=after.is_capped,
    )
    if after.ends_at > before.ends_at:
        timers.postpone(subject=table.subject, kind=CLOSE, until=after.ends_at)


def _seat_offers(table: Table, before: State) -> None:
    """Each participant's row says where their bid stands; only those that changed are written."""
    changed: list[Participant] = []
    for party, seat in table.seats.items():
        offer = table.state.offers.get(party)
        if offer != before.offers.get(party):
            _seated(seat, offer)
            changed.append(seat)
    db.update_rows(
        "bidding_participant",
        _STANDING,
        [[getattr(seat, name) for name in _STANDING] for seat in changed],
    )


def _seated(seat: Participant, offer: Offer | None) -> None:
    if offer is None:
        seat.level_minor, seat.limit_sealed, seat.until = 0, "", None
        seat.since, seat.is_stale = 0, False
        return
    seat.level_minor, seat.until = offer.level.minor, offer.until
    seat.since, seat.is_stale = offer.since, offer.is_stale
    seat.limit_sealed = _limit(offer.limit, offer.level, seat.id)


def _limit(limit: Money, level: Money, seat_id: UUID) -> str:
    return "" if limit == level else sealing.seal_limit(limit, seat_id)


def give_back(table: Table) -> bool:
    """C4: where nobody was at work, the timer was moved, and the auction goes with it."""
    due = _due(time.timers_of([table.subject])[table.subject])
    late = timedelta(0) if due is None else due - table.auction.ends_at
    if late >= timedelta(seconds=1):
        seconds = int(late.total_seconds())
        enter(table, orders.Delay(timedelta(seconds=seconds)))
        return True
    return False


def _due(running: Iterable[Any]) -> datetime | None:
    return next((each.due_at for each in running if each.kind == CLOSE), None)
