"""Switches: vices of a whole program, turned by hand and kept until they are turned back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Container, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import orjson

from simulators.ground.store import Store, keep
from simulators.ground.wire import Malformed

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    S = TypeVar("S", bound=DataclassInstance)
else:
    S = TypeVar("S")

# What may stand in a switch. A bool is an int in Python, so kinds are compared exactly.
Kinds = Mapping[str, tuple[type, ...]]
NUMBER = (int, float)


def check(said: Mapping[str, Any], kinds: Kinds, behaviours: Container[str]) -> None:
    """Raise Malformed unless every switch may be turned so; ``rates`` name ``behaviours``."""
    for name, value in said.items():
        if name not in kinds:
            raise Malformed(f"there is no switch {name}; GET /_sim/faults lists them")
        if type(value) not in kinds[name]:
            raise Malformed(f"{name} cannot be {value!r}")
        if isinstance(value, int | float) and value < 0:
            raise Malformed(f"{name} is not below 0")
    for name, rate in said.get("rates", {}).items():
        if name not in behaviours:
            raise Malformed(f"no behaviour is called {name!r}: see /_sim/behaviours")
        if type(rate) not in NUMBER or not 0 <= rate <= 1:
            raise Malformed(f"the rate of {name} lies between 0 and 1")


class Board(Generic[S]):
    """The switches as they stand, and their place in the store."""

    def __init__(
        self, store: Store, defaults: S, changed: Callable[[S, dict[str, Any]], S]
    ) -> None:
        """``changed(switches, said)`` checks what is said and turns it; it raises Malformed."""
        self._defaults, self._changed = defaults, changed
        kept = store.value("SELECT value FROM kept WHERE name = 'switches'")
        # Only what was turned by hand is kept: settings of a later start still count.
        self._turned: dict[str, Any] = orjson.loads(kept) if kept else {}
        self.now = changed(defaults, self._turned)

    def turn(self, db: sqlite3.Connection, said: dict[str, Any]) -> S:
        """Turn what is in ``said``. Raises Malformed and turns nothing."""
        turned = asdict(self._changed(self.now, said))
        return self._keep(db, {name: turned[name] for name in {*self._turned, *said}})

    def reset(self, db: sqlite3.Connection) -> S:
        return self._keep(db, {})

    def _keep(self, db: sqlite3.Connection, turned: dict[str, Any]) -> S:
        keep(db, "switches", orjson.dumps(turned).decode())
        self._turned = turned
        self.now = self._changed(self._defaults, turned)
        return self.now
