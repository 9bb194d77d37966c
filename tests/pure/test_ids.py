"""Ids are UUIDv7: ordered by the time they were made."""

from __future__ import annotations

from itertools import pairwise
from uuid import RFC_4122, UUID

from adulis.kernel.ids import derived_id, new_id


def test_ids_are_version_seven() -> None:
    made = new_id()
    assert (made.version, made.variant) == (7, RFC_4122)


def test_later_ids_are_larger_and_none_comes_twice() -> None:
    made = [new_id() for _ in range(10_000)]
    assert all(before < after for before, after in pairwise(made))


def test_the_same_parts_make_the_same_id_for_ever() -> None:
    """Banks know us by what is made of these: another answer some day would be another payment."""
    made = derived_id("wish", 1)
    assert made == UUID("7774acde-b0da-8577-8432-e51931244099")
    assert (made.version, made.variant) == (8, RFC_4122)


def test_other_parts_make_another_id() -> None:
    told = [("a", "b"), ("ab",), ("a", "b", ""), ("", "a", "b"), ("b", "a"), ("a", 1), ("a", 11)]
    assert len({derived_id(*each) for each in told}) == len(told)
