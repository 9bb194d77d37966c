"""How behaviours are named, added up and published. Pure.

A behaviour turns one plan into another, so they add up: ``slow_visible+dup_hooks``. Each has a name
for scenarios and rates, and a number and a UPI address for people:

    account number 9000000000NN, or VPA <name with dashes>@simbank

The numbers are published (README.md) and never change their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulators.bank.plans import Plan

_MAGIC_ACCOUNT = re.compile(r"9000000000(\d\d)")
_MAGIC_VPA = re.compile(r"([a-z0-9-]+)@simbank")


class UnknownBehaviour(ValueError):
    """The name, or one of its parameters, is not in the catalogue."""


@dataclass(frozen=True, slots=True)
class Span:
    """A default in seconds that depends on how real the world is: a field per profile."""

    demo: float
    npci: float


@dataclass(frozen=True, slots=True)
class Behaviour:
    """``change(plan, **parameters)`` is the plan with this vice; ``defaults`` the parameters."""

    name: str
    number: int
    does: str
    change: Callable[..., Plan]
    defaults: Mapping[str, Any]

    @property
    def account_number(self) -> str:
        return f"9000000000{self.number:02d}"

    @property
    def vpa(self) -> str:
        return f"{self.name.replace('_', '-')}@simbank"

    def parameters(self, profile: str) -> dict[str, Any]:
        """The defaults as they are in this profile."""
        return {
            name: getattr(default, profile) if isinstance(default, Span) else default
            for name, default in self.defaults.items()
        }


def listed(
    name: str, number: int, does: str, change: Callable[..., Plan], **defaults: Any
) -> Behaviour:
    """One line of the list."""
    return Behaviour(name, number, does, change, defaults)


class Catalogue:
    """Behaviours by name and by number; refuses to be built with either used twice."""

    def __init__(self, behaviours: Iterable[Behaviour]) -> None:
        self.behaviours = tuple(sorted(behaviours, key=lambda each: each.number))
        self._by_name = {each.name: each for each in self.behaviours}
        self._by_number = {each.number: each for each in self.behaviours}
        if not len(self.behaviours) == len(self._by_name) == len(self._by_number):
            raise ValueError("a name or a number is given twice")

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def apply(self, plan: Plan, names: str, params: Mapping[str, Any], *, profile: str) -> Plan:
        """``plan`` changed by the behaviours in ``names`` (joined by ``+``), left to right.

        Each takes those of ``params`` it knows; raises UnknownBehaviour when nobody knows one.
        """
        known: set[str] = set()
        for name in names.split("+"):
            behaviour = self._by_name.get(name)
            if behaviour is None:
                raise UnknownBehaviour(f"no behaviour is called {name!r}: see /_sim/behaviours")
            given = behaviour.parameters(profile)
            known |= given.keys()
            given |= {key: value for key, value in params.items() if key in given}
            plan = replace(behaviour.change(plan, **given), names=(*plan.names, name))
        if unknown := sorted(params.keys() - known):
            raise UnknownBehaviour(f"{names} takes no parameter {', '.join(unknown)}")
        return plan

    def check(self, names: str, params: Mapping[str, Any], *, profile: str) -> None:
        """Raise UnknownBehaviour unless ``apply`` will work when the time comes."""
        try:
            self.apply(Plan(), names, params, profile=profile)
        except (TypeError, ValueError) as wrong:
            raise UnknownBehaviour(str(wrong)) from wrong

    def magic(self, account_number: str | None, vpa: str | None) -> str | None:
        """The behaviour that a published account number or UPI address asks for, if it is one."""
        if account_number and (found := _MAGIC_ACCOUNT.fullmatch(account_number)):
            behaviour = self._by_number.get(int(found[1]))
            return behaviour.name if behaviour else None
        if vpa and (found := _MAGIC_VPA.fullmatch(vpa)):
            name = found[1].replace("-", "_")
            return name if name in self else None
        return None

    def markdown(self) -> str:
        """The published table, as it stands in README.md."""
        lines = ["| account number | behaviour | what happens | parameters |", "|---|---|---|---|"]
        for each in self.behaviours:
            params = ", ".join(f"`{name}` {_said(value)}" for name, value in each.defaults.items())
            lines.append(f"| {each.account_number} | `{each.name}` | {each.does} | {params} |")
        return "\n".join(lines) + "\n"


def _said(default: Any) -> str:
    return f"{default.demo} / {default.npci}" if isinstance(default, Span) else str(default)
