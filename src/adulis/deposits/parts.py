"""Where money that goes back is taken from, and to whom it returns. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from adulis.kernel.money import Money, rupees

_NOTHING = rupees(0)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a gateway took back is taken from: not cleared yet, available, and owed for the rest."""

    pending: Money
    available: Money
    owed: Money


def take(amount: Money, *, pending: Money, available: Money) -> Taken:
    """Take ``amount``: of what the deposit has ``pending`` first, then of what is available.

    What neither reaches is owed.
    """
    of_pending = min(amount, pending)
    of_available = min(amount - of_pending, max(available, _NOTHING))
    return Taken(of_pending, of_available, amount - of_pending - of_available)


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back goes to: us, where we bore it; what was pending and still is; the merchant."""

    losses: Money
    pending: Money
    available: Money


def give_back(amount: Money, *, borne: Money, of_pending: Money, is_cleared: bool) -> Returned:
    """Give ``amount`` back: what we had written off first, the rest to where it came from.

    A deposit that has cleared meanwhile has nothing pending: then all of the rest is available.
    """
    losses = min(amount, borne)
    pending = _NOTHING if is_cleared else min(amount - losses, of_pending)
    return Returned(losses, pending, amount - losses - pending)
