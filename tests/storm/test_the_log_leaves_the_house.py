"""The log is sealed and put away while it is written, whatever else goes on or goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pyrage
import pytest

from adulis.ops import backups, vault
from adulis.ops.backups import BASE, WAL
from adulis.ops.postgres import Cluster
from tests.machines import Machine, archiving, has_left, streaming
from tests.waiting import until

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(Cluster(tmp_path / "first" / "postgres", durable=False))
    made.start()
    try:
        yield made
    finally:
        made.cluster.stop()


@pytest.fixture
def recipient() -> pyrage.x25519.Recipient:
    return pyrage.x25519.Identity.generate().to_public()


@dataclass(frozen=True)
class Slow(vault.Folder):
    """A place where a base backup takes as long as somebody wants."""

    may_end: threading.Event = field(default_factory=threading.Event)
    began: threading.Event = field(default_factory=threading.Event)

    def put(self, name: str, source: Path) -> None:
        if name.endswith(".tar.gz.age"):
            self.began.set()
            assert self.may_end.wait(120)
        super().put(name, source)


@dataclass(frozen=True)
class Counted(vault.Folder):
    """A place that keeps account of how often it was listed."""

    listed: list[str] = field(default_factory=list)

    def names(self, prefix: str) -> list[str]:
        self.listed.append(prefix)
        return super().names(prefix)


def write(machine: Machine) -> str:
    """Write some log and fill the segment up; returns which one that was."""
    with psycopg.connect(machine.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS seen (what text)")
        connection.execute("INSERT INTO seen VALUES ('something')")
        row = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
    assert row is not None
    return str(row[0])


def is_kept(place: vault.Place, segment: str) -> bool:
    return any(name.endswith(f"{WAL}{segment}.gz.age") for name in place.names(""))


def test_the_log_is_put_away_while_a_base_backup_takes_hours(
    machine: Machine, recipient: pyrage.x25519.Recipient, tmp_path: Path
) -> None:
    place = Slow(tmp_path / "vault")
    with archiving(machine, place, recipient, tmp_path / "spool") as said:
        until(place.began.is_set, lambda: f"a base backup to begin; {said}")
        segment = write(machine)
        until(lambda: is_kept(place, segment), lambda: f"{segment} to be kept; {said}")
        assert backups.bases(place) == []
        place.may_end.set()
        until(lambda: backups.bases(place), lambda: f"the base backup to end; {said}")


def test_what_lies_in_the_place_is_remembered_and_not_listed_again(
    machine: Machine, recipient: pyrage.x25519.Recipient, tmp_path: Path
) -> None:
    with streaming(machine, vault.Folder(tmp_path / "vault"), recipient, tmp_path / "spool"):
        pass
    place = Counted(tmp_path / "vault")
    with archiving(machine, place, recipient, tmp_path / "spool") as said:
        until(lambda: place.listed, lambda: f"the place to be looked at; {said}")
        for _each in range(3):
            segment = write(machine)
            until(lambda: has_left(machine), lambda: f"the log to be streamed; {said}")
            kept = tmp_path / f"vault/{WAL}{segment}.gz.age"
            until(kept.is_file, lambda: f"it to be kept; {said}")
    assert place.listed.count(BASE) == 1


def test_a_base_backup_is_given_up_when_it_is_told_to_stop(
    machine: Machine, recipient: pyrage.x25519.Recipient, tmp_path: Path
) -> None:
    place = Slow(tmp_path / "vault")
    with archiving(machine, place, recipient, tmp_path / "spool") as said:
        until(place.began.is_set, lambda: f"a base backup to begin; {said}")
    assert backups.bases(place) == []
    place.may_end.set()
