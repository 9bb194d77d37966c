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
    merchant_id: UUID, amount: Money, *, bank: str, utr: str, payer: str, at: datetime, actor: Actor
) -> Posting:
    """Money arrived in our account at the bank for this merchant: it is available at once."""
    return Posting(
        kind="bank_transfer_credited",
        key=f"credit/{bank}/{utr}",
        transfers=(Transfer(f"bank/{bank}/nostro/INR", available(merchant_id), amount),),
        at=at,
        actor=actor,
        memo=f"Bank transfer from {payer}" if payer else "Bank transfer",
        metadata={"utr": utr, "payer": payer},
    )


def debt_settled(
    merchant_id: UUID, amount: Money, *, bank: str, utr: str, at: datetime, actor: Actor
) -> Posting:
    """What the merchant owes us is settled from money that just arrived, before anything else."""
    return Posting(
        kind="debt_settled",
        key=f"credit/{bank}/{utr}/settles",
        transfers=(Transfer(available(merchant_id), receivable(merchant_id), amount),),
        at=at,
        actor=actor,
        metadata={"utr": utr},
    )
