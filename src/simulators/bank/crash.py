"""Dying on purpose: at once, or when a named point is reached. What was answered is on disk."""

from __future__ import annotations

import os
from typing import NoReturn

from simulators.bank.wire import Malformed

POINTS = (
    "before_accept",  # an instruction was taken, and is not committed
    "after_accept",  # committed, and not answered
    "after_answer",  # answered
    "before_settle",  # the agenda has run a batch, and has not committed it
    "after_settle",  # committed, and nobody called back
    "before_callback",  # a callback is about to be sent
    "after_callback",  # it was delivered, and this is not written down
)


class Crash:
    """Points that are armed kill the process when they are reached; restarting disarms them."""

    def __init__(self) -> None:
        self.armed: dict[str, int] = {}

    def arm(self, point: str, skip: int) -> None:
        """Die at ``point`` the time after it was passed ``skip`` times. Raises Malformed."""
        if point not in POINTS:
            raise Malformed(f"point is one of {', '.join(POINTS)}")
        self.armed[point] = skip

    def reached(self, point: str) -> None:
        """Say that ``point`` is reached. May not return."""
        if point not in self.armed:
            return
        if self.armed[point] == 0:
            die()
        self.armed[point] -= 1


def die() -> NoReturn:
    """As SIGKILL would: no goodbye, no flush, no finally."""
    os._exit(137)
