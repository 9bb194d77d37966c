"""Payments as rows: reading them, writing them, and how they look on the wire."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from typing import Any

import orjson

from simulators.bank import rails
from simulators.bank.plans import CallbackPlan, Plan
from simulators.bank.rails import Mode
from simulators.bank.wire import Instruction
from simulators.ground import chance, times


@dataclass(slots=True)
class Payment:
    """One row of ``payments`` (schema.py); ``status`` is what the bank knows to be true."""

    id: int
    client_reference: str
    bank_reference: str
    fingerprint: str
    mode: Mode
    amount_paise: int
    beneficiary: str
    beneficiary_name: str
    narration: str
    status: str
    code: str
    message: str
    utr: str
    refused: bool
    reserved: bool
    returned_paise: int
    dedupes: bool
    callback_plan: CallbackPlan
    enquiry_says: str | None
    enquiry_fault: str | None
    enquiry_faults_left: int
    enquiry_backs_left: int
    completed_shown: bool
    created_ms: int
    updated_ms: int
    sent_ms: int
    visible_ms: int


_NAMES = tuple(each.name for each in fields(Payment))
_SELECT = f"SELECT {', '.join(_NAMES)} FROM payments"  # noqa: S608 – our own words
_INSERT = (
    f"INSERT INTO payments ({', '.join(_NAMES)}, behaviours)"  # noqa: S608 – our own words
    f" VALUES ({', '.join('?' for _ in _NAMES)}, ?)"
)


def shape(payment: Payment) -> dict[str, Any]:
    """A payment as it is answered, enquired about and called back.

    The ``utr`` is the network's and is known once the payment has left the bank.
    """
    has_left = payment.status != "accepted" and not payment.refused
    return {
        "client_reference": payment.client_reference,
        "bank_reference": payment.bank_reference,
        "status": payment.status,
        "utr": payment.utr if has_left else None,
        "code": payment.code,
        "message": payment.message,
        "amount_paise": payment.amount_paise,
        "returned_amount_paise": payment.returned_paise,
        "mode": payment.mode,
        "created_at": times.iso(payment.created_ms),
        "updated_at": times.iso(payment.updated_ms),
    }


def bank_reference(seed: int, client_reference: str, submission: int) -> str:
    """Ours, fixed by the seed, the client's reference and which submission made it."""
    return f"SIM{chance.token(16, seed, 'bank reference', client_reference, submission)}"


def by_id(db: sqlite3.Connection, payment_id: int) -> Payment:
    return _from(db.execute(f"{_SELECT} WHERE id = ?", (payment_id,)).fetchone())


def latest(db: sqlite3.Connection, client_reference: str) -> Payment | None:
    """The newest payment under a reference; there are several only without dedupe."""
    row = db.execute(
        f"{_SELECT} WHERE client_reference = ? ORDER BY id DESC LIMIT 1", (client_reference,)
    ).fetchone()
    return None if row is None else _from(row)


def insert(
    db: sqlite3.Connection,
    said: Instruction,
    plan: Plan,
    *,
    reference: str,
    now_ms: int,
) -> Payment:
    """A payment as it is accepted: nothing has moved and nothing is reserved yet."""
    # There is one writer, so the next number cannot be taken meanwhile.
    next_id = db.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM payments").fetchone()[0]
    told = plan.enquiries
    payment = Payment(
        id=next_id,
        client_reference=said.client_reference,
        bank_reference=reference,
        fingerprint=said.fingerprint,
        mode=said.mode,
        amount_paise=said.amount_paise,
        beneficiary=said.beneficiary,
        beneficiary_name=said.name,
        narration=said.narration,
        status="accepted",
        code="ACCEPTED",
        message="Accepted for processing.",
        utr=rails.utr(said.mode, booked_ms=now_ms, sequence=next_id),
        refused=False,
        reserved=False,
        returned_paise=0,
        dedupes=plan.dedupes,
        callback_plan=plan.callbacks,
        enquiry_says=told.says,
        enquiry_fault=told.fault,
        enquiry_faults_left=told.fault_times,
        enquiry_backs_left=told.back_times,
        completed_shown=False,
        created_ms=now_ms,
        updated_ms=now_ms,
        sent_ms=now_ms,
        visible_ms=now_ms + round(told.visible_after_seconds * 1000),
    )
    db.execute(_INSERT, (*_values(payment), "+".join(plan.names)))
    return payment


def update(db: sqlite3.Connection, payment: Payment) -> None:
    """Write down what may change in the life of a payment."""
    db.execute(
        "UPDATE payments SET status = ?, code = ?, message = ?, refused = ?, reserved = ?,"
        " returned_paise = ?, enquiry_faults_left = ?, enquiry_backs_left = ?,"
        " completed_shown = ?, updated_ms = ?, sent_ms = ? WHERE id = ?",
        (
            payment.status,
            payment.code,
            payment.message,
            payment.refused,
            payment.reserved,
            payment.returned_paise,
            payment.enquiry_faults_left,
            payment.enquiry_backs_left,
            payment.completed_shown,
            payment.updated_ms,
            payment.sent_ms,
            payment.id,
        ),
    )


def _values(payment: Payment) -> list[Any]:
    return [
        orjson.dumps(value).decode() if isinstance(value, CallbackPlan) else value
        for value in (getattr(payment, name) for name in _NAMES)
    ]


def _from(row: sqlite3.Row) -> Payment:
    values = dict(row)
    values["mode"] = Mode(values["mode"])
    values["callback_plan"] = CallbackPlan(**orjson.loads(values["callback_plan"]))
    for name in ("refused", "reserved", "dedupes", "completed_shown"):
        values[name] = bool(values[name])
    return Payment(**values)
