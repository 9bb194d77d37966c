"""Words of this room. Pure."""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum

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
