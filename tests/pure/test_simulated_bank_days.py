"""The simulated bank's days and rails: windows, batches, value dates, references. Pure."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from simulators.bank import bankdays, rails
from simulators.bank.rails import DEMO, NPCI, Mode
from simulators.ground import times
from simulators.ground.times import IST, iso, milliseconds


def at(said: str) -> int:
    """``2026-11-18 17:59:59`` in India."""
    return milliseconds(datetime.fromisoformat(said).replace(tzinfo=IST))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-18", True),  # Wednesday
        ("2026-11-22", False),  # Sunday
        ("2026-11-07", True),  # first Saturday
        ("2026-11-14", False),  # second
        ("2026-11-21", True),  # third
        ("2026-11-28", False),  # fourth
        ("2026-08-29", True),  # fifth
        ("2026-10-02", False),  # Gandhi Jayanti
        ("2026-04-01", False),  # annual closing
        ("2026-11-24", False),  # given as a holiday below
    ],
)
def test_sundays_second_and_fourth_saturdays_and_holidays_are_closed(day: str, works: bool) -> None:
    holidays = {date(2026, 11, 24)}
    assert bankdays.is_working_day(date.fromisoformat(day), holidays) is works


def test_the_bank_day_begins_at_midnight_in_india() -> None:
    assert times.day_in_india(at("2026-11-18 23:59:59")) == date(2026, 11, 18)
    assert times.day_in_india(at("2026-11-19 00:00:00")) == date(2026, 11, 19)
    assert iso(at("2026-11-19 00:00:00")) == "2026-11-18T18:30:00.000Z"


@pytest.mark.parametrize(
    ("accepted", "batch"),
    [
        ("2026-11-18 10:00:00", "2026-11-18 10:30:00"),
        ("2026-11-18 10:29:59", "2026-11-18 10:30:00"),
        ("2026-11-18 10:30:00", "2026-11-18 11:00:00"),
        ("2026-11-18 23:45:00", "2026-11-19 00:00:00"),
    ],
)
def test_neft_leaves_in_the_next_half_hourly_batch(accepted: str, batch: str) -> None:
    made = rails.timing(NPCI.rails[Mode.NEFT], accepted_ms=at(accepted), windows=True, luck=0)
    assert made == rails.Timing(batch_ms=at(batch), settles_ms=at(batch) + 60_000)


def test_without_windows_nothing_waits_for_a_batch() -> None:
    made = rails.timing(DEMO.rails[Mode.NEFT], accepted_ms=1_000, windows=False, luck=0.5)
    assert made == rails.Timing(batch_ms=None, settles_ms=1_500)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-18 06:59:59", "2026-11-18 07:00:00"),
        ("2026-11-18 07:00:00", None),
        ("2026-11-18 17:59:59", None),
        ("2026-11-18 18:00:00", "2026-11-19 07:00:00"),
        ("2026-11-13 18:00:00", "2026-11-16 07:00:00"),  # over a second Saturday
        ("2026-11-22 12:00:00", "2026-11-23 07:00:00"),  # a Sunday
    ],
)
def test_rtgs_is_served_from_seven_to_six_on_working_days(now: str, opens: str | None) -> None:
    found = rails.opens_ms(
        NPCI.rails[Mode.RTGS], now_ms=at(now), windows=True, holidays=frozenset()
    )
    assert found == (None if opens is None else at(opens))


def test_windows_may_be_ignored() -> None:
    sunday = at("2026-11-22 12:00:00")
    rail = NPCI.rails[Mode.RTGS]
    assert rails.opens_ms(rail, now_ms=sunday, windows=False, holidays=frozenset()) is None


@pytest.mark.parametrize(
    ("mode", "booked", "value"),
    [
        (Mode.NEFT, "2026-11-18 17:59:59", date(2026, 11, 18)),
        (Mode.NEFT, "2026-11-18 18:00:00", date(2026, 11, 19)),
        (Mode.NEFT, "2026-11-22 12:00:00", date(2026, 11, 23)),
        (Mode.IMPS, "2026-11-22 12:00:00", date(2026, 11, 22)),
    ],
)
def test_value_after_hours_is_given_the_next_working_day(
    mode: Mode, booked: str, value: date
) -> None:
    given = rails.value_date(mode, booked_ms=at(booked), windows=True, holidays=frozenset())
    assert given == value


@pytest.mark.parametrize(
    ("mode", "utr"),
    [
        (Mode.IMPS, "632210000042"),
        (Mode.UPI, "632210000042"),
        (Mode.NEFT, "SIMBN26322000042"),
        (Mode.RTGS, "SIMBRC2026111800000042"),
    ],
)
def test_each_rail_has_the_shape_of_its_own_reference(mode: Mode, utr: str) -> None:
    assert rails.utr(mode, booked_ms=at("2026-11-18 10:00:00"), sequence=42) == utr
