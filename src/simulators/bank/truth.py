"""The oracle: what was really paid, read from the movements and from nothing else.

The same may be read from the file while the bank runs, or after it was killed:

    SELECT * FROM truth WHERE client_reference = ?
"""

from __future__ import annotations

import sqlite3
from typing import Any

import orjson

from simulators.bank import books
from simulators.bank.violations import Violation
from simulators.ground.violations import counts

_NOTHING = {
    "submissions": 0,
    "lost": 0,
    "accepted": 0,
    "repeated": 0,
    "refused": 0,
    "conflicting": 0,
    "payments": 0,
    "credited_paise": 0,
    "returned_paise": 0,
    "net_paise": 0,
}


def about(db: sqlite3.Connection, client_reference: str) -> dict[str, Any]:
    """One reference: how often its beneficiary was credited, and how much of it stayed there.

    A reference the bank never saw has nothing but zeros.
    """
    row = db.execute(
        "SELECT * FROM truth WHERE client_reference = ?", (client_reference,)
    ).fetchone()
    if row is None:
        return {"client_reference": client_reference, **_NOTHING, "statuses": []}
    return _told(row)


def page(db: sqlite3.Connection, *, after: str, limit: int) -> dict[str, Any]:
    """References in alphabetical order, and the totals of all of them."""
    rows = db.execute(
        "SELECT * FROM truth WHERE client_reference > ? ORDER BY client_reference LIMIT ?",
        (after, limit + 1),
    ).fetchall()
    items = [_told(row) for row in rows[:limit]]
    return {
        "items": items,
        "next": items[-1]["client_reference"] if len(rows) > limit else None,
        "totals": totals(db),
        "violations": counts(db, Violation),
    }


def totals(db: sqlite3.Connection) -> dict[str, int]:
    """All money that ever moved. ``opening + inward + returned - debited - charges = nostro``.

    ``debited`` is more than ``credited`` while payments are said to have arrived and have not.
    """
    row = db.execute(
        "SELECT"
        " COUNT(*) FILTER (WHERE kind = 'payment' AND target LIKE 'beneficiary/%'),"
        " COALESCE(SUM(amount_paise) FILTER"
        " (WHERE kind = 'payment' AND target LIKE 'beneficiary/%'), 0),"
        " COALESCE(SUM(amount_paise) FILTER (WHERE kind = 'payment'), 0),"
        " COALESCE(SUM(amount_paise) FILTER (WHERE kind = 'return'), 0),"
        " COALESCE(SUM(amount_paise) FILTER (WHERE kind = 'inward'), 0),"
        " COALESCE(SUM(amount_paise) FILTER (WHERE kind = 'charge'), 0)"
        " FROM movements"
    ).fetchone()
    opening = db.execute("SELECT SUM(opening_paise) FROM accounts").fetchone()[0]
    balance, reserved = books.nostro(db)
    return {
        "payments": row[0],
        "credited_paise": row[1],
        "debited_paise": row[2],
        "returned_paise": row[3],
        "inward_paise": row[4],
        "charges_paise": row[5],
        "opening_paise": opening,
        "nostro_paise": balance,
        "reserved_paise": reserved,
    }


def _told(row: sqlite3.Row) -> dict[str, Any]:
    return dict(row) | {"statuses": orjson.loads(row["statuses"])}
