"""Where measurements run: a PostgreSQL of their own (fsync on), a migrated database, a web tier."""

from __future__ import annotations

import base64
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from adulis.ops import databases
from adulis.ops.binaries import find_binaries
from adulis.ops.postgres import Cluster, Server

REPOSITORY = Path(__file__).resolve().parents[1]
READY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Stage:
    """A server and the environment that the platform's processes need to use it."""

    folder: Path
    server: Server
    environment: Mapping[str, str]

    @property
    def app_url(self) -> str:
        return self.environment["DATABASE_URL"]

    @property
    def superuser_url(self) -> str:
        return self.server.url(database="bench")

    def manage(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=REPOSITORY, env=dict(self.environment), check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def pgbench(self, scripts: Sequence[Path], *, clients: int, seconds: int) -> float:
        """Transactions per second of ``scripts``, taken in turn, as the application's role."""
        binary = find_binaries().program("pgbench")
        files = [part for script in scripts for part in ("-f", str(script))]
        ran = subprocess.run(
            [binary, "-n", "-M", "simple", "-c", str(clients), "-j", "2", "-T", str(seconds),
             *files, self.app_url],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        if ran.returncode:
            raise RuntimeError(f"pgbench no longer sends what the application sends:\n{ran.stderr}")
        return float(next(line for line in ran.stdout.splitlines() if "tps =" in line).split()[2])


@contextmanager
def stage(**settings: str) -> Iterator[Stage]:
    """A fresh instance, gone afterwards; ``settings`` go into its environment."""
    folder = Path(tempfile.mkdtemp(prefix="adulis-bench-"))
    folder.chmod(0o711)
    cluster = Cluster(folder / "postgres")
    try:
        server = cluster.start()
        passwords = secrets.token_urlsafe(12), secrets.token_urlsafe(12)
        with databases.connect(server.url()) as connection:
            databases.ensure_roles(
                connection, owner_password=passwords[0], application_password=passwords[1]
            )
            databases.ensure_database(connection, "bench")
        made = Stage(folder, server, _environment(server, passwords) | settings)
        made.manage("migrate", "--verbosity", "0")
        yield made
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _environment(server: Server, passwords: tuple[str, str]) -> dict[str, str]:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    owner = server.url(database="bench", user=databases.OWNER_ROLE, password=passwords[0])
    application = server.url(
        database="bench", user=databases.APPLICATION_ROLE, password=passwords[1]
    )
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}",
        "DJANGO_SETTINGS_MODULE": "adulis.settings",
        "DATABASE_URL": application,
        "DATABASE_OWNER_URL": owner,
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ENCRYPTION_KEYS": f"k1:{key}",
        "BLIND_INDEX_KEY": key,
        "API_KEY_PEPPER": key,
        "BANK_SECRET": "bench",
        "BANK_CALLBACK_SECRETS": f"whsec_{key}",
        "BANK_PROFILE": "demo",
        "PAYMENT_GATEWAY_SECRET": "bench",
        "PAYMENT_GATEWAY_WEBHOOK_SECRETS": f"whsec_{key}",
        "LOG_LEVEL": "WARNING",
        # The limiter runs as in production; only its limit is out of the way.
        "THROTTLE_MONEY_PER_SECOND": "1000000",
    }


@contextmanager
def process(
    made: Stage, command: Sequence[str], *, ready_url: str = "", **extra: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the platform while the block runs; ended by SIGTERM."""
    log = (made.folder / f"{Path(command[0]).name}-{time.monotonic_ns()}.log").open("wb")
    child = subprocess.Popen(
        command, cwd=REPOSITORY, env={**made.environment, **extra}, stdout=log, stderr=log
    )
    try:
        if ready_url:
            _wait_for(ready_url, child)
        yield child
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()


def web_command(port: int, workers: int = 2) -> list[str]:
    """The web tier as ``./adulis up`` and the container start it."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws",
        "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers),
        "--blocking-threads", "4", "--workers-kill-timeout", "3", "adulis.wsgi:application",
    ]  # fmt: skip


def _wait_for(url: str, child: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + READY_SECONDS
    while time.monotonic() < give_up_at and child.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own process
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer")
