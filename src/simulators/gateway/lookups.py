"""Look-ups: what the platform is told about a thing, which may be late, a lie or an old truth."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simulators.gateway import shapes
from simulators.gateway.rules import Rules, Unknown
from simulators.ground.plans import FaultKind

# The happy end of each kind of thing, what it is before, and what a lie makes of it.
_ENDS = {
    "pi": ("succeeded", "processing", "failed"),
    "pay": ("captured", "processing", "failed"),
    "rfnd": ("processed", "pending", "failed"),
    "dp": ("won", "open", "lost"),
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What to answer; ``fault`` is what goes wrong with it."""

    body: dict[str, Any]
    fault: FaultKind | None = None


def look_up(db: sqlite3.Connection, object_id: str, *, now_ms: int, rules: Rules) -> Looked:
    """One thing, as this look-up sees it. Raises Unknown, also for what is not visible yet."""
    row = shapes.by_id(db, object_id)
    shown = db.execute("SELECT * FROM shown WHERE object_id = ?", (object_id,)).fetchone()
    born_ms = row["opened_ms"] if object_id.startswith("dp_") else row["created_ms"]
    lag_ms = round(rules.switches.enquiry_lag_seconds * 1000)
    if now_ms < max(shown["visible_ms"], born_ms + lag_ms):
        raise Unknown(f"there is no {object_id}")
    if object_id.startswith("pi_"):
        body = shapes.intent(db, row, rules, seen_ms=now_ms)
    else:
        body = shapes.shape(db, object_id, rules)
    if shown["faults_left"]:
        _use_up(db, object_id, "faults_left")
        return Looked(body, FaultKind(shown["fault"]))
    end, before, lie = _ENDS[object_id.partition("_")[0]]
    if body["status"] == end:
        if shown["says"]:
            body = _seen_as(body, lie)
        elif shown["backs_left"] and shown["end_shown"]:
            _use_up(db, object_id, "backs_left")
            body = _seen_as(body, before)
        db.execute("UPDATE shown SET end_shown = 1 WHERE object_id = ?", (object_id,))
    return Looked(body)


def look_up_all(db: sqlite3.Connection, ids: Sequence[str], *, now_ms: int, rules: Rules) -> Looked:
    """Those of ``ids`` that can be seen; the first fault strikes the whole answer."""
    found, fault = [], None
    for each in ids:
        try:
            looked = look_up(db, each, now_ms=now_ms, rules=rules)
        except Unknown:
            continue
        found.append(looked.body)
        fault = fault or looked.fault
    return Looked({"data": found}, fault)


def _seen_as(body: dict[str, Any], status: str) -> dict[str, Any]:
    """The same thing in another status, and what belongs to it likewise."""
    seen = body | {"status": status}
    if "payments" in body:
        inner = "failed" if status == "failed" else "processing"
        seen["payments"] = [_seen_as(each, inner) for each in body["payments"]]
    if "captured_at" in body:
        seen["captured_at"] = None
    return seen


def _use_up(db: sqlite3.Connection, object_id: str, what: str) -> None:
    db.execute(f"UPDATE shown SET {what} = {what} - 1 WHERE object_id = ?", (object_id,))  # noqa: S608
