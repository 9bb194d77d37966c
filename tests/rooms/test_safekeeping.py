"""Who looks after backups sees the server's slot: what ``doctor`` and ``/metrics`` say of it.

A slot is the server's, not a database's: all tests that make one or miss one are in this file, so
that one process runs them, one after another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from math import inf
from pathlib import Path

import psycopg
import pytest
from pytest_django import Settings

from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.ops import actions, safekeeping
from adulis.ops.backups import Base, Source
from adulis.ops.binaries import find_binaries
from adulis.ops.databases import connected_to
from adulis.ops.findings import Finding, Level
from adulis.ops.management.commands import backup
from adulis.ops.metrics import Installation
from adulis.ops.models import BaseBackup
from adulis.ops.postgres import Cluster
from adulis.ops.streaming import SLOT, Stream
from adulis.timers import actions as timers
from tests.databases import TestDatabase
from tests.machines import Machine
from tests.waiting import until

OPERATORS = system("tests")


def asked() -> dict[str, dict[tuple[str, ...], float]]:
    """By name and label values, as the database says it now."""
    return {
        each.name: {tuple(sample.labels.values()): sample.value for sample in each.samples}
        for each in Installation().collect()
    }


def found() -> Finding:
    (finding,) = safekeeping.examined()
    return finding


def note_base(hours: int) -> None:
    """A base backup was finished so long ago."""
    with db.transaction():
        actions.note_base(
            finished_at=db.network_clock() - timedelta(hours=hours),
            actor=system("backup"), at=db.network_clock(),
        )  # fmt: skip


@contextmanager
def slot(database: TestDatabase) -> Iterator[None]:
    """The slot of our backups is there; it goes once nobody reads it any more."""
    with psycopg.connect(database.superuser_url, autocommit=True) as superuser:
        superuser.execute("SELECT pg_create_physical_replication_slot(%s)", [SLOT])
        try:
            yield
        finally:
            until(lambda: not is_read(), lambda: "the stream's session to end")
            superuser.execute("SELECT pg_drop_replication_slot(%s)", [SLOT])


def is_read() -> bool:
    return bool(
        db.fetch_value("SELECT active FROM pg_replication_slots WHERE slot_name = %s", [SLOT])
    )


@contextmanager
def streaming(database: TestDatabase, spool: Path) -> Iterator[None]:
    """The real ``pg_receivewal`` reads the slot."""
    source = Source(database.superuser_url, find_binaries(os.environ).folder)
    stream = Stream(source, spool, say=lambda _line: None)
    stream.keep_up()
    try:
        until(is_read, lambda: "the log to be streamed")
        yield
    finally:
        stream.end()


class TestTheDoctor:
    def test_a_log_that_goes_nowhere_is_weak(
        self, fresh_database: TestDatabase, settings: Settings
    ) -> None:
        finding = found()
        assert finding.level == Level.WEAK
        assert finding.says.startswith("the write-ahead log goes nowhere")
        assert "BACKUP_TO and BACKUP_RECIPIENTS" in finding.remedy
        settings.BACKUP_TO, settings.BACKUP_RECIPIENTS = "s3://ours", ["age1somebody"]
        finding = found()
        assert (finding.level, finding.remedy) == (Level.WEAK, "Start ./adulis backup run.")
        assert finding.says == (
            "nobody streams the write-ahead log to BACKUP_TO: there is no slot adulis_backup"
        )

    def test_a_slot_that_nobody_reads_is_weak(self, fresh_database: TestDatabase) -> None:
        note_base(hours=1)
        with slot(fresh_database):
            finding = found()
        assert finding.level == Level.WEAK
        assert finding.says == (
            "nobody reads the slot adulis_backup: the server keeps its log for nobody"
        )

    def test_a_log_that_is_streamed_is_fine_with_a_base_that_is_young_enough(
        self, fresh_database: TestDatabase, settings: Settings, tmp_path: Path
    ) -> None:
        settings.BACKUP_EVERY_HOURS = 12
        with slot(fresh_database), streaming(fresh_database, tmp_path):
            assert (found().level, found().says) == (
                Level.WEAK,
                "the write-ahead log is streamed, and nobody has told of a base backup",
            )
            note_base(hours=25)
            assert (found().level, found().says) == (
                Level.WEAK,
                "the write-ahead log is streamed, and the newest base backup is 25 hours old",
            )
            note_base(hours=23)
            assert asked()["adulis_replication_lag_bytes"].keys() == {(SLOT,)}
            # A sandbox that is days ahead makes no backup older.
            with db.transaction():
                timers.advance_clock(seconds=864_000, actor=OPERATORS, at=db.clock())
            assert found() == Finding(
                Level.FINE, "backups", "streamed by adulis_backup, the newest base is 23 hours old"
            )

    def test_a_server_that_archives_by_itself_is_fine_until_it_fails(self, tmp_path: Path) -> None:
        """A server of its own: the mode is the whole server's, and needs a start."""
        machine = Machine(Cluster(tmp_path / "postgres", durable=False))
        machine.start()
        try:
            with psycopg.connect(machine.url, autocommit=True) as superuser:
                superuser.execute("CREATE TABLE ops_base_backup (finished_at timestamptz)")
                superuser.execute("ALTER SYSTEM SET archive_mode = on")
                superuser.execute("ALTER SYSTEM SET archive_command = 'true'")
            machine.cluster.stop()
            machine.cluster.start()
            with connected_to(machine.url), psycopg.connect(machine.url, autocommit=True) as other:
                assert (found().level, found().remedy) == (Level.FINE, "")
                other.execute("ALTER SYSTEM SET archive_command = 'false'")
                other.execute("SELECT pg_reload_conf()")
                other.execute("SELECT pg_switch_wal() FROM pg_logical_emit_message(true, 'a', 'b')")
                until(lambda: found().level == Level.WEAK, lambda: f"it to fail; {found()}")
                assert found().says == "the server fails to archive its write-ahead log"
        finally:
            machine.cluster.stop()


@pytest.mark.usefixtures("fresh_database")
class TestMetrics:
    def test_of_a_stream_into_the_backups_that_nobody_takes(
        self, fresh_database: TestDatabase
    ) -> None:
        assert asked()["adulis_backup_stream_alive"] == {}
        with slot(fresh_database):
            told = asked()
        assert told["adulis_backup_stream_alive"] == {(): 0}
        assert told["adulis_backup_slot_lost"] == {(): 0}
        assert told["adulis_backup_base_age_seconds"] == {(): inf}

    def test_of_a_promoted_server_into_whose_backups_nobody_streams(
        self, settings: Settings
    ) -> None:
        """It has no slot: a standby does not inherit it."""
        settings.BACKUP_TO, settings.BACKUP_RECIPIENTS = "s3://ours", ["age1somebody"]
        assert asked()["adulis_backup_stream_alive"] == {(): 0}

    def test_of_the_newest_base_backup(self, settings: Settings) -> None:
        assert asked()["adulis_backup_base_age_seconds"] == {}
        settings.BACKUP_TO, settings.BACKUP_RECIPIENTS = "s3://ours", ["age1somebody"]
        settings.BACKUP_EVERY_HOURS = 12
        assert asked()["adulis_backup_base_age_seconds"] == {(): inf}
        for hours in (30, 2):  # the last that is told of
            note_base(hours)
            # Of the server's own time: a sandbox that is days ahead makes no backup older.
            with db.transaction():
                timers.advance_clock(seconds=86_400, actor=OPERATORS, at=db.clock())
            told = asked()
            assert 0 <= told["adulis_backup_base_age_seconds"][()] - hours * 3_600 < 60
            assert told["adulis_backup_base_every_seconds"] == {(): 43_200}
        # A copy of such a database knows of it, and nobody backs the copy up.
        settings.BACKUP_TO = ""
        assert asked()["adulis_backup_base_age_seconds"] == {}

    def test_of_a_base_backup_that_was_made_beside_it(
        self, settings: Settings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        now = db.network_clock()
        made = Base("b1", now, now, "1", "000000010000000000000001", 1, "", has_instance=False)
        with connected_to("postgres://nobody@127.0.0.1:1/nothing"):
            pool = settings.DATABASES["default"]["OPTIONS"].pop("pool")  # no patience needed
            try:
                backup.tell_the_platform(made)
            finally:
                settings.DATABASES["default"]["OPTIONS"]["pool"] = pool
        assert "/metrics does not hear of base backup b1: " in capsys.readouterr().out
        assert asked()["adulis_backup_base_age_seconds"] == {}
        backup.tell_the_platform(made)
        assert BaseBackup.objects.get().finished_at == now
