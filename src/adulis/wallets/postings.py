"""How money enters a wallet by bank transfer, as balanced postings. Pure."""

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


def bank_transfer_credited(
    merchant_id: UUID, amount: Money, settles: Money,
    *, bank: str, utr: str, payer: str, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """Money arrived in our account at the bank for this merchant: it is available at once.

    ``settles`` of it goes to what the merchant owes us, before anything else may use it.
    """
    transfers = [Transfer(f"bank/{bank}/nostro/INR", available(merchant_id), amount)]
    if settles:
        transfers.append(Transfer(available(merchant_id), receivable(merchant_id), settles))
    return Posting(
        kind="bank_transfer_credited",
        key=f"credit/{bank}/{utr}",
        transfers=tuple(transfers),
        at=at,
        actor=actor,
        memo=f"Bank transfer from {payer}" if payer else "Bank transfer",
        metadata={"utr": utr, "payer": payer},
    )
