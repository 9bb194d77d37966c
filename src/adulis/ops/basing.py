"""Base backups when they are due, in a thread of their own: the WAL leaves the house meanwhile.

What lies in the place is listed when this begins and every hour, and remembered in between: a
bucket is paid for each time it is asked.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from adulis.ops import backups, holdings, pruning
from adulis.ops.backups import Base, Source, Stand
from adulis.ops.holdings import Restorable
from adulis.ops.vault import BackupFailed, Place

# How often the server is asked what time it is and which life it lives.
ROUND_SECONDS = 2.0
LISTED_AGAIN_SECONDS = 3_600.0
# After a base that failed, which may have taken hours, the next is tried no sooner.
FIRST_REST_SECONDS, LONGEST_REST_SECONDS = 10.0, 900.0
# A thread that is in the midst of putting something away is given so long to end.
_END_SECONDS = 5.0


def what_failed(error: Exception) -> str:
    """In words where it was foreseen; else with its name, without which they may say nothing."""
    foreseen = isinstance(error, BackupFailed | OSError | subprocess.SubprocessError)
    return str(error) if foreseen else repr(error)


@dataclass
class Complaints:
    """What fails is said once, and again only after it went well or is another."""

    say: Callable[[str], None]
    _last: str = ""

    def say_once(self, text: str) -> None:
        if text != self._last:
            self._last = text
            self.say(text)

    def forget(self) -> None:
        self._last = ""


def nobody_hears(base: Base) -> None:
    """Of a base backup, where nobody watches."""


@dataclass
class Bases:
    """Takes a base backup whenever the last one is ``every`` old, and lets go what is ``kept``.

    ``note`` hears of the newest one when it was made, and whenever the place is listed.
    """

    source: Source
    place: Place
    recipients: Sequence[Any]
    every: timedelta
    kept: timedelta
    say: Callable[[str], None] = print
    note: Callable[[Base], None] = nobody_hears
    _newest: Base | None = None
    _listed_at: float | None = None
    _lacks: str = ""
    _taking: subprocess.Popen[bytes] | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self, streams: threading.Event) -> None:
        """Begin. No base is taken before ``streams``: what follows it has to be kept as well."""
        # A daemon: an upload that hangs does not keep the process; half a base counts for nothing.
        self._thread = threading.Thread(target=self._run, args=(streams,), daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Give up a base that is being taken; nothing of it counts."""
        self._stop.set()
        if self._taking is not None:
            self._taking.terminate()
        if self._thread is not None:
            self._thread.join(_END_SECONDS)

    def look_again(self) -> None:
        """Something may lack behind the newest base: then the next is due at once."""
        self._listed_at = None

    def round(self) -> None:
        """Take a base where one is due. Raises BackupFailed."""
        stands = backups.moment(self.source)
        newest = self._remembered(stands)
        if newest is not None and not self._is_due(newest, stands):
            return
        base = backups.take_base(self.source, self.place, self.recipients, began=self._began)
        self._newest, self._lacks = base, ""
        self.note(base)
        self.say(f"base backup {base.name}, {base.size:,} bytes")
        area = backups.area(self.place, base.system_identifier)
        old = pruning.too_old(area, older_than=self.kept, now=base.finished_at)
        pruning.let_go(area, old)
        for each in old:
            self.say(f"base backup {each.name} was older than it is kept, and removed")

    def _run(self, streams: threading.Event) -> None:
        complaints = Complaints(self.say)
        rest = FIRST_REST_SECONDS
        while not self._stop.is_set():
            wait = ROUND_SECONDS
            if streams.wait(ROUND_SECONDS):
                try:
                    self.round()
                except Exception as error:  # noqa: BLE001  outermost loop: it goes on
                    if self._stop.is_set():
                        return
                    complaints.say_once(f"no base backup: {what_failed(error)}")
                    wait, rest = rest, min(rest * 2, LONGEST_REST_SECONDS)
                    self._listed_at = None
                else:
                    complaints.forget()
                    rest = FIRST_REST_SECONDS
            self._stop.wait(wait)

    def _is_due(self, newest: Base, stands: Stand) -> bool:
        # Another life of the server than the one backed up last: its first log may have been
        # streamed by nobody, and what there is does not lead here for certain.
        is_another = newest.start.timeline != stands.timeline
        return is_another or bool(self._lacks) or newest.finished_at + self.every <= stands.now

    def _remembered(self, stands: Stand) -> Base | None:
        passed = time.monotonic()
        if self._listed_at is None or passed > self._listed_at + LISTED_AGAIN_SECONDS:
            self._listed_at = passed
            found = self._newest_there(stands)
            self._newest = None if found is None else found.base
            if self._newest is not None:
                self.note(self._newest)
            lacks = "" if found is None else found.reach.missing
            if lacks and lacks == self._lacks_again(stands):
                self._lacks = lacks
                self.say(f"Of the log behind the newest base backup {lacks} lacks: another is due.")
        return self._newest

    def _lacks_again(self, stands: Stand) -> str:
        """A place is not listed at one moment: what lacks may have come in meanwhile."""
        found = self._newest_there(stands)
        return "" if found is None else found.reach.missing

    def _newest_there(self, stands: Stand) -> Restorable | None:
        area = backups.area(self.place, stands.system_identifier)
        found = holdings.restorable(area)
        return found[-1] if found else None

    def _began(self, taking: subprocess.Popen[bytes]) -> None:
        self._taking = taking
        if self._stop.is_set():
            taking.terminate()
