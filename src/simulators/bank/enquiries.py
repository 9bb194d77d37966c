"""Enquiries: what the platform is told about a reference, and how often it may ask."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from simulators.bank import payments
from simulators.bank.acts import Rules
from simulators.bank.payments import Payment, shape
from simulators.bank.rails import Budget, Mode
from simulators.bank.violations import Violation
from simulators.ground.plans import FaultKind
from simulators.ground.violations import violated

_DECIDED = {"completed", "rejected", "returned"}


@dataclass(frozen=True, slots=True)
class Enquired:
    """What to answer; ``fault`` is what goes wrong with it."""

    status: int
    body: dict[str, Any]
    fault: FaultKind | None = None
    retry_after_seconds: int | None = None


def enquire(
    db: sqlite3.Connection, client_reference: str, *, now_ms: int, rules: Rules
) -> Enquired:
    """Answer one enquiry. Asking too early or too often is refused, and counted as a violation."""
    payment = payments.latest(db, client_reference)
    if rules.switches.enquiry_budget:
        budget = rules.profile.rails[payment.mode if payment else Mode.IMPS].budget
        if over := _over(db, client_reference, payment, budget, now_ms=now_ms):
            kind, wait_ms = over
            violated(db, kind, client_reference, at_ms=now_ms, detail=f"{wait_ms} ms too early")
            body = {"code": "ENQUIRY_BUDGET", "message": kind, "client_reference": client_reference}
            return Enquired(429, body, retry_after_seconds=-(-wait_ms // 1000))
    db.execute(
        "INSERT INTO enquiries (client_reference, asked_ms) VALUES (?, ?)",
        (client_reference, now_ms),
    )
    if payment is None or not _is_visible(payment, now_ms=now_ms, rules=rules):
        body = {
            "code": "NOT_FOUND",
            "message": "No payment is known by this reference.",
            "client_reference": client_reference,
        }
        return Enquired(404, body)
    return _answer(db, payment)


def _over(
    db: sqlite3.Connection,
    client_reference: str,
    payment: Payment | None,
    budget: Budget,
    *,
    now_ms: int,
) -> tuple[Violation, int] | None:
    """None within the budget; otherwise what is violated, and how long to wait."""
    if payment is not None:
        first_ms = payment.sent_ms + budget.first_after_seconds * 1000
        if now_ms < first_ms:
            return Violation.ENQUIRY_TOO_EARLY, first_ms - now_ms
    window_ms = budget.window_seconds * 1000
    asked = db.execute(
        "SELECT asked_ms FROM enquiries WHERE client_reference = ? AND asked_ms > ?"
        " ORDER BY asked_ms",
        (client_reference, now_ms - window_ms),
    ).fetchall()
    if len(asked) < budget.times:
        return None
    return Violation.ENQUIRY_TOO_OFTEN, asked[-budget.times][0] + window_ms - now_ms


def _is_visible(payment: Payment, *, now_ms: int, rules: Rules) -> bool:
    lag_ms = round(rules.switches.enquiry_lag_seconds * 1000)
    return now_ms >= max(payment.visible_ms, payment.created_ms + lag_ms)


def _answer(db: sqlite3.Connection, payment: Payment) -> Enquired:
    """The payment as this enquiry sees it, which may be a lie or an old truth."""
    if payment.enquiry_faults_left:
        payment.enquiry_faults_left -= 1
        payments.update(db, payment)
        return Enquired(200, shape(payment), FaultKind(payment.enquiry_fault or "err500"))
    told = shape(payment)
    if payment.enquiry_says and payment.status in _DECIDED:
        told["status"] = payment.enquiry_says
    if payment.enquiry_backs_left and payment.status == "completed":
        if payment.completed_shown:
            payment.enquiry_backs_left -= 1
            told |= {"status": "processing", "code": "IN_PROGRESS", "message": ""}
        payment.completed_shown = True
        payments.update(db, payment)
    return Enquired(200, told)
