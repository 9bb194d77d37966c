"""What the bank calls back, and how: composed here, written with the change it tells of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import orjson

from simulators.bank.plans import CallbackPlan
from simulators.ground import notices, times
from simulators.ground.notices import Mailing, Notice

_OPPOSITE = {
    "payment.accepted": "payment.completed",
    "payment.completed": "payment.rejected",
    "payment.rejected": "payment.completed",
    "payment.returned": "payment.completed",
}


def compose(
    kind: str, data: dict[str, Any], plan: CallbackPlan, mailing: Mailing, *, identity: str
) -> Iterator[Notice]:
    """The deliveries that tell one fact about ``data``, in the order they are to be made. Pure."""

    def body(event_id: str, said: str) -> bytes:
        return _body(event_id, said, data, plan, at_ms=mailing.at_ms)

    return notices.compose(kind, plan, mailing, identity=identity, opposites=_OPPOSITE, body=body)


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
    return orjson.dumps(
        {"id": event_id, "type": kind, "created_at": times.iso(at_ms), "data": told}
    )


def write(
    db: sqlite3.Connection,
    kind: str,
    data: dict[str, Any],
    plan: CallbackPlan,
    mailing: Mailing,
) -> None:
    """Write down the callbacks that tell one fact, in the transaction that made it one."""
    mailing, identity = notices.addressed(db, kind, plan, mailing)
    notices.write(db, mailing, compose(kind, data, plan, mailing, identity=identity))
