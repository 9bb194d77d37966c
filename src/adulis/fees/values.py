"""A fee and its tax. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from adulis.kernel.money import Money

# Goods and Services Tax on financial services, SAC 9971: 18 %.
GST_BASIS_POINTS = 1_800


@dataclass(frozen=True, slots=True)
class Fee:
    """``net`` is ours, ``tax`` goes to the state."""

    net: Money
    tax: Money

    @property
    def gross(self) -> Money:
        return self.net + self.tax


NO_FEE = Fee(Money(0), Money(0))


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a service costs at one moment: read once, asked for as many amounts as there are."""

    flat_minor: int = 0
    basis_points: int = 0
    tax_basis_points: int = 0

    def fee_on(self, amount: Money) -> Fee:
        return fee_by_rule(
            amount,
            flat_minor=self.flat_minor,
            basis_points=self.basis_points,
            tax_basis_points=self.tax_basis_points,
        )


def fee_by_rule(amount: Money, *, flat_minor: int, basis_points: int, tax_basis_points: int) -> Fee:
    """``flat_minor`` plus ``basis_points`` of ``amount``; the tax is rounded half up per fee."""
    net = Money(flat_minor, amount.currency) + amount.fraction(basis_points)
    return Fee(net, net.fraction(tax_basis_points))
