"""How money enters a wallet by bank transfer, as balanced postings. Pure."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.ledger.values import Posting, Transfer
from adulis.wallets.values import credit_key, credit_name


def available(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/available/INR"


def receivable(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/receivable/INR"


def nostro(bank: str) -> str:
    return f"bank/{bank}/nostro/INR"


def clearing(bank: str) -> str:
    return f"bank/{bank}/clearing/INR"


def gateway_receivable(gateway: str) -> str:
    return f"gateway/{gateway}/receivable/INR"


SUSPENSE = "platform/suspense/INR"


def bank_transfer_credited(
    merchant_id: UUID, amount: Money, *, bank: str, utr: str, payer: str, at: datetime, actor: Actor
) -> Posting:
    """Money arrived in our account at the bank for this merchant: it is available at once."""
    return Posting(
        kind="bank_transfer_credited",
        key=credit_key(bank, credit_name(utr)),
        transfers=(Transfer(nostro(bank), available(merchant_id), amount),),
        at=at,
        actor=actor,
        memo=f"Bank transfer from {payer}" if payer else "Bank transfer",
        metadata={"utr": utr, "payer": payer},
    )


def debt_settled(
    merchant_id: UUID, amount: Money, *, cause: str, at: datetime, actor: Actor
) -> Posting:
    """What the merchant owes us is settled from money that just became available, first of all."""
    return Posting(
        kind="debt_settled",
        key=f"{cause}/settles",
        transfers=(Transfer(available(merchant_id), receivable(merchant_id), amount),),
        at=at,
        actor=actor,
        metadata={"cause": cause},
    )


def adjustment_credited(
    adjustment_id: UUID, merchant_id: UUID, amount: Money,
    *, against: str, reason: str, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """Two operators gave a merchant money by hand: at our loss, or out of suspense."""
    return Posting(
        kind="adjustment_credited",
        key=f"adjustment/{adjustment_id}/credited",
        transfers=(Transfer(f"platform/{against}/INR", available(merchant_id), amount),),
        at=at,
        actor=actor,
        memo=f"Adjustment: {reason}",
        metadata={"adjustment_id": str(adjustment_id)},
    )


def adjustment_debited(
    adjustment_id: UUID, merchant_id: UUID, amount: Money,
    *, against: str, reason: str, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """Two operators took money from a merchant by hand: a loss of ours made good, or kept safe."""
    return Posting(
        kind="adjustment_debited",
        key=f"adjustment/{adjustment_id}/debited",
        transfers=(Transfer(available(merchant_id), f"platform/{against}/INR", amount),),
        at=at,
        actor=actor,
        memo=f"Adjustment: {reason}",
        metadata={"adjustment_id": str(adjustment_id)},
    )


def credit_suspended(
    amount: Money, *, bank: str, utr: str, payer: str, at: datetime, actor: Actor
) -> Posting:
    """Money arrived that names no merchant: it is ours to keep safe until somebody says whose."""
    return Posting(
        kind="credit_suspended",
        # The same key as of a credit: whatever it turns out to be, it is booked in once.
        key=credit_key(bank, credit_name(utr)),
        transfers=(Transfer(nostro(bank), SUSPENSE, amount),),
        at=at,
        actor=actor,
        metadata={"utr": utr, "payer": payer},
    )


def credit_assigned(
    merchant_id: UUID, amount: Money, *, bank: str, utr: str, at: datetime, actor: Actor
) -> Posting:
    """Two operators found out whose it is: it is available to that merchant."""
    return _out_of_suspense("credit_assigned", available(merchant_id), amount, bank, utr, at, actor)


def credit_sent_back(amount: Money, *, bank: str, utr: str, at: datetime, actor: Actor) -> Posting:
    """Two operators decided to send it back: it is on its way out, until a statement shows it."""
    return _out_of_suspense("credit_sent_back", clearing(bank), amount, bank, utr, at, actor)


def credit_recognised(amount: Money, *, bank: str, utr: str, at: datetime, actor: Actor) -> Posting:
    """It is a payment of ours that came back: clearing gets what the return takes from there."""
    return _out_of_suspense("credit_recognised", clearing(bank), amount, bank, utr, at, actor)


def settlement_credited(
    amount: Money, *, gateway: str, bank: str, utr: str, at: datetime, actor: Actor
) -> Posting:
    """A payment gateway paid us what it had announced: it owes us that much less."""
    return Posting(
        kind="settlement_credited",
        # Again the key of a credit: it is one, and booked in once.
        key=credit_key(bank, credit_name(utr)),
        transfers=(Transfer(nostro(bank), gateway_receivable(gateway), amount),),
        at=at,
        actor=actor,
        memo=f"Settlement of {gateway}",
        metadata={"utr": utr, "gateway": gateway},
    )


def settlement_recognised(
    amount: Money, *, gateway: str, bank: str, utr: str, at: datetime, actor: Actor
) -> Posting:
    """Money that waited in suspense is what a payment gateway announced afterwards."""
    target = gateway_receivable(gateway)
    return _out_of_suspense("settlement_recognised", target, amount, bank, utr, at, actor)


def _out_of_suspense(
    kind: str, target: str, amount: Money, bank: str, utr: str, at: datetime, actor: Actor
) -> Posting:
    # However it leaves, it leaves once.
    return Posting(
        kind=kind,
        key=f"{credit_key(bank, credit_name(utr))}/explained",
        transfers=(Transfer(SUSPENSE, target, amount),),
        at=at,
        actor=actor,
        metadata={"utr": utr},
    )
