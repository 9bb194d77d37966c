"""Who takes part, and the bond they give for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.audit.actions import Deed
from adulis.bidding import policies, postings
from adulis.bidding.actions.table import Table, laid, locked, save
from adulis.bidding.affiliation import shared_with
from adulis.bidding.errors import AuctionNotFound
from adulis.bidding.events import BidPlaced, BidReleased
from adulis.bidding.machine import AuctionState
from adulis.bidding.models import Flag, Participant
from adulis.bidding.values import Standing
from adulis.deals import queries as deals
from adulis.deals.errors import DealNotFound
from adulis.events import actions as events
from adulis.identity.values import Viewer
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger


def entered(
    viewer: Viewer, deal_id: UUID, *, whole: bool | None = None, actor: Actor, at: datetime
) -> Table:
    """The auction, locked and read for a merchant who may see it.

    ``whole``: everybody's bids; None: in the final round only. To whoever may not see the deal it
    does not exist, before anything else is said of it. Raises AuctionNotFound.
    """
    auction = locked(deal_id)
    is_final = auction.state == AuctionState.FINAL_ROUND
    table = laid(
        auction, party_id=viewer.merchant_id, whole=is_final if whole is None else whole,
        actor=actor, at=at,
    )  # fmt: skip
    is_known = viewer.merchant_id == auction.poster_id or viewer.merchant_id in table.seats
    if not is_known:
        _check_sees(table, viewer)
    return table


def check_seat(table: Table, viewer: Viewer) -> Participant | None:
    """The bidder's place, if they have one; whoever comes new must be a stranger to the poster.

    Raises OwnAuction, BidderNotVerified, BidderExcluded, BidderAffiliated.
    """
    auction, party_id = table.auction, viewer.merchant_id
    seat = table.seat(party_id)
    policies.check_bidder(
        viewer.standing,
        is_poster=auction.poster_id == party_id,
        place=None if seat is None else Standing(seat.standing),
    )
    if seat is None:
        shared = shared_with(party_id, [auction.poster_id])
        policies.check_strangers(shared.get(auction.poster_id, set()))
    return seat


def _check_sees(table: Table, viewer: Viewer) -> None:
    """Who may not see the deal does not bid on it. Raises AuctionNotFound."""
    try:
        seen = deals.deal_of(viewer, table.auction.deal_id, now=table.now)
    except DealNotFound:
        raise AuctionNotFound from None
    if not seen.access.sees_all:
        raise AuctionNotFound


def take_seat(table: Table, viewer: Viewer, seat: Participant | None) -> Participant:
    """Let somebody take part, with the bond, in the transaction of their bid.

    The last refusal of a bid: raises InsufficientFunds before anything is written.
    """
    is_new = seat is None
    if seat is None:
        seat = Participant(
            id=new_id(),
            auction_id=table.auction.id,
            party_id=viewer.merchant_id,
            number=table.auction.bidders_count + 1,
            joined_at=table.now,
        )
    bond = table.auction.bond
    if bond and not seat.bond_minor:
        _hold(table, seat, bond, is_new=is_new)
    if not is_new:
        return seat
    seat.save(force_insert=True)
    table.seats[seat.party_id] = seat
    save(table.auction, bidders_count=seat.number)
    _flag(table, seat)
    events.record(
        fact=BidPlaced(
            subject_id=seat.id,
            merchant_id=seat.party_id,
            deal_id=table.auction.deal_id,
            bidder=seat.number,
            bond=rupees(seat.bond_minor),
        ),
        at=table.at,
    )
    return seat


def release(table: Table, seats: Iterable[Participant], *, reason: str) -> None:
    """Give bonds back: nothing is wanted of these bidders any more."""
    facts: list[BidReleased] = []
    deeds: list[Deed] = []
    for seat in seats:
        bond = rupees(seat.bond_minor)
        if not bond:
            continue
        ledger.post(
            posting=postings.bond_returned(
                table.auction.id, seat.party_id, bond,
                number=seat.bonds_count, at=table.at, actor=table.actor,
            )
        )  # fmt: skip
        seat.bond_minor = 0
        seat.save(update_fields=["bond_minor"])
        facts.append(
            BidReleased(
                subject_id=seat.id, merchant_id=seat.party_id, deal_id=table.auction.deal_id,
                bond=bond, reason=reason,
            )
        )  # fmt: skip
        deeds.append(deed(table, "return_bond", seat, {"bond_paise": bond.minor}))
    events.record_all(facts=facts, at=table.at)
    if deeds:
        audit.write_all(deeds=deeds, actor=table.actor, at=table.at)


def forfeit(table: Table, seat: Participant, next_best_id: UUID | None) -> Money:
    """Take the bond of who did not stand by their bid; returns how much that was."""
    bond = rupees(seat.bond_minor)
    if bond:
        harmed, next_best = policies.forfeited(bond, next_best_id)
        ledger.post(
            posting=postings.bond_forfeited(
                table.auction.id, seat.party_id, table.auction.poster_id, harmed,
                next_best_id or table.auction.poster_id, next_best,
                number=seat.bonds_count, at=table.at, actor=table.actor,
            )
        )  # fmt: skip
    seat.bond_minor, seat.standing = 0, Standing.DEFAULTED
    seat.save(update_fields=["bond_minor", "standing"])
    told = {"bond_paise": bond.minor, "next_best_id": next_best_id and str(next_best_id)}
    audit.write_all(deeds=[deed(table, "forfeit_bond", seat, told)], actor=table.actor, at=table.at)
    return bond


def deed(table: Table, verb: str, seat: Participant, after: dict[str, Any]) -> Deed:
    """What is kept of something done to a bidder's place."""
    return Deed(
        action=f"bid.{verb}",
        subject=table.subject,
        merchant_id=seat.party_id,
        before={},
        after={"bidder": seat.number, **after},
    )


def everybody(table: Table) -> Sequence[Participant]:
    return sorted(table.seats.values(), key=lambda seat: seat.number)


def _hold(table: Table, seat: Participant, bond: Money, *, is_new: bool) -> None:
    number = seat.bonds_count + 1
    ledger.post(
        posting=postings.bond_held(
            table.auction.id, seat.party_id, bond,
            number=number, at=table.at, actor=table.actor,
        )
    )  # fmt: skip
    seat.bonds_count, seat.bond_minor = number, bond.minor
    if not is_new:
        seat.save(update_fields=["bonds_count", "bond_minor"])
    audit.write_all(
        deeds=[deed(table, "hold_bond", seat, {"bond_paise": bond.minor})],
        actor=table.actor,
        at=table.at,
    )


def _flag(table: Table, seat: Participant) -> None:
    """Bidders who may belong together: allowed, and looked at."""
    others = Participant.objects.filter(auction_id=table.auction.id).exclude(id=seat.id)
    found = shared_with(seat.party_id, list(others.values_list("party_id", flat=True)))
    Flag.objects.bulk_create(
        Flag(
            id=new_id(), auction_id=table.auction.id, party_id=seat.party_id, other_id=other,
            shares=what, at=table.now,
        )
        for other, shared in found.items()
        for what in sorted(shared)
    )  # fmt: skip
