"""The gateway's money: who had it, and who has it now.

``payer`` is everybody who pays, ``platform`` what is owed to the platform, ``gateway`` our own
charges, ``tax`` the tax on them, ``bank`` what was paid out to the platform's bank account.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from simulators.ground import times
from simulators.ground.store import insert

PAYER, PLATFORM, GATEWAY, TAX, BANK = "payer", "platform", "gateway", "tax", "bank"

# Our charge by method, in hundredths of a percent; on it, goods and services tax at 18 %.
FEE_BASIS_POINTS = {"card": 200, "netbanking": 150, "bank_transfer": 50, "upi": 0}
_TAX_PERCENT = 18


@dataclass(frozen=True, slots=True)
class About:
    """Whose money moves: ``object_id`` is the payment, refund, dispute or payout itself."""

    object_id: str
    payment_id: str | None
    client_reference: str | None
    currency: str
    booked_ms: int


def book(
    db: sqlite3.Connection, kind: str, source: str, target: str, amount_minor: int, about: About
) -> int | None:
    """Move the money and write it down; nothing is moved by writing nothing. Returns its id."""
    if not amount_minor:
        return None
    return insert(
        db,
        "INSERT INTO movements (booked_ms, booked_on, kind, currency, source, target, amount_minor,"
        " payment_id, object_id, client_reference) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            about.booked_ms,
            times.day_in_india(about.booked_ms).isoformat(),
            kind,
            about.currency,
            source,
            target,
            amount_minor,
            about.payment_id,
            about.object_id,
            about.client_reference,
        ),
    )


def charges(method: str, amount_minor: int) -> tuple[int, int]:
    """Our fee and the tax on it, rounded half up; never more than what there is. Pure."""
    fee_minor = (amount_minor * FEE_BASIS_POINTS[method] + 5_000) // 10_000
    tax_minor = (fee_minor * _TAX_PERCENT + 50) // 100
    return fee_minor, tax_minor


def taken_back(db: sqlite3.Connection, payment_id: str) -> int:
    """What of a payment was refunded, is being refunded, or is charged back, in minor units."""
    total: int = db.execute(
        "SELECT (SELECT COALESCE(SUM(amount_minor), 0) FROM refunds"
        " WHERE payment_id = :id AND status <> 'failed')"
        " + (SELECT COALESCE(SUM(amount_minor), 0) FROM disputes"
        " WHERE payment_id = :id AND status <> 'won')",
        {"id": payment_id},
    ).fetchone()[0]
    return total
