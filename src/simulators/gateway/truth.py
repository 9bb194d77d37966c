"""The oracle: what was really captured, given back and paid out, read from the movements alone.

The same may be read from the file while the gateway runs, or after it was killed:

    SELECT * FROM truth WHERE client_reference = ?
"""

from __future__ import annotations

import sqlite3
from typing import Any

from simulators.gateway.violations import Violation
from simulators.ground.violations import counts

_COUNTED = ("submissions", "lost", "accepted", "repeated", "refused", "conflicting")
_SUMS = (
    "captured_minor",
    "refunded_minor",
    "charged_back_minor",
    "won_back_minor",
    "fee_minor",
    "tax_minor",
    "net_minor",
    "settled_minor",
)


def about(db: sqlite3.Connection, client_reference: str | None) -> dict[str, Any]:
    """One intent reference (None: payments that belong to no intent), with zeros for the unknown.

    ``captures`` counts actual captures; ``money`` has the sums of each currency that ever moved.
    """
    moved = db.execute(
        "SELECT * FROM truth WHERE client_reference IS ? ORDER BY currency", (client_reference,)
    ).fetchall()
    statuses = db.execute(
        "SELECT status FROM intents WHERE client_reference = ? ORDER BY number", (client_reference,)
    )
    payments = db.execute(
        "SELECT id FROM payments WHERE client_reference IS ? ORDER BY number", (client_reference,)
    )
    return {
        "client_reference": client_reference,
        **_received(db, "intent", client_reference),
        "intents": [each["status"] for each in statuses],
        "payments": [each["id"] for each in payments],
        "captures": sum(each["captures"] for each in moved),
        "refunds": sum(each["refunds"] for each in moved),
        "chargebacks": sum(each["chargebacks"] for each in moved),
        "money": {each["currency"]: {name: each[name] for name in _SUMS} for each in moved},
    }


def about_refund(db: sqlite3.Connection, client_reference: str) -> dict[str, Any]:
    """One refund reference: how often money was given back under it, and how much."""
    refunded = db.execute(
        "SELECT COUNT(*) AS refunds, COALESCE(SUM(m.amount_minor), 0) AS refunded_minor"
        " FROM movements m JOIN refunds r ON r.id = m.object_id"
        " WHERE m.kind = 'refund' AND r.client_reference = ?",
        (client_reference,),
    ).fetchone()
    statuses = db.execute(
        "SELECT status FROM refunds WHERE client_reference = ? ORDER BY number", (client_reference,)
    )
    return {
        "refund_reference": client_reference,
        **_received(db, "refund", client_reference),
        "statuses": [each["status"] for each in statuses],
        **dict(refunded),
    }


def page(db: sqlite3.Connection, *, after: str, limit: int) -> dict[str, Any]:
    """References in alphabetical order, what belongs to none, and the totals of all of them."""
    rows = db.execute(
        "SELECT DISTINCT client_reference FROM received WHERE kind = 'intent'"
        " AND client_reference > ? ORDER BY client_reference LIMIT ?",
        (after, limit + 1),
    ).fetchall()
    items = [about(db, row["client_reference"]) for row in rows[:limit]]
    return {
        "items": items,
        "next": items[-1]["client_reference"] if len(rows) > limit else None,
        "without_intent": about(db, None),
        "totals": totals(db),
        "violations": counts(db, Violation),
    }


def totals(db: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """All money that ever moved, by currency. ``net = paid_out + owed``, always."""
    sums = ", ".join(f"SUM({name}) AS {name}" for name in ("captures", "refunds", *_SUMS))
    rows = db.execute(
        f"SELECT currency, {sums},"  # noqa: S608 – our own words
        " (SELECT COALESCE(SUM(amount_minor), 0) FROM payouts p WHERE p.currency = t.currency)"
        " AS paid_out_minor FROM truth t GROUP BY currency ORDER BY currency"
    ).fetchall()
    return {
        row["currency"]: {name: row[name] for name in row.keys() if name != "currency"}  # noqa: SIM118
        | {"owed_minor": row["net_minor"] - row["paid_out_minor"]}
        for row in rows
    }


def _received(db: sqlite3.Connection, kind: str, client_reference: str | None) -> dict[str, int]:
    row = db.execute(
        "SELECT * FROM received WHERE kind = ? AND client_reference = ?", (kind, client_reference)
    ).fetchone()
    return {name: row[name] if row else 0 for name in _COUNTED}
