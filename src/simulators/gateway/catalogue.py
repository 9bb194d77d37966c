"""How the gateway's behaviours are published. Pure.

Each has a name for scenarios and rates, and for people a card number, a UPI address, the account
number of a bank transfer's payer, and a customer's e-mail address:

    card 4000 0000 0000 NNx (x makes it valid), VPA or e-mail <name with dashes>@simgate,
    account number 9000000000NN

The numbers are published (README.md) and never change their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from simulators.gateway.plans import Plan
from simulators.ground import catalogue

_MAGIC_CARD = re.compile(r"4000000000000(\d\d)\d")
_MAGIC_ACCOUNT = re.compile(r"9000000000(\d\d)")
_MAGIC_ADDRESS = re.compile(r"([a-z0-9-]+)@simgate(?:\.[a-z]+)?")


def luhn_digit(digits: str) -> str:
    """The last digit of a card number whose others are ``digits`` (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def is_card_number(number: str) -> bool:
    """Whether it has a card number's length and check digit."""
    if not (number.isascii() and number.isdigit() and 12 <= len(number) <= 19):
        return False
    return luhn_digit(number[:-1]) == number[-1]


class Behaviour(catalogue.Behaviour):
    """``change(plan, **parameters)`` is the plan with this vice."""

    __slots__ = ()

    @property
    def card_number(self) -> str:
        digits = f"4000000000000{self.number:02d}"
        return digits + luhn_digit(digits)

    @property
    def account_number(self) -> str:
        return f"9000000000{self.number:02d}"

    @property
    def address(self) -> str:
        """As a UPI address, or as the e-mail address of an intent's customer."""
        return f"{self.name.replace('_', '-')}@simgate"


def listed(
    name: str, number: int, does: str, change: Callable[..., Plan], **defaults: Any
) -> Behaviour:
    """One line of the list."""
    return Behaviour(name, number, does, change, defaults)


class Catalogue(catalogue.Catalogue[Behaviour, Plan]):
    """Everything the gateway can be asked to do."""

    def magic_of(self, said: str | None) -> str | None:
        """The behaviour that a card, account or address asks for, if it is a published one."""
        if not said:
            return None
        for pattern in (_MAGIC_CARD, _MAGIC_ACCOUNT):
            if found := pattern.fullmatch(said):
                behaviour = self.numbered(int(found[1]))
                return behaviour.name if behaviour else None
        if found := _MAGIC_ADDRESS.fullmatch(said):
            name = found[1].replace("-", "_")
            return name if name in self else None
        return None

    def markdown(self) -> str:
        """The published table, as it stands in README.md."""
        lines = ["| card number | behaviour | what happens | parameters |", "|---|---|---|---|"]
        lines += [
            f"| {each.card_number} | `{each.name}` | {each.does}"
            f" | {catalogue.parameters_said(each)} |"
            for each in self.behaviours
        ]
        return "\n".join(lines) + "\n"
