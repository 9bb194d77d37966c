"""Sealed auctions (S1): one price each, opened together. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adulis.bidding.errors import Closed
from adulis.bidding.rules.book import Rules
from adulis.bidding.rules.closing import Result
from adulis.bidding.rules.refusing import check_range
from adulis.bidding.rules.state import Ranked
from adulis.bidding.values import Direction
from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True)
class SealedOffer:
    """The valid version of somebody's bid: their latest. ``since`` is its place in the log."""

    amount: Money
    since: int


def check_sealed(rules: Rules, amount: Money, *, ends_at: datetime, at: datetime) -> None:
    """Raises Closed, BidOutOfRange. Better or worse than before: nobody knows and nobody asks."""
    check_sealed_time(rules, ends_at=ends_at, at=at)
    check_range(rules, amount, pointer="/amount_paise")


def check_sealed_time(rules: Rules, *, ends_at: datetime, at: datetime) -> None:
    """Raises Closed."""
    if not rules.starts_at <= at < ends_at:
        raise Closed(starts_at=rules.starts_at.isoformat(), ends_at=ends_at.isoformat())


def opened(rules: Rules, offers: Mapping[UUID, SealedOffer]) -> Result:
    """Best price first, of equal ones the earlier version; everybody at their own price."""
    best_first = -1 if rules.direction is Direction.FORWARD else 1
    order = sorted(
        offers.items(), key=lambda each: (best_first * each[1].amount.minor, each[1].since)
    )
    ranked = tuple(Ranked(rank, party, each.amount) for rank, (party, each) in enumerate(order, 1))
    return Result(ranked, bool(ranked) and rules.meets_reserve(ranked[0].price))
