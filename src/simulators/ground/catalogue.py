"""How behaviours are named and added up. Pure.

A behaviour turns one plan into another, so they add up: ``slow_visible+dup_hooks``. Each has a name
for scenarios and rates, and a number for people, which never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from simulators.ground.plans import BasePlan

P = TypeVar("P", bound=BasePlan)


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
    change: Callable[..., Any]
    defaults: Mapping[str, Any]

    def parameters(self, profile: str) -> dict[str, Any]:
        """The defaults as they are in this profile."""
        return {
            name: getattr(default, profile) if isinstance(default, Span) else default
            for name, default in self.defaults.items()
        }


B = TypeVar("B", bound=Behaviour)
# Makes one line of a list: name, number, what it does, how it changes a plan, and its parameters.
Listed = Callable[..., B]


class Catalogue(Generic[B, P]):
    """Behaviours by name and by number; refuses to be built with either used twice."""

    def __init__(self, behaviours: Iterable[B], plain: P) -> None:
        """``plain`` is the plan of whatever lives through nothing."""
        self.plain = plain
        self.behaviours = tuple(sorted(behaviours, key=lambda each: each.number))
        self._by_name = {each.name: each for each in self.behaviours}
        self._by_number = {each.number: each for each in self.behaviours}
        if not len(self.behaviours) == len(self._by_name) == len(self._by_number):
            raise ValueError("a name or a number is given twice")

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def apply(self, plan: P, names: str, params: Mapping[str, Any], *, profile: str) -> P:
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

    def numbered(self, number: int) -> B | None:
        return self._by_number.get(number)

    def check(self, names: str, params: Mapping[str, Any], *, profile: str) -> None:
        """Raise UnknownBehaviour unless ``apply`` will work when the time comes."""
        try:
            self.apply(self.plain, names, params, profile=profile)
        except (TypeError, ValueError) as wrong:
            raise UnknownBehaviour(str(wrong)) from wrong


def parameters_said(behaviour: Behaviour) -> str:
    """The parameters and defaults of one, as they are published."""
    return ", ".join(f"`{name}` {_said(value)}" for name, value in behaviour.defaults.items())


def _said(default: Any) -> str:
    return f"{default.demo} / {default.npci}" if isinstance(default, Span) else str(default)
