"""Keeps processes running: starts them, notices when they end, starts them again, stops them all.

Single-threaded on purpose. Children write straight into their log files, which are read back for
warnings, so no pipe connects their life to ours; and a child is started by the main thread, since
the kernel's death signal counts the thread that forked as the parent.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from adulis.ops.child import command as ending_with_us

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0
SETTLED_SECONDS = 60.0  # a process that lived this long has earned a quick restart
LOG_KEPT_BYTES = 16 * 1_048_576
WARNINGS_SHOWN = 20  # a minute and process; the log file has them all
_WARNING = re.compile(
    r"\b(WARN(ING)?|ERROR|CRITICAL)\b|\"level\": ?\"(warning|error|critical)\"|^Traceback"
)

Say = Callable[[str, str], None]


@dataclass(slots=True)
class Child:
    """A process to keep running: ``command`` is the whole argument list, run in ``folder``.

    ``socket`` is the Unix socket it makes, if it makes one: killed, it would leave it behind, and
    find it in its way.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    log: Path
    socket: Path | None = None
    started: int = 0
    _running: subprocess.Popen[bytes] | None = None
    _since: float = 0.0
    _pause: float = FIRST_PAUSE_SECONDS
    _due: float = 0.0
    _read_to: int = 0
    _shown: list[float] = field(default_factory=list)

    @property
    def pid(self) -> int | None:
        return self._running.pid if self._running else None

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C is for us, who then stop everybody in order."""
        if self.log.is_file() and self.log.stat().st_size > LOG_KEPT_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        if self.socket is not None:
            self.socket.unlink(missing_ok=True)
        with self.log.open("ab") as output:
            self._read_to = output.tell()
            self._running = subprocess.Popen(
                ending_with_us(self.command),
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started += 1
        self._since = time.monotonic()

    def watch(self, say: Say) -> None:
        """Start it again if it ended, after a pause that grows while it keeps ending."""
        now = time.monotonic()
        if self._running is not None:
            if not self._has_ended():
                return
            status = self._bury()
            if now - self._since > SETTLED_SECONDS:
                self._pause = FIRST_PAUSE_SECONDS
            self._due = now + self._pause
            say(self.name, f"ended ({_describe(status)}); starting again in {self._pause:g} s")
            self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
        elif now >= self._due:
            self.start()

    def warnings(self) -> list[str]:
        """Lines written since the last call that are warnings or worse, not too many of them."""
        if not self.log.is_file():
            return []
        with self.log.open("rb") as log:
            log.seek(self._read_to)
            text = log.read(1_048_576)
        whole = text.rfind(b"\n") + 1
        self._read_to += whole
        now = time.monotonic()
        self._shown = [moment for moment in self._shown if moment > now - 60]
        found = []
        for line in text[:whole].decode(errors="replace").splitlines():
            if _WARNING.search(line) and len(self._shown) < WARNINGS_SHOWN:
                self._shown.append(now)
                found.append(line.strip()[:400])
        return found

    def last_words(self, lines: int = 15) -> str:
        """The end of its log, for when it will not start."""
        if not self.log.is_file():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def ask_to_stop(self) -> None:
        if self._running is not None:
            self._running.terminate()

    def stopped_within(self, deadline: float) -> bool:
        """Wait until it ended, or kill it and all it started at ``deadline`` (monotonic seconds).

        Returns whether it went by itself.
        """
        if self._running is None:
            return True
        while not self._has_ended() and time.monotonic() < deadline:
            time.sleep(0.02)
        went = self._has_ended()
        self._bury()
        return went

    def _has_ended(self) -> bool:
        """Whether it ended, without reaping it: until then its group's number is nobody else's."""
        if self._running is None or self._running.returncode is not None:
            return True
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self._running.pid, options) is not None

    def _bury(self) -> int:
        """Kill whatever is left of it and what it started; returns its exit status."""
        if self._running is None:
            return 0
        with suppress(ProcessLookupError):
            os.killpg(self._running.pid, signal.SIGKILL)
        status = self._running.wait()
        self._running = None
        return status


def stop_all(children: Sequence[Child], seconds: float, say: Say) -> None:
    """Ask all to stop at once, give them ``seconds`` together, then kill who is left."""
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + seconds
    for child in children:
        if not child.stopped_within(deadline):
            say(child.name, f"did not stop within {seconds:g} s and was killed")


def _describe(status: int) -> str:
    if status >= 0:
        return f"exit code {status}"
    return f"killed by {signal.Signals(-status).name}"
