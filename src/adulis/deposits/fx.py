"""Rates of exchange and what they make of an amount: whole numbers only, rounded half up. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from adulis.kernel.money import BASIS_POINTS_IN_WHOLE, EXPONENTS, Money, rupees

# What a deposit may be paid in besides rupees.
FOREIGN = ("USD", "EUR", "GBP")
# A rate is rupees for one unit, in millionths of a rupee: gateways quote four digits.
MICROS = 1_000_000
_RATE = re.compile(r"(\d{1,6})(?:\.(\d{1,6}))?", re.ASCII)


class RateUnreadable(ValueError):
    """A gateway told something that is no rate."""


@dataclass(frozen=True, slots=True)
class Rate:
    """``micros`` millionths of a rupee for one unit of ``currency``."""

    currency: str
    micros: int

    def __post_init__(self) -> None:
        if type(self.micros) is not int or self.micros <= 0:
            raise RateUnreadable(f"a rate is more than nothing, not {self.micros!r}")
        if self.currency not in FOREIGN:
            raise RateUnreadable(f"nothing is converted from {self.currency!r}")

    def __str__(self) -> str:
        return text_of(self.micros)

    def less(self, basis_points: int) -> Rate:
        """What a merchant is given of this rate: ``basis_points`` of it are ours."""
        kept = BASIS_POINTS_IN_WHOLE - basis_points
        return Rate(self.currency, _half_up(self.micros * kept, BASIS_POINTS_IN_WHOLE))

    def convert(self, paid: Money) -> Money:
        """What ``paid`` is in rupees, to the paisa."""
        if paid.currency != self.currency:
            raise RateUnreadable(f"a rate of {self.currency} says nothing about {paid.currency}")
        paise = paid.minor * self.micros * 10 ** EXPONENTS["INR"]
        return rupees(_half_up(paise, MICROS * 10 ** EXPONENTS[paid.currency]))


def rate_of(currency: str, told: str) -> Rate:
    """A rate as a gateway writes it, ``"83.4512"``. Raises RateUnreadable."""
    found = _RATE.fullmatch(told)
    if found is None:
        raise RateUnreadable(f"{told[:40]!r} is not a rate")
    whole, part = found[1], (found[2] or "")
    return Rate(currency, int(whole) * MICROS + int(f"{part:0<6}"))


def text_of(micros: int) -> str:
    """``83.4512``: exact, at least two digits behind the point, no more than are needed."""
    whole, part = divmod(micros, MICROS)
    return f"{whole}.{f'{part:06d}'.rstrip('0'):0<2}"


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


# --- parts of a conversion ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sides:
    """One amount twice: in rupees, and as it was paid. For a deposit in rupees they are equal."""

    amount: Money
    paid: Money

    def __add__(self, other: Sides) -> Sides:
        return Sides(self.amount + other.amount, self.paid + other.paid)

    def __sub__(self, other: Sides) -> Sides:
        return Sides(self.amount - other.amount, self.paid - other.paid)


def part_by_amount(amount: Money, *, whole: Sides, left: Sides) -> Sides:
    """The part of ``whole`` that is ``amount`` rupees, at the rate of the whole.

    What is left is taken to its end on both sides at once, so the parts of a whole always add up to
    it, whatever was rounded. Nothing of what was paid may be in it: then it is too small a part.
    """
    return Sides(amount, _other_side(amount, whole.amount, whole.paid, left.amount, left.paid))


def part_by_paid(paid: Money, *, whole: Sides, left: Sides) -> Sides:
    """The same for a part that is told as it was paid. More than the whole is possible."""
    return Sides(_other_side(paid, whole.paid, whole.amount, left.paid, left.amount), paid)


def _other_side(part: Money, whole: Money, other: Money, left: Money, other_left: Money) -> Money:
    if part == left:
        return other_left
    if part > left:
        return Money(_half_up(part.minor * other.minor, whole.minor), other.currency)
    # All that went so far is rounded, this part with it: many small parts do not add up to more.
    gone = whole - left + part
    share = Money(_half_up(gone.minor * other.minor, whole.minor), other.currency)
    share -= other - other_left
    # Something has to be there for the rest.
    share = min(share, other_left - Money(1, other.currency))
    return max(share, Money(0, other.currency))
