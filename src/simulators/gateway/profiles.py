"""How fast the gateway's world turns. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from simulators.ground import times

_PAYOUTS_LEAVE = time(11, 0)


@dataclass(frozen=True, slots=True)
class Profile:
    """``waits_seconds``: how long a payer takes to confirm, by method (else no time at all).

    ``settlement_seconds``: how long after something was booked it is paid out; None: at eleven the
    day after, Indian time, on every day.
    """

    name: str
    settlement_seconds: float | None
    refund_seconds: float
    waits_seconds: dict[str, float] = field(default_factory=dict)


PROFILES = {
    "demo": Profile("demo", 20, 1, {"upi": 1}),
    "npci": Profile("npci", None, 60, {"upi": 20, "netbanking": 5}),
}


def payout_ms(booked_ms: int, settlement_seconds: float | None) -> int:
    """When what was booked at ``booked_ms`` is paid out."""
    if settlement_seconds is not None:
        return booked_ms + round(settlement_seconds * 1000)
    day = times.day_in_india(booked_ms) + timedelta(days=1)
    return times.milliseconds(datetime.combine(day, _PAYOUTS_LEAVE, times.IST))
