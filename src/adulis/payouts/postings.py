"""Every way a payout moves money, as balanced postings. Pure."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.ledger.values import Posting, Transfer


def available(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/available/INR"


def held(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/held/INR"


def receivable(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/receivable/INR"


def clearing(bank: str) -> str:
    return f"bank/{bank}/clearing/INR"


def nostro(bank: str) -> str:
    return f"bank/{bank}/nostro/INR"


FEES = "platform/fees/INR"
TAX = "platform/tax/INR"
LOSSES = "platform/losses/INR"


def paid_late_key(payout_id: UUID, attempt: int) -> str:
    """Of the entry that takes a late payment from the merchant: one for each attempt."""
    return f"payout/{payout_id}/attempt/{attempt}/paid_late"


def late_return_key(payout_id: UUID, attempt: int) -> str:
    """Of the entry that gives it back when the bank returns it."""
    return f"payout/{payout_id}/attempt/{attempt}/late_returned"


def payout_held(
    payout_id: UUID, merchant_id: UUID, amount: Money, fee: Money, tax: Money,
    *, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """A payout was created: its amount, fee and tax are set aside."""
    return _posting(
        "payout_held",
        payout_id,
        (Transfer(available(merchant_id), held(merchant_id), amount + fee + tax),),
        at,
        actor,
    )


def payout_released(
    payout_id: UUID, merchant_id: UUID, amount: Money, fee: Money, tax: Money,
    *, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """A payout failed or was cancelled: everything set aside is available again."""
    return _posting(
        "payout_released",
        payout_id,
        (Transfer(held(merchant_id), available(merchant_id), amount + fee + tax),),
        at,
        actor,
    )


def payout_completed(
    payout_id: UUID, merchant_id: UUID, amount: Money, fee: Money, tax: Money,
    *, bank: str, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """The bank paid: the amount is on its way through clearing, fee and tax are earned."""
    transfers = [Transfer(held(merchant_id), clearing(bank), amount)]
    if fee:
        transfers.append(Transfer(held(merchant_id), FEES, fee))
    if tax:
        transfers.append(Transfer(held(merchant_id), TAX, tax))
    return _posting("payout_completed", payout_id, tuple(transfers), at, actor)


def payout_returned(
    payout_id: UUID, merchant_id: UUID, amount: Money, fee: Money, tax: Money,
    *, bank: str, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """The bank took a paid payout back: the merchant has the money (by policy, the fee) again."""
    transfers = [Transfer(clearing(bank), available(merchant_id), amount)]
    if fee:
        transfers.append(Transfer(FEES, available(merchant_id), fee))
    if tax:
        transfers.append(Transfer(TAX, available(merchant_id), tax))
    return _posting("payout_returned", payout_id, tuple(transfers), at, actor)


def payout_paid_late(
    payout_id: UUID, merchant_id: UUID, from_available: Money, from_receivable: Money,
    *, attempt: int, bank: str, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """The bank paid although it had refused and the merchant has the money back: taken from what is
    available as far as it reaches, the rest is owed to us.
    """
    transfers = []
    if from_available:
        transfers.append(Transfer(available(merchant_id), clearing(bank), from_available))
    if from_receivable:
        transfers.append(Transfer(receivable(merchant_id), clearing(bank), from_receivable))
    return Posting(
        kind="payout_paid_late",
        key=paid_late_key(payout_id, attempt),
        transfers=tuple(transfers),
        at=at,
        actor=actor,
        metadata={"payout_id": str(payout_id), "attempt": attempt},
    )


def late_payment_returned(
    payout_id: UUID, merchant_id: UUID, to_losses: Money, to_debt: Money, to_merchant: Money,
    *, attempt: int, bank: str, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """The bank took back what it had paid after its no: it goes to whoever bore it. First to us,
    where we had written it off, then to what is still owed, and the rest to the merchant.
    """
    shares = (
        (LOSSES, to_losses),
        (receivable(merchant_id), to_debt),
        (available(merchant_id), to_merchant),
    )
    return Posting(
        kind="late_payment_returned",
        key=late_return_key(payout_id, attempt),
        transfers=tuple(Transfer(clearing(bank), place, share) for place, share in shares if share),
        at=at,
        actor=actor,
        metadata={"payout_id": str(payout_id), "attempt": attempt},
    )


def written_off_key(payout_id: UUID) -> str:
    """Of the entry by which we bear a late payment."""
    return f"payout/{payout_id}/late_payout_written_off"


def late_payout_written_off(
    payout_id: UUID, merchant_id: UUID, owed: Money, *, at: datetime, actor: Actor
) -> Posting:
    """Two operators decided that we bear a late success: the merchant owes nothing any more."""
    return _posting(
        "late_payout_written_off",
        payout_id,
        (Transfer(LOSSES, receivable(merchant_id), owed),),
        at,
        actor,
    )


def payout_settled(
    payout_id: UUID, amount: Money, *, bank: str, line: str, at: datetime, actor: Actor
) -> Posting:
    """The bank's statement shows the payment: what was in clearing has left our account there."""
    return Posting(
        kind="payout_settled",
        key=f"statement/{bank}/{line}",
        transfers=(Transfer(clearing(bank), nostro(bank), amount),),
        at=at,
        actor=actor,
        metadata={"payout_id": str(payout_id), "line": line},
    )


def return_settled(
    payout_id: UUID, amount: Money, *, bank: str, line: str, at: datetime, actor: Actor
) -> Posting:
    """The bank's statement shows a return: what was credited through clearing is in our account."""
    return Posting(
        kind="return_settled",
        key=f"statement/{bank}/{line}",
        transfers=(Transfer(nostro(bank), clearing(bank), amount),),
        at=at,
        actor=actor,
        metadata={"payout_id": str(payout_id), "line": line},
    )


def _posting(
    kind: str, payout_id: UUID, transfers: tuple[Transfer, ...], at: datetime, actor: Actor
) -> Posting:
    # One payout is held, released, completed and returned at most once each: the key says so.
    return Posting(
        kind=kind,
        key=f"payout/{payout_id}/{kind.removeprefix('payout_')}",
        transfers=transfers,
        at=at,
        actor=actor,
        metadata={"payout_id": str(payout_id)},
    )
