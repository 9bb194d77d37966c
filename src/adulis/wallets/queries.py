"""How much is there, and whose is it?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from adulis.gateways import queries as banks
from adulis.gateways.values import BankLine
from adulis.kernel.money import Money
from adulis.ledger import queries as book
from adulis.wallets.errors import VirtualAccountUnknown
from adulis.wallets.models import VirtualAccount
from adulis.wallets.values import credit_key, credit_name


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


def transfer_in_suspense(bank: str, name: str) -> Money | None:
    """How much of a transfer from outside waits in suspense; None: it does not (any more)."""
    key = credit_key(bank, name)
    found = book.entries([key, f"{key}/explained"])
    if set(found) != {key} or found[key].kind != "credit_suspended":
        return None
    return found[key].transfers[0].amount


def has_arrived(bank: str, utr: str) -> bool:
    """Whether a transfer from outside is in the book, as whatever it was booked."""
    key = credit_key(bank, credit_name(utr))
    return key in book.entries([key])


def line_instead(bank: str, utr: str) -> BankLine | None:
    """The statement line that tells of a transfer which is not in the book under its name.

    It was booked as what the line says (a payment of ours that came back, say), or a human is
    looking at it: a credit on top would be a second one.
    """
    key = credit_key(bank, credit_name(utr))
    if key in book.entries([key]):
        return None
    return next(iter(banks.transfer_lines(bank, utr)), None)


def known_virtual_accounts(numbers: Collection[str]) -> set[str]:
    """Those of ``numbers`` that are a merchant's."""
    rows = VirtualAccount.objects.filter(number__in=[number for number in numbers if number])
    return set(rows.values_list("number", flat=True))


def merchant_behind(number: str) -> UUID:
    """Whose virtual account it is. Raises VirtualAccountUnknown."""
    found = VirtualAccount.objects.filter(number=number).first()
    if found is None:
        raise VirtualAccountUnknown
    return found.merchant_id
