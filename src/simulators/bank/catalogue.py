"""How the bank's behaviours are published. Pure.

Each has a number and a UPI address for people, beside its name for scenarios and rates:

    account number 9000000000NN, or VPA <name with dashes>@simbank

The numbers are published (README.md) and never change their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from simulators.bank.plans import Plan
from simulators.ground import catalogue

_MAGIC_ACCOUNT = re.compile(r"9000000000(\d\d)")
_MAGIC_VPA = re.compile(r"([a-z0-9-]+)@simbank")


class Behaviour(catalogue.Behaviour):
    """``change(plan, **parameters)`` is the plan with this vice."""

    __slots__ = ()

    @property
    def account_number(self) -> str:
        return f"9000000000{self.number:02d}"

    @property
    def vpa(self) -> str:
        return f"{self.name.replace('_', '-')}@simbank"


def listed(
    name: str, number: int, does: str, change: Callable[..., Plan], **defaults: Any
) -> Behaviour:
    """One line of the list."""
    return Behaviour(name, number, does, change, defaults)


class Catalogue(catalogue.Catalogue[Behaviour, Plan]):
    """Everything the bank can be asked to do."""

    def magic(self, account_number: str | None, vpa: str | None) -> str | None:
        """The behaviour that a published account number or UPI address asks for, if it is one."""
        if account_number and (found := _MAGIC_ACCOUNT.fullmatch(account_number)):
            behaviour = self.numbered(int(found[1]))
            return behaviour.name if behaviour else None
        if vpa and (found := _MAGIC_VPA.fullmatch(vpa)):
            name = found[1].replace("-", "_")
            return name if name in self else None
        return None

    def markdown(self) -> str:
        """The published table, as it stands in README.md."""
        lines = ["| account number | behaviour | what happens | parameters |", "|---|---|---|---|"]
        lines += [
            f"| {each.account_number} | `{each.name}` | {each.does}"
            f" | {catalogue.parameters_said(each)} |"
            for each in self.behaviours
        ]
        return "\n".join(lines) + "\n"
