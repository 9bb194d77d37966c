"""What the gateway says by itself, and how: composed here, written with the change it tells of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import orjson

from simulators.gateway.plans import HookPlan
from simulators.gateway.rules import Rules
from simulators.ground import notices, times
from simulators.ground.notices import Mailing, Notice

_OPPOSITES = {
    "intent.processing": "intent.succeeded",
    "intent.succeeded": "intent.failed",
    "intent.failed": "intent.succeeded",
    "intent.expired": "intent.succeeded",
    "intent.cancelled": "intent.succeeded",
    "payment.captured": "payment.failed",
    "payment.failed": "payment.captured",
    "refund.processed": "refund.failed",
    "refund.failed": "refund.processed",
    "dispute.opened": "dispute.won",
    "dispute.won": "dispute.lost",
    "dispute.lost": "dispute.won",
}


@dataclass(frozen=True, slots=True)
class News:
    """``data`` (an object as it now is) became what ``kind`` says, ``at_ms``."""

    kind: str
    data: dict[str, Any]
    at_ms: int

    @property
    def subject(self) -> str:
        """What keeps its order: everything about one reference of the platform's."""
        return str(self.data.get("client_reference") or self.data["id"])


def tell(db: sqlite3.Connection, news: News, plan: HookPlan, rules: Rules) -> None:
    """Write down the webhooks that tell it, as plan and switches will have them."""
    mailing = Mailing(
        subject=news.subject,
        payment_id=None,
        at_ms=news.at_ms,
        due_ms=news.at_ms + round(rules.switches.callback_delay_seconds * 1000),
        seed=rules.seed,
        lost=rules.switches.callbacks_down,
    )
    mailing, identity = notices.addressed(db, news.kind, plan, mailing)
    notices.write(db, mailing, compose(news, plan, mailing, identity=identity))


def compose(news: News, plan: HookPlan, mailing: Mailing, *, identity: str) -> Iterator[Notice]:
    """The deliveries that tell one fact, in the order they are to be made. Pure."""

    def body(event_id: str, said: str) -> bytes:
        return _body(said, news, plan, off_minor=plan.amount_off_minor)

    for notice in notices.compose(
        news.kind, plan, mailing, identity=identity, opposites=_OPPOSITES, body=body
    ):
        yield notice
        if notice.event_id != f"evt_{identity}":
            continue
        for number in range(plan.changed_copies):
            other = _body(notice.type, news, plan, off_minor=plan.amount_off_minor + number + 1)
            yield replace(notice, body=other)
        if plan.replayed_after_seconds is not None:
            later_ms = round(plan.replayed_after_seconds * 1000)
            yield replace(notice, due_ms=notice.due_ms + later_ms)


def _body(kind: str, news: News, plan: HookPlan, *, off_minor: int) -> bytes:
    told = dict(news.data)
    subject, _, status = kind.partition(".")
    if "status" in told and subject == news.kind.partition(".")[0]:
        told["status"] = {"opened": "open"}.get(status, status)
    if plan.reference is not None and "client_reference" in told:
        told["client_reference"] = plan.reference
    told["amount_minor"] += off_minor
    return orjson.dumps({"type": kind, "timestamp": times.iso(news.at_ms), "data": told})
