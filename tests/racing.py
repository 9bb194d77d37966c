"""Several people who do the same thing at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from adulis.kernel.errors import Refusal


def at_once(count: int, act: Callable[[int], object]) -> list[str]:
    """What became of each of them, sorted: ``done``, or the code of the refusal."""
    start = Barrier(count)

    def race(number: int) -> str:
        start.wait()
        try:
            act(number)
        except Refusal as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(count) as threads:
        return sorted(threads.map(race, range(count)))
