"""Every way a milestone's money moves, as balanced postings. Pure.

A milestone has an account of its own, in which the buyer's share of the fee lies as well until it
is earned. ``number`` counts the milestone's payments: each has a key of its own.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.ledger.values import Posting, Transfer

FEES = "platform/fees/INR"
TAX = "platform/tax/INR"


def available(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/available/INR"


def receivable(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/receivable/INR"


def escrow(milestone_id: UUID) -> str:
    return f"escrow/{milestone_id}/INR"


def dispute(dispute_id: UUID) -> str:
    return f"dispute/{dispute_id}/INR"


def milestone_funded(
    milestone_id: UUID, buyer_id: UUID, amount: Money,
    *, number: int, memo: str = "", at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """The buyer paid in, the whole or a part, with their share of the fee."""
    return Posting(
        kind="milestone_funded",
        key=f"milestone/{milestone_id}/funding/{number}",
        transfers=(Transfer(available(buyer_id), escrow(milestone_id), amount),),
        at=at,
        actor=actor,
        memo=memo,
        metadata={"milestone_id": str(milestone_id)},
    )


def milestone_released(
    milestone_id: UUID, seller_id: UUID, net: Money, fee: Money, tax: Money,
    *, number: int, memo: str = "", at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """It is the seller's, less their share of the fee."""
    return Posting(
        kind="milestone_released",
        key=f"milestone/{milestone_id}/release/{number}",
        transfers=_without_nothing(
            (escrow(milestone_id), available(seller_id), net),
            (escrow(milestone_id), FEES, fee),
            (escrow(milestone_id), TAX, tax),
        ),
        at=at,
        actor=actor,
        memo=memo,
        metadata={"milestone_id": str(milestone_id), "merchant_id": str(seller_id)},
    )


def milestone_fee_earned(
    milestone_id: UUID, buyer_id: UUID, fee: Money, tax: Money,
    *, number: int, memo: str = "", at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """With a release the buyer's share of the fee is earned: an entry of its own names who pays."""
    return Posting(
        kind="milestone_fee_earned",
        key=f"milestone/{milestone_id}/fee/{number}",
        transfers=_without_nothing(
            (escrow(milestone_id), FEES, fee), (escrow(milestone_id), TAX, tax)
        ),
        at=at,
        actor=actor,
        memo=memo,
        metadata={"milestone_id": str(milestone_id), "merchant_id": str(buyer_id)},
    )


def milestone_refunded(
    milestone_id: UUID, buyer_id: UUID, amount: Money,
    *, number: int, memo: str = "", at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """It goes back to the buyer, with their share of the fee that is not earned."""
    return Posting(
        kind="milestone_refunded",
        key=f"milestone/{milestone_id}/refund/{number}",
        transfers=(Transfer(escrow(milestone_id), available(buyer_id), amount),),
        at=at,
        actor=actor,
        memo=memo,
        metadata={"milestone_id": str(milestone_id)},
    )


def milestone_split(
    milestone_id: UUID, seller_id: UUID, buyer_id: UUID, net: Money, fee: Money, tax: Money,
    to_buyer: Money, *, number: int, memo: str = "", at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """Both sides agreed who gets how much."""
    return Posting(
        kind="milestone_split",
        key=f"milestone/{milestone_id}/split/{number}",
        transfers=_without_nothing(
            (escrow(milestone_id), available(seller_id), net),
            (escrow(milestone_id), FEES, fee),
            (escrow(milestone_id), TAX, tax),
            (escrow(milestone_id), available(buyer_id), to_buyer),
        ),
        at=at,
        actor=actor,
        memo=memo,
        metadata={"milestone_id": str(milestone_id), "merchant_id": str(seller_id)},
    )


def escrow_disputed(
    milestone_id: UUID, dispute_id: UUID, amount: Money, *, at: datetime, actor: Actor
) -> Posting:
    """The disputed part is locked, where neither side reaches it."""
    return Posting(
        kind="escrow_disputed",
        key=f"dispute/{dispute_id}/locked",
        transfers=(Transfer(escrow(milestone_id), dispute(dispute_id), amount),),
        at=at,
        actor=actor,
        metadata={"milestone_id": str(milestone_id), "dispute_id": str(dispute_id)},
    )


def dispute_unlocked(
    milestone_id: UUID, dispute_id: UUID, amount: Money, *, at: datetime, actor: Actor
) -> Posting:
    """The dispute came to nothing: what was locked is the milestone's again."""
    return Posting(
        kind="dispute_unlocked",
        key=f"dispute/{dispute_id}/unlocked",
        transfers=(Transfer(dispute(dispute_id), escrow(milestone_id), amount),),
        at=at,
        actor=actor,
        metadata={"milestone_id": str(milestone_id), "dispute_id": str(dispute_id)},
    )


def dispute_resolved(
    milestone_id: UUID, dispute_id: UUID, seller_id: UUID, buyer_id: UUID,
    net: Money, fee: Money, tax: Money, to_buyer: Money, fee_back: Money,
    *, memo: str = "", at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """A settlement or a ruling divides what was locked; the buyer's unearned fee goes back."""
    return Posting(
        kind="dispute_resolved",
        key=f"dispute/{dispute_id}/resolved",
        transfers=_without_nothing(
            (dispute(dispute_id), available(seller_id), net),
            (dispute(dispute_id), FEES, fee),
            (dispute(dispute_id), TAX, tax),
            (dispute(dispute_id), available(buyer_id), to_buyer),
            (escrow(milestone_id), available(buyer_id), fee_back),
        ),
        at=at,
        actor=actor,
        memo=memo,
        metadata={"milestone_id": str(milestone_id), "merchant_id": str(seller_id)},
    )


def escrow_charged_back(
    milestone_id: UUID, buyer_id: UUID, amount: Money,
    *, number: int, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """What the buyer's bank took back, and the buyer has not: it was in this milestone."""
    return Posting(
        kind="escrow_charged_back",
        key=f"milestone/{milestone_id}/chargeback/{number}",
        transfers=(Transfer(escrow(milestone_id), receivable(buyer_id), amount),),
        at=at,
        actor=actor,
        metadata={"milestone_id": str(milestone_id)},
    )


def disputed_charged_back(
    milestone_id: UUID, dispute_id: UUID, buyer_id: UUID, amount: Money,
    *, number: int, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """The same of what a dispute had locked: the bank's word binds the buyer's side."""
    return Posting(
        kind="disputed_charged_back",
        key=f"dispute/{dispute_id}/chargeback/{number}",
        transfers=(Transfer(dispute(dispute_id), receivable(buyer_id), amount),),
        at=at,
        actor=actor,
        metadata={"milestone_id": str(milestone_id), "dispute_id": str(dispute_id)},
    )


def _without_nothing(*parts: tuple[str, str, Money]) -> tuple[Transfer, ...]:
    return tuple(Transfer(source, target, amount) for source, target, amount in parts if amount)
