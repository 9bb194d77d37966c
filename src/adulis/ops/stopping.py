"""Being asked to stop: Ctrl-C and SIGTERM become an exception, at a moment that is fit for it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopped(BaseException):
    """Somebody asked us to stop. Not an Exception: nothing on the way may swallow it."""


class Signals:
    """Turns Ctrl-C and SIGTERM into ``Stopped``, except where half a step would leave a mess."""

    def __init__(self) -> None:
        self._asked = False
        self._shielded = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._arrive)

    @contextmanager
    def shielded(self) -> Iterator[None]:
        """Let what is inside finish; a signal that arrives meanwhile counts afterwards."""
        self._shielded = True
        try:
            yield
        finally:
            self._shielded = False
        if self._asked:
            raise Stopped

    def ignore(self) -> None:
        """From now on we are stopping anyway."""
        self._shielded = True

    def _arrive(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
        if not self._shielded:
            raise Stopped
