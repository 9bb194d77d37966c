"""How much is there, and whose is it?"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from adulis.kernel.money import Money
from adulis.ledger import queries as book
from adulis.wallets.errors import VirtualAccountUnknown
from adulis.wallets.models import VirtualAccount


@dataclass(frozen=True, slots=True)
class Balance:
    """A wallet now. ``owed`` is what the merchant owes the platform (a late payment, say)."""

    available: Money
    held: Money
    pending: Money
    owed: Money

    @property
    def total(self) -> Money:
        return self.available + self.held


def balance_of(merchant_id: UUID) -> Balance:
    """The merchant's balances, from the ledger, in one query."""
    places = {
        place: f"merchant/{merchant_id}/{place}/INR"
        for place in ("available", "held", "pending", "receivable")
    }
    found = book.balances(list(places.values()))
    return Balance(
        available=found[places["available"]],
        held=found[places["held"]],
        pending=found[places["pending"]],
        owed=-found[places["receivable"]],
    )


def virtual_account_of(merchant_id: UUID) -> str | None:
    """The number that inward transfers for this merchant go to."""
    found = VirtualAccount.objects.filter(merchant_id=merchant_id).first()
    return None if found is None else found.number


def merchant_behind(number: str) -> UUID:
    """Whose virtual account it is. Raises VirtualAccountUnknown."""
    found = VirtualAccount.objects.filter(number=number).first()
    if found is None:
        raise VirtualAccountUnknown
    return found.merchant_id
