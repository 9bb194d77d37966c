"""How a milestone is divided as it is now: one reckoning for what is done and what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adulis.escrow import division
from adulis.escrow.division import Charges, Division
from adulis.kernel.money import Money, rupees

if TYPE_CHECKING:
    from adulis.escrow.models import Lock, Milestone


def charges_of(row: Milestone) -> Charges:
    return Charges(
        amount=rupees(row.amount_minor),
        seller_fee=rupees(row.seller_fee_minor),
        seller_tax=rupees(row.seller_tax_minor),
        buyer_fee=rupees(row.buyer_fee_minor),
        buyer_tax=rupees(row.buyer_tax_minor),
    )


def divided(
    row: Milestone, *, to_seller: Money, to_buyer: Money, lock: Lock | None = None
) -> Division:
    """Who gets what when so much leaves it now; with ``lock``, out of what a dispute has."""
    if lock is None:
        stays = rupees(row.left_minor) - to_seller - to_buyer
        disputed = rupees(row.disputed_minor)
    else:
        stays = rupees(row.left_minor)
        disputed = rupees(row.disputed_minor - lock.left_minor)
    return division.divide(
        charges_of(row),
        settled=rupees(row.settled_minor),
        to_seller=to_seller,
        to_buyer=to_buyer,
        fee_left=rupees(row.fee_left_minor),
        is_last=not stays and not disputed,
    )
