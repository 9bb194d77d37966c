"""Refusals: the world, the caller or the rules say no. No HTTP here; ``api/problems.py`` maps them.

A refusal is an answer, not a bug. Its ``code`` comes from the class name, its ``facts`` are what a
program needs to react (``available_paise``), and its ``pointer`` names the offending input.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Refusal(Exception):
    """Base of every anticipated no. Subclass one of the kinds below, never this class directly."""

    title: ClassVar[str] = "The request was refused."
    what_to_do: ClassVar[str] = ""
    retryable: ClassVar[bool] = False
    code: ClassVar[str] = "refusal"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.code = _WORD_START.sub("_", cls.__name__).lower()

    def __init__(self, detail: str = "", *, pointer: str | None = None, **facts: Any) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.pointer = pointer
        self.facts = facts


class Malformed(Refusal):
    """The shape is wrong: a stranger who knows only the schema could have said so."""

    title = "The request is malformed."


class Invalid(Refusal):
    """Well-formed, but not acceptable."""

    title = "The request is not acceptable."


class Unauthenticated(Refusal):
    """We do not know who is asking."""

    title = "Authentication is required."


class Forbidden(Refusal):
    """We know who is asking, and they may not."""

    title = "You are not allowed to do this."


class NotFound(Refusal):
    """It does not exist, or it belongs to somebody else: the two look the same on purpose."""

    title = "There is no such thing here."


class Insufficient(Refusal):
    """There is not enough of something."""

    title = "There is not enough."


class Conflict(Refusal):
    """The state of the world says no."""

    title = "The current state does not allow this."


class Throttled(Refusal):
    """Too many requests. ``facts['retry_after_seconds']`` says when the next one may pass."""

    title = "Too many requests."
    what_to_do = "Wait for Retry-After seconds and repeat the same request."
    retryable = True


class Unavailable(Refusal):
    """Operational: a lock was not had in time, a database is away. Nothing was changed."""

    title = "This cannot be answered right now."
    what_to_do = "Repeat the same request with the same Idempotency-Key after Retry-After seconds."
    retryable = True


KINDS: tuple[type[Refusal], ...] = (
    Malformed,
    Invalid,
    Unauthenticated,
    Forbidden,
    NotFound,
    Insufficient,
    Conflict,
    Throttled,
    Unavailable,
)


def all_refusals() -> list[type[Refusal]]:
    """Every concrete refusal the platform can give, by code: what docs and OpenAPI list.

    Classes of other programs (a test's own) are not the platform's.
    """
    ours = __name__.partition(".")[0] + "."
    found: dict[str, type[Refusal]] = {}
    waiting = list(KINDS)
    while waiting:
        cls = waiting.pop()
        if cls.__module__.startswith(ours):
            found[cls.code] = cls
        waiting.extend(cls.__subclasses__())
    return [found[code] for code in sorted(found)]
