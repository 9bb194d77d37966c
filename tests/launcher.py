"""A running ``./adulis up``, for tests that tell stories about one."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
# Neither is a race: on a machine with other work a start takes minutes.
START_SECONDS, STOP_SECONDS = 240, 60


class Launcher:
    """A running ``up``, and the means to see what it started."""

    def __init__(
        self, folder: Path, port: int, given: dict[str, str], *, with_web_app: bool = False
    ) -> None:
        self.folder, self.port = folder, port
        self.mark = f"ADULIS_TEST_MARK={uuid.uuid4().hex}"
        self.output = Path(tempfile.gettempdir()) / f"adulis-up-{self.mark[-8:]}.out"
        name, _, value = self.mark.partition("=")
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                (
                    *(sys.executable, "-m", "adulis.ops.up"),
                    *("--port", str(port), "--data-dir", str(folder)),
                    *(() if with_web_app else ("--no-web-app",)),
                ),
                env={**clean_environment(), **given, name: value},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return self.output.read_text()

    def until_it_says(self, words: str, *, times: int = 1, seconds: float = START_SECONDS) -> None:
        wait_until(
            lambda: self.said.count(words) >= times or self.process.poll() is not None,
            seconds,
            lambda: f"waiting for {words!r}:\n{self.said}",
        )
        assert self.said.count(words) >= times, self.said

    def processes(self, words: str = "") -> list[int]:
        """What it started and what that started, found by what only they inherited."""
        found = []
        for status in Path("/proc").glob("[0-9]*"):
            try:
                ours = self.mark.encode() in (status / "environ").read_bytes().split(b"\0")
                command = (status / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:  # it has just ended
                continue
            if ours and words in command and int(status.name) != self.process.pid:
                found.append(int(status.name))
        return found

    def web_master(self) -> int:
        (master,) = [pid for pid in self.processes("granian") if os.getpgid(pid) == pid]
        return master

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """``./adulis <command>`` in another terminal."""
        return subprocess.run(
            (sys.executable, "-m", "adulis.ops.manage", *command, "--data-dir", str(self.folder)),
            env=clean_environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )

    def until_nothing_runs(self, seconds: float = 30) -> None:
        """What a child had started ends a moment after it."""
        wait_until(lambda: self.processes() == [], seconds, lambda: str(self.processes()))

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Ask it to stop, and wait until it has."""
        self.process.send_signal(how)
        self.process.wait(timeout=STOP_SECONDS)


def clean_environment() -> dict[str, str]:
    """What a newcomer's shell has: none of the settings the tests run with."""
    kept = ("PATH", "HOME", "LANG", "TERM", "TMPDIR")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "PYTHONPATH": str(REPOSITORY / "src"),
    }


def wait_until(is_so: Callable[[], bool], seconds: float, or_else: Callable[[], str]) -> None:
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not is_so():
        assert time.monotonic() < deadline, or_else()
        pause.wait(0.05)


def three_free_ports() -> int:
    """The first of three neighbours nobody listens on."""
    for port in range(20_000 + os.getpid() % 3_000, 24_000, 3):
        with ExitStack() as bound:
            try:
                for each in range(port, port + 3):
                    bound.enter_context(socket.socket()).bind(("127.0.0.1", each))
            except OSError:
                continue
            return port
    raise AssertionError("no three free ports in a row")


def get(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def answers(port: int, path: str = "/healthz") -> bool:
    try:
        return get(port, path) == 200
    except (OSError, http.client.HTTPException):
        return False
