"""A server made again from its backups, up to a moment, in a folder where none is."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from adulis.ops import backups, holdings, vault
from adulis.ops import binaries as programs
from adulis.ops.backups import WAL, Base
from adulis.ops.binaries import ServerUser
from adulis.ops.holdings import Restorable
from adulis.ops.postgres import (
    SUPERUSER,
    Cluster,
    PostgresFailed,
    Server,
    make_users_folder,
    write_for,
)
from adulis.ops.reach import PARTIAL
from adulis.ops.vault import SEALED, BackupFailed, Place

# A large database is long in becoming consistent, and a day of log in being replayed.
START_WITHIN = timedelta(hours=12)
STILL_FOR = timedelta(hours=1)
PROGRESS_SECONDS = 10.0
_PROGRESS = "progress"
# What a server says whose log has no commit at the moment it was told, or later.
_NOT_REACHED = "recovery ended before configured recovery target was reached"
# By the names of pg_controldata.
_AS_LARGE = {
    "max_connections": "max_connections",
    "max_worker_processes": "max_worker_processes",
    "max_wal_senders": "max_wal_senders",
    "max_prepared_xacts": "max_prepared_transactions",
    "max_locks_per_xact": "max_locks_per_transaction",
}
_PASSED_BY_SOCKET = "local all all trust\nlocal replication all reject\n"


def restore(
    found: Restorable,
    identities: Sequence[Any],
    home: Path,
    *,
    to: datetime | None,
    say: Callable[[str], None],
    start_within: timedelta = START_WITHIN,
    still_for: timedelta = STILL_FOR,
) -> datetime | None:
    """Make the cluster in ``home`` (``<data-dir>/postgres``) as it was at ``to``; None: at last.

    From what ``holdings.chosen`` found for that moment. Until it is consistent ``start_within`` may
    pass, and ``still_for`` without anything being replayed; how far it is is said meanwhile.

    It is stopped afterwards, whole, on a timeline of its own, with a new superuser's password in
    ``home``. Returns when its last transaction was committed. Raises BackupFailed; then ``home`` is
    as empty as before.
    """
    place, base = found.place, found.base
    cluster = Cluster(home, say=say, start_seconds=int(start_within.total_seconds()))
    user = programs.server_user()
    folder = cluster.server_folder(user)
    if home.exists() and any(home.iterdir()):
        raise BackupFailed(f"{home} is not empty: restore into a folder where nothing is.")
    if folder.exists():
        raise BackupFailed(f"{folder} is there already: move it away first.")
    say(f"base backup {base.name}, and the log of timeline {found.reach.timeline}")
    programs.make_folder(home)
    make_users_folder(folder, user)
    try:
        files = folder / "cluster"
        _unpack(place, base, identities, files)
        count = _fetch_wal(found, identities, folder / "wal")
        say(f"{count:,} segments of WAL")
        _prepare(files, folder / "wal", to, found.reach.timeline)
        _give(folder, user)
        with (files / "adulis-restore.conf").open("a") as more:
            more.write(_as_large_as_before(files))
        with _said_meanwhile(folder / "wal" / _PROGRESS, say):
            last = _replay(cluster, files, still_for)
        shutil.rmtree(folder / "wal")
    except (
        BackupFailed, PostgresFailed, OSError, EOFError, tarfile.TarError, zlib.error,
        subprocess.SubprocessError, psycopg.Error,
    ) as error:  # fmt: skip
        # A server whose log ends too early is gone in the midst of a question of ours.
        why = _why(error, _end_of(cluster.log))
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
        for each in home.iterdir():
            if each.is_dir():
                shutil.rmtree(each, ignore_errors=True)
            else:
                each.unlink()
        raise BackupFailed(why) from error
    return last


def instance_in(
    found: Restorable, identities: Sequence[Any], to: datetime | None
) -> dict[str, bytes]:
    """The keys and secrets of an instance at ``to``, by file name; empty where none were kept.

    Raises BackupFailed where those that were kept with the base are not there any more.
    """
    name = backups.instance_at(found.place, found.base, to, found.reach.timeline)
    if name is None and found.base.has_instance:
        raise BackupFailed(
            f"Base backup {found.base.name} was made with keys and secrets, and they are not there:"
            " without them nothing that is sealed in it can be opened."
        )
    if name is None:
        return {}
    with tempfile.TemporaryDirectory(prefix="adulis-restore-") as room:
        packed = Path(room) / "instance.tar.gz"
        _open(found.place, name, packed, identities)
        with tarfile.open(packed) as tar:
            opened = {each: tar.extractfile(each) for each in tar.getnames()}
            return {name: file.read() for name, file in opened.items() if file is not None}


def require_room_for(instance: Mapping[str, bytes], folder: Path) -> None:
    """Raises BackupFailed where one of these files is there already and is another."""
    for name, content in instance.items():
        there = folder / name
        if name not in backups.OF_AN_INSTANCE:
            raise BackupFailed(f"The backup has a {name}, which no instance has.")
        if there.exists() and there.read_bytes() != content:
            raise BackupFailed(
                f"{there} is there already, and is another than that of the backup: move it away"
                " first. What is sealed under one of them does not open with the other."
            )


def restore_instance(instance: Mapping[str, bytes], folder: Path) -> None:
    """Put the keys and secrets of an instance back, beside what is there. Raises BackupFailed."""
    require_room_for(instance, folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in instance.items():
        write_for(folder / name, content.decode(), None)


def _unpack(place: Place, base: Base, identities: Sequence[Any], files: Path) -> None:
    packed = files.with_name("base.tar.gz")
    _open(place, base.file, packed, identities)
    files.mkdir(mode=0o700)
    with tarfile.open(packed) as tar:
        tar.extractall(files, filter="data")
    packed.unlink()
    for each in (files, *(path for path in files.rglob("*") if path.is_dir())):
        each.chmod(0o700)


def _fetch_wal(found: Restorable, identities: Sequence[Any], target: Path) -> int:
    """All segments from the base's first one on, on whichever timeline; the last may be part."""
    target.mkdir()
    place, first = found.place, found.base.first_wal
    wanted = []
    for name in place.names(WAL):
        bare = name.removeprefix(WAL).removesuffix(holdings.PACKED)
        is_segment = len(bare.removesuffix(PARTIAL)) == len(first)
        if not is_segment or (
            bare[8:24] >= first[8:] and int(bare[:8], 16) <= found.reach.timeline
        ):
            wanted.append(bare)
    for bare in wanted:
        if bare.endswith(PARTIAL) and bare.removesuffix(PARTIAL) in wanted:
            continue
        _open(place, f"{WAL}{bare}{holdings.PACKED}", target / "packed", identities)
        with (
            gzip.open(target / "packed") as packed,
            (target / bare.removesuffix(PARTIAL)).open("wb") as file,
        ):
            shutil.copyfileobj(packed, file)
        (target / "packed").unlink()
    return len(wanted)


def _open(place: Place, name: str, target: Path, identities: Sequence[Any]) -> None:
    sealed = target.with_name(f"{target.name}{SEALED}")
    place.get(name, sealed)
    vault.unseal(sealed, target, identities)
    sealed.unlink()


def _prepare(files: Path, wal: Path, to: datetime | None, timeline: int) -> None:
    for stale in ("postmaster.pid", "postmaster.opts", "standby.signal"):
        (files / stale).unlink(missing_ok=True)
    (files / "recovery.signal").touch(mode=0o600)
    (files / "adulis-restore.hba").write_text(_PASSED_BY_SOCKET)
    target = "" if to is None else f"recovery_target_time = '{to.isoformat()}'\n"
    (files / "adulis-restore.conf").write_text(
        # Where it cannot be said how far it is, the segment is there all the same.
        f'restore_command = \'cp "{wal}/%f" "%p" && {{ echo %f > "{wal}/{_PROGRESS}"; true; }}\'\n'
        f"{target}"
        f"recovery_target_action = 'promote'\nrecovery_target_timeline = '{timeline}'\n"
        f"hba_file = '{files / 'adulis-restore.hba'}'\n"
    )
    # A server that is not ours has a configuration of its own, and another place than here.
    main = files / "postgresql.conf"
    shutil.copyfile(main, files / "adulis-restore.before")
    with main.open("a") as file:
        for each in ("adulis.conf", "adulis-restore.conf"):
            file.write(f"\ninclude_if_exists '{each}'\n")


def _as_large_as_before(files: Path) -> str:
    """What a server in recovery must have as large as the one whose log it replays."""
    program = programs.find_binaries(os.environ).program("pg_controldata")
    told = programs.run_as(None, [program, str(files)]).stdout
    lines = []
    for shown, name in _AS_LARGE.items():
        if found := re.search(rf"^{shown} setting:\s+(\d+)$", told, re.MULTILINE):
            lines.append(f"{name} = {found[1]}\n")
    return "".join(lines)


def _give(folder: Path, user: ServerUser | None) -> None:
    """All of it to the account that the server runs as."""
    if user is not None:
        for each in (folder, *folder.rglob("*")):
            os.chown(each, user.uid, user.gid, follow_symlinks=False)


@contextmanager
def _said_meanwhile(progress: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Says which segment is being replayed, every few seconds and at the end."""
    ends = threading.Event()

    def tell() -> None:
        told = ""
        is_over = False
        while not is_over:
            is_over = ends.wait(PROGRESS_SECONDS)
            with suppress(OSError):  # nothing is replayed yet, or all was and is cleared away
                if (now := progress.read_text().strip()) != told:
                    told = now
                    say(f"the log is replayed up to {told}")

    telling = threading.Thread(target=tell, daemon=True)
    telling.start()
    try:
        yield
    finally:
        ends.set()
        telling.join()


def _replay(cluster: Cluster, files: Path, still_for: timedelta) -> datetime | None:
    """Start it, wait until it has replayed all and is a server again, and let us in by password."""
    cluster.password()  # a cluster without one would be taken for an orphan
    server = cluster.start()
    with _by_socket(server) as connection:
        _wait(cluster, connection, still_for)
        last = connection.execute("SELECT pg_last_xact_replay_timestamp()").fetchone()
        password = sql.Literal(server.password)
        connection.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(SUPERUSER), password)
        )
    cluster.stop()
    main = files / "postgresql.conf"
    (files / "adulis-restore.before").replace(main)
    if "adulis.conf" not in main.read_text():
        # So that it is found where ./adulis looks for it; elsewhere, without that file, it is not.
        with main.open("a") as file:
            file.write("\ninclude_if_exists 'adulis.conf'\n")
    for each in ("adulis-restore.conf", "adulis-restore.hba"):
        (files / each).unlink()
    return last[0] if last else None


def _wait(cluster: Cluster, connection: psycopg.Connection[Any], still_for: timedelta) -> None:
    """Until it recovers no more. Raises BackupFailed when it stands still, or is no more."""
    asks = "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn()::text"
    reached: Any = None
    since = time.monotonic()
    while (found := connection.execute(asks).fetchone() or (True, None))[0]:
        if found[1] != reached:
            reached, since = found[1], time.monotonic()
        if time.monotonic() > since + still_for.total_seconds() or not cluster.is_running():
            raise BackupFailed(f"The server came to {reached}, and not to the end of its log.")
        time.sleep(0.1)


def _by_socket(server: Server) -> psycopg.Connection[Any]:
    """Recovery has to be consistent before anybody is let in; that the start has waited for."""
    try:
        return psycopg.connect(
            host=server.socket_folder, port=server.port, user=SUPERUSER, dbname="postgres",
            autocommit=True, connect_timeout=10,
        )  # fmt: skip
    except psycopg.Error as error:
        raise BackupFailed(f"The restored server lets nobody in: {error}") from error


def _why(error: Exception, end_of_log: str) -> str:
    if _NOT_REACHED in end_of_log:
        return (
            "The log ends before that moment: nothing was committed at it or later. Say an"
            f" earlier --to, or --to latest.{end_of_log}"
        )
    return f"{error}{end_of_log}"


def _end_of(log: Path) -> str:
    text = log.read_text(errors="replace")[-1_500:] if log.is_file() else ""
    return f"\n{text}" if text else ""
