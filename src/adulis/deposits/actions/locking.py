"""Taking the row of a deposit or of a payment, or a gateway's reports, before deciding."""

from __future__ import annotations

from uuid import UUID

from adulis.deposits.errors import DepositNotFound
from adulis.deposits.models import Deposit, Payment
from adulis.kernel import db
from adulis.kernel.due import Claim

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def locked_deposit(merchant_id: UUID, deposit_id: UUID) -> Deposit:
    """One deposit of this merchant, locked until the transaction ends. Raises DepositNotFound."""
    found = lock_deposit(deposit_id)
    if found is None or found.merchant_id != merchant_id:
        raise DepositNotFound
    return found


def lock_deposit(deposit_id: UUID) -> Deposit | None:
    """Whoever's it is, locked until the transaction ends."""
    return Deposit.objects.select_for_update(no_key=True).filter(id=deposit_id).first()


def lock_claimed(claim: Claim) -> Deposit | None:
    """The deposit a worker claimed, locked; None when its lease went to somebody else since."""
    found = lock_deposit(claim.id)
    return found if found is not None and found.claim_count == claim.fence else None


def lock_payment(payment_id: UUID) -> Payment | None:
    """A payment, locked. Its deposit, if it has one, is locked before."""
    return Payment.objects.select_for_update(no_key=True).filter(id=payment_id).first()


def lock_settlements(gateway: str) -> None:
    """The reports of a gateway: nobody takes one, or looks for what is in none, meanwhile."""
    db.execute(_ONE_AT_A_TIME, [f"settlement/{gateway}"])
