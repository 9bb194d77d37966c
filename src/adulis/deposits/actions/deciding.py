"""What two operators decided about a payment in suspense, or about a deposit that hangs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import Decision
from adulis.deposits import policies, postings
from adulis.deposits.actions.capturing import credit, take_payment
from adulis.deposits.actions.locking import lock_deposit, lock_payment
from adulis.deposits.actions.moving import move, plan, profile, tell
from adulis.deposits.actions.quoting import Worth, worth
from adulis.deposits.actions.refunding import return_payment
from adulis.deposits.actions.suspending import subject_of
from adulis.deposits.actions.taking_back import is_disputed
from adulis.deposits.errors import PaymentDisputed, PaymentNotSuspended
from adulis.deposits.events import DepositCreated, PaymentAssigned
from adulis.deposits.machine import UNPAID, WAITING, PaymentState
from adulis.deposits.models import Deposit, Payment
from adulis.identity import queries as identity
from adulis.identity.errors import MerchantNotFound
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.ledger import actions as ledger
from adulis.wallets.errors import NobodyToAssignTo


@db.transaction_required
def decide_case(
    *,
    case_id: UUID,
    decision: Decision,
    details: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    """Confirm what another operator proposed and do it, in one transaction.

    ``assign`` credits a payment to a merchant, ``return`` sends it back to its source; of one that
    its payer's bank took a part of, what is left. ``not_paid`` ends an overdue deposit,
    ``keep_asking`` and ``retry`` put one back into the worker's hands. Raises PaymentNotSuspended,
    PaymentDisputed, NobodyToAssignTo, RateUnavailable, and what ``cases`` refuses.
    """
    kind, _, subject_id = questions.case_for_operator(case_id).subject.partition("/")
    if kind == "deposit":
        # The deposit before its case, as everywhere: evidence may be arriving at this very moment.
        deposit = lock_deposit(UUID(subject_id))
        assert deposit is not None  # rows are never removed
        cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
        _go_on(deposit, decision, actor, at)
        return
    payment, deposit = _locked_payment(UUID(subject_id))
    case = cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
    if decision is Decision.ASSIGN:
        # What the first operator said counts: the second one confirms exactly that.
        _assign(payment, deposit, case.proposed_details.get("merchant_id"), actor, at)
    else:
        return_payment(payment_id=payment.id, actor=actor, at=at)


def _locked_payment(payment_id: UUID) -> tuple[Payment, Deposit | None]:
    """A payment in suspense and the deposit it was made for; the deposit is locked first."""
    known = Payment.objects.filter(id=payment_id).first()
    if known is None:
        raise PaymentNotSuspended
    deposit = None if known.deposit_id is None else lock_deposit(known.deposit_id)
    payment = lock_payment(payment_id)
    assert payment is not None
    if payment.state != PaymentState.SUSPENDED or not payment.in_suspense:
        raise PaymentNotSuspended
    if is_disputed(payment):
        raise PaymentDisputed
    return payment, deposit


def _assign(
    payment: Payment, deposit: Deposit | None, merchant: str | None, actor: Actor, at: datetime
) -> None:
    """Credit a payment to a merchant: to the deposit it was made for, or to one made for it."""
    try:
        merchant_id = UUID(merchant or "")
        identity.standing(merchant_id)
    except (ValueError, MerchantNotFound) as absent:
        raise NobodyToAssignTo(pointer="/merchant_id") from absent
    value = _value_of(payment, deposit, at)
    # After this point the posting must succeed.
    target = deposit
    if target is None or target.merchant_id != merchant_id or not _is_open(target):
        target = _made_for(payment, merchant_id, actor, at)
    is_late = target.state in UNPAID
    lost = payment.charged_back_minor
    take_payment(payment, "assign", actor, deposit=target, lost_minor=lost)
    ledger.post(
        posting=postings.payment_assigned(
            target.id,
            merchant_id,
            payment.credited,
            value.amount,
            payment=payment.payment_id,
            at=at,
            actor=actor,
            memo=policies.memo_of(payment.credited, value.rate_micros, target.purpose_code),
            told=policies.told_of(
                payment.credited,
                value.rate_micros,
                target.purpose_code,
                reference=target.reference,
                payment=payment.payment_id,
            ),
        )
    )
    credit(target, payment, value, payment.captured_at, is_late=is_late, actor=actor, at=at)
    tell(
        PaymentAssigned(
            subject_id=payment.id,
            merchant_id=merchant_id,
            paid=payment.credited,
            deposit_id=target.id,
        ),
        target,
        at,
    )
    audit.write(
        actor=actor,
        action="payment.assign",
        subject=subject_of(payment),
        merchant_id=merchant_id,
        before={"state": "suspended"},
        after={"state": "assigned", "deposit": str(target.id)},
        at=at,
    )


def _value_of(payment: Payment, deposit: Deposit | None, now: datetime) -> Worth:
    """What it is in rupees: as its deposit's quote promised, if it is what that was given for."""
    if payment.currency == "INR":
        return Worth(payment.in_suspense, 0, is_promised=True)
    return worth(
        payment.in_suspense,
        quote=None if deposit is None else deposit.quote,
        gateway=payment.gateway,
        captured_at=payment.captured_at,
        now=now,
    )


def _is_open(deposit: Deposit) -> bool:
    return deposit.state in WAITING | UNPAID


def _made_for(payment: Payment, merchant_id: UUID, actor: Actor, at: datetime) -> Deposit:
    """A deposit that nobody asked for, so that this payment is like any other from now on."""
    deposit = Deposit(
        id=new_id(),
        merchant_id=merchant_id,
        paid_minor=payment.in_suspense.minor,
        currency=payment.currency,
        description="Assigned by the platform",
        created_by=str(actor),
        created_at=at,
        expires_at=at,
        is_assigned=True,
        gateway=payment.gateway,
    )
    deposit.save(force_insert=True)
    tell(
        DepositCreated(
            subject_id=deposit.id,
            merchant_id=merchant_id,
            paid=deposit.paid,
            reference="",
            expires_at=deposit.expires_at,
        ),
        deposit,
        at,
    )
    return deposit


def _go_on(deposit: Deposit, decision: Decision, actor: Actor, at: datetime) -> None:
    deposit.has_case = False
    if decision is Decision.NOT_PAID and deposit.state in WAITING:
        # Should it be paid after all, it is credited all the same.
        move(deposit, "expire", reason="decided_not_paid", actor=actor, at=at)
        return
    deposit.patient_until = at + profile().case_after
    plan(deposit, now=at)
    if deposit.due_at is not None:
        deposit.due_at = min(deposit.due_at, at)
    deposit.save()
