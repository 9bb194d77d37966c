"""What happens to payments, refunds, disputes and intents, and what it does to the books."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from simulators.gateway import books, notices, shapes
from simulators.gateway.behaviours import of_its_own, planned
from simulators.gateway.books import GATEWAY, PAYER, PLATFORM, TAX, About, book
from simulators.gateway.fates import DECLINES
from simulators.gateway.notices import News
from simulators.gateway.plans import Act, HookPlan, Plan
from simulators.gateway.rules import Impossible, Rules, schedule
from simulators.gateway.settlements import expect, settle
from simulators.ground import chance, times

EVIDENCE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Occasion:
    """An act about to be done to ``object_id``, dated ``at_ms``; ``detail`` says more about it."""

    db: sqlite3.Connection
    object_id: str
    detail: Mapping[str, Any]
    at_ms: int
    rules: Rules


def perform(act: Act, on: Occasion) -> None:
    """Do it. Raises Impossible or Unknown, and has then changed nothing."""
    _ACTS[act](on)


def plan_of(db: sqlite3.Connection, payment: sqlite3.Row, rules: Rules) -> Plan:
    """What a payment was made to live through: its intent's fate, and its own on top."""
    profile = rules.profile.name
    base = Plan()
    if payment["intent_id"]:
        of_intent = shapes.by_id(db, payment["intent_id"])
        base = of_its_own(planned(orjson.loads(of_intent["scripts"]), profile=profile))
    return planned(orjson.loads(payment["scripts"]), profile=profile, plan=base)


def becomes(on: Occasion, intent_id: str, status: str, hooks: HookPlan) -> None:
    """An intent has another status now, and whoever listens is told."""
    on.db.execute("UPDATE intents SET status = ? WHERE id = ?", (status, intent_id))
    tell(on, f"intent.{status}", intent_id, hooks)


def tell(on: Occasion, kind: str, object_id: str, hooks: HookPlan) -> None:
    """Write down the webhooks about an object as it now is."""
    data = shapes.shape(on.db, object_id, on.rules)
    notices.tell(on.db, News(kind, data, on.at_ms), hooks, on.rules)


def insert_payment(on: Occasion, values: Mapping[str, Any]) -> str:
    """A new payment under way; returns its id. ``values`` are columns."""
    db, rules = on.db, on.rules
    number = db.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM payments").fetchone()[0]
    token = chance.token(20, rules.seed, "payment", number, values.get("client_reference"))
    payment_id = f"pay_{token.lower()}"
    row = {"id": payment_id, "status": "processing", "created_ms": on.at_ms, **values}
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    db.execute(f"INSERT INTO payments ({names}) VALUES ({marks})", row)  # noqa: S608 – our words
    return payment_id


def _about(payment: sqlite3.Row, object_id: str, at_ms: int) -> About:
    return About(object_id, payment["id"], payment["client_reference"], payment["currency"], at_ms)


def _capture(on: Occasion) -> None:
    db, detail = on.db, on.detail
    payment = shapes.by_id(db, on.object_id)
    if payment["status"] == "captured":
        raise Impossible(f"{payment['id']} is captured already")
    amount_minor = max(payment["amount_minor"] + detail.get("amount_off_minor", 0), 1)
    currency = detail.get("currency", payment["currency"])
    if "currency" in detail and currency == payment["currency"]:
        currency = "EUR"
    fee_minor, tax_minor = books.charges(payment["method"], amount_minor)
    db.execute(
        "UPDATE payments SET status = 'captured', amount_minor = ?, currency = ?, fee_minor = ?,"
        " tax_minor = ?, failure_code = NULL, captured_ms = ?, authenticates = 0 WHERE id = ?",
        (amount_minor, currency, fee_minor, tax_minor, on.at_ms, payment["id"]),
    )
    payment = shapes.by_id(db, on.object_id)
    about = _about(payment, payment["id"], on.at_ms)
    book(db, "capture", PAYER, PLATFORM, amount_minor, about)
    book(db, "fee", PLATFORM, GATEWAY, fee_minor, about)
    book(db, "tax", PLATFORM, TAX, tax_minor, about)
    expect(db, currency, booked_ms=on.at_ms, rules=on.rules)
    hooks = plan_of(db, payment, on.rules).callbacks
    tell(on, "payment.captured", payment["id"], hooks)
    if payment["intent_id"]:
        if shapes.by_id(db, payment["intent_id"])["status"] != "succeeded":
            becomes(on, payment["intent_id"], "succeeded", hooks)
        for _ in range(detail.get("times", 1) - 1):
            _once_more(on, payment)


def _once_more(on: Occasion, payment: sqlite3.Row) -> None:
    """The same payer pays the same intent again."""
    same = ("intent_id", "client_reference", "amount_minor", "currency", "method", "payer")
    values = {name: payment[name] for name in (*same, "scripts")}
    payment_id = insert_payment(on, values)
    show(on.db, payment_id, Plan(), at_ms=on.at_ms)
    _capture(Occasion(on.db, payment_id, {}, on.at_ms, on.rules))


def show(db: sqlite3.Connection, object_id: str, plan: Plan, *, at_ms: int) -> None:
    """Say what look-ups of an object will be shown, from now on."""
    told = plan.enquiries
    db.execute(
        "INSERT OR REPLACE INTO shown (object_id, visible_ms, fault, faults_left, backs_left, says)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            object_id,
            at_ms + round(told.visible_after_seconds * 1000),
            told.fault,
            told.fault_times,
            told.back_times,
            told.says,
        ),
    )


def _fail(on: Occasion) -> None:
    db, payment = on.db, shapes.by_id(on.db, on.object_id)
    if payment["status"] != "processing":
        raise Impossible(f"{payment['id']} is {payment['status']}")
    code = on.detail.get("code", DECLINES[10][0])
    db.execute(
        "UPDATE payments SET status = 'failed', failure_code = ?, authenticates = 0 WHERE id = ?",
        (code, payment["id"]),
    )
    hooks = plan_of(db, payment, on.rules).callbacks
    tell(on, "payment.failed", payment["id"], hooks)
    if payment["intent_id"]:
        others = db.execute(
            "SELECT COUNT(*) FROM payments WHERE intent_id = ? AND status <> 'failed'",
            (payment["intent_id"],),
        ).fetchone()[0]
        if not others and shapes.by_id(db, payment["intent_id"])["status"] != "cancelled":
            becomes(on, payment["intent_id"], "failed", hooks)


def _expire(on: Occasion) -> None:
    row = shapes.by_id(on.db, on.object_id)
    if row["status"] not in {"requires_payment", "failed"}:
        raise Impossible(f"{row['id']} is {row['status']}")
    hooks = planned(orjson.loads(row["scripts"]), profile=on.rules.profile.name).callbacks
    becomes(on, row["id"], "expired", hooks)


def cancel(on: Occasion) -> None:
    """The platform does not want it paid any more; paid all the same, it is captured. Idempotent.

    Raises Unknown, or Impossible while a payment is under way or when it is too late.
    """
    row = shapes.by_id(on.db, on.object_id)
    if row["status"] == "cancelled":
        return
    if row["status"] not in {"requires_payment", "failed"}:
        raise Impossible(f"{row['id']} is {row['status']}")
    hooks = planned(orjson.loads(row["scripts"]), profile=on.rules.profile.name).callbacks
    becomes(on, row["id"], "cancelled", hooks)


def _give_back(on: Occasion) -> None:
    refund, payment = _pending(on)
    on.db.execute(
        "UPDATE refunds SET status = 'processed', processed_ms = ? WHERE id = ?",
        (on.at_ms, refund["id"]),
    )
    about = _about(payment, refund["id"], on.at_ms)
    book(on.db, "refund", PLATFORM, PAYER, refund["amount_minor"], about)
    expect(on.db, refund["currency"], booked_ms=on.at_ms, rules=on.rules)
    tell(on, "refund.processed", refund["id"], plan_of(on.db, payment, on.rules).callbacks)


def _keep(on: Occasion) -> None:
    refund, payment = _pending(on)
    code = on.detail.get("code", "refund_failed")
    on.db.execute(
        "UPDATE refunds SET status = 'failed', failure_code = ?, processed_ms = ? WHERE id = ?",
        (code, on.at_ms, refund["id"]),
    )
    tell(on, "refund.failed", refund["id"], plan_of(on.db, payment, on.rules).callbacks)


def _pending(on: Occasion) -> tuple[sqlite3.Row, sqlite3.Row]:
    refund = shapes.by_id(on.db, on.object_id)
    if refund["status"] != "pending":
        raise Impossible(f"{refund['id']} is {refund['status']}")
    return refund, shapes.by_id(on.db, refund["payment_id"])


def _dispute(on: Occasion) -> None:
    db, payment = on.db, shapes.by_id(on.db, on.object_id)
    left_minor = payment["amount_minor"] - books.taken_back(db, payment["id"])
    amount_minor = on.detail.get("amount_minor", left_minor)
    if payment["status"] != "captured" or not 0 < amount_minor <= left_minor:
        raise Impossible(f"{payment['id']} is {payment['status']}, and {left_minor} are left of it")
    number = db.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM disputes").fetchone()[0]
    token = chance.token(20, on.rules.seed, "dispute", number, payment["id"])
    dispute_id = f"dp_{token.lower()}"
    fee_minor = on.rules.switches.chargeback_fee_minor
    due_ms = on.at_ms + EVIDENCE_DAYS * times.DAY_MS
    db.execute(
        "INSERT INTO disputes (id, payment_id, amount_minor, currency, fee_minor, reason_code,"
        " status, evidence_due_ms, opened_ms) VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?)",
        (
            dispute_id,
            payment["id"],
            amount_minor,
            payment["currency"],
            fee_minor,
            on.detail.get("reason_code", "fraudulent"),
            due_ms,
            on.at_ms,
        ),
    )
    plan = plan_of(db, payment, on.rules)
    show(db, dispute_id, plan, at_ms=on.at_ms)
    about = _about(payment, dispute_id, on.at_ms)
    book(db, "chargeback", PLATFORM, PAYER, amount_minor, about)
    book(db, "chargeback_fee", PLATFORM, GATEWAY, fee_minor, about)
    expect(db, payment["currency"], booked_ms=on.at_ms, rules=on.rules)
    schedule(db, dispute_id, Act.LOSE, due_ms=due_ms, detail={"unless_evidence": True})
    tell(on, "dispute.opened", dispute_id, plan.callbacks)


def _win(on: Occasion) -> None:
    dispute, payment = _open(on)
    _close(on, dispute, "won")
    about = _about(payment, dispute["id"], on.at_ms)
    book(on.db, "chargeback_won", PAYER, PLATFORM, dispute["amount_minor"], about)
    expect(on.db, dispute["currency"], booked_ms=on.at_ms, rules=on.rules)
    tell(on, "dispute.won", dispute["id"], plan_of(on.db, payment, on.rules).callbacks)


def _lose(on: Occasion) -> None:
    dispute, payment = _open(on)
    if on.detail.get("unless_evidence") and orjson.loads(dispute["evidence"]):
        raise Impossible(f"{dispute['id']} has evidence: somebody has to decide")
    _close(on, dispute, "lost")
    tell(on, "dispute.lost", dispute["id"], plan_of(on.db, payment, on.rules).callbacks)


def _close(on: Occasion, dispute: sqlite3.Row, status: str) -> None:
    on.db.execute(
        "UPDATE disputes SET status = ?, closed_ms = ? WHERE id = ?",
        (status, on.at_ms, dispute["id"]),
    )


def _open(on: Occasion) -> tuple[sqlite3.Row, sqlite3.Row]:
    """The open dispute with this id, or of the payment with this id; and the payment."""
    dispute: sqlite3.Row | None = on.db.execute(
        "SELECT * FROM disputes WHERE ? IN (id, payment_id) AND status = 'open' ORDER BY number",
        (on.object_id,),
    ).fetchone()
    if dispute is None:
        raise Impossible(f"nothing is open about {on.object_id}")
    return dispute, shapes.by_id(on.db, dispute["payment_id"])


def _settle(on: Occasion) -> None:
    settle(on.db, on.object_id, at_ms=on.at_ms, rules=on.rules)


_ACTS: dict[Act, Callable[[Occasion], None]] = {
    Act.CAPTURE: _capture,
    Act.FAIL: _fail,
    Act.EXPIRE: _expire,
    Act.PROCESS_REFUND: _give_back,
    Act.FAIL_REFUND: _keep,
    Act.DISPUTE: _dispute,
    Act.WIN: _win,
    Act.LOSE: _lose,
    Act.SETTLE: _settle,
}
