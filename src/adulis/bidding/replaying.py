"""The audit of auctions: the log read again by the rules, line by line, against what is stored."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from adulis.bidding.logbook import entries_of, rules_of, state_of
from adulis.bidding.models import Auction, Bid, Participant
from adulis.bidding.rules.replaying import before_any, steps
from adulis.bidding.rules.state import State
from adulis.bidding.values import Format

Told = tuple[Any, ...]


def unlike_their_replay() -> list[tuple[UUID, Told, Told]]:
    """Auctions whose log does not say what it says when it is read again: id, stored, replayed."""
    found = []
    for auction in Auction.objects.filter(format=Format.OPEN, position__gt=0).order_by("id"):
        differs = difference(auction)
        if differs is not None:
            found.append((auction.id, *differs))
    return found


def difference(auction: Auction) -> tuple[Told, Told] | None:
    """Where an open auction's log and its replay part; None: nowhere.

    First the lines, each with the price and the leader it leaves; then, once all of them agree,
    where every bidder stands.
    """
    lines = list(Bid.objects.filter(auction_id=auction.id).order_by("position"))
    state = before_any(rules := rules_of(auction))
    for line, (_, state) in zip(lines, steps(rules, entries_of(lines)), strict=True):
        stored = (line.position, line.sequence, line.price_after, line.leader_after_id)
        replayed = (line.position, _sequence(line, state), _price(state), state.leader)
        if stored != replayed:
            return stored, replayed
    seats = Participant.objects.filter(auction_id=auction.id)
    stored = _offers(state_of(auction, seats))
    replayed = _offers(state)
    return None if stored == replayed else (stored, replayed)


def _sequence(line: Bid, state: State) -> int | None:
    return None if line.sequence is None else state.sequence


def _price(state: State) -> int:
    return 0 if state.price is None else state.price.minor


def _offers(state: State) -> Told:
    return tuple(
        (str(party), each.level.minor, each.limit.minor, each.since, each.is_stale)
        for party, each in sorted(state.offers.items())
    )
