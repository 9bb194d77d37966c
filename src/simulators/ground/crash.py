"""Dying on purpose: at once, or when a named point is reached. What was answered is on disk."""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import NoReturn

from simulators.ground.wire import Malformed


class Crash:
    """``points`` that are armed kill the process when they are reached; restarting disarms them."""

    def __init__(self, points: Collection[str]) -> None:
        self._points = points
        self.armed: dict[str, int] = {}

    def arm(self, point: str, skip: int) -> None:
        """Die at ``point`` the time after it was passed ``skip`` times. Raises Malformed."""
        if point not in self._points:
            raise Malformed(f"point is one of {', '.join(self._points)}")
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
