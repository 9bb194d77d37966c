"""The lifecycle of a timer. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class TimerState(StrEnum):
    """Whether something will happen by itself, and whether time counts towards it meanwhile."""

    RUNNING = "running"
    PAUSED = "paused"
    FIRED = "fired"
    CANCELLED = "cancelled"


_R, _P = TimerState.RUNNING, TimerState.PAUSED

TIMER = Machine(
    "timer",
    TimerState,
    initial=_R,
    moves=(
        move("fire", _R, TimerState.FIRED, Role.SYSTEM),
        move("pause", _R, _P, Role.SYSTEM),
        move("cancel", _R, TimerState.CANCELLED, Role.SYSTEM),
        move("resume", _P, _R, Role.SYSTEM),
        move("cancel", _P, TimerState.CANCELLED, Role.SYSTEM),
    ),
)
