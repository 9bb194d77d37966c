"""Undoing what was asked for, so that everybody who asks finds the same world."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import TestCase

_CASE: Any = TestCase


@contextmanager
def undone() -> Iterator[None]:
    """All that is written inside is taken back; inside, doors open transactions as ever.

    It is what Django wraps around a test, here around a part of one.
    """
    blocks = _CASE._enter_atomics()
    try:
        yield
    finally:
        _CASE._rollback_atomics(blocks)
