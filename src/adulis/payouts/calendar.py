"""When Indian rails are open. Pure.

IMPS and UPI run all day, every day (NPCI). NEFT runs in half-hourly batches all day since
16 December 2019 and RTGS since 14 December 2020 (RBI), but sponsor banks keep windows of their own:
here 07:00-18:00 IST on working days, that is not on Sundays, second and fourth Saturdays and
holidays.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from adulis.payouts.values import Mode

IST = ZoneInfo("Asia/Kolkata")
OPENS, CLOSES = time(7, 0), time(18, 0)
_SATURDAY, _SUNDAY = 5, 6

# Holidays under the Negotiable Instruments Act: the three national ones, and the day on which banks
# close their yearly accounts. The others are gazetted each year.
FIXED_HOLIDAYS = frozenset({(1, 26), (4, 1), (8, 15), (10, 2)})
GAZETTED_HOLIDAYS = frozenset(
    {
        date(2026, 4, 3),
        date(2026, 5, 1),
        date(2026, 12, 25),
        date(2027, 3, 26),
        date(2027, 12, 25),
    }
)
LONGEST_CLOSURE_DAYS = 15


def is_working_day(day: date) -> bool:
    """Whether banks work on ``day`` (IST)."""
    if (day.month, day.day) in FIXED_HOLIDAYS or day in GAZETTED_HOLIDAYS:
        return False
    if day.weekday() == _SUNDAY:
        return False
    week_of_month = (day.day - 1) // 7 + 1
    return not (day.weekday() == _SATURDAY and week_of_month in {2, 4})


def is_open(mode: Mode, moment: datetime) -> bool:
    """Whether ``mode`` is accepted at ``moment``."""
    if mode in {Mode.IMPS, Mode.UPI}:
        return True
    local = moment.astimezone(IST)
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def next_opening(mode: Mode, moment: datetime) -> datetime:
    """The first moment from ``moment`` on at which ``mode`` is accepted."""
    if is_open(mode, moment):
        return moment
    local = moment.astimezone(IST)
    for days in range(LONGEST_CLOSURE_DAYS):
        opening = datetime.combine(local.date() + timedelta(days=days), OPENS, IST)
        if opening >= local and is_working_day(opening.date()):
            return opening
    raise ValueError("no bank is closed for so long: the holiday table is wrong")
