"""Global switches: vices of the whole bank, and how often each behaviour strikes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from simulators.bank.behaviours import CATALOGUE, Odds
from simulators.bank.rails import Profile
from simulators.bank.settings import Settings
from simulators.ground.board import NUMBER, check
from simulators.ground.wire import Malformed


@dataclass(frozen=True, slots=True)
class Switches:
    """What ``POST /_sim/faults`` turns; README.md says what each does."""

    failure_rate: float
    windows: bool
    enquiry_budget: bool
    rates: dict[str, float] = field(default_factory=dict)
    dedupe: bool = True
    dedupe_window_seconds: float | None = None
    enquiry_lag_seconds: float = 0
    enquiries_down: bool = False
    callbacks_down: bool = False
    callback_delay_seconds: float = 0
    maintenance: bool = False
    rate_limit_per_second: float | None = None
    concurrency_limit: int | None = None
    nostro_short: bool = False
    minimum_balance_paise: int = 0
    charge_paise: int = 0
    banks_down: list[str] = field(default_factory=list)
    holidays: list[str] = field(default_factory=list)
    narration_length: int = 30
    missing_reference_rate: float = 0

    @property
    def holiday_dates(self) -> frozenset[date]:
        return frozenset(date.fromisoformat(day) for day in self.holidays)

    def odds(self, *, seed: int, profile: Profile) -> Odds:
        return Odds(seed, self.failure_rate, self.rates, profile.name)


_KINDS: dict[str, tuple[type, ...]] = {
    "failure_rate": NUMBER,
    "windows": (bool,),
    "enquiry_budget": (bool,),
    "rates": (dict,),
    "dedupe": (bool,),
    "dedupe_window_seconds": (*NUMBER, type(None)),
    "enquiry_lag_seconds": NUMBER,
    "enquiries_down": (bool,),
    "callbacks_down": (bool,),
    "callback_delay_seconds": NUMBER,
    "maintenance": (bool,),
    "rate_limit_per_second": (*NUMBER, type(None)),
    "concurrency_limit": (int, type(None)),
    "nostro_short": (bool,),
    "minimum_balance_paise": (int,),
    "charge_paise": (int,),
    "banks_down": (list,),
    "holidays": (list,),
    "narration_length": (int,),
    "missing_reference_rate": NUMBER,
}


def defaults(settings: Settings) -> Switches:
    """A bank that behaves well, as well as its profile does."""
    profile = settings.profile
    return Switches(settings.failure_rate, profile.windows, profile.enquiry_budget)


def changed(switches: Switches, said: dict[str, Any]) -> Switches:
    """``switches`` with those in ``said`` turned; ``rates`` are merged. Raises Malformed."""
    check(said, _KINDS, CATALOGUE)
    for day in said.get("holidays", []):
        try:
            date.fromisoformat(day)
        except (TypeError, ValueError) as wrong:
            raise Malformed(f"{day!r} is not a date: YYYY-MM-DD") from wrong
    rates = switches.rates | said.get("rates", {})
    return replace(switches, **(said | {"rates": rates}))
