"""Where an open auction stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from adulis.bidding.rules.book import Rules
from adulis.bidding.values import Direction
from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What one party has bid (``level``) and how far they would go (``limit``, secret).

    ``since`` is the place in the log that decides ties: of the order that made this bid, not of a
    raise by whoever was leading already (F5).
    """

    party: UUID
    level: Money
    limit: Money
    since: int
    until: datetime | None = None
    is_stale: bool = False

    def limit_at(self, at: datetime) -> Money:
        """How far they go at that time: after ``until`` no further than they have."""
        return self.limit if self.until is None or at < self.until else self.level


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """``offers`` holds at least the leader's and that of whoever orders next.

    ``sequence`` counts what everybody is told; an order by which nobody is moved is not in it.
    ``is_capped``: the end had to move further than it could.
    """

    ends_at: datetime
    hard_end_at: datetime
    price: Money | None = None
    leader: UUID | None = None
    offers: Mapping[UUID, Offer] = field(default_factory=dict)
    position: int = 0
    sequence: int = 0
    is_capped: bool = False

    @property
    def leading(self) -> Offer | None:
        return None if self.leader is None else self.offers[self.leader]

    def of(self, party: UUID) -> Offer | None:
        """The party's bid, if it counts."""
        offer = self.offers.get(party)
        return None if offer is None or offer.is_stale else offer

    def with_offers(self, *offers: Offer) -> State:
        changed = {each.party: each for each in offers}
        return replace(self, offers={**self.offers, **changed})


@dataclass(frozen=True, slots=True)
class Ranked:
    """``rank`` counts from 1, ``price`` is what this party would be awarded the deal at."""

    rank: int
    party: UUID
    price: Money


def ranking(rules: Rules, state: State) -> list[Ranked]:
    """All bids that count, best first; of equal ones the earlier (C5)."""
    counting = [each for each in state.offers.values() if not each.is_stale]
    best_first = -1 if rules.direction is Direction.FORWARD else 1
    counting.sort(key=lambda each: (best_first * each.level.minor, each.since))
    return [Ranked(rank, each.party, each.level) for rank, each in enumerate(counting, 1)]
