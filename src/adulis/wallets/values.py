"""Words of this room. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from adulis.kernel.money import Money
from adulis.wallets.errors import SuspenseTooLow

# Why payouts of a merchant that owes us are frozen; lifted by the credit that settles the debt.
OWES = "owes the platform for a payment that the bank made late"


class Announced(StrEnum):
    """How a transfer that a payment gateway announced goes together with what was booked."""

    AWAITED = "awaited"
    ARRIVED = "arrived"
    DIFFERS = "differs"


_PLAIN = re.compile(r"[A-Za-z0-9-]{1,60}")


class Against(StrEnum):
    """Which account of the platform is the other side of an adjustment."""

    LOSSES = "losses"
    SUSPENSE = "suspense"


class Direction(StrEnum):
    """Whether a merchant's wallet gets more or less."""

    CREDIT = "credit"
    DEBIT = "debit"


@dataclass(frozen=True, slots=True)
class Suspense:
    """What lies in suspense at one moment, and how much of it open questions are about."""

    holds: Money
    spoken_for: Money

    @property
    def free(self) -> Money:
        """What no question is about: it may be given by hand."""
        return max(Money(0, self.holds.currency), self.holds - self.spoken_for)

    def require(self, amount: Money) -> None:
        """Raises SuspenseTooLow, with all figures, where ``amount`` is more than is free."""
        if amount > self.free:
            raise SuspenseTooLow(
                f"There are {self}.",
                pointer="/amount_paise",
                holds_paise=self.holds.minor,
                spoken_for_paise=self.spoken_for.minor,
                free_paise=self.free.minor,
                required_paise=amount.minor,
            )

    def __str__(self) -> str:
        return (
            f"{self.holds} in suspense; {self.spoken_for} of it belong to questions that nobody"
            f" has answered, so {self.free} can be given"
        )


def credit_name(utr: str) -> str:
    """What a transfer from outside is called in keys: its UTR, where that is a plain word.

    Whoever reports it, by callback or on a statement, arrives at the same name.
    """
    if _PLAIN.fullmatch(utr):
        return utr
    return f"x{hashlib.sha256(utr.encode()).hexdigest()[:40]}"


def credit_key(bank: str, name: str) -> str:
    """Of the entry that books a transfer from outside, and of the case about it."""
    return f"credit/{bank}/{name}"
