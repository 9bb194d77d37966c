"""The house rules hold for every module, and every rule has been seen to fail.

A rule lives in ``rules_of_*.py``; what breaks it is planted in ``plants.py``.
"""

from __future__ import annotations

import pytest

from tests.architecture import (  # noqa: F401 – importing the rules puts them on the shelf
    plan,
    rules_of_change,
    rules_of_manners,
    rules_of_walls,
)
from tests.architecture.plants import INNOCENT, PLANTED, Plant
from tests.architecture.source import RULES, all_sources, parse, verbs


@pytest.mark.parametrize("name", RULES)
def test_the_house_keeps_the_rule(name: str) -> None:
    rule = RULES[name]
    found = [each for source in all_sources() for each in rule.violations(source)]
    if found:
        told = "\n".join(f"  {each}" for each in found)
        pytest.fail(f"{name}, because {rule.because}:\n{told}", pytrace=False)


@pytest.mark.parametrize("plant", PLANTED, ids=lambda each: f"{each.rule}: {each.says}")
def test_a_planted_violation_is_found(plant: Plant) -> None:
    found = RULES[plant.rule].violations(parse(plant.path, plant.code))
    assert plant.says in " | ".join(str(each) for each in found)


@pytest.mark.parametrize("plant", INNOCENT, ids=lambda each: f"{each.rule}: {each.path}")
def test_the_innocent_are_left_alone(plant: Plant) -> None:
    assert RULES[plant.rule].violations(parse(plant.path, plant.code)) == []


def test_every_rule_has_failed_once() -> None:
    assert {each.rule for each in PLANTED} == set(RULES)


def test_every_exception_is_still_needed() -> None:
    here = {".".join(source.parts): source for source in all_sources()}
    for module in plan.WRITING_MODULES:
        assert module in here, f"{module} is excused in plan.py and does not exist"
    offered = {
        f"adulis.{source.room}.actions.{node.name}"
        for source in here.values()
        for node in verbs(source)
    }
    assert set(plan.UNSIGNED_ACTIONS) <= offered
