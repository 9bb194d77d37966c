"""How an open auction ends (C2, C4, C5). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from adulis.bidding.errors import BidNotImproved, Closed, NotFinalist, OneShotOnly
from adulis.bidding.rules.book import FINALISTS, Rules
from adulis.bidding.rules.state import Offer, Ranked, State, ranking
from adulis.kernel.money import Money


class Ending(StrEnum):
    """What follows when the time has come."""

    NOT_YET = "not_yet"
    FINAL_ROUND = "final_round"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Shot:
    """The one sealed bid of a finalist; ``since`` decides ties."""

    amount: Money
    since: int


def ending(rules: Rules, state: State, at: datetime) -> Ending:
    """C4: nothing, while the end is still ahead; C2: a final round, where the cap cut it short."""
    if at < state.ends_at:
        return Ending.NOT_YET
    if rules.final_round is None or not state.is_capped or len(finalists(rules, state)) < 2:
        return Ending.CLOSED
    return Ending.FINAL_ROUND


def finalists(rules: Rules, state: State) -> list[UUID]:
    return [each.party for each in ranking(rules, state)[:FINALISTS]]


def check_shot(
    rules: Rules,
    state: State,
    party: UUID,
    amount: Money,
    *,
    has_shot: bool,
    ends_at: datetime,
    at: datetime,
) -> None:
    """Raises Closed, NotFinalist, OneShotOnly, BidNotImproved: no worse than one's own bid."""
    if at >= ends_at:
        raise Closed(ends_at=ends_at.isoformat())
    if party not in finalists(rules, state):
        raise NotFinalist
    if has_shot:
        raise OneShotOnly
    standing = state.offers[party].level
    if rules.beats(standing, amount):
        raise BidNotImproved(pointer="/amount_paise", required_paise=standing.minor)


def after_final_round(rules: Rules, state: State, shots: Mapping[UUID, Shot]) -> State:
    """Who leads once the sealed bids are open: everybody at their own price.

    Who sent none keeps the bid that stands. The instruction of a leader who sent none answers the
    best of the others as it would have before, as far as it goes and not beyond.
    """
    opened = {
        party: replace(
            state.offers[party], level=shot.amount, limit=shot.amount, since=shot.since, until=None
        )
        for party, shot in shots.items()
    }
    state = replace(state, offers={**state.offers, **opened})
    leading = state.leading
    if leading is not None and leading.party not in opened and opened:
        state = state.with_offers(_answered(rules, leading, opened, state.ends_at))
    first = ranking(rules, state)[0]
    return replace(state, leader=first.party, price=first.price)


def _answered(rules: Rules, leading: Offer, opened: Mapping[UUID, Offer], at: datetime) -> Offer:
    levels = [each.level for each in opened.values()]
    best = levels[0]
    for each in levels[1:]:
        best = rules.better(best, each)
    held = leading.limit_at(at)
    if rules.beats(best, held) or not rules.beats(best, leading.level):
        return leading
    return replace(leading, level=rules.worse(held, rules.beyond(best)))


@dataclass(frozen=True, slots=True)
class Result:
    """``ranked`` holds everybody; nobody wins where even the best is beyond the reserve."""

    ranked: tuple[Ranked, ...]
    is_reserve_met: bool


def result(rules: Rules, state: State) -> Result:
    ranked = tuple(ranking(rules, state))
    return Result(ranked, bool(ranked) and rules.meets_reserve(ranked[0].price))
