"""Real processes of ours, for tests that kill them: workers and web servers."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.waiting import until

REPOSITORY = Path(__file__).resolve().parents[1]
CALLBACKS = "/api/v1/bank/callbacks/simbank/"


def free_port() -> int:
    """A port nobody listens on, below those the kernel hands out to outgoing connections."""
    for port in range(20_000 + os.getpid() % 3_000, 32_000):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                if port not in _given:
                    _given.add(port)
                    return port
    raise AssertionError("no free port")


_given: set[int] = set()


@dataclass(slots=True)
class Program:
    """A program that is running, or was. What it writes is in ``log``."""

    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    log: Path
    _child: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> Program:
        with self.log.open("ab") as output:
            self._child = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    @property
    def pid(self) -> int:
        assert self._child is not None
        return self._child.pid

    @property
    def is_running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_for_death(self, seconds: float = 60.0) -> int:
        """Wait until it has ended by itself; returns its exit status, negative for a signal."""
        until(
            lambda: not self.is_running,
            lambda: f"{self.command} to die; it said:\n{self.said[-4_000:]}",
            seconds=seconds,
        )
        assert self._child is not None
        self._end()
        return int(self._child.returncode)

    def kill(self) -> None:
        """SIGKILL, to it and to whatever it started."""
        self._end()

    def stop(self) -> None:
        """SIGTERM, and SIGKILL for what does not listen."""
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._child.wait(10)
        self._end()

    def signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def _end(self) -> None:
        if self._child is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._child.pid, signal.SIGKILL)
            self._child.wait()


@dataclass(frozen=True, slots=True)
class Source:
    """A checkout to run from: ours, or a copy with a bug planted in it."""

    folder: Path = REPOSITORY

    def environment(self, given: Mapping[str, str]) -> dict[str, str]:
        return {**given, "PYTHONPATH": str(self.folder / "src"), "PYTHONUNBUFFERED": "1"}


def a_worker(
    environment: Mapping[str, str],
    log: Path,
    *only: str,
    failpoint: str = "",
    source: Source = Source(),  # noqa: B008 - frozen
) -> Program:
    """A worker, doing ``only`` these tasks, dying at ``failpoint``; not started yet."""
    command = [sys.executable, str(source.folder / "manage.py"), "worker"]
    for task in only:
        command += ["--only", task]
    told = {**source.environment(environment), "ADULIS_FAILPOINT": failpoint}
    return Program(command, told, source.folder, log)


def a_web(
    environment: Mapping[str, str],
    log: Path,
    port: int,
    *,
    failpoint: str = "",
    workers: int = 1,
    threads: int = 8,
    source: Source = Source(),  # noqa: B008 - frozen
) -> Program:
    """A web server on loopback, dying at ``failpoint``; not started yet.

    One that is to die stays dead; any other starts workers that were killed again.
    """
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", str(threads), "--workers-kill-timeout", "3"),
        *([] if failpoint else ["--respawn-failed-workers"]),
        "adulis.wsgi:application",
    ]
    told = {
        **source.environment(environment),
        "DB_POOL_MAX": str(threads + 2),
        "ADULIS_FAILPOINT": failpoint,
    }
    return Program(command, told, source.folder, log)


def wait_for_web(program: Program, port: int) -> None:
    """Return once it answers."""
    until(
        lambda: not program.is_running or _answers(port),
        lambda: f"the web server; it said:\n{program.said[-4_000:]}",
    )
    assert program.is_running, program.said[-4_000:]


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
