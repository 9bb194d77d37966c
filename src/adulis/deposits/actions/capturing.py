"""A deposit is paid: its money is pending for the merchant, until its time to clear has come."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import orjson

from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.deposits import policies, postings
from adulis.deposits.actions.moving import plan, profile, record, tell
from adulis.deposits.actions.quoting import Worth, worth
from adulis.deposits.events import DepositCaptured
from adulis.deposits.machine import DEPOSIT, PAYMENT, DepositState, PaymentState
from adulis.deposits.models import Deposit, Payment
from adulis.deposits.payers import is_third_party
from adulis.deposits.queries import payer_asked, payer_of_payment
from adulis.gateways import collected
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.encryption import CannotOpen, seal
from adulis.kernel.ids import new_id
from adulis.ledger import actions as ledger


@db.transaction_required
def capture(
    *,
    deposit: Deposit,
    payment: collected.Payment,
    is_late: bool,
    actor: Actor,
    at: datetime,
) -> Payment:
    """Credit ``payment``, which is exactly what was asked for, to its deposit, which is locked.

    Raises RateUnavailable before anything is written.
    """
    assert payment.captured_at is not None
    # A gateway's clock may be ahead; nothing is booked that has not happened yet.
    captured_at = min(payment.captured_at, at)
    worth_now = value(deposit, payment, captured_at, at)
    # After this point the posting must succeed.
    row = written_payment(payment, deposit, deposit.gateway, at)
    take_payment(row, "credit", actor)
    ledger.post(
        posting=postings.deposit_captured(
            deposit.id,
            deposit.merchant_id,
            row.amount,
            worth_now.amount,
            row.charge,
            gateway=deposit.gateway,
            payment=row.payment_id,
            at=captured_at,
            actor=actor,
            memo=policies.memo_of(row.amount, worth_now.rate_micros, deposit.purpose_code),
            told=policies.told_of(
                row.amount,
                worth_now.rate_micros,
                deposit.purpose_code,
                reference=deposit.reference,
                payment=row.payment_id,
            ),
        )
    )
    credit(deposit, row, worth_now, captured_at, is_late=is_late, actor=actor, at=at)
    return row


def value(
    deposit: Deposit, payment: collected.Payment, captured_at: datetime, now: datetime
) -> Worth:
    """What a payment is worth to the merchant: itself in rupees, else as its quote says."""
    if payment.amount.currency == "INR":
        return Worth(payment.amount, 0, is_promised=True)
    return worth(
        payment.amount,
        quote=deposit.quote,
        gateway=deposit.gateway,
        captured_at=captured_at,
        now=now,
    )


def credit(
    deposit: Deposit,
    row: Payment,
    worth_now: Worth,
    captured_at: datetime,
    *,
    is_late: bool,
    actor: Actor,
    at: datetime,
) -> None:
    """Write down that ``row`` is the deposit's, whose posting was made."""
    before = deposit.state
    deposit.state = DEPOSIT.take("capture", DepositState(deposit.state), actor.role).target
    deposit.method = policies.known_method(row.method)
    deposit.credited_minor = deposit.pending_minor = worth_now.amount.minor
    if row.currency != "INR":
        deposit.rate_micros = worth_now.rate_micros
        deposit.is_rate_of_capture = not worth_now.is_promised
    deposit.captured_at = captured_at
    deposit.clears_at = policies.clears_at(row.method, captured_at, profile())
    deposit.is_late = is_late
    deposit.is_third_party = _is_third_party(deposit, row)
    if deposit.is_third_party and row.state == PaymentState.ASSIGNED:
        # The two operators who found out whose it is have seen who paid.
        deposit.payer_declared_at = at
    deposit.reason = deposit.reason_source = ""
    deposit.finished_at = None
    deposit.asked_count = 0
    plan(deposit, now=at)
    deposit.save()
    cases.settle_cases(
        subject=f"deposit/{deposit.id}",
        kinds=frozenset({CaseKind.DEPOSIT_OVERDUE, CaseKind.POISON_DEPOSIT}),
        actor=actor,
        at=at,
    )
    tell(
        DepositCaptured(
            subject_id=deposit.id,
            merchant_id=deposit.merchant_id,
            paid=row.credited,
            amount=worth_now.amount,
            method=deposit.method,
            clears_at=deposit.clears_at,
            is_late=is_late,
            is_third_party=deposit.is_third_party,
        ),
        deposit,
        at,
    )
    after = {
        "state": deposit.state,
        "payment": row.payment_id,
        "credited_paise": deposit.credited_minor,
        "is_late": is_late,
        "is_third_party": deposit.is_third_party,
    }
    record(deposit, "capture", {"state": before}, after, actor, at)


def _is_third_party(deposit: Deposit, row: Payment) -> bool:
    """Whether somebody else paid than was named; nobody is suspected whom we cannot read."""
    with suppress(CannotOpen):
        return is_third_party(payer_asked(deposit)[0], payer_of_payment(row))
    return False


def written_payment(
    payment: collected.Payment, deposit: Deposit | None, gateway: str, at: datetime
) -> Payment:
    """The row of a payment that is not in the book yet; the caller books it now."""
    assert payment.captured_at is not None
    row = Payment(
        id=new_id(),
        gateway=gateway,
        payment_id=payment.id,
        intent_id=payment.intent_id,
        deposit=deposit,
        amount_minor=payment.amount.minor,
        currency=payment.amount.currency,
        fee_minor=payment.fee.minor,
        tax_minor=payment.tax.minor,
        method=payment.method,
        captured_at=min(payment.captured_at, at),
        received_at=at,
    )
    payer = payment.payer
    told = {name: getattr(payer, name) for name in payer.__dataclass_fields__}
    row.payer_sealed = seal(orjson.dumps(told).decode(), place=row.payer_place)
    row.save(force_insert=True)
    return row


def take_payment(row: Payment, verb: str, actor: Actor, **changes: object) -> None:
    """Move a payment on, with what goes with it."""
    row.state = PAYMENT.take(verb, PaymentState(row.state), actor.role).target
    for name, each in changes.items():
        setattr(row, name, each)
    row.save(update_fields=["state", *changes])
