"""How intents, payments, refunds, disputes and payouts look on the wire."""

from __future__ import annotations

import sqlite3
from typing import Any

import orjson

from simulators.gateway.fates import message_of
from simulators.gateway.rules import Rules, Unknown
from simulators.ground import times

IFSC = "SIMG0000001"
_NOBODY = {
    "name": None,
    "card_last4": None,
    "card_network": None,
    "account_last4": None,
    "ifsc": None,
    "vpa": None,
}
_TABLES = {"pi": "intents", "pay": "payments", "rfnd": "refunds", "dp": "disputes"}


def by_id(db: sqlite3.Connection, object_id: str) -> sqlite3.Row:
    """The row of an object, whatever it is. Raises Unknown."""
    table = _TABLES.get(object_id.partition("_")[0])
    row: sqlite3.Row | None = None
    if table:
        row = db.execute(f"SELECT * FROM {table} WHERE id = ?", (object_id,)).fetchone()  # noqa: S608
    if row is None:
        raise Unknown(f"there is no {object_id}")
    return row


def shape(db: sqlite3.Connection, object_id: str, rules: Rules) -> dict[str, Any]:
    """Any object as it is. Raises Unknown."""
    row = by_id(db, object_id)
    match object_id.partition("_")[0]:
        case "pi":
            return intent(db, row, rules)
        case "pay":
            return payment(row)
        case "rfnd":
            return refund(row)
        case _:
            return dispute(db, row)


def intent(
    db: sqlite3.Connection, row: sqlite3.Row, rules: Rules, *, seen_ms: int | None = None
) -> dict[str, Any]:
    """An intent with all that belongs to it; ``seen_ms``: only what a look-up sees at that time."""
    paid = db.execute(
        "SELECT p.*, s.visible_ms FROM payments p JOIN shown s ON s.object_id = p.id"
        " WHERE intent_id = ? ORDER BY number",
        (row["id"],),
    ).fetchall()
    lag_ms = round(rules.switches.enquiry_lag_seconds * 1000)
    seen = [
        each
        for each in paid
        if seen_ms is None or seen_ms >= max(each["visible_ms"], each["created_ms"] + lag_ms)
    ]
    status = row["status"] if len(seen) == len(paid) else "processing"
    ids = [each["id"] for each in seen]
    transfers = "bank_transfer" in orjson.loads(row["methods"])
    return {
        "id": row["id"],
        "client_reference": row["client_reference"],
        "amount_minor": row["amount_minor"],
        "currency": row["currency"],
        "status": status,
        "description": row["description"],
        "methods": orjson.loads(row["methods"]),
        "checkout_url": f"{rules.public_url}/checkout/{row['id']}",
        "return_url": row["return_url"],
        "metadata": orjson.loads(row["metadata"]),
        "expires_at": times.iso(row["expires_ms"]),
        "created_at": times.iso(row["created_ms"]),
        "bank_transfer": {"account_number": row["account_number"], "ifsc": IFSC}
        if transfers
        else None,
        "payments": [payment(each) for each in seen],
        "refunds": [refund(each) for each in _of_payments(db, "refunds", ids)],
        "disputes": [dispute(db, each) for each in _of_payments(db, "disputes", ids)],
    }


def _of_payments(db: sqlite3.Connection, table: str, ids: list[str]) -> list[sqlite3.Row]:
    marks = ", ".join("?" for _ in ids)
    return db.execute(
        f"SELECT * FROM {table} WHERE payment_id IN ({marks}) ORDER BY number",  # noqa: S608
        ids,
    ).fetchall()


def payment(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "intent_id": row["intent_id"],
        "client_reference": row["client_reference"],
        "amount_minor": row["amount_minor"],
        "currency": row["currency"],
        "fee_minor": row["fee_minor"],
        "tax_minor": row["tax_minor"],
        "method": row["method"],
        "status": row["status"],
        "failure": _failure(row),
        "payer": _NOBODY | orjson.loads(row["payer"]),
        "utr": row["utr"],
        "captured_at": _time(row["captured_ms"]),
        "created_at": times.iso(row["created_ms"]),
    }


def refund(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "payment_id": row["payment_id"],
        "client_reference": row["client_reference"],
        "amount_minor": row["amount_minor"],
        "currency": row["currency"],
        "reason": row["reason"],
        "status": row["status"],
        "failure": _failure(row),
        "created_at": times.iso(row["created_ms"]),
        "processed_at": _time(row["processed_ms"]),
    }


def dispute(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    paid = by_id(db, row["payment_id"])
    return {
        "id": row["id"],
        "payment_id": row["payment_id"],
        "intent_id": paid["intent_id"],
        "client_reference": paid["client_reference"],
        "amount_minor": row["amount_minor"],
        "currency": row["currency"],
        "fee_minor": row["fee_minor"],
        "reason_code": row["reason_code"],
        "status": row["status"],
        "evidence": orjson.loads(row["evidence"]),
        "evidence_due_by": times.iso(row["evidence_due_ms"]),
        "opened_at": times.iso(row["opened_ms"]),
        "closed_at": _time(row["closed_ms"]),
    }


def payout(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "day": row["paid_on"],
        "amount_minor": row["amount_minor"],
        "currency": row["currency"],
        "utr": row["utr"],
        "paid_at": times.iso(row["paid_ms"]),
    }


def _failure(row: sqlite3.Row) -> dict[str, str] | None:
    code = row["failure_code"]
    return None if code is None else {"code": code, "message": message_of(code)}


def _time(moment_ms: int | None) -> str | None:
    return None if moment_ms is None else times.iso(moment_ms)
