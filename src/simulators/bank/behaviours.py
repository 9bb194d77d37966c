"""Everything this bank can be asked to do to a payment, and how it is decided. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulators.bank.catalogue import Catalogue
from simulators.bank.codes import refusal
from simulators.bank.fates import FATES
from simulators.bank.faults import FAULTS
from simulators.bank.hooks import HOOKS
from simulators.bank.plans import Act, Plan, Step
from simulators.ground import chance

CATALOGUE = Catalogue((*FATES, *FAULTS, *HOOKS), Plan())

# How a payment that chance refuses is refused: half at the counter, half after acceptance.
_BY_CHANCE = ("ACCOUNT_CLOSED", "INVALID_ACCOUNT", "ACCOUNT_FROZEN")


@dataclass(frozen=True, slots=True)
class Odds:
    """What chance is told: the share finally refused, and how often each behaviour strikes."""

    seed: int
    failure_rate: float
    rates: Mapping[str, float]
    profile: str


def scripted(names: str, params: Mapping[str, Any], *, profile: str) -> Plan:
    """The plan of a scenario: exactly what it says, nothing by chance."""
    return CATALOGUE.apply(Plan(), names, params, profile=profile)


def magic(name: str, *, submission: int, profile: str) -> Plan:
    """The plan of a magic account number.

    It cannot be used up like a scenario, so what strikes an instruction or its answer strikes only
    a reference's first ``submission``: otherwise it would never arrive, however often it is sent.
    """
    plan = CATALOGUE.apply(Plan(), name, {}, profile=profile)
    if submission == 1:
        return plan
    return replace(plan, before=None, answer=None, crash_after_answer=False)


def by_chance(client_reference: str, *, submission: int, odds: Odds) -> Plan:
    """The plan of an ordinary payment.

    Whether it is refused in the end is fixed by seed and reference. The vices of ``odds.rates``
    are drawn again for every ``submission``, so that a reference sent again may get through.
    """
    plan = Plan()
    if chance.happens(odds.failure_rate, odds.seed, "refused", client_reference):
        plan = _refused(plan, client_reference, odds.seed)
    for behaviour in CATALOGUE.behaviours:
        rate = odds.rates.get(behaviour.name, 0)
        if rate and chance.happens(rate, odds.seed, behaviour.name, client_reference, submission):
            plan = CATALOGUE.apply(plan, behaviour.name, {}, profile=odds.profile)
    return plan


def _refused(plan: Plan, client_reference: str, seed: int) -> Plan:
    luck = chance.draw(seed, "refused how", client_reference)
    if luck < 0.5:
        code = _BY_CHANCE[int(luck * 2 * len(_BY_CHANCE))]
        return replace(plan, refusal=refusal(code), names=("refused by chance",))
    return replace(plan, steps=(Step(Act.REJECT),), names=("rejected by chance",))
