"""Global switches: vices of the whole gateway, and how often each behaviour strikes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from simulators.gateway.behaviours import CATALOGUE, Odds
from simulators.gateway.settings import Settings
from simulators.ground.board import NUMBER, check


@dataclass(frozen=True, slots=True)
class Switches:
    """What ``POST /_sim/faults`` turns; README.md says what each does."""

    failure_rate: float
    settlement_seconds: float | None
    rates: dict[str, float] = field(default_factory=dict)
    dedupe: bool = True
    enquiry_lag_seconds: float = 0
    enquiries_down: bool = False
    callbacks_down: bool = False
    callback_delay_seconds: float = 0
    maintenance: bool = False
    checkout_down: bool = False
    rate_limit_per_second: float | None = None
    concurrency_limit: int | None = None
    settlements_down: bool = False
    reports_late: bool = False
    settlements_omit: list[str] = field(default_factory=list)
    chargeback_fee_minor: int = 50_000

    def odds(self, *, seed: int, profile: str) -> Odds:
        return Odds(seed, self.failure_rate, self.rates, profile)


_KINDS: dict[str, tuple[type, ...]] = {
    "failure_rate": NUMBER,
    "settlement_seconds": (*NUMBER, type(None)),
    "rates": (dict,),
    "dedupe": (bool,),
    "enquiry_lag_seconds": NUMBER,
    "enquiries_down": (bool,),
    "callbacks_down": (bool,),
    "callback_delay_seconds": NUMBER,
    "maintenance": (bool,),
    "checkout_down": (bool,),
    "rate_limit_per_second": (*NUMBER, type(None)),
    "concurrency_limit": (int, type(None)),
    "settlements_down": (bool,),
    "reports_late": (bool,),
    "settlements_omit": (list,),
    "chargeback_fee_minor": (int,),
}


def defaults(settings: Settings) -> Switches:
    """A gateway that behaves well, as well as its profile does."""
    return Switches(settings.failure_rate, settings.profile.settlement_seconds)


def changed(switches: Switches, said: dict[str, Any]) -> Switches:
    """``switches`` with those in ``said`` turned; ``rates`` are merged. Raises Malformed."""
    check(said, _KINDS, CATALOGUE)
    rates = switches.rates | said.get("rates", {})
    return replace(switches, **(said | {"rates": rates}))
