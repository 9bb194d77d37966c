"""Invariants: questions to the database whose only good answer is no rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Check:
    """``sql`` selects the rows that break ``promise``; ``name`` is how reports call it.

    Lives in a room's ``checks.py`` as a member of the tuple ``CHECKS``; run by
    ``./adulis invariants``, on a schedule and after every storm. What no statement can ask, because
    the answer needs rules or keys, is asked by ``read`` in its stead: rows of ``columns``.
    """

    name: str
    promise: str
    sql: str
    columns: tuple[str, ...] = ()
    read: Callable[[], Sequence[tuple[Any, ...]]] | None = None
