"""Somebody else has paid than the merchant had named: the merchant says who that is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.deposits.actions.locking import locked_deposit
from adulis.deposits.actions.moving import plan, record, tell
from adulis.deposits.errors import NothingToDeclare
from adulis.deposits.events import DepositPayerDeclared
from adulis.deposits.machine import DepositState
from adulis.deposits.models import Deposit
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.encryption import seal


@db.transaction_required
def declare_payer(
    *, merchant_id: UUID, deposit_id: UUID, explanation: str, actor: Actor, at: datetime
) -> Deposit:
    """Who paid, and why they did; kept sealed. Then it clears like any other.

    Raises DepositNotFound, NothingToDeclare.
    """
    deposit = locked_deposit(merchant_id, deposit_id)
    if deposit.state != DepositState.CAPTURED or not deposit.is_undeclared:
        raise NothingToDeclare
    deposit.payer_declared_at = at
    deposit.declaration_sealed = seal(explanation, place=deposit.declaration_place)
    plan(deposit, now=at)
    deposit.save(
        update_fields=[
            "payer_declared_at", "declaration_sealed", "due_at", "lease_until", "claim_count"
        ]
    )  # fmt: skip
    tell(DepositPayerDeclared(subject_id=deposit.id, merchant_id=merchant_id), deposit, at)
    after = {"characters": len(explanation)}
    record(deposit, "declare_payer", {}, after, actor, at)
    return deposit
