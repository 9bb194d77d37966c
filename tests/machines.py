"""A server of its own, streamed by the real archiver, for tests that destroy it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import psycopg

from adulis.kernel import db
from adulis.ops import backups, databases, holdings, restoring, vault
from adulis.ops.archiving import Archiver
from adulis.ops.backups import Base, Source
from adulis.ops.basing import nobody_hears
from adulis.ops.binaries import find_binaries, make_folder, server_user
from adulis.ops.databases import url_with
from adulis.ops.postgres import Cluster, make_users_folder
from tests.databases import PASSWORD
from tests.waiting import until

NAME = "adulis"


@dataclass
class Machine:
    """One server with its database, entered as the application."""

    cluster: Cluster
    url: str = ""

    def start(self) -> None:
        server = self.cluster.start()
        with databases.connect(server.url()) as superuser:
            databases.ensure_roles(
                superuser, owner_password=PASSWORD, application_password=PASSWORD
            )
            databases.ensure_database(superuser, NAME)
        self.url = server.url(database=NAME)

    def start_promoted(self) -> None:
        server = self.cluster.running()
        assert server is not None
        self.url = server.url(database=NAME)
        with psycopg.connect(self.url, autocommit=True) as superuser:
            superuser.execute("SELECT pg_promote()")

    def as_role(self, role: str) -> str:
        return url_with(self.url, user=role, password=PASSWORD)

    def destroy(self) -> None:
        """The machine is gone, with whatever lay on its disks."""
        pid = self.cluster.pid()
        assert pid is not None
        files = self.cluster.log.parent
        os.kill(pid, signal.SIGKILL)
        until(lambda: not self.cluster.is_running(), lambda: "the server to die")
        shutil.rmtree(files)
        shutil.rmtree(self.cluster.home)


def copy_to_standby(machine: Machine, standby: Machine) -> None:
    """As operators do: ``pg_basebackup --write-recovery-conf``, and the same passwords."""
    source = source_of(machine)
    user = server_user()
    folder = standby.cluster.server_folder(user)
    make_folder(standby.cluster.home)
    make_users_folder(folder, user)
    shutil.copyfile(machine.cluster.home / "password", standby.cluster.home / "password")
    command = source.command("pg_basebackup", f"--pgdata={folder / 'cluster'}", "--checkpoint=fast")
    subprocess.run(
        [*command, "--write-recovery-conf"], env=source.environment(), check=True,
        capture_output=True,
    )  # fmt: skip
    if user is not None:
        for each in (folder, *folder.rglob("*")):
            os.chown(each, user.uid, user.gid)


def bases_in(place: vault.Place) -> list[Base]:
    areas = holdings.servers(place).values()
    return [each for area in areas for each in backups.bases(area)]


def restored(
    place: vault.Place, identity: Any, home: Path, to: datetime | None = None, **more: Any
) -> datetime | None:
    told = {"say": lambda _text: None, **more}
    return restoring.restore(holdings.chosen(place, to), [identity], home, to=to, **told)


def source_of(machine: Machine) -> Source:
    return Source(url_with(machine.url, database="postgres"), find_binaries(os.environ).folder)


@contextmanager
def archiving(
    machine: Machine,
    place: vault.Place,
    recipient: Any,
    spool: Path,
    note: Callable[[Base], None] = nobody_hears,
) -> Iterator[list[str]]:
    """The archiver, on a machine of its own; gives what it says."""
    said: list[str] = []
    archiver = Archiver(
        source_of(machine), place, [recipient], spool, every=timedelta(days=1),
        kept=timedelta(days=9), say=said.append, note=note,
    )  # fmt: skip
    stop = threading.Event()
    running = threading.Thread(target=archiver.run, args=(stop,))
    running.start()
    try:
        yield said
    finally:
        stop.set()
        running.join()


@contextmanager
def streaming(
    machine: Machine, place: vault.Place, recipient: Any, spool: Path
) -> Iterator[list[str]]:
    """The same, with a base backup made before anything else."""
    with archiving(machine, place, recipient, spool) as said:
        until(lambda: bases_in(place), lambda: f"a base backup; {said}", seconds=60)
        yield said


def moment(machine: Machine) -> datetime:
    """By the server's own clock, as an operator reads it off its log."""
    with psycopg.connect(machine.url) as connection:
        row = connection.execute(db.NETWORK_CLOCK).fetchone()
    assert row is not None
    return cast("datetime", row[0])


def has_left(machine: Machine) -> bool:
    """Whether all that was committed is in the archiver's hands."""
    asks = (
        "SELECT coalesce(bool_and(flush_lsn >= pg_current_wal_lsn()), false)"
        "  FROM pg_stat_replication"
    )
    with psycopg.connect(machine.url) as connection:
        return connection.execute(asks).fetchone() == (True,)
