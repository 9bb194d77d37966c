"""When somebody is reminded, and every step of a timer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from adulis.kernel.machines import IllegalMove, Role
from adulis.timers.machine import TIMER, TimerState
from adulis.timers.values import reminders

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
R, P, F, C = TimerState.RUNNING, TimerState.PAUSED, TimerState.FIRED, TimerState.CANCELLED
ALLOWED = {
    (R, "fire"): F,
    (R, "pause"): P,
    (R, "cancel"): C,
    (P, "resume"): R,
    (P, "cancel"): C,
}


@pytest.mark.parametrize(
    ("lasts", "after"),
    [
        (
            timedelta(days=10),
            [timedelta(days=5), timedelta(days=8), timedelta(days=9), timedelta(days=9, hours=23)],
        ),
        # A day and an hour before are four fifths and half of what lasts two days and two hours.
        (timedelta(hours=2), [timedelta(hours=1), timedelta(minutes=96)]),
        (timedelta(hours=5), [timedelta(hours=2.5), timedelta(hours=4)]),
        (timedelta(minutes=10), [timedelta(minutes=5), timedelta(minutes=8)]),
        (timedelta(0), []),
        (timedelta(hours=-3), []),
    ],
)
def test_reminders_come_before_and_each_once(lasts: timedelta, after: list[timedelta]) -> None:
    assert reminders(START, START + lasts) == [START + each for each in after]


@pytest.mark.parametrize(("state", "verb", "role"), list(product(TimerState, TIMER.verbs, Role)))
def test_every_cell(state: TimerState, verb: str, role: Role) -> None:
    target = ALLOWED.get((state, verb))
    if target is not None and role is Role.SYSTEM:
        assert TIMER.take(verb, state, role).target is target
    else:
        with pytest.raises(IllegalMove):
            TIMER.take(verb, state, role)
