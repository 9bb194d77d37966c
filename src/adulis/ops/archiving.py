"""The WAL leaves the house as it is written: streamed, sealed, and kept beside the base backups.

``pg_receivewal`` takes the stream into a folder here (the spool) and tells the server what is on
disk; its slot keeps the server from forgetting what was not taken yet. A segment that is full goes
to the place and leaves the spool; the one being written is copied every few seconds, so that what
lies in the place is never much behind: nothing else is done in that thread. Base backups, which may
take hours, have one of their own (``basing``).
"""

from __future__ import annotations

import gzip
import io
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from adulis.ops import holdings, vault
from adulis.ops.backups import WAL, Source
from adulis.ops.basing import Bases, Complaints
from adulis.ops.reach import PARTIAL
from adulis.ops.vault import SEALED, BackupFailed, Place

SLOT = "adulis_backup"
HISTORY = ".history"
# How far the copy of the segment under way may be behind, and what a round takes.
PARTIAL_SECONDS = 2.0
ROUND_SECONDS = 0.5
_SEGMENT = re.compile(r"[0-9A-F]{24}|[0-9A-F]{8}\.history")


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
    _receiving: subprocess.Popen[bytes] | None = None
    _streams: threading.Event = field(default_factory=threading.Event)
    _copied: dict[str, int] = field(default_factory=dict)
    _copied_at: float = 0.0

    def run(self, stop: threading.Event) -> None:
        """Until ``stop``; what fails is said and tried again, for a backup is no reason to stop."""
        self.spool.mkdir(parents=True, exist_ok=True)
        bases = Bases(self.source, self.place, self.recipients, self.every, self.kept, self.say)
        complaints = Complaints(self.say)
        bases.start(self._streams)
        try:
            while not stop.wait(ROUND_SECONDS):
                try:
                    self.round()
                except (BackupFailed, OSError, subprocess.SubprocessError) as error:
                    complaints.say_once(str(error))
                else:
                    complaints.forget()
        finally:
            bases.end()
            self.end()

    def round(self) -> None:
        """Keep the stream up, and ship what it has brought. Raises BackupFailed."""
        self._receive()
        self.ship()

    def ship(self, *, at_once: bool = False) -> None:
        """Whole segments leave the spool; the one under way is copied when it has grown."""
        for file in sorted(self.spool.iterdir()):
            if _SEGMENT.fullmatch(file.name):
                if file.suffix == HISTORY:
                    holdings.tell_life(self.place, file)
                self._put(file, file.name)
                file.unlink()
                self.place.delete(f"{WAL}{file.name}{PARTIAL}.gz{SEALED}")
                self._copied.pop(file.name + PARTIAL, None)
        if not at_once and time.monotonic() < self._copied_at + PARTIAL_SECONDS:
            return
        self._copied_at = time.monotonic()
        for file in sorted(self.spool.glob(f"*{PARTIAL}")):
            with suppress(FileNotFoundError):  # it has become whole meanwhile
                changed = file.stat().st_mtime_ns
                if self._copied.get(file.name) != changed:
                    self._put(file, file.name)
                    self._copied[file.name] = changed

    def end(self) -> None:
        """Stop the stream and ship all it has brought."""
        if self._receiving is not None:
            self._receiving.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._receiving.wait(10)
            self._receiving.kill()
            self._receiving.wait()
            self._receiving = None
        self.ship(at_once=True)

    def _receive(self) -> None:
        """Begin to stream; where the server was away, begin again. Raises BackupFailed."""
        if self._receiving is not None:
            status = self._receiving.poll()
            if status is None:
                return
            self._receiving = None
            self._streams.clear()
            raise BackupFailed(f"the stream of the WAL ended ({status}) and is begun again")
        slot = [f"--slot={SLOT}"]
        made = subprocess.run(
            self.source.command("pg_receivewal", "--create-slot", "--if-not-exists", *slot),
            env=self.source.environment(), capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        if made.returncode:
            raise BackupFailed(f"no slot for the WAL: {made.stderr.strip()[-500:]}")
        more = [f"--directory={self.spool}", "--synchronous", "--no-loop", *slot]
        # It also looks so often whether it shall stop.
        more += ["--status-interval=1"]
        self._receiving = subprocess.Popen(
            self.source.command("pg_receivewal", *more),
            env=self.source.environment(),
            stderr=subprocess.DEVNULL,
        )
        self._streams.set()

    def _put(self, file: Path, name: str) -> None:
        packed = io.BytesIO(gzip.compress(file.read_bytes(), compresslevel=1))
        with tempfile.TemporaryDirectory(prefix="adulis-backup-") as room:
            sealed = Path(room) / "wal"
            vault.seal(packed, sealed, self.recipients)
            self.place.put(f"{WAL}{name}.gz{SEALED}", sealed)
