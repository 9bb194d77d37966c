"""What a gateway collected and nobody told us of, or never pays out: looked for, now and then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings

from adulis.deposits import actions, queries
from adulis.deposits.errors import RateUnavailable
from adulis.gateways import queries as gateways
from adulis.gateways.collected import Payment
from adulis.gateways.payments import GatewaySilent, PaymentGateway
from adulis.kernel import db
from adulis.kernel.actors import bank, system

log = structlog.get_logger(__name__)
WORKER = system("worker")

# How far back it is looked for payments that nobody told of.
SWEPT = timedelta(hours=6)


def sweep_payments(*, keep: Callable[..., Any] = actions.weigh_stray) -> int:
    """Act upon what was paid of late and nobody has told us of; returns 0: nothing is in a hurry.

    So a lost webhook hides neither an unknown payer nor a payment long after its deposit's end.
    ``keep`` is the verb for a payment that belongs to no intent.
    """
    at = db.clock()
    gateway = gateways.connected_payment_gateway()
    try:
        told = gateway.payments(since=at - SWEPT, until=at, status="captured")
    except GatewaySilent as silence:
        log.info("deposits.sweep_put_off", why=str(silence))
        return 0
    unknown = queries.unbooked([each.id for each in told], settings.PAYMENT_GATEWAY_CODE)
    for payment in (each for each in told if each.id in unknown):
        try:
            _act_upon(payment, gateway, keep)
        except (db.Busy, RateUnavailable, GatewaySilent) as trouble:
            log.info("deposits.sweep_put_off", payment=payment.id, why=str(trouble))
    return 0


def _act_upon(payment: Payment, gateway: PaymentGateway, keep: Callable[..., Any]) -> None:
    intent = gateway.intent(payment.intent_id) if payment.intent_id else None
    with db.impatient_transaction():
        told: dict[str, Any] = {"actor": bank(settings.PAYMENT_GATEWAY_CODE), "at": db.clock()}
        told["gateway"] = settings.PAYMENT_GATEWAY_CODE
        if intent is not None:
            actions.weigh_intent(intent=intent, source="sweep", **told)
        elif not payment.intent_id:
            keep(payment=payment, **told)


def ask_about_unreported(limit: int = 200) -> int:
    """Ask about what should have been in a settlement report long ago; returns how many."""
    with db.transaction():
        return actions.ask_about_unreported(
            gateway=settings.PAYMENT_GATEWAY_CODE, limit=limit, actor=WORKER, at=db.clock()
        )
