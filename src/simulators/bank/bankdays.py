"""The bank's days: Indian Standard Time, working days, NEFT batches, value dates. Pure.

Moments are milliseconds since 1970 UTC, as the store keeps them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from simulators.ground.times import IST, ist, milliseconds

_HALF_HOUR_MS = 1_800_000

# Closed every year: annual closing of accounts, and the three national holidays. The movable feasts
# are announced year by year; tests that need one switch it on (README, `holidays`).
FIXED_HOLIDAYS = {(1, 26), (4, 1), (8, 15), (10, 2)}


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Whether the bank is open: not on Sundays, second and fourth Saturdays, or holidays.

    Source: RBI, "Holidays under the Negotiable Instruments Act" and the notification of
    28 August 2015 on second and fourth Saturdays.
    """
    if day.isoweekday() == 7 or day in holidays or (day.month, day.day) in FIXED_HOLIDAYS:
        return False
    which_saturday = (day.day - 1) // 7 + 1
    return not (day.isoweekday() == 6 and which_saturday in {2, 4})


def next_working_day(day: date, holidays: Collection[date] = ()) -> date:
    """The first working day after ``day``."""
    day += timedelta(days=1)
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


def next_batch_ms(moment_ms: int) -> int:
    """When the next of the 48 half-hourly NEFT batches starts, strictly after ``moment_ms``.

    Half hours of IST are half hours of UTC, so no zone is needed.
    """
    return (moment_ms // _HALF_HOUR_MS + 1) * _HALF_HOUR_MS


def in_window(moment_ms: int, opens: int, closes: int, holidays: Collection[date] = ()) -> bool:
    """Whether the counter is open: a working day, from minute ``opens`` to before ``closes``."""
    now = ist(moment_ms)
    minute = now.hour * 60 + now.minute
    return is_working_day(now.date(), holidays) and opens <= minute < closes


def window_opens_ms(moment_ms: int, opens: int, holidays: Collection[date] = ()) -> int:
    """When the counter opens next, for a moment at which it is closed."""
    now = ist(moment_ms)
    day = now.date()
    if now.hour * 60 + now.minute >= opens or not is_working_day(day, holidays):
        day = next_working_day(day, holidays)
    return milliseconds(datetime(day.year, day.month, day.day, tzinfo=IST)) + opens * 60_000


def value_date(moment_ms: int, closes: int, holidays: Collection[date] = ()) -> date:
    """The day interest counts from: the next working day when booked after hours."""
    now = ist(moment_ms)
    if is_working_day(now.date(), holidays) and now.hour * 60 + now.minute < closes:
        return now.date()
    return next_working_day(now.date(), holidays)
