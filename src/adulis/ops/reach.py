"""How far the log in a place leads: what follows a base without a gap, in which life of the server.

Pure, and from what lies there in the open: names, and of each life (timeline) where it branched off
from the one before. Whoever verifies has no identity that would open the log itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

PARTIAL = ".partial"
# Of a server that nobody told otherwise when it was made.
USUAL_SEGMENT_BYTES = 16 * 1_048_576
_NAME = re.compile(r"([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})(?:\.partial)?")
_HISTORY = re.compile(r"([0-9A-F]{8})\.history")
_LSN = re.compile(r"([0-9A-F]+)/([0-9A-F]+)")
# So many gaps are named; there may be very many.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A timeline, and where it was branched off: a position in the log, in bytes."""

    timeline: int
    begins_at: int = 0


@dataclass(frozen=True, slots=True)
class Start:
    """From where a base needs the log: ``at`` is a position on ``timeline``."""

    timeline: int
    at: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Segments that lack: the first, the last, and how many."""

    first: str
    last: str
    count: int

    def __str__(self) -> str:
        if self.count == 1:
            return self.first
        return f"{self.first} to {self.last} ({self.count:,} segments)"


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the log leads on ``timeline``: ``last`` is the last segment before the first gap.

    ``until`` is when that segment was put there, and nothing in it is younger. None: no log at all.
    """

    timeline: int
    last: str | None
    until: datetime | None
    gaps: tuple[Gap, ...]

    @property
    def missing(self) -> str:
        """The segments that lack, in words; empty when none does."""
        shown = ", ".join(str(each) for each in self.gaps[:_SHOWN])
        more = len(self.gaps) - _SHOWN
        return f"{shown}, and {more:,} more gaps" if more > 0 else shown


@dataclass(frozen=True, slots=True)
class Log:
    """What of the log is kept: segments by timeline and number, and when each was put there."""

    whole: Mapping[tuple[int, int], datetime]
    partial: Mapping[tuple[int, int], datetime]
    lives: Mapping[int, tuple[Line, ...]]
    segment_bytes: int = USUAL_SEGMENT_BYTES

    def name(self, timeline: int, number: int) -> str:
        high, low = divmod(number, 0x1_0000_0000 // self.segment_bytes)
        return f"{timeline:08X}{high:08X}{low:08X}"


def position(lsn: str) -> int:
    """``16/B374D848`` in bytes."""
    found = _LSN.fullmatch(lsn)
    if found is None:
        raise ValueError(f"{lsn!r} is no position in a log")
    return (int(found[1], 16) << 32) + int(found[2], 16)


def segment_number(name: str) -> str:
    """What of a segment's name says where in the log it is, whatever the life; empty for others."""
    return name[8:] if _NAME.fullmatch(name) else ""


def history_of(timeline: int, text: str) -> tuple[Line, ...]:
    """The lives that led to ``timeline``, the oldest first, from its history file's text."""
    lines: list[Line] = []
    begins_at = 0
    for each in text.splitlines():
        told = each.partition("#")[0].split()
        if len(told) >= 2:
            lines.append(Line(int(told[0]), begins_at))
            begins_at = position(told[1])
    return (*lines, Line(timeline, begins_at))


def start_of(segment: str, segment_bytes: int = USUAL_SEGMENT_BYTES) -> Start:
    """The beginning of a segment, by its name."""
    found = _numbered(segment, segment_bytes)
    if found is None:
        raise ValueError(f"{segment!r} is no segment")
    return Start(found[0], found[1] * segment_bytes)


def log_of(
    kept: Mapping[str, datetime],
    lives: Mapping[int, tuple[Line, ...]],
    segment_bytes: int = USUAL_SEGMENT_BYTES,
) -> Log:
    """From names in a place (without what sealing adds); ``lives`` as far as they are told there.

    Where a life tells nothing of itself, it is taken to begin with its first segment, and to have
    followed the youngest that was there by then.
    """
    whole: dict[tuple[int, int], datetime] = {}
    partial: dict[tuple[int, int], datetime] = {}
    for name, at in kept.items():
        if (numbered := _numbered(name, segment_bytes)) is not None:
            (partial if name.endswith(PARTIAL) else whole)[numbered] = at
    known = dict(lives)
    firsts: dict[int, int] = {}
    for timeline, number in (*whole, *partial):
        firsts[timeline] = min(number, firsts.get(timeline, number))
    for timeline in sorted({*firsts, *_with_history(kept)}):
        if timeline not in known and timeline in firsts:
            begins_at = firsts[timeline] * segment_bytes
            older = [
                each for each in known if each < timeline and known[each][-1].begins_at <= begins_at
            ]
            before = known[max(older)] if older else ()
            known[timeline] = (*before, Line(timeline, begins_at if before else 0))
    return Log(whole, partial, known, segment_bytes)


def lives_from(start: Start, log: Log) -> list[int]:
    """The timelines that a server restored from there can be led to, the newest last."""
    found = {start.timeline}
    for timeline, lines in log.lives.items():
        for here, following in pairwise(lines):
            if here.timeline == start.timeline and following.begins_at >= start.at:
                found.add(timeline)
    return sorted(found)


def reach(start: Start, log: Log, timeline: int | None = None) -> Reach:
    """How far the log leads from there, on its way to ``timeline`` (None: the newest)."""
    target = lives_from(start, log)[-1] if timeline is None else timeline
    lines = log.lives.get(target, (Line(start.timeline),))
    lines = lines[[each.timeline for each in lines].index(start.timeline) :]
    begins = {each.timeline: each.begins_at // log.segment_bytes for each in lines[1:]}
    begins[start.timeline] = first = start.at // log.segment_bytes
    there = {**log.partial, **log.whole}
    # A life that was left may have gone on beyond where the next one began.
    ends = {here.timeline: begins[after.timeline] for here, after in pairwise(lines)}
    used = (
        number
        for line, number in there
        if line in begins and begins[line] <= number <= ends.get(line, number)
    )
    end = max(used, default=-1)
    lacking: list[tuple[int, int]] = []
    last: tuple[int, int] | None = None
    for number in range(first, end + 1):
        on = [each.timeline for each in lines if begins[each.timeline] <= number]
        found = _found(log, on, number, is_end=number == end)
        if found is None:
            lacking.append((on[-1], number))
        elif not lacking:
            last = found
    return Reach(
        target,
        None if last is None else log.name(*last),
        None if last is None else there[last],
        tuple(_gaps(log, lacking)),
    )


def _found(log: Log, on: list[int], number: int, *, is_end: bool) -> tuple[int, int] | None:
    """The newest life's; at the end also one that is not full, and the older lives' of it."""
    if (on[-1], number) in log.whole:
        return on[-1], number
    if is_end:
        for timeline in reversed(on):
            if (timeline, number) in log.whole or (timeline, number) in log.partial:
                return timeline, number
    return None


def _gaps(log: Log, lacking: list[tuple[int, int]]) -> Iterator[Gap]:
    run: list[tuple[int, int]] = []
    for each in [*lacking, None]:
        if run and (each is None or each[1] != run[-1][1] + 1):
            yield Gap(log.name(*run[0]), log.name(*run[-1]), len(run))
            run = []
        if each is not None:
            run.append(each)


def _numbered(name: str, segment_bytes: int) -> tuple[int, int] | None:
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    timeline, high, low = (int(each, 16) for each in found.groups())
    return timeline, high * (0x1_0000_0000 // segment_bytes) + low


def _with_history(kept: Iterable[str]) -> list[int]:
    return [int(found[1], 16) for each in kept if (found := _HISTORY.fullmatch(each))]
