"""Real processes of ours, for tests that kill them: workers and web servers."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from adulis.ops.locks import FileLock, Held
from tests.waiting import until

REPOSITORY = Path(__file__).resolve().parents[1]
CALLBACKS = "/api/v1/bank/callbacks/simbank/"
WEBHOOKS = "/api/v1/gateway-callbacks/simgate/"


def free_port() -> int:
    """A port that is nobody's, and ours until this test run ends.

    Web servers share a port with whoever else asks for it (SO_REUSEPORT), and then each would get
    some of the other's requests. So a port is claimed by a lock among all test runs, and lies where
    nobody else looks for one.
    """
    folder = Path(tempfile.gettempdir()) / "adulis-test-ports"
    folder.mkdir(exist_ok=True)
    for port in PORTS:
        claim = FileLock(folder / str(port))
        with suppress(Held, OSError), socket.socket() as probe:
            claim.take(wait=False)
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            _claims.append(claim)
            return port
        claim.release()
    raise AssertionError("no free port")


PORTS = range(15_000, 20_000)
_claims: list[FileLock] = []


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
    source: Source = Source(),
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
    source: Source = Source(),
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


def a_bank(
    environment: Mapping[str, str], folder: Path, port: int, *, callback_port: int, **settings: str
) -> Program:
    """The simulated bank with its books in ``folder`` and real timings; not started yet."""
    command = [
        *(sys.executable, "-m", "simulators.bank", "--port", str(port), "--profile", "npci"),
        *("--store", str(folder / "bank.sqlite3")),
        *("--callback-url", f"http://127.0.0.1:{callback_port}{CALLBACKS}"),
    ]
    secret = environment["BANK_CALLBACK_SECRETS"].partition(",")[0]
    told = {"BANK_CALLBACK_SECRET": secret, "PAYOUT_BANK_FAILURE_RATE": "0", **settings}
    return Program(
        command, Source().environment({**environment, **told}), folder, folder / "bank.log"
    )


def a_gateway(
    environment: Mapping[str, str], folder: Path, port: int, *, webhook_port: int, bank_url: str
) -> Program:
    """The simulated payment gateway with its books in ``folder``, which pays out into the bank.

    Its payments live for seconds; it is not started yet.
    """
    command = [
        *(sys.executable, "-m", "simulators.gateway", "--port", str(port), "--profile", "demo"),
        *("--store", str(folder / "gateway.sqlite3"), "--bank-url", bank_url),
        *("--webhook-url", f"http://127.0.0.1:{webhook_port}{WEBHOOKS}"),
    ]
    secret = environment["PAYMENT_GATEWAY_WEBHOOK_SECRETS"].partition(",")[0]
    told = {**environment, "SIMGATE_WEBHOOK_SECRET": secret}
    return Program(command, Source().environment(told), folder, folder / "gateway.log")


def wait_for(program: Program, port: int, path: str) -> None:
    """Return once it answers there."""
    until(
        lambda: not program.is_running or _answers(port, path),
        lambda: f"{path} on {port}; it said:\n{program.said[-4_000:]}",
    )
    assert program.is_running, program.said[-4_000:]


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
