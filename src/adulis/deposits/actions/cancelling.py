"""A merchant does not want to be paid any more, before anything was paid."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.deposits.actions.locking import locked_deposit
from adulis.deposits.actions.moving import move
from adulis.deposits.errors import DepositAlreadyPaid
from adulis.deposits.machine import DepositState
from adulis.deposits.models import Deposit, Payment
from adulis.kernel import db
from adulis.kernel.actors import Actor


@db.transaction_required
def cancel_deposit(*, merchant_id: UUID, deposit_id: UUID, actor: Actor, at: datetime) -> Deposit:
    """It is asked for no more; the gateway is told next, and a payment that crosses is credited.

    Raises DepositNotFound, IllegalMove (also while a payment is under way), DepositAlreadyPaid.
    """
    deposit = locked_deposit(merchant_id, deposit_id)
    is_open = deposit.state == DepositState.CREATED
    if is_open and Payment.objects.filter(deposit=deposit).exists():
        raise DepositAlreadyPaid
    move(deposit, "cancel", reason="cancelled_by_merchant", actor=actor, at=at)
    return deposit
