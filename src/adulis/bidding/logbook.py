"""Between the tables and the rules: what a row says as an order, a state or rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from adulis.bidding import sealing
from adulis.bidding.models import Auction, Bid, Participant
from adulis.bidding.rules import orders
from adulis.bidding.rules.book import Rules
from adulis.bidding.rules.orders import Entry, Order
from adulis.bidding.rules.state import Offer, State
from adulis.bidding.values import BidKind, Direction, Format, Step, StepKind, Visibility
from adulis.kernel.money import Money, rupees


def rules_of(auction: Auction) -> Rules:
    """The rules of an auction, its hidden reserve opened: for the rules' eyes only."""
    reserve, final_round = auction.reserve_sealed, auction.final_round_seconds
    return Rules(
        direction=Direction(auction.direction),
        format=Format(auction.format),
        visibility=Visibility(auction.visibility),
        start=rupees(auction.start_minor),
        reserve=sealing.open_reserve(reserve, auction.id) if reserve else None,
        step=Step(StepKind(auction.step_kind), auction.step_value),
        own_step=Step(StepKind(auction.own_step_kind), auction.own_step_value),
        starts_at=auction.starts_at,
        window=timedelta(seconds=auction.window_seconds),
        extension=timedelta(seconds=auction.extension_seconds),
        ends_at=auction.first_ends_at,
        hard_end_at=auction.first_hard_end_at,
        final_round=None if final_round is None else timedelta(seconds=final_round),
        unusual_above_basis_points=auction.unusual_above_basis_points,
    )


def state_of(auction: Auction, participants: Iterable[Participant]) -> State:
    """Where it stands, as far as these participants are concerned."""
    offers = [offer_of(each) for each in participants if each.level_minor]
    return State(
        ends_at=auction.ends_at,
        hard_end_at=auction.hard_end_at,
        price=auction.price,
        leader=auction.leader_id,
        offers={each.party: each for each in offers},
        position=auction.position,
        sequence=auction.sequence,
        is_capped=auction.is_capped,
    )


def offer_of(row: Participant) -> Offer:
    level, sealed = rupees(row.level_minor), row.limit_sealed
    return Offer(
        party=row.party_id,
        level=level,
        limit=sealing.open_limit(sealed, row.id) if sealed else level,
        since=row.since,
        until=row.until,
        is_stale=row.is_stale,
    )


def entries_of(rows: Iterable[Bid]) -> list[Entry]:
    return [Entry(row.position, row.at, order_of(row)) for row in rows]


def order_of(row: Bid) -> Order:
    """What was ordered by this line."""
    match BidKind(row.kind):
        case BidKind.AMEND:
            return orders.Amend(row.ends_at_after)
        case BidKind.DELAY:
            return orders.Delay(timedelta(seconds=row.seconds or 0))
        case kind:
            return _of_party(row, kind)


def _of_party(row: Bid, kind: BidKind) -> Order:
    party = _known(row.party_id)
    match kind:
        case BidKind.INSTRUCT:
            return orders.Instruct(party, _limit(row), row.until)
        case BidKind.CANCEL:
            return orders.Cancel(party)
        case BidKind.RETRACT:
            return orders.Retract(party, row.target or 0)
        case BidKind.WITHDRAW:
            return orders.Withdraw(party)
        case BidKind.RECONFIRM:
            return orders.Reconfirm(party)
        case _:
            return orders.Bid(party, _limit(row))


def _limit(row: Bid) -> Money:
    if row.amount_minor is not None:
        return rupees(row.amount_minor)
    return sealing.open_logged(row.limit_sealed, row.id)


def _known(party_id: UUID | None) -> UUID:
    assert party_id is not None
    return party_id
