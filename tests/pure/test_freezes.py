"""When a freeze is over, and which of two ends first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from adulis.identity.values import Freeze

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("now", "is_over"), [(NOON - TICK, False), (NOON, True), (NOON + TICK, True)]
)
def test_is_over_at_its_very_moment_and_no_earlier(now: datetime, is_over: bool) -> None:
    assert Freeze("court order", NOON).is_over(now) is is_over


def test_without_a_moment_is_never_over_by_itself() -> None:
    assert not Freeze("court order", None).is_over(NOON + timedelta(days=3650))


@pytest.mark.parametrize(
    ("one", "other", "ends_before"),
    [
        (NOON, NOON + TICK, True),
        (NOON, NOON, False),
        (NOON, NOON - TICK, False),
        (NOON, None, True),
        (None, NOON, False),
        (None, None, False),
    ],
)
def test_gives_way_to_one_that_lasts_longer(
    one: datetime | None, other: datetime | None, ends_before: bool
) -> None:
    assert Freeze("court order", one).ends_before(other) is ends_before
