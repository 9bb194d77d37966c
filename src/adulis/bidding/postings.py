"""How bonds move, as balanced postings. Pure.

``number`` counts the bonds a bidder has given in an auction: each has keys of its own.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.ledger.values import Posting, Transfer


def available(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/available/INR"


def bond(auction_id: UUID, merchant_id: UUID) -> str:
    return f"bond/{auction_id}/{merchant_id}/INR"


def bond_held(
    auction_id: UUID, merchant_id: UUID, amount: Money,
    *, number: int, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """A bidder's first bid counts with a bond, or not at all."""
    return Posting(
        kind="bond_held",
        key=f"auction/{auction_id}/bond/{merchant_id}/{number}/held",
        transfers=(Transfer(available(merchant_id), bond(auction_id, merchant_id), amount),),
        at=at,
        actor=actor,
        metadata={"auction_id": str(auction_id)},
    )


def bond_returned(
    auction_id: UUID, merchant_id: UUID, amount: Money,
    *, number: int, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """Nothing is wanted of the bidder any more."""
    return Posting(
        kind="bond_returned",
        key=f"auction/{auction_id}/bond/{merchant_id}/{number}/returned",
        transfers=(Transfer(bond(auction_id, merchant_id), available(merchant_id), amount),),
        at=at,
        actor=actor,
        metadata={"auction_id": str(auction_id)},
    )


def bond_forfeited(
    auction_id: UUID, merchant_id: UUID, harmed_id: UUID, harmed: Money,
    next_best_id: UUID, next_best: Money,
    *, number: int, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """Who does not stand by a bid makes good: to the other side, and to whoever was next.

    Nothing of it is the platform's (reference/escrow.md, E-21). Where nobody was next ``next_best``
    is nothing, and whose it would be is of no matter.
    """
    source = bond(auction_id, merchant_id)
    transfers = [Transfer(source, available(harmed_id), harmed)]
    if next_best:
        transfers.append(Transfer(source, available(next_best_id), next_best))
    return Posting(
        kind="bond_forfeited",
        key=f"auction/{auction_id}/bond/{merchant_id}/{number}/forfeited",
        transfers=tuple(transfers),
        at=at,
        actor=actor,
        metadata={"auction_id": str(auction_id)},
    )
