"""What the doors leave behind, put in order by the worker."""

from __future__ import annotations

from adulis.api import idempotency, throttles


def forget_answers() -> int:
    """Forget the bytes of answers whose window is over; returns how many."""
    return idempotency.forget_bytes()


def forget_throttles() -> int:
    """Forget whose bucket is full again; returns how many."""
    return throttles.forget_full()
