"""A PostgreSQL server of our own: started, adopted after an accident, stopped.

Layout of a cluster's ``home`` (``<data-dir>/postgres``)::

    lock  password  port        ours: who may start it, the superuser's password, the last port
    server/                     the server's account's: cluster/  sockets/  server.log

Where that account cannot enter ``home`` (a root launcher in a private folder), ``server/`` lies in
the folder of the system instead, named by a hash of ``home``.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

from adulis.ops import binaries as programs
from adulis.ops.binaries import Binaries, ServerUser, run_as
from adulis.ops.locks import locked

SUPERUSER = "postgres"
# Below 32768 the kernel hands out no port to outgoing connections, so none is taken by chance.
PORTS = range(24_000, 32_000)
SOCKET_PATH_LIMIT = 107  # bytes in sockaddr_un.sun_path on Linux, less the final NUL
START_SECONDS = 120  # recovery after a crash is part of a start
# A fast shutdown closes connections and writes a checkpoint; an immediate one does neither.
STOP_SECONDS = {"fast": 6, "immediate": 2}
LOG_KEPT_BYTES = 16 * 1_048_576
# After a crash all files are made durable before anybody may connect. Asking the kernel once for
# the file system takes a quarter of a second where opening each file took one to four.
_SYNC_ONCE = "recovery_init_sync_method = 'syncfs'\n" if sys.platform == "linux" else ""
_TRANSIENT = ("Address already in use", "pre-existing shared memory block")


class PostgresFailed(RuntimeError):
    """A program of PostgreSQL failed; the message carries the end of what it said."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: where it listens and its superuser's password."""

    host: str
    port: int
    password: str = field(repr=False)
    socket_folder: str = ""

    def url(
        self, *, database: str = "postgres", user: str = SUPERUSER, password: str | None = None
    ) -> str:
        """A ``postgres://`` URL for ``database``; as the superuser unless told otherwise."""
        secret = quote(self.password if password is None else password, safe="")
        return f"postgres://{quote(user)}:{secret}@{self.host}:{self.port}/{quote(database)}"


class Cluster:
    """The server whose files lie under ``home``. ``durable=False`` is for tests.

    Not durable means that commits survive a killed server but not a machine that loses power.
    Replaying log is part of a start, which may take ``start_seconds``.
    """

    def __init__(
        self,
        home: Path,
        *,
        durable: bool = True,
        start_seconds: int = START_SECONDS,
        system_folder: Path = programs.SYSTEM_FOLDER,
        say: Callable[[str], None] = lambda _text: None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self.home = home.absolute()
        self.durable = durable
        self.start_seconds = start_seconds
        self.system_folder = system_folder
        self._say = say
        self._environment = environment

    def start(self) -> Server:
        """Make the cluster if there is none, start it if it is not running, and say where it is.

        A server left over by a launcher that was killed is adopted. Raises NoPostgres,
        PostgresFailed.
        """
        programs.make_folder(self.home)
        with locked(self.home / "lock"):
            user = programs.server_user()
            found = self._find_binaries(user)
            folder = self.server_folder(user)
            if not (self.home / "password").is_file():
                self._set_orphan_aside(found, folder, user)
            if not (folder / "cluster").is_dir():
                self._make_cluster(found, folder, user)
            self._check_version(found, folder)
            if running_pid(folder / "cluster"):
                if server := self._adopt(folder):
                    return server
                self._stop(found, folder, user, modes=("immediate",))
            return self._start(found, folder, user)

    def stop(self) -> None:
        """Stop the server if it runs; open connections are closed, nothing committed is lost."""
        if not self.home.is_dir():
            return
        with locked(self.home / "lock"):
            user = programs.server_user()
            folder = self.server_folder(user)
            if running_pid(folder / "cluster"):
                self._stop(self._find_binaries(user), folder, user)
            with suppress(OSError):  # not there, or not empty, or not ours: then it stays
                _short_socket_folder(folder).rmdir()

    def running(self) -> Server | None:
        """The server, if it runs and answers to our password."""
        return self._adopt(self.server_folder(programs.server_user())) if self.pid() else None

    def is_running(self) -> bool:
        return self.pid() is not None

    def pid(self) -> int | None:
        """Process id of the server, or None when it does not run."""
        return running_pid(self.server_folder(programs.server_user()) / "cluster")

    @property
    def log(self) -> Path:
        return self.server_folder(programs.server_user()) / "server.log"

    # --- making -----------------------------------------------------------------------------------

    def _find_binaries(self, user: ServerUser | None) -> Binaries:
        found = programs.find_binaries(self._environment)
        return programs.reachable(found, user, self.system_folder)

    def server_folder(self, user: ServerUser | None) -> Path:
        """Where the server's files are, or shall be. What exists wins over what would be chosen."""
        near = self.home / "server"
        digest = hashlib.sha256(str(self.home).encode()).hexdigest()[:16]
        far = self.system_folder / "clusters" / digest
        if user is None or (near / "cluster").is_dir():
            return near
        if (far / "cluster").is_dir() or not programs.can_reach(user, self.home):
            return far
        return near

    def _set_orphan_aside(self, found: Binaries, folder: Path, user: ServerUser | None) -> None:
        """A cluster without a password is one whose data directory was deleted around it.

        In the folder of the system it is kept beside the new one, not deleted: it may hold a
        ledger. Next to us it means that only the password is lost, which is for a person to mend.
        """
        if not (folder / "cluster").is_dir():
            return
        if folder.is_relative_to(self.home):
            raise PostgresFailed(
                f"{self.home / 'password'} is missing; restore it or move {folder}."
            )
        if running_pid(folder / "cluster"):
            self._stop(found, folder, user)
        aside = folder.with_name(f"{folder.name}.orphaned")
        if aside.exists():
            shutil.rmtree(aside)
        folder.rename(aside)
        self._say(f"The database of a deleted data directory was set aside in {aside}")

    def _make_cluster(self, found: Binaries, folder: Path, user: ServerUser | None) -> None:
        self._say(f"Making a PostgreSQL {found.version} cluster")
        make_users_folder(folder, user)
        fresh = folder / "cluster.new"
        if fresh.exists():  # initdb was cut short: what it left is no cluster
            shutil.rmtree(fresh)
        secret = folder / "initial-password"
        write_for(secret, self.password(), user)
        locale = ["--locale=C.UTF-8"]
        if found.major >= 17:  # sorts the same on every machine, whatever its C library
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
        made = run_as(
            user,
            (
                *(found.program("initdb"), "--pgdata", str(fresh), "--username", SUPERUSER),
                *("--auth=scram-sha-256", "--pwfile", str(secret), "--data-checksums"),
                *("--encoding=UTF8", *locale, *(() if self.durable else ("--no-sync",))),
            ),
        )
        secret.unlink()
        if made.returncode:
            raise PostgresFailed(f"initdb failed:\n{_tail(made.stdout)}")
        main = fresh / "postgresql.conf"
        write_for(main, f"{main.read_text()}\ninclude_if_exists 'adulis.conf'\n", user)
        fresh.rename(folder / "cluster")  # from here on it is a cluster

    def password(self) -> str:
        path = self.home / "password"
        if not path.is_file():
            write_for(path, secrets.token_urlsafe(24), None)
        return path.read_text().strip()

    def _check_version(self, found: Binaries, folder: Path) -> None:
        made_by = (folder / "cluster" / "PG_VERSION").read_text().strip()
        if made_by != str(found.major):
            raise PostgresFailed(
                f"{folder / 'cluster'} was made by PostgreSQL {made_by}, and {found.origin} is "
                f"{found.version}. Set PG_BIN_DIR to the programs of PostgreSQL {made_by}."
            )

    # --- starting and stopping --------------------------------------------------------------------

    def _adopt(self, folder: Path) -> Server | None:
        """The server that is already running, if it answers to our password."""
        lines = (folder / "cluster" / "postmaster.pid").read_text().splitlines()
        if len(lines) < 6 or not lines[3].isdigit():
            return None
        server = Server("127.0.0.1", int(lines[3]), self.password(), lines[4])
        try:
            psycopg.connect(server.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return None
        return server

    def _start(self, found: Binaries, folder: Path, user: ServerUser | None) -> Server:
        cluster, log = folder / "cluster", folder / "server.log"
        (cluster / "postmaster.pid").unlink(missing_ok=True)  # nobody runs: it is stale
        if log.is_file() and log.stat().st_size > LOG_KEPT_BYTES:
            log.replace(log.with_suffix(".log.1"))
        deadline = time.monotonic() + self.start_seconds
        while True:
            port = self._choose_port()
            sockets = self._socket_folder(folder, port, user)
            write_for(cluster / "adulis.conf", self._configuration(port, sockets), user)
            logged_before = log.stat().st_size if log.is_file() else 0
            command = [found.program("pg_ctl"), "start", "--wait", "--silent"]
            command += ["--timeout", str(self.start_seconds), "--pgdata", str(cluster)]
            command += ["--log", str(log)]
            started = run_as(user, command, timeout_seconds=self.start_seconds + 5)
            if started.returncode == 0:
                write_for(self.home / "port", str(port), None)
                return Server("127.0.0.1", port, self.password(), sockets)
            said = _read_from(log, logged_before)
            if time.monotonic() > deadline or not any(sign in said for sign in _TRANSIENT):
                raise PostgresFailed(f"PostgreSQL did not start:\n{_tail(started.stdout + said)}")
            time.sleep(0.2)  # a port lost to somebody faster, or children of a killed server

    def _stop(
        self,
        found: Binaries,
        folder: Path,
        user: ServerUser | None,
        *,
        modes: Sequence[str] = ("fast", "immediate"),
    ) -> None:
        command = [found.program("pg_ctl"), "stop", "--wait", "--silent"]
        command += ["--pgdata", str(folder / "cluster")]
        said = ""
        for mode in modes:
            seconds = str(STOP_SECONDS[mode])
            stopped = run_as(user, [*command, "--mode", mode, "--timeout", seconds])
            if stopped.returncode == 0 or not running_pid(folder / "cluster"):
                return
            said += stopped.stdout
        if pid := running_pid(folder / "cluster"):  # it does not even answer to signals
            os.kill(pid, signal.SIGKILL)
            self._say("PostgreSQL did not stop and was killed; it will recover at its next start")
            return
        raise PostgresFailed(f"PostgreSQL did not stop:\n{_tail(said)}")

    def _choose_port(self) -> int:
        """The port of the last start if it is free, else any free one."""
        remembered = self.home / "port"
        if remembered.is_file() and remembered.read_text().strip().isdigit():
            port = int(remembered.read_text())
            if port in PORTS and _is_free(port):
                return port
        while not _is_free(port := secrets.choice(PORTS)):
            pass
        return port

    def _socket_folder(self, folder: Path, port: int, user: ServerUser | None) -> str:
        """A folder for the Unix socket whose path is short enough; empty when there is none."""
        for sockets in (folder / "sockets", _short_socket_folder(folder)):
            if len(str(sockets / f".s.PGSQL.{port}.lock").encode()) <= SOCKET_PATH_LIMIT:
                try:
                    make_users_folder(sockets, user)
                except OSError:  # somebody else's folder has that name; the port serves as well
                    continue
                for stale in sockets.glob(".s.PGSQL.*"):  # nobody runs, whatever these locks say
                    stale.unlink()
                return str(sockets)
        return ""

    def _configuration(self, port: int, sockets: str) -> str:
        on_or_off = "on" if self.durable else "off"
        escaped = sockets.replace("'", "''")
        quoted = f'"{escaped}"' if escaped else ""
        return f"""# Written by adulis at every start. Your own settings: ALTER SYSTEM.
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{quoted}'
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %u@%d '
log_min_duration_statement = '1s'
log_lock_waits = on
max_connections = 200
shared_buffers = '{256 if self.durable else 128}MB'
random_page_cost = 1.1
jit = off
wal_compression = on
max_wal_size = '{"2GB" if self.durable else "512MB"}'
checkpoint_timeout = '15min'
synchronous_commit = on
fsync = {on_or_off}
full_page_writes = {on_or_off}
{_SYNC_ONCE}"""


def running_pid(cluster: Path) -> int | None:
    """The process id of the server on ``cluster``; None also for a pid somebody else has by now."""
    try:
        pid = int((cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass
    status = Path("/proc") / str(pid)
    if not Path("/proc/self/cwd").exists():  # no /proc on this system: the pid must do
        return pid
    try:
        # A server lives in its cluster's folder. A zombie lives nowhere.
        return pid if (status / "cwd").resolve(strict=True) == cluster.resolve() else None
    except OSError:
        return None


def _short_socket_folder(folder: Path) -> Path:
    """Where the socket goes when the path of ``folder`` is too long for one."""
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return Path("/tmp") / f"adulis-{digest}"  # noqa: S108  made ours, or not used


def make_users_folder(folder: Path, user: ServerUser | None) -> None:
    """Make ``folder``, for ``user`` to write. Raises OSError when it is somebody else's."""
    programs.make_folder(folder)
    owner = os.geteuid() if user is None else user.uid
    if folder.lstat().st_uid not in (owner, os.geteuid()) or folder.is_symlink():
        raise PermissionError(f"{folder} belongs to somebody else")
    if user is not None:
        os.chown(folder, user.uid, user.gid)


def write_for(path: Path, text: str, user: ServerUser | None) -> None:
    """Write a private file for ``user``, whole or not at all."""
    fresh = path.with_name(f"{path.name}.writing")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        if user is not None:
            os.fchown(file.fileno(), user.uid, user.gid)
    fresh.replace(path)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as PostgreSQL does
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _read_from(path: Path, offset: int) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        file.seek(offset)
        return file.read().decode(errors="replace")


def _tail(text: str, lines: int = 15) -> str:
    return "\n".join(re.sub(r"[^\S\n]+", " ", text).strip().splitlines()[-lines:])
