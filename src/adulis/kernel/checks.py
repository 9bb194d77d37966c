"""Invariants: questions to the database whose only good answer is no rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """``sql`` selects the rows that break ``promise``; ``name`` is how reports call it.

    Lives in a room's ``checks.py`` as a member of the tuple ``CHECKS``; run by
    ``./adulis invariants``, on a schedule and after every storm.
    """

    name: str
    promise: str
    sql: str
