"""Refusals: a class, a code, a sentence, the facts."""

from __future__ import annotations

import pytest

from adulis.kernel import errors
from adulis.kernel.errors import KINDS, Conflict, Insufficient, Invalid, Refusal, all_refusals
from adulis.kernel.machines import IllegalMove


class CupboardBare(Insufficient):
    title = "The cupboard is bare."


class HTTPDoorShut2Us(Conflict):
    title = "Shut."


def test_the_code_is_the_class_name() -> None:
    assert CupboardBare.code == "cupboard_bare"
    # Words begin where a capital follows a small letter or a digit; acronyms stay whole.
    assert HTTPDoorShut2Us.code == "httpdoor_shut2_us"


def test_a_refusal_without_words_says_its_title() -> None:
    refused = CupboardBare()
    assert (str(refused), refused.detail) == ("The cupboard is bare.", "The cupboard is bare.")
    assert (refused.pointer, refused.facts) == (None, {})


def test_a_refusal_carries_its_words_its_pointer_and_its_facts() -> None:
    refused = CupboardBare("No bone.", pointer="/bone", available_minor=0)
    assert (str(refused), refused.detail) == ("No bone.", "No bone.")
    assert refused.pointer == "/bone"
    assert refused.facts == {"available_minor": 0}


def test_only_the_operational_kinds_may_be_retried_as_they_are() -> None:
    assert [kind.__name__ for kind in KINDS if kind.retryable] == ["Throttled", "Unavailable"]


def test_the_list_of_kinds_is_complete() -> None:
    assert set(KINDS) == set(Refusal.__subclasses__())
    declared = {
        each
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, Refusal) and each is not Refusal
    }
    assert set(KINDS) == declared


def test_every_refusal_of_the_platform_is_listed_once_and_in_order() -> None:
    listed = all_refusals()
    codes = [each.code for each in listed]
    assert codes == sorted(codes)
    assert len(codes) == len(set(codes))
    assert {IllegalMove, *KINDS} <= set(listed)
    assert Refusal not in listed
    # Ours above are somebody else's, as far as the platform is concerned.
    assert not {CupboardBare, HTTPDoorShut2Us} & set(listed)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_sentence_of_its_own(kind: type[Refusal]) -> None:
    assert kind.title != Refusal.title
    assert kind.title.endswith(".")


def test_facts_are_not_shared_between_refusals() -> None:
    first, second = Invalid(seen=1), Invalid()
    assert first.facts == {"seen": 1}
    assert second.facts == {}
