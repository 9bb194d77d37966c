"""Windows of limits, and what fits into them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from adulis.kernel.money import Money, rupees
from adulis.limits.values import IST, Broken, Limits, Window

NOON = datetime(2026, 11, 18, 12, tzinfo=IST)


@pytest.mark.parametrize(
    ("moment", "day", "month"),
    [
        (NOON, (2026, 11, 18), (2026, 11, 1)),
        # 18:29:59 UTC is the last second of a day in India.
        (datetime(2026, 11, 18, 18, 29, 59, tzinfo=UTC), (2026, 11, 18), (2026, 11, 1)),
        (datetime(2026, 11, 18, 18, 30, tzinfo=UTC), (2026, 11, 19), (2026, 11, 1)),
        (datetime(2026, 11, 30, 18, 30, tzinfo=UTC), (2026, 12, 1), (2026, 12, 1)),
        (datetime(2027, 1, 31, 23, 59, tzinfo=IST), (2027, 1, 31), (2027, 1, 1)),
    ],
)
def test_a_day_is_a_day_in_india(
    moment: datetime, day: tuple[int, int, int], month: tuple[int, int, int]
) -> None:
    assert Window.DAY.start(moment) == datetime(*day, tzinfo=IST)
    assert Window.DAY.next_start(moment) == datetime(*day, tzinfo=IST) + timedelta(days=1)
    assert Window.MONTH.start(moment) == datetime(*month, tzinfo=IST)


@pytest.mark.parametrize(
    ("month", "following"),
    [((2026, 1), (2026, 2)), ((2027, 2), (2027, 3)), ((2026, 12), (2027, 1))],
)
def test_a_month_ends_where_the_next_begins(
    month: tuple[int, int], following: tuple[int, int]
) -> None:
    for day in (1, 28):
        moment = datetime(*month, day, 23, 59, tzinfo=IST)
        assert Window.MONTH.next_start(moment) == datetime(*following, 1, tzinfo=IST)


LIMITS = Limits(rupees(100), rupees(300), rupees(500))


@pytest.mark.parametrize(
    ("amount", "today", "month", "broken"),
    [
        (100, 0, 0, None),
        (101, 0, 0, Broken(Window.SINGLE, rupees(100), rupees(0))),
        (100, 200, 200, None),
        (100, 201, 201, Broken(Window.DAY, rupees(300), rupees(201))),
        (100, 0, 400, None),
        (100, 0, 401, Broken(Window.MONTH, rupees(500), rupees(401))),
        # Of several the first is told.
        (101, 300, 500, Broken(Window.SINGLE, rupees(100), rupees(0))),
    ],
)
def test_what_fits(amount: int, today: int, month: int, broken: Broken | None) -> None:
    used = {Window.DAY: rupees(today), Window.MONTH: rupees(month)}
    assert LIMITS.broken_by(rupees(amount), used) == broken


def test_every_window_that_is_full_is_named() -> None:
    used: dict[Window, Money] = {Window.DAY: rupees(300), Window.MONTH: rupees(500)}
    assert LIMITS.exceeded_by(rupees(100), used) == [Window.DAY, Window.MONTH]


def test_without_a_limit_anything_fits_and_nothing_is_counted() -> None:
    free = Limits()
    assert free.broken_by(rupees(10**13), {Window.DAY: rupees(10**13)}) is None
    assert free.counted == ()
    assert LIMITS.counted == (Window.DAY, Window.MONTH)


def test_nothing_is_left_of_a_limit_that_was_lowered_below_what_was_used() -> None:
    assert Broken(Window.DAY, rupees(100), rupees(150)).left == rupees(0)
    assert Broken(Window.DAY, rupees(100), rupees(30)).left == rupees(70)
