"""What holds while something happens, and what everybody who does something needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from simulators.gateway.plans import Act
from simulators.gateway.profiles import Profile
from simulators.gateway.switches import Switches


@dataclass(frozen=True, slots=True)
class Rules:
    """The seed, the profile and the switches as they stand; ``bank`` whether payouts reach one."""

    seed: int
    profile: Profile
    switches: Switches
    public_url: str
    bank: bool


class Impossible(ValueError):
    """The thing is not in a status, or there is not the money, from which this is possible."""


class Unknown(LookupError):
    """There is no such thing here."""


def schedule(
    db: sqlite3.Connection, object_id: str, act: Act, *, due_ms: int, detail: Mapping[str, Any]
) -> None:
    """Put an act on the agenda."""
    db.execute(
        "INSERT INTO agenda (due_ms, act, object_id, detail) VALUES (?, ?, ?, ?)",
        (due_ms, act, object_id, orjson.dumps(detail).decode()),
    )
