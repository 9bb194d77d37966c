"""Scenarios: what tests have said the next ones will live through."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from typing import Any

import orjson

from simulators.ground.catalogue import B, Catalogue, P, UnknownBehaviour
from simulators.ground.store import insert
from simulators.ground.wire import Malformed


def add(
    db: sqlite3.Connection,
    said: Mapping[str, Any],
    *,
    catalogue: Catalogue[B, P],
    matchable: Collection[str],
    profile: str,
) -> int:
    """Remember one; returns its id. Raises Malformed, and remembers nothing.

    ``match`` names what it waits for (of ``matchable``), ``behaviour`` what happens then, ``times``
    how often (1; None: until it is removed); every other key is a parameter of the behaviour.
    """
    match = said.get("match", {})
    if not isinstance(match, dict) or match.keys() - {*matchable, "next"}:
        raise Malformed(f"match takes next, {', '.join(matchable)}; not {match!r}")
    params = {
        key: value for key, value in said.items() if key not in {"match", "behaviour", "times"}
    }
    times = match.get("next", said.get("times", 1))
    if times is not None and (type(times) is not int or times < 1):
        raise Malformed("times and next are whole numbers above 0, or null for always")
    behaviour = said.get("behaviour")
    if not isinstance(behaviour, str):
        raise Malformed("behaviour is missing: see /_sim/behaviours")
    try:
        catalogue.check(behaviour, params, profile=profile)
    except UnknownBehaviour as wrong:
        raise Malformed(str(wrong)) from wrong
    wanted = {key: value for key, value in match.items() if key != "next"}
    return insert(
        db,
        "INSERT INTO scenarios (match, behaviour, params, left) VALUES (?, ?, ?, ?)",
        (orjson.dumps(wanted).decode(), behaviour, orjson.dumps(params).decode(), times),
    )


def take(
    db: sqlite3.Connection, about: Mapping[str, Any], *, repeated: bool
) -> tuple[str, dict[str, Any]] | None:
    """Use up the oldest scenario that fits: its behaviour and parameters.

    A reference sent again is nothing new: it meets only scenarios that name it.
    """
    for row in db.execute("SELECT id, match, behaviour, params, left FROM scenarios ORDER BY id"):
        match = orjson.loads(row["match"])
        if repeated and "client_reference" not in match:
            continue
        if all(about.get(key) == value for key, value in match.items()):
            if row["left"] == 1:
                db.execute("DELETE FROM scenarios WHERE id = ?", (row["id"],))
            else:
                db.execute("UPDATE scenarios SET left = left - 1 WHERE id = ?", (row["id"],))
            return row["behaviour"], orjson.loads(row["params"])
    return None


def waiting(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Those not used up, oldest first."""
    return [
        {
            "id": row["id"],
            "match": orjson.loads(row["match"]),
            "behaviour": row["behaviour"],
            "times": row["left"],
            **orjson.loads(row["params"]),
        }
        for row in db.execute("SELECT * FROM scenarios ORDER BY id")
    ]


def remove(db: sqlite3.Connection, scenario_id: int | None = None) -> int:
    """Forget one, or all of them; returns how many there were."""
    if scenario_id is None:
        return db.execute("DELETE FROM scenarios").rowcount
    return db.execute("DELETE FROM scenarios WHERE id = ?", (scenario_id,)).rowcount
