"""When Indian rails are open: the minute, the Saturday, the holiday, the time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.payouts.calendar import (
    IST,
    LONGEST_CLOSURE_DAYS,
    is_open,
    is_working_day,
    next_opening,
)
from adulis.payouts.values import Mode
from simulators.bank import bankdays

# November 2026 begins on a Sunday.
WEDNESDAY, SUNDAY = date(2026, 11, 18), date(2026, 11, 22)


def at(day: date, clock: str) -> datetime:
    """``clock`` on ``day`` in India."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=IST)


@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)))
def test_nothing_is_sent_to_a_counter_that_the_simulated_bank_has_closed(day: date) -> None:
    assert not is_working_day(day) or bankdays.is_working_day(day)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (WEDNESDAY, True),
        (SUNDAY, False),
        (date(2026, 11, 7), True),  # first Saturday
        (date(2026, 11, 14), False),  # second
        (date(2026, 11, 21), True),  # third
        (date(2026, 11, 28), False),  # fourth
        (date(2026, 8, 29), True),  # fifth
        (date(2027, 5, 8), False),  # second Saturday of a month that begins on one
        (date(2027, 4, 1), False),  # banks close their yearly accounts
        (date(2027, 5, 1), True),
        (date(2027, 1, 26), False),  # Republic Day
        (date(2031, 8, 15), False),  # Independence Day, on a Friday
        (date(2029, 10, 2), False),  # Gandhi Jayanti, on a Tuesday
        (date(2026, 12, 25), False),  # gazetted
        (date(2026, 12, 24), True),
    ],
)
def test_working_days(day: date, *, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize("mode", [Mode.NEFT, Mode.RTGS])
@pytest.mark.parametrize(
    ("clock", "is_served"),
    [
        ("00:00:00", False),
        ("06:59:59.999999", False),
        ("07:00:00", True),
        ("12:00:00", True),
        ("17:59:59", True),
        ("17:59:59.999999", True),
        ("18:00:00", False),
        ("23:59:59", False),
    ],
)
def test_the_window_to_the_second(mode: Mode, clock: str, *, is_served: bool) -> None:
    assert is_open(mode, at(WEDNESDAY, clock)) is is_served
    # The same moment, told in UTC.
    assert is_open(mode, at(WEDNESDAY, clock).astimezone(UTC)) is is_served
    assert is_open(mode, at(SUNDAY, clock)) is False


@pytest.mark.parametrize("mode", [Mode.IMPS, Mode.UPI])
def test_instant_rails_never_close(mode: Mode) -> None:
    for moment in (at(SUNDAY, "03:00:00"), at(date(2027, 1, 26), "23:59:59")):
        assert is_open(mode, moment)
        assert next_opening(mode, moment) == moment


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (at(WEDNESDAY, "10:00:00"), at(WEDNESDAY, "10:00:00")),
        (at(WEDNESDAY, "06:00:00"), at(WEDNESDAY, "07:00:00")),
        (at(WEDNESDAY, "17:59:59"), at(WEDNESDAY, "17:59:59")),
        (at(WEDNESDAY, "18:00:00"), at(date(2026, 11, 19), "07:00:00")),
        (at(SUNDAY, "10:00:00"), at(date(2026, 11, 23), "07:00:00")),
        # The Friday evening before a second Saturday: two days are closed.
        (at(date(2026, 11, 13), "18:00:00"), at(date(2026, 11, 16), "07:00:00")),
        # Thursday evening, Christmas on Friday, then a fourth Saturday and a Sunday.
        (at(date(2026, 12, 24), "19:00:00"), at(date(2026, 12, 28), "07:00:00")),
        # Half past midnight in India is still the day before in London.
        (datetime(2026, 11, 17, 19, tzinfo=UTC), at(WEDNESDAY, "07:00:00")),
    ],
)
def test_the_next_opening(moment: datetime, opening: datetime) -> None:
    assert next_opening(Mode.RTGS, moment) == opening


@given(st.integers(0, 14 * 365 * 24 * 60))
def test_the_next_opening_is_open_and_there_is_none_before(minutes: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    opening = next_opening(Mode.NEFT, moment)
    assert is_open(Mode.NEFT, opening)
    assert moment <= opening <= moment + timedelta(days=LONGEST_CLOSURE_DAYS)
    between = moment
    while between < opening:
        assert not is_open(Mode.NEFT, between)
        between += timedelta(minutes=29)
