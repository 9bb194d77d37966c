"""Ids are UUIDv7: ordered by the time they were made."""

from __future__ import annotations

from itertools import pairwise
from uuid import RFC_4122

from adulis.kernel.ids import new_id


def test_ids_are_version_seven() -> None:
    made = new_id()
    assert (made.version, made.variant) == (7, RFC_4122)


def test_later_ids_are_larger_and_none_comes_twice() -> None:
    made = [new_id() for _ in range(10_000)]
    assert all(before < after for before, after in pairwise(made))
