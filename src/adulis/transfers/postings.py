"""How a transfer moves money, as a balanced posting. Pure."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.ledger.values import Posting, Transfer


def available(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/available/INR"


def receivable(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/receivable/INR"


FEES = "platform/fees/INR"
TAX = "platform/tax/INR"


def transfer_completed(
    transfer_id: UUID, sender_id: UUID, receiver_id: UUID, amount: Money, fee: Money, tax: Money,
    *, memo: str, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """One merchant's money is another's; the sender bears fee and tax on top.

    Both sides read ``memo`` in their statements.
    """
    transfers = [Transfer(available(sender_id), available(receiver_id), amount)]
    if fee:
        transfers.append(Transfer(available(sender_id), FEES, fee))
    if tax:
        transfers.append(Transfer(available(sender_id), TAX, tax))
    return Posting(
        kind="transfer_completed",
        key=f"transfer/{transfer_id}/completed",
        transfers=tuple(transfers),
        at=at,
        actor=actor,
        memo=memo,
        metadata={"transfer_id": str(transfer_id)},
    )
