"""Until when one can restore what lies in a place, and whether that is long ago.

Whoever verifies may have no database at all: how old what is there is, the clock of this machine
says, which dated it as well where the place is a folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from adulis.ops import holdings
from adulis.ops.holdings import Restorable
from adulis.ops.vault import Area

# The worker of an installation writes every few seconds, so that its log grows without anybody.
LOG_WITHIN = timedelta(hours=1)


def now() -> datetime:
    return datetime.now(UTC)


def newest(areas: Mapping[str, Area]) -> dict[str, Restorable | None]:
    """Of each server the base that ``--to latest`` restores; None where none leads that far."""
    return {name: next(iter(holdings.leading(area)[-1:]), None) for name, area in areas.items()}


def until_when(found: Mapping[str, Restorable | None]) -> Iterator[str]:
    for name, each in found.items():
        if each is not None:
            yield (
                f"server {name}: restorable until about {each.until:%Y-%m-%d %H:%M:%S} UTC,"
                f" timeline {each.reach.timeline}, from base backup {each.base.name}"
            )


def too_old(
    found: Mapping[str, Restorable | None], at: datetime, *, log: timedelta, base: timedelta
) -> Iterator[str]:
    """What is older than it may be, and that nothing leads to a server's newest life."""
    for name, each in found.items():
        if each is None:
            yield f"server {name}: no base backup leads to its newest life."
            continue
        if at - each.until > log:
            yield (
                f"server {name}: nothing of its log was put away since about"
                f" {each.until.isoformat(timespec='seconds')}: whatever came later is lost with"
                " the server. If it is gone, or nothing is written there, say --log-minutes."
            )
        if at - each.base.finished_at > base:
            finished = each.base.finished_at.isoformat(timespec="seconds")
            yield f"server {name}: the newest base backup is of {finished}."
