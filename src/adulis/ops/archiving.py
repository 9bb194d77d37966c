"""The WAL leaves the house as it is written: streamed, sealed, and kept beside the base backups.

What ``streaming`` brings into a folder here (the spool) is sealed and put into the place. A segment
that is full leaves the spool; the one being written is copied every few seconds, so that what lies
in the place is never much behind: nothing else is done in that thread. Base backups, which may take
hours, have one of their own (``basing``).
"""

from __future__ import annotations

import gzip
import io
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from adulis.ops import backups, holdings, vault
from adulis.ops.backups import WAL, Base, Source
from adulis.ops.basing import Bases, Complaints, nobody_hears, what_failed
from adulis.ops.reach import PARTIAL
from adulis.ops.streaming import ASIDE, HISTORY, SEGMENT, Stream, whose
from adulis.ops.vault import SEALED, Area, Place

# How far the copy of the segment under way may be behind, and what a round takes.
PARTIAL_SECONDS = 2.0
ROUND_SECONDS = 0.5


@dataclass
class Archiver:
    """Streams, seals, and takes a base backup whenever the last one is ``every`` old."""

    source: Source
    place: Place
    recipients: Sequence[Any]
    spool: Path
    every: timedelta
    kept: timedelta
    say: Callable[[str], None] = print
    note: Callable[[Base], None] = nobody_hears
    _areas: dict[str, Area] = field(default_factory=dict)
    _copied: dict[Path, int] = field(default_factory=dict)
    _copied_at: float = 0.0
    _begun: int = 0
    _is_to_look: bool = False

    def __post_init__(self) -> None:
        self._stream = Stream(self.source, self.spool, self.say)
        self._bases = Bases(
            self.source, self.place, self.recipients, self.every, self.kept, self.say, self.note
        )

    def run(self, stop: threading.Event) -> None:
        """Until ``stop``; what fails is said and tried again, for a backup is no reason to stop."""
        self.spool.mkdir(parents=True, exist_ok=True)
        complaints = Complaints(self.say)
        self._bases.start(self._stream.flows)
        try:
            while not stop.wait(ROUND_SECONDS):
                try:
                    self.round()
                except Exception as error:  # noqa: BLE001  outermost loop: it goes on
                    complaints.say_once(what_failed(error))
                else:
                    complaints.forget()
        finally:
            self._bases.end()
            self._stream.end()
            try:
                self.ship(at_once=True)
            except Exception as error:  # noqa: BLE001  outermost loop: it goes on
                told = what_failed(error)
                self.say(f"Not all of the log is put away; it waits in the spool: {told}")

    def round(self) -> None:
        """Keep the stream up, and ship what it has brought. Raises BackupFailed."""
        try:
            self._stream.keep_up()
        finally:
            # Also while the server is away: what was taken from it is worth the more.
            self.ship()

    def ship(self, *, at_once: bool = False) -> None:
        """Whole segments leave the spool; the one under way is copied when it has grown."""
        self._ship_aside()
        server = self._stream.system_identifier or whose(self.spool)
        if not server:
            return
        if self._begun != self._stream.began_count:
            self._begun, self._is_to_look = self._stream.began_count, True
            self._copied.clear()
        area = self._area(server)
        for file in sorted(self.spool.iterdir()):
            if SEGMENT.fullmatch(file.name) and file.suffix != PARTIAL:
                self._ship_whole(file, area)
        if not at_once and time.monotonic() < self._copied_at + PARTIAL_SECONDS:
            return
        self._copied_at = time.monotonic()
        for file in sorted(self.spool.glob(f"*{PARTIAL}")):
            with suppress(FileNotFoundError):  # it has become whole meanwhile
                changed = file.stat().st_mtime_ns
                if self._copied.get(file) != changed:
                    self._put(file, area)
                    self._copied[file] = changed
        if self._is_to_look and self._copied:
            # What the stream began with is there: now it shows whether anything lacks before that.
            self._is_to_look = False
            self._bases.look_again()

    def _ship_aside(self) -> None:
        """What is left of a former life, whole or in part, goes where the rest of it lies."""
        folder = self.spool / ASIDE
        for life in sorted(folder.iterdir()) if folder.is_dir() else ():
            area = self._area(life.name.partition(".")[0])
            for file in sorted(life.iterdir()):
                if file.suffix == PARTIAL:
                    self._put(file, area)
                    file.unlink()
                else:
                    self._ship_whole(file, area)
            life.rmdir()
            self.say(f"What was set aside in {life.name} is kept with the rest of that server's.")

    def _ship_whole(self, file: Path, area: Area) -> None:
        if file.suffix == HISTORY:
            holdings.tell_life(area, file)
        self._put(file, area)
        file.unlink()
        area.delete(f"{WAL}{file.name}{PARTIAL}.gz{SEALED}")
        self._copied.pop(file.with_name(file.name + PARTIAL), None)

    def _area(self, system_identifier: str) -> Area:
        if system_identifier not in self._areas:
            self._areas[system_identifier] = backups.area(self.place, system_identifier)
        return self._areas[system_identifier]

    def _put(self, file: Path, area: Area) -> None:
        packed = io.BytesIO(gzip.compress(file.read_bytes(), compresslevel=1))
        with tempfile.TemporaryDirectory(prefix="adulis-backup-") as room:
            sealed = Path(room) / "wal"
            vault.seal(packed, sealed, self.recipients)
            area.put(f"{WAL}{file.name}.gz{SEALED}", sealed)
