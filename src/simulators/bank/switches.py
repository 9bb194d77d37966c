"""Global switches: vices of the whole bank, and how often each behaviour strikes."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

import orjson

from simulators.bank.behaviours import CATALOGUE, Odds
from simulators.bank.rails import Profile
from simulators.bank.settings import Settings
from simulators.bank.store import Store
from simulators.bank.wire import Malformed


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


# What may stand in each switch. A bool is an int in Python, so kinds are compared exactly.
_NUMBER = (int, float)
_KINDS: dict[str, tuple[type, ...]] = {
    "failure_rate": _NUMBER,
    "windows": (bool,),
    "enquiry_budget": (bool,),
    "rates": (dict,),
    "dedupe": (bool,),
    "dedupe_window_seconds": (*_NUMBER, type(None)),
    "enquiry_lag_seconds": _NUMBER,
    "enquiries_down": (bool,),
    "callbacks_down": (bool,),
    "callback_delay_seconds": _NUMBER,
    "maintenance": (bool,),
    "rate_limit_per_second": (*_NUMBER, type(None)),
    "concurrency_limit": (int, type(None)),
    "nostro_short": (bool,),
    "minimum_balance_paise": (int,),
    "charge_paise": (int,),
    "banks_down": (list,),
    "holidays": (list,),
    "narration_length": (int,),
    "missing_reference_rate": _NUMBER,
}


def defaults(settings: Settings) -> Switches:
    """A bank that behaves well, as well as its profile does."""
    profile = settings.profile
    return Switches(settings.failure_rate, profile.windows, profile.enquiry_budget)


def changed(switches: Switches, said: dict[str, Any]) -> Switches:
    """``switches`` with those in ``said`` turned; ``rates`` are merged. Raises Malformed."""
    for name, value in said.items():
        kinds = _KINDS.get(name)
        if kinds is None:
            raise Malformed(f"there is no switch {name}; GET /_sim/faults lists them")
        if type(value) not in kinds:
            raise Malformed(f"{name} cannot be {value!r}")
        if isinstance(value, int | float) and value < 0:
            raise Malformed(f"{name} is not below 0")
    for name, rate in said.get("rates", {}).items():
        if name not in CATALOGUE:
            raise Malformed(f"no behaviour is called {name!r}: see /_sim/behaviours")
        if type(rate) not in _NUMBER or not 0 <= rate <= 1:
            raise Malformed(f"the rate of {name} lies between 0 and 1")
    for day in said.get("holidays", []):
        try:
            date.fromisoformat(day)
        except (TypeError, ValueError) as wrong:
            raise Malformed(f"{day!r} is not a date: YYYY-MM-DD") from wrong
    rates = switches.rates | said.get("rates", {})
    return replace(switches, **(said | {"rates": rates}))


class Board:
    """The switches as they stand, and their place in the store."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._defaults = defaults(settings)
        kept = store.value("SELECT value FROM kept WHERE name = 'switches'")
        # Only what was turned by hand is kept: settings of a later start still count.
        self._turned: dict[str, Any] = orjson.loads(kept) if kept else {}
        self.now = changed(self._defaults, self._turned)

    def turn(self, db: sqlite3.Connection, said: dict[str, Any]) -> Switches:
        """Turn what is in ``said``. Raises Malformed and turns nothing."""
        turned = asdict(changed(self.now, said))
        return self._keep(db, {name: turned[name] for name in {*self._turned, *said}})

    def reset(self, db: sqlite3.Connection) -> Switches:
        return self._keep(db, {})

    def _keep(self, db: sqlite3.Connection, turned: dict[str, Any]) -> Switches:
        db.execute(
            "INSERT INTO kept (name, value) VALUES ('switches', ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (orjson.dumps(turned).decode(),),
        )
        self._turned = turned
        self.now = changed(self._defaults, turned)
        return self.now
