"""When a letter comes: mandatory at once, else at the hour one chose; no deadline is missed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.notifications.policies import ENOUGH_TO_ACT, letter_due_at
from adulis.notifications.values import LetterHours, Rule, deadline_in

KOLKATA = ZoneInfo("Asia/Kolkata")


def on(clock: str, day: int = 3) -> datetime:
    """That time in Kolkata."""
    there = datetime.combine(date(2026, 11, day), time.fromisoformat(clock), KOLKATA)
    return there.astimezone(UTC)


NIGHT = LetterHours(time_zone="Asia/Kolkata", quiet_from=time(22), quiet_until=time(7))
NOON = LetterHours(time_zone="Asia/Kolkata", quiet_from=time(12), quiet_until=time(14, 30))
AT_EIGHT = LetterHours(time_zone="Asia/Kolkata", digest_hour=8)
BOTH = LetterHours(
    time_zone="Asia/Kolkata", quiet_from=time(22), quiet_until=time(7), digest_hour=6
)


@pytest.mark.parametrize(
    ("hours", "at", "due"),
    [
        (None, on("23:00"), on("23:00")),
        (LetterHours(time_zone="UTC"), on("23:00"), on("23:00")),
        (NIGHT, on("21:59"), on("21:59")),
        (NIGHT, on("22:00"), on("07:00", 4)),
        (NIGHT, on("06:59"), on("07:00")),
        (NIGHT, on("07:00"), on("07:00")),
        (NOON, on("12:00"), on("14:30")),
        (NOON, on("14:30"), on("14:30")),
        (AT_EIGHT, on("07:59"), on("08:00")),
        (AT_EIGHT, on("08:00"), on("08:00", 4)),
        # A digest in quiet hours waits for their end.
        (BOTH, on("12:00"), on("07:00", 4)),
    ],
)
def test_when_it_comes(hours: LetterHours | None, at: datetime, due: datetime) -> None:
    assert letter_due_at(Rule.ON, hours, deadline=None, at=at) == due
    assert letter_due_at(Rule.ALWAYS, hours, deadline=None, at=at) == at


def test_nothing_waits_until_less_than_half_a_day_is_left() -> None:
    at, due = on("22:00"), on("07:00", 4)
    for left, expected in ((ENOUGH_TO_ACT, due), (ENOUGH_TO_ACT - timedelta(minutes=1), at)):
        assert letter_due_at(Rule.ON, NIGHT, deadline=due + left, at=at) == expected


@given(
    zone=st.sampled_from(["Asia/Kolkata", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"]),
    quiet=st.none() | st.tuples(st.times(), st.times()).filter(lambda both: both[0] != both[1]),
    digest_hour=st.none() | st.integers(0, 23),
    at=st.integers(0, 2 * 366 * 1440).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    rule=st.sampled_from(Rule),
    left=st.none() | st.timedeltas(timedelta(0), timedelta(days=3)),
)
def test_it_comes_within_two_days_and_never_too_late(
    zone: str,
    quiet: tuple[time, time] | None,
    digest_hour: int | None,
    at: datetime,
    rule: Rule,
    left: timedelta | None,
) -> None:
    begins, ends = quiet or (None, None)
    hours = LetterHours(
        time_zone=zone, quiet_from=begins, quiet_until=ends, digest_hour=digest_hour
    )
    deadline = None if left is None else at + left
    due = letter_due_at(rule, hours, deadline=deadline, at=at)
    assert at <= due <= at + timedelta(days=2, hours=2)
    if rule is Rule.ALWAYS:
        assert due == at
    if due > at and deadline is not None:
        assert deadline - due >= ENOUGH_TO_ACT


def test_the_deadline_is_the_first_moment_to_come() -> None:
    payload = {
        "done_at": "2026-11-02T10:00:00+00:00", "due_at": "2026-11-05T10:00:00+00:00",
        "expires_at": "2026-11-04T10:00:00+00:00", "day": "2026-11-03", "amount": {"a": 1},
    }  # fmt: skip
    found = deadline_in(payload, after=datetime(2026, 11, 3, tzinfo=UTC))
    assert found == datetime(2026, 11, 4, 10, tzinfo=UTC)
    assert deadline_in({"day": "2026-11-03"}, after=datetime(2026, 11, 3, tzinfo=UTC)) is None
