"""Money: a whole number of minor units and a currency. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BASIS_POINTS_IN_WHOLE = 10_000

# ISO 4217 exponents: how many digits the minor unit has.
EXPONENTS = {"INR": 2, "USD": 2, "EUR": 2, "GBP": 2}


class CurrencyMismatch(TypeError):
    """Two currencies met in one sum: always a programming error, never a refusal."""


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount: ``minor`` whole minor units (paise, cents) of ``currency`` (ISO 4217)."""

    minor: int
    currency: str = "INR"

    def __post_init__(self) -> None:
        # bool is an int in Python; True paise would be one paisa nobody asked for.
        if type(self.minor) is not int:
            raise TypeError(f"minor must be an int, not {type(self.minor).__name__}")
        if self.currency not in EXPONENTS:
            raise ValueError(f"unknown currency {self.currency!r}")

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        """``-1234.05 INR``: for logs and messages, never for parsing."""
        digits = EXPONENTS[self.currency]
        whole, part = divmod(abs(self.minor), 10**digits)
        return f"{'-' if self.minor < 0 else ''}{whole}.{part:0{digits}d} {self.currency}"

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Share this amount by ``weights``, losing nothing: the parts always add up to the whole.

        Largest remainder (Hamilton): everybody gets the floor of the exact share, and the left-over
        minor units go one each to the largest remainders, the earlier part first on a tie.
        """
        total = sum(weights)
        if total <= 0 or any(weight < 0 for weight in weights):
            raise ValueError("weights must not be negative and must not all be zero")
        sign = -1 if self.minor < 0 else 1
        shares = [divmod(abs(self.minor) * weight, total) for weight in weights]
        left_over = abs(self.minor) - sum(whole for whole, _ in shares)
        by_remainder = sorted(range(len(shares)), key=lambda i: -shares[i][1])
        parts = [whole for whole, _ in shares]
        for index in by_remainder[:left_over]:
            parts[index] += 1
        return [Money(sign * part, self.currency) for part in parts]

    def fraction(self, basis_points: int) -> Money:
        """``basis_points`` ten-thousandths of this amount, rounded half away from zero."""
        sign = -1 if self.minor * basis_points < 0 else 1
        doubled = 2 * abs(self.minor * basis_points) + BASIS_POINTS_IN_WHOLE
        return Money(sign * (doubled // (2 * BASIS_POINTS_IN_WHOLE)), self.currency)

    def _same(self, other: Money) -> int:
        if not isinstance(other, Money):
            raise TypeError(f"expected Money, not {type(other).__name__}")
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other.minor


def rupees(minor: int) -> Money:
    """``minor`` paise as Money: v1 wallets, escrow and payouts are INR by definition."""
    return Money(minor, "INR")


def rupee_text(minor: int) -> str:
    """``₹12,34,567.05``: grouped as India groups, paise always shown."""
    whole, paise = divmod(abs(minor), 100)
    digits = str(whole)
    head, tail = digits[:-3], digits[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return f"{'−' if minor < 0 else ''}₹{','.join([*groups, tail])}.{paise:02d}"
