"""Pending becomes available, less the fee, once its method of payment has had its time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from adulis.deposits import policies, postings
from adulis.deposits.actions.locking import lock_claimed
from adulis.deposits.actions.moving import plan, record, tell
from adulis.deposits.events import DepositCleared, DepositEmptied
from adulis.deposits.machine import DEPOSIT, DepositState
from adulis.deposits.models import Deposit, Payment
from adulis.deposits.queries import credited_payment_of
from adulis.fees import queries as fees
from adulis.kernel import db, failpoints
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.wallets import actions as wallets


@db.transaction_required
def clear_deposit(*, claim: Claim, actor: Actor, at: datetime) -> bool:
    """End the pending time of one due deposit; False when there was none to end (any more).

    What of it has not gone back is available, and what the merchant owes is settled from it first
    of all; of what went back whole nothing is, and nothing of the kind is told.
    """
    deposit = lock_claimed(claim)
    if deposit is None or deposit.state != DepositState.CAPTURED:
        return False
    assert deposit.clears_at is not None
    assert deposit.credited_minor is not None
    if at < deposit.clears_at or deposit.is_undeclared:
        plan(deposit, now=at)
        deposit.save(update_fields=["due_at", "lease_until", "claim_count"])
        return False
    pending = rupees(deposit.pending_minor)
    owed = fees.fee_for("deposit", rupees(deposit.credited_minor), at=deposit.created_at)
    fee, tax = policies.fee_within(owed.net, owed.tax, pending)
    payment = credited_payment_of(deposit)
    assert payment is not None
    # After this point the posting must succeed.
    if pending:
        ledger.post(
            posting=postings.deposit_cleared(
                deposit.id,
                deposit.merchant_id,
                pending - fee - tax,
                fee,
                tax,
                at=at,
                actor=actor,
                memo=_memo(deposit, payment.credited, fee, tax),
                told=_told(deposit, payment),
            )
        )
    verb = "clear" if pending else "empty"
    deposit.state = DEPOSIT.take(verb, DepositState(deposit.state), actor.role).target
    deposit.pending_minor = 0
    deposit.fee_minor, deposit.tax_minor = fee.minor, tax.minor
    deposit.finished_at = at
    deposit.due_at = deposit.lease_until = None
    deposit.claim_count = 0
    deposit.save()
    if pending:
        wallets.settle_debt(
            merchant_id=deposit.merchant_id,
            cause=postings.cleared_key(deposit.id),
            actor=actor,
            at=at,
        )
        _tell_cleared(deposit, (pending - fee - tax).minor, at)
    else:
        _tell_emptied(deposit, at)
    after = {"net_paise": (pending - fee - tax).minor, "fee_paise": fee.minor}
    _record(deposit, verb, after, actor, at)
    failpoints.hit("clear.before_commit")
    return True


def _record(deposit: Deposit, verb: str, after: dict[str, Any], actor: Actor, at: datetime) -> None:
    record(deposit, verb, {"state": "captured"}, {"state": deposit.state, **after}, actor, at)


def _memo(deposit: Deposit, paid: Money, fee: Money, tax: Money) -> str:
    """What a statement says of foreign money: what was paid, at which rate, what for, less what."""
    told = policies.memo_of(paid, deposit.rate_micros or 0, deposit.purpose_code)
    return f"{told}, less fee {fee} and tax {tax}" if told and fee else told


def _told(deposit: Deposit, payment: Payment) -> dict[str, Any]:
    """The same where a statement has columns for it."""
    return policies.told_of(
        payment.credited,
        deposit.rate_micros or 0,
        deposit.purpose_code,
        reference=deposit.reference,
        payment=payment.payment_id,
    )


def _tell_cleared(deposit: Deposit, net_minor: int, at: datetime) -> None:
    tell(
        DepositCleared(
            subject_id=deposit.id,
            merchant_id=deposit.merchant_id,
            amount=rupees(deposit.credited_minor or 0),
            net=rupees(net_minor),
            fee=rupees(deposit.fee_minor),
            tax=rupees(deposit.tax_minor),
        ),
        deposit,
        at,
    )


def _tell_emptied(deposit: Deposit, at: datetime) -> None:
    tell(
        DepositEmptied(
            subject_id=deposit.id,
            merchant_id=deposit.merchant_id,
            amount=rupees(deposit.credited_minor or 0),
            refunded=rupees(deposit.refunded_minor),
            charged_back=rupees(deposit.charged_back_minor),
        ),
        deposit,
        at,
    )
