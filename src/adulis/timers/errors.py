"""Refusals of the clock, and what can be wrong with a timer."""

from adulis.kernel.errors import Forbidden, Invalid


class ClockIsReal(Forbidden):
    """A live installation has one time, and nobody moves it."""

    title = "The clock can be moved in the sandbox only."


class ClockMovesForward(Invalid):
    """Time may be skipped, never taken back."""

    title = "The sandbox clock can only be moved forward, at most ten years at once."


class TimerSetTwice(RuntimeError):
    """One key, two moments: a room forgot that a key names one entry to one state. A bug."""
