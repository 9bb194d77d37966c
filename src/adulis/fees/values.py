"""A fee and its tax. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from adulis.kernel.money import Money

# Goods and Services Tax on financial services, SAC 9971: 18 %.
GST_BASIS_POINTS = 1_800
# How long a quoted fee is promised.
QUOTE_LASTS = timedelta(minutes=15)
# Whoever says "from now on" says it a moment before it is written down.
A_MOMENT = timedelta(minutes=1)


class Service(StrEnum):
    """What a fee may be charged for."""

    DEPOSIT = "deposit"
    PAYOUT = "payout"
    TRANSFER = "transfer"
    ESCROW = "escrow"


class Charged(StrEnum):
    """Where the fee comes from: paid on top of the amount, or taken out of it."""

    ON_TOP = "on_top"
    DEDUCTED = "deducted"


CHARGED = {
    Service.DEPOSIT: Charged.DEDUCTED,
    Service.PAYOUT: Charged.ON_TOP,
    Service.TRANSFER: Charged.ON_TOP,
    Service.ESCROW: Charged.DEDUCTED,
}


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


@dataclass(frozen=True, slots=True)
class Rule:
    """A tariff with its beginning; ``id`` is what a quote and an explanation refer to."""

    id: int
    service: str
    starts_at: datetime
    tariff: Tariff


@dataclass(frozen=True, slots=True)
class ServiceTariff:
    """One service: the rule that counts now (None: it costs nothing), and those to come."""

    service: Service
    current: Rule | None
    coming: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A promise: ``service`` on ``amount`` costs ``fee`` until ``expires_at``, once."""

    id: UUID
    service: Service
    amount: Money
    fee: Fee
    rule: Rule | None
    expires_at: datetime

    @property
    def total(self) -> Money:
        """What leaves the wallet (fee on top), or what arrives in it (fee deducted)."""
        if CHARGED[self.service] == Charged.ON_TOP:
            return self.amount + self.fee.gross
        return self.amount - self.fee.gross


def fee_by_rule(amount: Money, *, flat_minor: int, basis_points: int, tax_basis_points: int) -> Fee:
    """``flat_minor`` plus ``basis_points`` of ``amount``; the tax is rounded half up per fee."""
    net = Money(flat_minor, amount.currency) + amount.fraction(basis_points)
    return Fee(net, net.fraction(tax_basis_points))
