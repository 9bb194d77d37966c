"""Waiting for something to become true: the one place where tests poll, each time with a reason."""

from __future__ import annotations

import time
from collections.abc import Callable

# Long enough for a machine that is busy with everything else; nobody waits this long for nothing.
PATIENCE_SECONDS = 60.0
_POLL_SECONDS = 0.03


class WaitedInVain(AssertionError):
    """It did not become true."""


def until(
    is_so: Callable[[], object],
    waiting_for: str | Callable[[], str],
    *,
    seconds: float = PATIENCE_SECONDS,
) -> None:
    """Return as soon as ``is_so()`` is true.

    Raises WaitedInVain after ``seconds``, saying what it waited for.
    """
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            told = waiting_for if isinstance(waiting_for, str) else waiting_for()
            raise WaitedInVain(f"waited {seconds:g} s for {told}")
        time.sleep(_POLL_SECONDS)
