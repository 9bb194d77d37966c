"""What lies in a place: from when to when each base backup can be restored, and what lacks.

``lives/<timeline>.json`` tells in the open from which life of the server that one branched off, and
where: whoever looks what there is has no identity.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import orjson

from adulis.ops import backups
from adulis.ops.backups import WAL, Base
from adulis.ops.reach import Line, Log, Reach, history_of, lives_from, log_of, reach
from adulis.ops.vault import SEALED, Area, BackupFailed, Place

LIVES = "lives/"
# What a place says about when may be cut to seconds; the server has the last word.
_ABOUT = timedelta(seconds=2)
PACKED = f".gz{SEALED}"


@dataclass(frozen=True, slots=True)
class Restorable:
    """A base, and how far the log leads from it."""

    base: Base
    reach: Reach
    place: Place

    @property
    def until(self) -> datetime:
        """Nothing younger can be restored; what is there may end a little before."""
        return max(self.base.finished_at, self.reach.until or self.base.finished_at)


def servers(place: Place) -> dict[str, Area]:
    """Each server that has backups there, by its system identifier."""
    there = {each for each in place.folders() if each.isdigit()}
    there |= {each.system_identifier for each in backups.bases(place)}
    return {each: backups.area(place, each) for each in sorted(there)}


def server_in(place: Place, system_identifier: str | None = None) -> Area:
    """The server of that name, or the only one. Raises BackupFailed."""
    found = servers(place)
    if not found:
        raise BackupFailed("There is no whole base backup there.")
    if system_identifier is None and len(found) > 1:
        raise BackupFailed(
            f"There are backups of {len(found)} servers, {', '.join(found)}: say which, --server."
        )
    if system_identifier is not None and system_identifier not in found:
        raise BackupFailed(f"There are backups of {', '.join(found)}, not {system_identifier}.")
    return found[system_identifier or next(iter(found))]


def tell_life(place: Place, history: Path) -> None:
    """Put a timeline's history there in the open: it says where lives branched off, and no more.

    Raises BackupFailed where that timeline is another's: two were restored from the same backups.
    """
    name = f"{LIVES}{history.stem}.json"
    lines = history_of(int(history.stem, 16), history.read_text())
    if _lives(place).get(lines[-1].timeline, lines) != lines:
        raise BackupFailed(
            f"Another server that was made from these backups is timeline {lines[-1].timeline}"
            " there: give this one a place (BACKUP_TO) of its own."
        )
    with tempfile.TemporaryDirectory(prefix="adulis-backup-") as room:
        told = Path(room) / "life"
        told.write_bytes(orjson.dumps({"history": history.read_text()}))
        place.put(name, told)


def log_in(place: Place, segment_bytes: int) -> Log:
    """All of the log that is there."""
    there = place.kept(WAL)
    kept = {name.removeprefix(WAL).removesuffix(PACKED): at for name, at in there.items()}
    return log_of(kept, _lives(place), segment_bytes)


def restorable(place: Place, timeline: int | None = None) -> list[Restorable]:
    """Each whole base with how far it leads, the oldest first; of ``timeline``: those led there."""
    return _led(place, _with_logs(place), timeline)


def leading(place: Place) -> list[Restorable]:
    """Those that lead to the newest life of the server, which may have none of its own yet."""
    found = _with_logs(place)
    return _led(place, found, _newest_life(found))


def chosen(
    place: Place,
    to: datetime | None,
    *,
    timeline: int | None = None,
    before_the_gap: bool = False,
    server: str | None = None,
) -> Restorable:
    """The newest base from which ``to`` can be reached (None: as late as can be).

    In ``timeline``, and without one in the newest life of the server: a base of a life that people
    went back from may be younger, and does not lead there.
    ``before_the_gap``: as far as it leads, where something of the log lacks. Raises BackupFailed,
    which says what lacks, and up to when one can restore.
    """
    area = server_in(place, server)
    there = _with_logs(area)
    if not there:
        raise BackupFailed("There is no whole base backup there.")
    newest = _newest_life(there)
    found = _led(area, there, timeline or newest)
    if not found and timeline is not None:
        raise BackupFailed(f"No base backup there leads to timeline {timeline}.")
    if not found:
        raise BackupFailed(
            f"No base backup there leads to timeline {newest}, the newest life of the server:"
            " --timeline restores one that it left."
        )
    fitting = [each for each in found if to is None or each.base.finished_at <= to]
    if not fitting:
        earliest = found[0].base.finished_at.isoformat()
        raise BackupFailed(f"The earliest moment that can be restored is {earliest}.")
    best = fitting[-1]
    until = best.until.isoformat(timespec="seconds")
    is_beyond = to is None or to > best.until + _ABOUT
    if best.reach.gaps and is_beyond and not before_the_gap:
        raise BackupFailed(
            f"Of the log, {best.reach.missing} lacks. From base backup {best.base.name} one can"
            f" restore until about {until}: say an earlier --to, or --to latest --before-the-gap."
        )
    if to is not None and is_beyond:
        raise BackupFailed(f"The log there ends at about {until}: say --to latest.")
    return best


def _with_logs(place: Place) -> list[tuple[Base, Log]]:
    logs: dict[int, Log] = {}
    found = backups.bases(place)
    for base in found:
        if base.segment_bytes not in logs:
            logs[base.segment_bytes] = log_in(place, base.segment_bytes)
    return [(base, logs[base.segment_bytes]) for base in found]


def _newest_life(found: list[tuple[Base, Log]]) -> int:
    """The greatest timeline that there is anything of; 0 where there is no base."""
    return max((max([base.start.timeline, *log.lives]) for base, log in found), default=0)


def _led(place: Place, found: list[tuple[Base, Log]], timeline: int | None) -> list[Restorable]:
    return [
        Restorable(base, reach(base.start, log, timeline), place)
        for base, log in found
        if timeline is None or timeline in lives_from(base.start, log)
    ]


def _lives(place: Place) -> dict[int, tuple[Line, ...]]:
    found = {}
    with tempfile.TemporaryDirectory(prefix="adulis-backup-") as room:
        for name in place.names(LIVES):
            place.get(name, Path(room) / "life")
            told = orjson.loads((Path(room) / "life").read_bytes())
            timeline = int(name.removeprefix(LIVES).removesuffix(".json"), 16)
            found[timeline] = history_of(timeline, told["history"])
    return found
