"""What tests of refunds and chargebacks share: a deposit that was paid, a gateway's word."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from adulis.deposits import actions
from adulis.deposits.models import Chargeback, Deposit, Payment, Refund
from adulis.deposits.values import DepositOrder
from adulis.gateways import collected
from adulis.gateways.collected import (
    Dispute,
    DisputeStatus,
    Intent,
    IntentStatus,
    PaymentStatus,
    RefundStatus,
)
from adulis.kernel import db, due
from adulis.kernel.actors import bank
from adulis.kernel.money import Money, rupees
from adulis.ledger import queries as book
from adulis.ops.invariants import examine
from adulis.timers import actions as timers
from tests.world import BUILDER, Shop

GATEWAY = "simgate"
SIMGATE = bank(GATEWAY)
COLLECTED = f"gateway/{GATEWAY}/receivable/INR"
COSTS = "platform/costs/INR"
SUSPENSE, LOSSES = "platform/suspense/INR", "platform/losses/INR"


def paise(*addresses: str) -> list[int]:
    found = book.balances(addresses)
    return [found[address].minor for address in addresses]


def purse(shop: Shop) -> tuple[int, int, int, int]:
    """What a merchant has pending, available and held, and what it owes."""
    places = ("pending", "available", "held", "receivable")
    pending, available, held, owed = paise(*(f"merchant/{shop.id}/{each}/INR" for each in places))
    return pending, available, held, -owed


# --- what comes in --------------------------------------------------------------------------------


def asked(shop: Shop, amount: Money, **more: Any) -> Deposit:
    """A deposit that its merchant asks for."""
    with db.transaction():
        return actions.create_deposit(
            viewer=shop.viewer,
            order=DepositOrder(amount=amount, **more),
            actor=shop.actor,
            at=db.clock(),
        )


def payment_for(deposit: Deposit, **changes: Any) -> collected.Payment:
    told: dict[str, Any] = {
        "id": f"pay_{uuid4().hex[:16]}",
        "status": PaymentStatus.CAPTURED,
        "amount": deposit.paid,
        "intent_id": f"pi_{deposit.id.hex[:16]}",
        "client_reference": str(deposit.id),
        "fee": Money(0, deposit.currency),
        "tax": Money(0, deposit.currency),
        "method": "card",
        "captured_at": db.clock(),
        "created_at": db.clock(),
    }
    return collected.Payment(**(told | changes))


def paid(deposit: Deposit, **changes: Any) -> Deposit:
    """It is paid: pending for its merchant, or kept in suspense where it does not fit."""
    payment = payment_for(deposit, **changes)
    intent = Intent(
        id=f"pi_{deposit.id.hex[:16]}",
        client_reference=str(deposit.id),
        amount=deposit.paid,
        status=IntentStatus.SUCCEEDED,
        payments=(payment,),
    )
    with db.transaction():
        actions.weigh_intent(
            intent=intent, gateway=GATEWAY, source="poll", actor=SIMGATE, at=db.clock()
        )
    return Deposit.objects.get(id=deposit.id)


def a_deposit(shop: Shop, minor: int, *, cleared: bool = False, **changes: Any) -> Deposit:
    """A deposit in rupees that was paid, and has cleared where that is said."""
    deposit = paid(asked(shop, rupees(minor)), **changes)
    return clear(deposit) if cleared else deposit


def clear(deposit: Deposit) -> Deposit:
    """Its time has come: what is pending is available."""
    assert deposit.clears_at is not None
    pass_time(deposit.clears_at - db.clock() + timedelta(seconds=1))
    for claim in due.claim("deposits_deposit", limit=99, lease_seconds=60):
        if claim.id == deposit.id:
            with db.transaction():
                assert actions.clear_deposit(claim=claim, actor=BUILDER, at=db.clock())
    return Deposit.objects.get(id=deposit.id)


def pass_time(by: timedelta) -> None:
    if by > timedelta(0):
        with db.transaction():
            seconds = int(by.total_seconds()) + 1
            timers.advance_clock(seconds=seconds, actor=BUILDER, at=db.clock())


# --- what goes back -------------------------------------------------------------------------------


def refund(shop: Shop, deposit: Deposit, minor: int | None = None) -> Refund:
    with db.transaction():
        return actions.create_refund(
            merchant_id=shop.id,
            deposit_id=deposit.id,
            amount=None if minor is None else rupees(minor),
            purpose="It rained",
            actor=shop.actor,
            at=db.clock(),
        )


def word_of_refund(row: Refund, status: RefundStatus, **changes: Any) -> collected.Refund:
    told: dict[str, Any] = {
        "id": f"rfnd_{row.id.hex[:16]}",
        "payment_id": row.payment.payment_id,
        "client_reference": str(row.id),
        "amount": row.paid,
        "status": status,
        "failure_code": "CARD_EXPIRED" if status is RefundStatus.FAILED else "",
        "created_at": db.clock(),
        "processed_at": db.clock() if status is RefundStatus.PROCESSED else None,
    }
    return collected.Refund(**(told | changes))


def say_of_refund(row: Refund, status: RefundStatus, **changes: Any) -> Refund:
    """The gateway says how a refund stands."""
    with db.transaction():
        actions.weigh_refund(
            refund_id=row.id,
            told=word_of_refund(row, status, **changes),
            actor=SIMGATE,
            at=db.clock(),
        )
    return Refund.objects.get(id=row.id)


def dispute_of(deposit: Deposit, minor: int | None = None, **changes: Any) -> Dispute:
    """A dispute of all that was paid, or of ``minor``, as the gateway tells it."""
    payment = Payment.objects.get(deposit=deposit, state__in=["credited", "assigned"])
    return dispute_about(payment, minor, **changes)


def dispute_about(payment: Payment, minor: int | None = None, **changes: Any) -> Dispute:
    told: dict[str, Any] = {
        "id": f"dp_{payment.id.hex[-12:]}",
        "payment_id": payment.payment_id,
        "intent_id": payment.intent_id,
        "amount": Money(payment.amount_minor if minor is None else minor, payment.currency),
        "fee": Money(0, payment.currency),
        "status": DisputeStatus.OPEN,
        "reason_code": "fraudulent",
        "evidence_due_by": db.clock() + timedelta(days=7),
        "opened_at": db.clock(),
    }
    return Dispute(**(told | changes))


def hear(told: Dispute, at: datetime | None = None) -> Chargeback | None:
    """The gateway's API shows a dispute."""
    with db.transaction():
        found = actions.weigh_dispute(
            told=told, gateway=GATEWAY, actor=SIMGATE, at=at or db.clock()
        )
    return None if found is None else Chargeback.objects.get(id=found)


def broken_promises() -> list[str]:
    return [each.check.name for each in examine() if each.broken]
