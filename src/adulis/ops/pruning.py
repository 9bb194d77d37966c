"""Base backups are let go when they are too old, with the log that only they need.

Never the last two, and never the last one from which one can restore to the end of the newest life:
where something lacks behind all that are young enough, or they are of a life that was left, an old
one is worth more than they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from adulis.ops import backups, holdings
from adulis.ops.backups import BASE, INSTANCE, WAL, Base
from adulis.ops.reach import segment_number
from adulis.ops.vault import Area

# So many are kept however old they are.
LEAST_KEPT = 2


def too_old(area: Area, *, older_than: timedelta, now: datetime) -> list[Base]:
    """What may go, the oldest first."""
    found = holdings.restorable(area)
    old = [each for each in found[:-LEAST_KEPT] if each.base.finished_at < now - older_than]
    newest = max((each.reach.timeline for each in found), default=0)
    whole = [each for each in found if each.reach.timeline == newest and not each.reach.gaps]
    return [each.base for each in old if whole[-1:] != [each]]


def let_go(area: Area, old: Sequence[Base]) -> None:
    """Remove these, and what of keys and log no other base needs."""
    for each in old:
        # What makes it count goes first: nobody finds half a backup.
        for name in (f"{BASE}{each.name}.json", each.file):
            area.delete(name)
    kept = backups.bases(area)
    if not old or not kept:
        return
    oldest = min(each.instance_file for each in kept)
    # A life that was restored to an earlier moment has lower numbers than the one it left.
    first = min(segment_number(each.first_wal) for each in kept)
    for name in area.names(INSTANCE):
        if name < oldest:
            area.delete(name)
    for name in area.names(WAL):
        number = segment_number(name.removeprefix(WAL).partition(".")[0])
        if number and number < first:
            area.delete(name)
