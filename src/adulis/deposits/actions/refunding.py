"""Giving money back to its source: set aside at once, ordered, and followed to its end."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.deposits import events as facts
from adulis.deposits import places, postings
from adulis.deposits.actions.taking_back import Whole, is_disputed, locked_whole
from adulis.deposits.errors import (
    DepositDisputed,
    DepositNotFound,
    NothingToRefund,
    PaymentDisputed,
    PaymentNotReturnable,
    RefundAboveDeposit,
    RefundsFrozen,
    RefundTooSmall,
)
from adulis.deposits.fx import Sides, part_by_amount
from adulis.deposits.holding import stop_of
from adulis.deposits.machine import PAYMENT, PaymentState
from adulis.deposits.models import Deposit, Payment, Refund
from adulis.events import actions as events
from adulis.kernel import db, origins, tracing
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book


@db.transaction_required
@tracing.traced("refund.create")
def create_refund(
    *, merchant_id: UUID, deposit_id: UUID, amount: Money | None, purpose: str,
    intent_id: UUID | None = None, actor: Actor, at: datetime,
) -> Refund:  # fmt: skip
    """Give ``amount`` rupees of a deposit (None: all that is left) back to whoever paid it.

    The money is set aside now, of what is pending first, and ordered by the worker. A fee taken
    when the deposit cleared is not returned. A deposit in foreign money goes back in that money, at
    the rate it was credited at. While payouts may not go, only what the deposit has pending may.
    ``intent_id`` is what the wish is called wherever it is told again, at the gateway as well.
    Raises DepositNotFound, NothingToRefund, DepositDisputed, RefundAboveDeposit, RefundTooSmall,
    RefundsFrozen, InsufficientFunds.
    """
    whole, payment = _refundable(deposit_id, merchant_id)
    part = _part(whole, amount)
    wanted = part.amount
    of_pending = min(wanted, whole.pending)
    if wanted > of_pending:
        # Whoever froze it while this waited for the wallet is heard.
        book.locked_balances([places.available(merchant_id), places.pending(merchant_id)])
        if stop_of(merchant_id) is not None:
            raise RefundsFrozen(refundable_paise=of_pending.minor)
    refund = Refund(
        id=intent_id or new_id(),
        payment=payment,
        deposit=whole.deposit,
        merchant_id=merchant_id,
        gateway=payment.gateway,
        paid_minor=part.paid.minor,
        currency=part.paid.currency,
        amount_minor=wanted.minor,
        of_pending_minor=of_pending.minor,
        purpose=purpose,
        created_by=str(actor),
        created_at=at,
        origin=origins.current(),
        due_at=at,
    )
    # The book has the last word: whether so much is there.
    ledger.post(
        posting=postings.refund_held(
            refund.id, merchant_id, of_pending, wanted - of_pending,
            at=at, actor=actor, deposit_id=deposit_id,
        )
    )  # fmt: skip
    refund.save(force_insert=True)
    _note_on_deposit(whole, refund, 1)
    events.record(
        fact=facts.RefundRequested(
            subject_id=refund.id,
            merchant_id=merchant_id,
            deposit_id=deposit_id,
            amount=wanted,
            paid=part.paid,
        ),
        at=at,
    )
    _audit(refund, "create", {"purpose": purpose}, actor, at)
    return refund


def _refundable(deposit_id: UUID, merchant_id: UUID) -> tuple[Whole, Payment]:
    """A deposit of which something may go back, locked, and what it was credited by.

    Raises DepositNotFound, NothingToRefund, DepositDisputed.
    """
    whole = locked_whole(deposit_id, merchant_id)
    if whole is None:
        raise DepositNotFound
    if whole.payment is None or whole.left.amount <= rupees(0):
        raise NothingToRefund
    if whole.has_open_chargeback():
        raise DepositDisputed
    return whole, whole.payment


def _part(whole: Whole, amount: Money | None) -> Sides:
    """How much of it is meant, on both sides. Raises RefundAboveDeposit, RefundTooSmall."""
    left = whole.left
    wanted = left.amount if amount is None else amount
    if wanted > left.amount:
        raise RefundAboveDeposit(pointer="/amount_paise", refundable_paise=left.amount.minor)
    part = part_by_amount(wanted, whole=whole.sides, left=left)
    if not part.paid:
        raise RefundTooSmall(pointer="/amount_paise")
    return part


@db.transaction_required
def return_payment(*, payment_id: UUID, actor: Actor, at: datetime) -> Refund:
    """Send back to its source what is in suspense of it, as two operators decided.

    Raises PaymentNotReturnable, PaymentDisputed.
    """
    payment = Payment.objects.select_for_update(no_key=True).filter(id=payment_id).first()
    if payment is None or payment.state != PaymentState.SUSPENDED or not payment.in_suspense:
        raise PaymentNotReturnable
    if is_disputed(payment):
        raise PaymentDisputed
    left = payment.in_suspense
    payment.state = PAYMENT.take("return", PaymentState(payment.state), actor.role).target
    payment.returned_minor = left.minor
    payment.save(update_fields=["state", "returned_minor"])
    refund = Refund.objects.create(
        payment=payment,
        gateway=payment.gateway,
        paid_minor=left.minor,
        currency=left.currency,
        purpose="returned from suspense",
        created_by=str(actor),
        created_at=at,
        origin=origins.current(),
        due_at=at,
    )
    _audit(refund, "return_payment", {"payment_id": payment.payment_id}, actor, at)
    return refund


def _note_on_deposit(whole: Whole, refund: Refund, sign: int) -> None:
    """What a refund takes out of its deposit and payment (1), or leaves in them after all (-1)."""
    assert whole.payment is not None
    deposit, payment = whole.deposit, whole.payment
    deposit.refunded_minor += sign * (refund.amount_minor or 0)
    if sign > 0:
        deposit.pending_minor -= refund.of_pending_minor
    payment.returned_minor += sign * refund.paid_minor
    save_counts(deposit, payment)


def save_counts(deposit: Deposit, payment: Payment) -> None:
    deposit.save(update_fields=["refunded_minor", "charged_back_minor", "pending_minor"])
    payment.save(update_fields=["returned_minor", "charged_back_minor"])


def _audit(refund: Refund, verb: str, more: dict[str, Any], actor: Actor, at: datetime) -> None:
    about = refund.deposit_id or refund.payment_id
    audit.write(
        actor=actor,
        action=f"refund.{verb}",
        subject=f"refund/{refund.id}",
        merchant_id=refund.merchant_id,
        before={},
        after={
            "state": str(refund.state),
            "about": str(about),
            "amount_paise": refund.amount_minor,
            "paid_minor": refund.paid_minor,
            "currency": refund.currency,
            **more,
        },
        at=at,
    )
