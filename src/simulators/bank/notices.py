"""What the bank calls back, and how: composed here, written with the change it tells of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import orjson

from simulators.bank import bankdays, chance
from simulators.bank.plans import CallbackPlan, Signing

_OPPOSITE = {
    "payment.accepted": "payment.completed",
    "payment.completed": "payment.rejected",
    "payment.rejected": "payment.completed",
    "payment.returned": "payment.completed",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One delivery to make: ``body`` under ``event_id`` at ``due_ms``."""

    event_id: str
    type: str
    body: bytes
    signing: str
    due_ms: int


@dataclass(frozen=True, slots=True)
class Mailing:
    """Who is told of what happened ``at_ms``, and when; ``lost``: written down, never sent."""

    subject: str
    payment_id: int | None
    at_ms: int
    due_ms: int
    seed: int
    lost: bool


def compose(
    kind: str, data: dict[str, Any], plan: CallbackPlan, mailing: Mailing, *, identity: str
) -> Iterator[Notice]:
    """The deliveries that tell one fact, in the order they are to be made. Pure.

    ``identity`` makes the event id: the same fact told again under the same one is a copy.
    """
    due_ms = mailing.due_ms + round(plan.delay_seconds * 1000)
    if plan.forged and kind in _OPPOSITE:
        opposite = _OPPOSITE[kind]
        lie = _body(f"evt_{identity}F", opposite, data, plan, at_ms=mailing.at_ms)
        yield Notice(f"evt_{identity}F", opposite, lie, Signing.BAD, due_ms)
    said = plan.says or kind
    for event_id in [f"evt_{identity}"] * plan.copies + [
        f"evt_{identity}T{number}" for number in range(plan.twins)
    ]:
        body = _body(event_id, said, data, plan, at_ms=mailing.at_ms)
        yield Notice(event_id, said, body, plan.signing, due_ms)


def _body(
    event_id: str, kind: str, data: dict[str, Any], plan: CallbackPlan, *, at_ms: int
) -> bytes:
    told = dict(data)
    subject, _, status = kind.partition(".")
    if "status" in told and subject == "payment":
        told["status"] = status
    if plan.reference is not None and "client_reference" in told:
        told["client_reference"] = plan.reference
    told["amount_paise"] += plan.amount_off_paise
    body = orjson.dumps(
        {"id": event_id, "type": kind, "created_at": bankdays.iso(at_ms), "data": told}
    )
    return body[: len(body) // 2] if plan.malformed else body


def write(
    db: sqlite3.Connection,
    kind: str,
    data: dict[str, Any],
    plan: CallbackPlan,
    mailing: Mailing,
) -> None:
    """Write down the callbacks that tell one fact, in the transaction that made it one."""
    told_before = db.execute(
        "SELECT COUNT(*) FROM callbacks WHERE subject = ?", (mailing.subject,)
    ).fetchone()[0]
    identity = chance.token(20, mailing.seed, "event", mailing.subject, kind, told_before)
    if not told_before and plan.first_delay_seconds:
        late_ms = round(plan.first_delay_seconds * 1000)
        mailing = replace(mailing, due_ms=mailing.due_ms + late_ms)
    state = "lost" if mailing.lost or plan.lost else "waiting"
    db.executemany(
        "INSERT INTO callbacks (event_id, type, subject, payment_id, signing, body, state, due_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                each.event_id,
                each.type,
                mailing.subject,
                mailing.payment_id,
                each.signing,
                each.body,
                state,
                each.due_ms,
            )
            for each in compose(kind, data, plan, mailing, identity=identity)
        ],
    )
