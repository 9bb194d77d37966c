"""The counter: a request is lost, known already, refused or accepted, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from simulators.gateway import behaviours, books, shapes, wire
from simulators.gateway.behaviours import CATALOGUE, Scripts, planned, unspoilt
from simulators.gateway.life import plan_of, show
from simulators.gateway.plans import Act, Plan, Step
from simulators.gateway.rules import Rules, Unknown, schedule
from simulators.gateway.violations import Violation
from simulators.gateway.wire import IntentAsked, RefundAsked
from simulators.ground import chance, scenarios
from simulators.ground.plans import FaultKind
from simulators.ground.violations import violated

# What scenarios may wait for. `object` is what the request asks for: intent (when none is said),
# payment or refund.
MATCHABLE = (
    "object",
    "client_reference",
    "amount_minor",
    "currency",
    "email",
    "method",
    "payment_id",
)


@dataclass(frozen=True, slots=True)
class Submitted:
    """What to answer, and what goes wrong with answering it."""

    status: int
    body: dict[str, Any]
    fault: FaultKind | None = None
    crash_after_answer: bool = False


@dataclass(frozen=True, slots=True)
class _Request:
    """One request to make something: ``kind`` (intent, refund) under an idempotency ``key``."""

    kind: str
    key: str
    reference: str
    fingerprint: str
    now_ms: int
    rules: Rules


def refusal(code: str, message: str) -> dict[str, Any]:
    """The shape in which this gateway refuses."""
    return {"error": {"code": code.lower(), "message": message}}


def scripted(
    db: sqlite3.Connection, kind: str, about: Mapping[str, Any], *, repeated: bool = False
) -> Scripts | None:
    """Use up the oldest scenario that waits for such a ``kind``."""
    met = {"object": kind, **about}
    taken = scenarios.take(db, met, repeated=repeated)
    return None if taken is None else [taken]


def create_intent(
    db: sqlite3.Connection, asked: IntentAsked, key: str, *, now_ms: int, rules: Rules
) -> Submitted:
    """Take an intent to be paid. Twice the same is once, unless dedupe was switched off."""
    on = _Request("intent", key, asked.client_reference, wire.fingerprint(asked), now_ms, rules)
    submission = _count(db, on, "submissions")
    known = _known(db, on)
    scripts, plan = _intent_plan(db, asked, submission, repeated=known is not None, rules=rules)
    if plan.before:
        return _lost(db, on, plan, {"id": "pi_lost", "client_reference": asked.client_reference})
    if known is not None:
        return _again(db, on, known, plan)
    if asked.expires_ms <= now_ms:
        _count(db, on, "refused")
        return Submitted(422, refusal("expires_in_the_past", "expires_at has passed."))
    intent_id = _insert_intent(db, asked, scripts, on)
    _accepted(db, on, intent_id, plan)
    schedule(db, intent_id, Act.EXPIRE, due_ms=asked.expires_ms, detail={})
    body = shapes.shape(db, intent_id, rules)
    return Submitted(201, body, plan.answer, plan.crash_after_answer)


def _intent_plan(
    db: sqlite3.Connection, asked: IntentAsked, submission: int, *, repeated: bool, rules: Rules
) -> tuple[Scripts, Plan]:
    """A scenario wins over a magic address, and that over chance."""
    profile = rules.profile.name
    about = {
        "client_reference": asked.client_reference,
        "amount_minor": asked.amount_minor,
        "currency": asked.currency,
        "email": asked.email,
    }
    if scripts := scripted(db, "intent", about, repeated=repeated):
        return scripts, planned(scripts, profile=profile)
    if name := CATALOGUE.magic_of(asked.email):
        plan = planned([(name, {})], profile=profile)
        return [(name, {})], plan if submission == 1 else unspoilt(plan)
    odds = rules.switches.odds(seed=rules.seed, profile=profile)
    struck = behaviours.by_chance("request", asked.client_reference, submission, odds=odds)
    return struck, planned(struck, profile=profile)


def _insert_intent(
    db: sqlite3.Connection, asked: IntentAsked, scripts: Scripts, on: _Request
) -> str:
    number = db.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM intents").fetchone()[0]
    token = chance.token(20, on.rules.seed, "intent", number, asked.client_reference)
    row = {
        "number": number,
        "id": f"pi_{token.lower()}",
        **{name: value for name, value in asdict(asked).items() if name not in {"name", "email"}},
        "customer": orjson.dumps({"name": asked.name, "email": asked.email}).decode(),
        "methods": orjson.dumps(asked.methods).decode(),
        "metadata": orjson.dumps(asked.metadata).decode(),
        "status": "requires_payment",
        "account_number": f"88{int(token[:12], 16) % 10**6:06d}{number:08d}",
        "scripts": orjson.dumps(scripts).decode(),
        "created_ms": on.now_ms,
    }
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    db.execute(f"INSERT INTO intents ({names}) VALUES ({marks})", row)  # noqa: S608 – our words
    return str(row["id"])


def create_refund(
    db: sqlite3.Connection, asked: RefundAsked, key: str, *, now_ms: int, rules: Rules
) -> Submitted:
    """Give money back. Twice the same is once. Raises Unknown when there is no such payment."""
    on = _Request("refund", key, asked.client_reference, wire.fingerprint(asked), now_ms, rules)
    payment = shapes.by_id(db, asked.payment_id)
    if not asked.payment_id.startswith("pay_"):
        raise Unknown(f"there is no payment {asked.payment_id}")
    submission = _count(db, on, "submissions")
    known = _known(db, on)
    scripts, plan = _refund_plan(db, asked, payment, submission, known is not None, rules)
    if plan.before:
        return _lost(db, on, plan, {"id": "rfnd_lost", "client_reference": asked.client_reference})
    if known is not None:
        return _again(db, on, known, plan)
    if no := _no_refund(db, asked, payment):
        _count(db, on, "refused")
        return Submitted(no[0], no[1], plan.answer, plan.crash_after_answer)
    refund_id = _insert_refund(db, asked, payment, scripts, on)
    _accepted(db, on, refund_id, plan)
    body = shapes.shape(db, refund_id, rules)
    steps = plan.refund_steps
    if steps is None:
        steps = (Step(Act.PROCESS_REFUND, rules.profile.refund_seconds),)
    for step in steps:
        due_ms = now_ms + round(step.after_seconds * 1000)
        schedule(db, refund_id, step.act, due_ms=due_ms, detail=step.detail)
    return Submitted(201, body, plan.answer, plan.crash_after_answer)


def _no_refund(
    db: sqlite3.Connection, asked: RefundAsked, payment: sqlite3.Row
) -> tuple[int, dict[str, Any]] | None:
    """Why not, as status and body; None: it may be given back."""
    left_minor = payment["amount_minor"] - books.taken_back(db, payment["id"])
    if payment["status"] != "captured":
        return 409, refusal("not_refundable", f"The payment is {payment['status']}.")
    if asked.currency not in {None, payment["currency"]}:
        return 422, refusal("wrong_currency", f"The payment was in {payment['currency']}.")
    if asked.amount_minor > left_minor:
        return 422, refusal("refund_too_large", f"{left_minor} of the payment are left.")
    return None


def _refund_plan(
    db: sqlite3.Connection,
    asked: RefundAsked,
    payment: sqlite3.Row,
    submission: int,
    repeated: bool,  # noqa: FBT001 – private, and one of many
    rules: Rules,
) -> tuple[Scripts, Plan]:
    """A scenario wins over the payment's magic number, and that over chance."""
    profile = rules.profile.name
    base = plan_of(db, payment, rules)
    about = {
        "client_reference": asked.client_reference,
        "amount_minor": asked.amount_minor,
        "currency": payment["currency"],
        "payment_id": payment["id"],
    }
    if scripts := scripted(db, "refund", about, repeated=repeated):
        return scripts, planned(scripts, profile=profile, plan=unspoilt(base))
    if submission > 1:
        base = unspoilt(base)
    odds = rules.switches.odds(seed=rules.seed, profile=profile)
    struck = behaviours.by_chance("request", asked.client_reference, submission, odds=odds)
    return struck, planned(struck, profile=profile, plan=base)


def _insert_refund(
    db: sqlite3.Connection,
    asked: RefundAsked,
    payment: sqlite3.Row,
    scripts: Scripts,
    on: _Request,
) -> str:
    number = db.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM refunds").fetchone()[0]
    token = chance.token(20, on.rules.seed, "refund", number, asked.client_reference)
    refund_id = f"rfnd_{token.lower()}"
    db.execute(
        "INSERT INTO refunds (id, payment_id, client_reference, amount_minor, currency, reason,"
        " status, scripts, created_ms) VALUES (?, ?, ?, ?, ?, ?, 'pending', ?, ?)",
        (
            refund_id,
            payment["id"],
            asked.client_reference,
            asked.amount_minor,
            payment["currency"],
            asked.reason,
            orjson.dumps(scripts).decode(),
            on.now_ms,
        ),
    )
    return refund_id


# --- What is the same for both -------------------------------------------------------------------


def _count(db: sqlite3.Connection, on: _Request, what: str) -> int:
    """One more of ``what``, a column of ``received``; returns how many there are now."""
    count: int = db.execute(
        f"INSERT INTO received (kind, client_reference, {what}) VALUES (?, ?, 1)"  # noqa: S608
        f" ON CONFLICT (kind, client_reference) DO UPDATE SET {what} = {what} + 1 RETURNING {what}",
        (on.kind, on.reference),
    ).fetchone()[0]
    return count


def _known(db: sqlite3.Connection, on: _Request) -> sqlite3.Row | None:
    """The request that used this key, if another with it is not to make another thing."""
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM keys WHERE kind = ? AND key = ? ORDER BY number DESC LIMIT 1",
        (on.kind, on.key),
    ).fetchone()
    if row is None or not row["dedupes"] or not on.rules.switches.dedupe:
        return None
    return row


def _lost(db: sqlite3.Connection, on: _Request, plan: Plan, phantom: dict[str, Any]) -> Submitted:
    """``phantom``: what a caller would have read; faults tear pieces out of it."""
    _count(db, on, "lost")
    return Submitted(201, phantom, plan.before)


def _again(db: sqlite3.Connection, on: _Request, known: sqlite3.Row, plan: Plan) -> Submitted:
    """The key is known: what became of it, or a conflict when the body is another."""
    if known["fingerprint"] != on.fingerprint:
        _count(db, on, "conflicting")
        kind = Violation.IDEMPOTENCY_MISMATCH
        violated(db, kind, on.reference, at_ms=on.now_ms, detail="another body")
        said = "This Idempotency-Key was used for another request."
        no = refusal("idempotency_mismatch", said)
        return Submitted(409, no, plan.answer, plan.crash_after_answer)
    _count(db, on, "repeated")
    body = shapes.shape(db, known["object_id"], on.rules)
    return Submitted(200, body, plan.answer, plan.crash_after_answer)


def _accepted(db: sqlite3.Connection, on: _Request, object_id: str, plan: Plan) -> None:
    _count(db, on, "accepted")
    show(db, object_id, plan, at_ms=on.now_ms)
    db.execute(
        "INSERT INTO keys (kind, key, fingerprint, object_id, dedupes) VALUES (?, ?, ?, ?, ?)",
        (on.kind, on.key, on.fingerprint, object_id, plan.dedupes),
    )
