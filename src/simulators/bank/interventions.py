"""The sandbox's hand in the life of one payment: return it, complete it, call it back again."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from simulators.bank import codes, payments
from simulators.bank.acts import Rules, perform, schedule, tell
from simulators.bank.payments import Payment
from simulators.bank.plans import Act
from simulators.bank.wire import paise
from simulators.ground import wire
from simulators.ground.wire import Malformed

CALL_BACK = "call_back"


class UnknownPayment(LookupError):
    """No payment was ever accepted under this reference."""


def intervene(
    db: sqlite3.Connection, said: dict[str, Any], *, now_ms: int, rules: Rules
) -> Payment:
    """Do ``act`` to the payment, now or ``after_seconds``; returns it as it then is.

    Raises Malformed, UnknownPayment or Impossible, and has then changed nothing.
    """
    client_reference, act = wire.reference(said), wire.text(said, "act")
    payment = payments.latest(db, client_reference)
    if payment is None:
        raise UnknownPayment(f"there is no payment {client_reference}")
    due_ms = now_ms + round(wire.seconds(said, "after_seconds", default=0) * 1000)
    if act == CALL_BACK:
        news = wire.text(said, "type", default=f"payment.{payment.status}")
        tell(db, payment, news, at_ms=now_ms, due_ms=due_ms, rules=rules)
    elif act not in set(Act):
        raise Malformed(f"act is {CALL_BACK} or one of {', '.join(Act)}")
    elif due_ms > now_ms:
        schedule(db, payment.id, Act(act), due_ms=due_ms, detail=_detail(said))
    else:
        perform(db, payment, Act(act), _detail(said), at_ms=now_ms, rules=rules)
    return payment


def _detail(said: Mapping[str, Any]) -> dict[str, Any]:
    """What an act may be told: the amount and link of a return, the code of a rejection."""
    given = dict(said)
    detail: dict[str, Any] = {}
    if "amount_paise" in given:
        detail["amount_paise"] = paise(given, "amount_paise")
    if "linked" in given:
        detail["linked"] = wire.flag(given, "linked")
    if "code" in given:
        detail["code"] = wire.text(given, "code")
        if detail["code"] not in codes.CODES:
            raise Malformed(f"code is one of {', '.join(codes.CODES)}")
    return detail
