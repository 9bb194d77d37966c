"""What an auction is held by, frozen when it is published. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from adulis.bidding.values import Direction, Format, Step, Visibility
from adulis.kernel.money import Money

FINALISTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """``reserve`` is hidden: nobody is sold anything beyond it.

    ``step`` is by how much the leader is beaten, ``own_step`` by how much everybody improves on
    themselves. Who takes the lead less than ``window`` before the end moves the end to
    ``extension`` after their bid, at most to ``hard_end_at``; where that was not far enough, the
    best three have one sealed bid each within ``final_round`` (None: there is no such round).
    """

    direction: Direction
    format: Format
    visibility: Visibility
    start: Money
    reserve: Money | None
    step: Step
    own_step: Step
    starts_at: datetime
    window: timedelta
    extension: timedelta
    ends_at: datetime
    hard_end_at: datetime
    final_round: timedelta | None
    # A bid better than the leader's by more than this is asked about; 0: none is.
    unusual_above_basis_points: int = 2_500

    @property
    def must_beat_leader(self) -> bool:
        return self.visibility is Visibility.PRICE

    def beats(self, one: Money, other: Money) -> bool:
        return one > other if self.direction is Direction.FORWARD else one < other

    def better(self, one: Money, other: Money) -> Money:
        return one if self.beats(one, other) else other

    def worse(self, one: Money, other: Money) -> Money:
        return other if self.beats(one, other) else one

    def beyond(self, price: Money, step: Step | None = None) -> Money:
        """The price one step better. In a reverse auction it may be nothing, or less."""
        size = (step or self.step).size(price)
        return price + size if self.direction is Direction.FORWARD else price - size

    def meets_reserve(self, price: Money) -> bool:
        return self.reserve is None or not self.beats(self.reserve, price)


def fingerprint(rules: Rules, *, reserve_commitment: str) -> str:
    """SHA-256 of the rules as they are published (G4).

    The hidden reserve is in it by ``reserve_commitment``, a hash with salt, so that it cannot be
    changed unseen and not be guessed either.
    """
    told: dict[str, Any] = {
        "direction": rules.direction,
        "format": rules.format,
        "visibility": rules.visibility,
        "start_minor": rules.start.minor,
        "currency": rules.start.currency,
        "reserve": reserve_commitment,
        "step": [rules.step.kind, rules.step.value],
        "own_step": [rules.own_step.kind, rules.own_step.value],
        "starts_at": rules.starts_at.isoformat(),
        "window_seconds": rules.window.total_seconds(),
        "extension_seconds": rules.extension.total_seconds(),
        "ends_at": rules.ends_at.isoformat(),
        "hard_end_at": rules.hard_end_at.isoformat(),
        "final_round_seconds": None
        if rules.final_round is None
        else rules.final_round.total_seconds(),
        "unusual_above_basis_points": rules.unusual_above_basis_points,
    }
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()
