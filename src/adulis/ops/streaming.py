"""The stream of the log out of a server: ``pg_receivewal``, its slot, and the spool it fills.

The slot keeps the server from forgetting what was not taken yet. It may be lost all the same: with
the server, in a promoted standby, or when the server needed its disk. Then it is made anew. What a
former life of the server left in the spool would keep the stream from beginning: it is set aside,
from where it is shipped like everything else.
"""

from __future__ import annotations

import re
import struct
import subprocess
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, LiteralString

import psycopg

from adulis.ops import backups
from adulis.ops.backups import Source, Stand
from adulis.ops.reach import PARTIAL
from adulis.ops.vault import BackupFailed

SLOT = "adulis_backup"
ASIDE = "aside"
HISTORY = ".history"
SEGMENT = re.compile(r"[0-9A-F]{24}(?:\.partial)?|[0-9A-F]{8}\.history")
# XLogLongPageHeaderData, which every segment begins with: timeline, and the system identifier.
_HEADER = struct.Struct("=2xHI16xQ")
_LONG_HEADER = 0x0002
_OF_SLOT = "SELECT wal_status FROM pg_replication_slots WHERE slot_name = %s"
# What a server says that has not got any more what it is asked for.
_REMOVED = "already been removed"


@dataclass(frozen=True, slots=True)
class Life:
    """Whose log a file is."""

    system_identifier: str
    timeline: int


def life_of(segment: Path) -> Life | None:
    """As the segment itself says it; None where nothing was written into it yet."""
    with segment.open("rb") as file:
        header = file.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    kind, timeline, system_identifier = _HEADER.unpack(header)
    return Life(str(system_identifier), timeline) if kind & _LONG_HEADER else None


def whose(spool: Path) -> str:
    """The system identifier of whoever filled the spool; empty where nobody did."""
    for file in sorted(spool.iterdir()):
        if SEGMENT.fullmatch(file.name) and file.suffix != HISTORY and (life := life_of(file)):
            return life.system_identifier
    return ""


@dataclass
class Stream:
    """Keeps the log flowing into ``spool``. ``flows`` is set while it does.

    ``began_count`` says how often it was begun: each time something may lack before it.
    """

    source: Source
    spool: Path
    say: Callable[[str], None] = print
    flows: threading.Event = field(default_factory=threading.Event)
    began_count: int = 0
    system_identifier: str = ""
    _receiving: subprocess.Popen[str] | None = None
    _reading: threading.Thread | None = None
    _said: deque[str] = field(default_factory=lambda: deque(maxlen=5))
    _has_new_slot: bool = False
    _begun: Life | None = None
    _died: Life | None = None

    def keep_up(self) -> None:
        """Begin to stream; where the server was away, begin again. Raises BackupFailed."""
        if self._receiving is not None:
            status = self._receiving.poll()
            if status is None:
                return
            self._ended()
            self._died = self._begun
            last = "; ".join(self._said)
            raise BackupFailed(
                f"the stream of the log ended ({status}), and is begun again: {last}"
            )
        stand = backups.moment(self.source)
        self._require_slot()
        self._clear_the_way(stand)
        self._said.clear()
        more = [f"--directory={self.spool}", "--synchronous", "--no-loop", f"--slot={SLOT}"]
        # It also looks so often whether it shall stop.
        more += ["--status-interval=1"]
        self._receiving = subprocess.Popen(
            self.source.command("pg_receivewal", *more), env=self.source.environment(),
            stderr=subprocess.PIPE, text=True, errors="replace",
        )  # fmt: skip
        assert self._receiving.stderr is not None
        self._reading = threading.Thread(
            target=self._read, args=(self._receiving.stderr,), daemon=True
        )
        self._reading.start()
        self.system_identifier = stand.system_identifier
        self._begun = Life(stand.system_identifier, stand.timeline)
        self.began_count += 1
        self.flows.set()

    def end(self) -> None:
        if self._receiving is not None:
            self._receiving.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._receiving.wait(10)
            self._receiving.kill()
            self._receiving.wait()
            self._ended()

    def _ended(self) -> None:
        self.flows.clear()
        if self._reading is not None:
            self._reading.join(5)
        self._receiving = None

    def _read(self, stderr: IO[str]) -> None:
        with stderr:
            for line in stderr:
                self._said.append(line.strip())
                self.say(line.strip())

    # --- the slot ---------------------------------------------------------------------------------

    def _require_slot(self) -> None:
        """Made where there is none, and anew where the server gave it up. Raises BackupFailed."""
        found = self._ask(_OF_SLOT)
        if found is not None and found[0] != "lost":
            return
        if found is not None:
            self.say(
                f"The slot {SLOT} was lost: what of its log the server has removed since is in no"
                " backup. It is made anew, and so is a base backup."
            )
            self._ask("SELECT pg_drop_replication_slot(%s)")
        made = self._ask("SELECT lsn::text FROM pg_create_physical_replication_slot(%s, true)")
        self._has_new_slot = True
        since = made[0] if made else None
        self.say(f"The slot {SLOT} was made: the server keeps its log from {since} on.")

    def _ask(self, sql: LiteralString) -> tuple[str | None, ...] | None:
        try:
            with psycopg.connect(
                self.source.url, autocommit=True, connect_timeout=10
            ) as connection:
                return connection.execute(sql, [SLOT]).fetchone()
        except psycopg.Error as error:
            raise BackupFailed(f"The slot {SLOT}: {error}") from error

    # --- the spool --------------------------------------------------------------------------------

    def _clear_the_way(self, stand: Stand) -> None:
        """Set aside what the stream cannot go on from: then it begins where the slot does.

        Another server's log always. Of another timeline of this server, or before a slot that is
        new, only after it was tried with this life of it: often that still has all that follows.
        """
        segments = [
            file
            for file in sorted(self.spool.iterdir())
            if SEGMENT.fullmatch(file.name) and file.suffix != HISTORY
        ]
        lives = {file: life_of(file) for file in segments}
        others = {life for life in lives.values() if life is not None}
        was_tried = self._died == Life(stand.system_identifier, stand.timeline)
        if any(life.system_identifier != stand.system_identifier for life in others):
            self._set_aside("of another server")
        elif was_tried and segments:
            if any(life.timeline != stand.timeline for life in others):
                self._set_aside("of a former life of the server, which does not lead to this one")
            elif self._has_new_slot or any(_REMOVED in line for line in self._said):
                self._set_aside("older than what the server still has")
                self._has_new_slot = False
        self._died = None

    def _set_aside(self, why: str) -> None:
        """Into folders by system identifier; what nothing was written into is nothing."""
        moved: list[str] = []
        folder = self.spool / ASIDE
        number = 1 + len(list(folder.iterdir())) if folder.is_dir() else 1
        system_identifier = ""
        # Histories last: they are of the server of the segments beside them.
        for file in sorted(self.spool.iterdir(), key=lambda each: each.suffix == HISTORY):
            if not SEGMENT.fullmatch(file.name):
                continue
            if file.suffix != HISTORY:
                life = life_of(file)
                system_identifier = life.system_identifier if life else ""
            if not system_identifier:
                file.unlink()
                continue
            target = folder / f"{system_identifier}.{number}"
            target.mkdir(parents=True, exist_ok=True)
            file.replace(target / file.name)
            moved.append(file.name.removesuffix(PARTIAL))
        if moved:
            self.say(
                f"{len(moved)} files of the log, {moved[0]} to {moved[-1]}, are {why}: they are set"
                " aside and kept, and the stream begins anew."
            )
