"""The bank's money: accounts, and movements from one to another.

``nostro`` is the platform's account. ``world`` is everybody outside, from whom inward credits come;
``transit`` holds what was said to be paid and was not; ``charges`` is the bank's own.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from simulators.ground import times

NOSTRO = "nostro"
WORLD = "world"
TRANSIT = "transit"
CHARGES = "charges"


@dataclass(frozen=True, slots=True)
class Movement:
    """``amount_paise`` from ``source`` to ``target``. ``linked`` False hides the reference."""

    kind: str
    source: str
    target: str
    amount_paise: int
    booked_ms: int
    utr: str
    counterparty: str
    narration: str
    value_date: date | None = None
    payment_id: int | None = None
    client_reference: str | None = None
    linked: bool = True


def open_nostro(db: sqlite3.Connection, opening_paise: int) -> None:
    """Open the platform's account, in a new store only."""
    db.execute(
        "INSERT INTO accounts (id, opening_paise, balance_paise) VALUES (?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING",
        (NOSTRO, opening_paise, opening_paise),
    )


def book(db: sqlite3.Connection, movement: Movement) -> None:
    """Move the money and write it down."""
    for account, paise in (
        (movement.source, -movement.amount_paise),
        (movement.target, movement.amount_paise),
    ):
        db.execute(
            "INSERT INTO accounts (id, balance_paise) VALUES (?, ?)"
            " ON CONFLICT (id) DO UPDATE SET"
            " balance_paise = balance_paise + excluded.balance_paise",
            (account, paise),
        )
    booked_on = times.day_in_india(movement.booked_ms)
    db.execute(
        "INSERT INTO movements (booked_ms, booked_on, value_date, kind, source, target,"
        " amount_paise, payment_id, client_reference, linked, utr, counterparty, narration)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            movement.booked_ms,
            booked_on.isoformat(),
            (movement.value_date or booked_on).isoformat(),
            movement.kind,
            movement.source,
            movement.target,
            movement.amount_paise,
            movement.payment_id,
            movement.client_reference,
            movement.linked,
            movement.utr,
            movement.counterparty,
            movement.narration,
        ),
    )


def reserve(db: sqlite3.Connection, paise: int) -> None:
    """Set aside (negative: give free) part of the nostro for a payment that is under way."""
    db.execute(
        "UPDATE accounts SET reserved_paise = reserved_paise + ? WHERE id = ?", (paise, NOSTRO)
    )


def nostro(db: sqlite3.Connection) -> tuple[int, int]:
    """Balance and reserved part of the platform's account, in paise."""
    row = db.execute(
        "SELECT balance_paise, reserved_paise FROM accounts WHERE id = ?", (NOSTRO,)
    ).fetchone()
    return row[0], row[1]


def received_on(db: sqlite3.Connection, beneficiary: str, day: date) -> int:
    """What a beneficiary was credited on one of the bank's days, in paise."""
    total: int = db.execute(
        "SELECT COALESCE(SUM(amount_paise), 0) FROM movements"
        " WHERE booked_on = ? AND kind = 'payment' AND target = ?",
        (day.isoformat(), beneficiary),
    ).fetchone()[0]
    return total


def returned(db: sqlite3.Connection, payment_id: int) -> int:
    """What of a payment was sent back so far, linked or not, in paise."""
    total: int = db.execute(
        "SELECT COALESCE(SUM(amount_paise), 0) FROM movements"
        " WHERE client_reference = (SELECT client_reference FROM payments WHERE id = ?)"
        " AND payment_id = ? AND kind = 'return'",
        (payment_id, payment_id),
    ).fetchone()[0]
    return total


def is_in_transit(db: sqlite3.Connection, payment_id: int) -> bool:
    """Whether a payment was said to be completed and its money went nowhere."""
    row = db.execute(
        "SELECT 1 FROM movements WHERE payment_id = ? AND target = ?"
        " AND client_reference = (SELECT client_reference FROM payments WHERE id = ?)",
        (payment_id, TRANSIT, payment_id),
    ).fetchone()
    return row is not None
