"""How a milestone's money is divided when some of it leaves. Pure.

The fee was fixed when the agreement was opened: the seller's share is taken out of what they get,
the buyer's share was paid in on top. Both are earned as the milestone is released, in proportion
and rounded down, so that the last part takes the rest; what is not released is not charged for, and
the buyer's share of that goes back with it (escrow.md E-20).
"""

from __future__ import annotations

from dataclasses import dataclass

from adulis.fees.values import Tariff
from adulis.kernel.money import BASIS_POINTS_IN_WHOLE, Money

_NOTHING = Money(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charges:
    """The whole fee of one milestone of ``amount``, and who bears which part of it."""

    amount: Money
    seller_fee: Money
    seller_tax: Money
    buyer_fee: Money
    buyer_tax: Money

    @property
    def due(self) -> Money:
        """What the buyer has to pay in."""
        return self.amount + self.on_top

    @property
    def on_top(self) -> Money:
        return self.buyer_fee + self.buyer_tax

    @property
    def deducted(self) -> Money:
        return self.seller_fee + self.seller_tax


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """Who gets what of it. ``fee_back`` is the buyer's share of a fee that is not earned."""

    seller_net: Money
    seller_fee: Money
    seller_tax: Money
    to_buyer: Money
    buyer_fee: Money
    buyer_tax: Money
    fee_back: Money

    @property
    def to_seller(self) -> Money:
        """Before the seller's fee."""
        return self.seller_net + self.seller_fee + self.seller_tax

    @property
    def total(self) -> Money:
        return self.to_seller + self.to_buyer + self.buyer_fee + self.buyer_tax + self.fee_back


def charges_on(amount: Money, tariff: Tariff, buyer_share_bp: int) -> Charges:
    """The fee on ``amount`` in two shares that lose nothing; GST on each, half up."""
    fee = tariff.fee_on(amount).net
    buyers, sellers = fee.split([buyer_share_bp, BASIS_POINTS_IN_WHOLE - buyer_share_bp])
    return Charges(
        amount=amount,
        seller_fee=sellers,
        seller_tax=sellers.fraction(tariff.tax_basis_points),
        buyer_fee=buyers,
        buyer_tax=buyers.fraction(tariff.tax_basis_points),
    )


def divide(
    charges: Charges,
    *,
    settled: Money,
    to_seller: Money,
    to_buyer: Money,
    fee_left: Money,
    is_last: bool,
) -> Division:
    """Divide the next part, ``to_seller`` and ``to_buyer`` of the milestone's amount.

    ``settled`` of it has left before. ``fee_left`` is what is there of the buyer's share of the
    fee: after ``is_last`` none of it is.
    """
    released = settled + to_seller
    over = released + to_buyer
    if to_seller < _NOTHING or to_buyer < _NOTHING or over > charges.amount:
        raise ValueError(f"{to_seller} and {to_buyer} are not left of {charges.amount}")
    seller_fee = min(_part(charges.seller_fee, charges.amount, settled, released), to_seller)
    seller_tax = min(
        _part(charges.seller_tax, charges.amount, settled, released), to_seller - seller_fee
    )
    buyer_fee = min(_part(charges.buyer_fee, charges.amount, settled, released), fee_left)
    buyer_tax = min(
        _part(charges.buyer_tax, charges.amount, settled, released), fee_left - buyer_fee
    )
    unearned = fee_left - buyer_fee - buyer_tax
    back = _part(charges.buyer_fee, charges.amount, released, over) + _part(
        charges.buyer_tax, charges.amount, released, over
    )
    return Division(
        seller_net=to_seller - seller_fee - seller_tax,
        seller_fee=seller_fee,
        seller_tax=seller_tax,
        to_buyer=to_buyer,
        buyer_fee=buyer_fee,
        buyer_tax=buyer_tax,
        fee_back=unearned if is_last else min(back, unearned),
    )


def _part(total: Money, whole: Money, before: Money, after: Money) -> Money:
    """The share of ``total`` between two points on the way through ``whole``."""
    return Money(
        total.minor * after.minor // whole.minor - total.minor * before.minor // whole.minor,
        total.currency,
    )
