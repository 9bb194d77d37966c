"""Money that fits no deposit: kept safe at once, and asked about."""

from __future__ import annotations

from datetime import datetime

from adulis.audit import actions as audit
from adulis.cases import actions as cases
from adulis.cases.queries import open_subjects
from adulis.cases.values import CaseKind
from adulis.deposits import postings
from adulis.deposits.actions.capturing import take_payment, written_payment
from adulis.deposits.actions.moving import tell
from adulis.deposits.events import PaymentSuspended
from adulis.deposits.models import Deposit, Payment
from adulis.deposits.values import Mismatch
from adulis.gateways import collected
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.ledger import actions as ledger

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@db.transaction_required
def suspend(
    *,
    payment: collected.Payment,
    deposit: Deposit | None,
    mismatch: Mismatch,
    gateway: str,
    actor: Actor,
    at: datetime,
) -> Payment:
    """Keep a captured payment in suspense, in its currency, once; and ask whose it is.

    ``deposit``, if there is one, is locked.
    """
    if deposit is None:
        # No row of ours stands for it yet that could be locked.
        db.execute(_ONE_AT_A_TIME, [f"gateway/{gateway}/payment/{payment.id}"])
        known = Payment.objects.filter(gateway=gateway, payment_id=payment.id).first()
        if known is not None:
            return known
    row = written_payment(payment, deposit, gateway, at)
    take_payment(row, "suspend", actor, mismatch=str(mismatch))
    ledger.post(
        posting=postings.payment_suspended(
            row.amount,
            row.charge,
            gateway=gateway,
            payment=row.payment_id,
            at=row.captured_at,
            actor=actor,
        )
    )
    tell(
        PaymentSuspended(
            subject_id=row.id,
            merchant_id=None if deposit is None else deposit.merchant_id,
            paid=row.amount,
            deposit_id=None if deposit is None else deposit.id,
            mismatch=str(mismatch),
        ),
        deposit,
        at,
    )
    audit.write(
        actor=actor,
        action="payment.suspend",
        subject=subject_of(row),
        merchant_id=None if deposit is None else deposit.merchant_id,
        before={},
        after={
            "payment": row.payment_id,
            "amount_minor": row.amount_minor,
            "currency": row.currency,
            "mismatch": str(mismatch),
        },
        at=at,
    )
    ask_about(row=row, actor=actor, at=at)
    return row


@db.transaction_required
def ask_about(*, row: Payment, actor: Actor, at: datetime) -> None:
    """Open the case about a payment in suspense, which two operators close."""
    deposit = row.deposit
    told = {
        "payment": row.payment_id,
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "mismatch": row.mismatch,
        "method": row.method,
    }
    if row.charged_back_minor:
        told |= {
            "charged_back_minor": row.charged_back_minor,
            "left_minor": row.in_suspense.minor,
        }
    if deposit is not None:
        told |= {
            "deposit": str(deposit.id),
            "asked_minor": deposit.paid_minor,
            "asked_currency": deposit.currency,
        }
    cases.open_case(
        kind=CaseKind.UNKNOWN_PAYER if deposit is None else CaseKind.DEPOSIT_MISMATCH,
        key=subject_of(row),
        subject=subject_of(row),
        merchant_id=None if deposit is None else deposit.merchant_id,
        evidence=told,
        actor=actor,
        at=at,
    )


def subject_of(row: Payment) -> str:
    return f"gateway-payment/{row.id}"


@db.transaction_required
def ask_about_contradiction(
    *, payment: collected.Payment, deposit: Deposit, gateway: str, actor: Actor, at: datetime
) -> None:
    """A payment that is in the book has another amount now; what was booked stays booked."""
    subject = f"gateway-event/{gateway}/{payment.id}"
    if open_subjects([subject], CaseKind.GATEWAY_CONTRADICTS):
        return
    booked = Payment.objects.get(gateway=gateway, payment_id=payment.id)
    cases.open_case(
        kind=CaseKind.GATEWAY_CONTRADICTS,
        key=subject,
        subject=subject,
        merchant_id=None,
        evidence={
            "deposit": str(deposit.id),
            "payment": payment.id,
            "booked_minor": booked.amount_minor,
            "booked_currency": booked.currency,
            "gateway_says_minor": payment.amount.minor,
            "gateway_says_currency": payment.amount.currency,
        },
        actor=actor,
        at=at,
    )
