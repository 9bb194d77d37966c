"""How long a delivery is tried, how an endpoint that fails is spared, what it is told. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from adulis.events.values import Fact

MOST_ENDPOINTS, MOST_TYPES = 10, 50
OVERLAP = timedelta(hours=24)
# Standard Webhooks' schedule: soon at first, and for a little more than three days.
PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
LONGEST_REQUESTED_PAUSE = timedelta(hours=24)
# How long an endpoint fails without a break before its owners are told, and before it is disabled.
WARN_AFTER, DISABLE_AFTER = timedelta(days=1), timedelta(days=5)
# How long nothing at all is sent to an endpoint that has just failed.
FIRST_REST, LONGEST_REST = timedelta(seconds=1), timedelta(minutes=5)

TESTED = "webhook_endpoint.tested"
# What tells screens to look again, and programs nothing (``Fact.is_for_screens``).
FOR_SCREENS = frozenset({"inbox.updated"})


def known_types() -> frozenset[str]:
    """Every type of event that the rooms of this process can record."""
    found: set[str] = set()
    waiting = Fact.__subclasses__()
    while waiting:
        cls = waiting.pop()
        # Classes of other programs (a test's own) are not the platform's.
        if cls.__module__.startswith("adulis.") and cls.type and not cls.is_for_screens:
            found.add(cls.type)
        waiting.extend(cls.__subclasses__())
    return frozenset(found)


def is_type(given: str) -> bool:
    """Whether there is such a type of event, or any of a kind: ``payout.*``."""
    kind, _, rest = given.partition(".")
    known = known_types()
    return given in known or (rest == "*" and any(each.startswith(f"{kind}.") for each in known))


def wants(types: Sequence[str], kind: str) -> bool:
    """Whether an endpoint that asked for ``types``, or for none in particular, is told ``kind``."""
    if kind in FOR_SCREENS:
        return False
    return not types or kind in types or f"{kind.partition('.')[0]}.*" in types


def pause_after(tries: int, *, asked_seconds: int, chance: float) -> timedelta | None:
    """How long to wait after ``tries`` failures; None: no more.

    ``chance``, from 0 to 1, makes it up to a tenth longer, so that not all come back at once. What
    the receiver asked for (``Retry-After``) is granted where it is longer, up to a day.
    """
    if tries > len(PAUSES):
        return None
    asked = min(timedelta(seconds=asked_seconds), LONGEST_REQUESTED_PAUSE)
    return max(PAUSES[tries - 1] * (1 + 0.1 * chance), asked)


def rest_after(failures: int) -> timedelta:
    """How long an endpoint is left alone after it failed so many times in a row."""
    doubled = FIRST_REST * (1 << min(failures - 1, 16))
    return min(doubled, LONGEST_REST)


def is_to_be_warned_of(failing_since: datetime, warned_at: datetime | None, at: datetime) -> bool:
    return warned_at is None and at - failing_since >= WARN_AFTER


def is_to_be_disabled(failing_since: datetime, warned_at: datetime | None, at: datetime) -> bool:
    """After days without a single success, and never before somebody was told."""
    return warned_at is not None and at - failing_since >= DISABLE_AFTER
