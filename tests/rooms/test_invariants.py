"""``invariants`` asks every room, sees one moment, changes nothing, and is loud."""

from __future__ import annotations

import json

import psycopg
import pytest
from django.core.management import call_command
from django.db import InternalError

from adulis.kernel import db
from adulis.kernel.checks import Check
from adulis.ops import invariants
from tests.databases import TestDatabase

HOLDS = Check("holds", "Nothing is broken.", "SELECT 1 AS a WHERE false")
BREAKS = Check("breaks", "Numbers are small.", "SELECT n, n * n AS square FROM unnest(array[7]) n")


def test_the_checks_of_every_room_are_asked() -> None:
    names = [check.name for check in invariants.all_checks()]

    assert "event_sequences_gap_free" in names
    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_a_broken_promise_is_found_with_its_rows() -> None:
    holds, breaks = invariants.examine([HOLDS, BREAKS])

    assert (holds.broken, holds.rows) == (0, ())
    assert (breaks.broken, breaks.columns, breaks.rows) == (1, ("n", "square"), ((7, 49),))


def test_a_view_is_frozen_and_read_only(fresh_database: TestDatabase) -> None:
    with invariants.frozen_view():
        before = db.fetch_value("SELECT count(*) FROM ops_heartbeat")
        with psycopg.connect(fresh_database.app_url) as other:
            other.execute(
                "INSERT INTO ops_heartbeat VALUES ('w', adulis_clock(), adulis_clock(), '{}')"
            )
        assert db.fetch_value("SELECT count(*) FROM ops_heartbeat") == before == 0
    with pytest.raises(InternalError, match="read-only"), invariants.frozen_view():
        db.execute("DELETE FROM ops_heartbeat")
    assert db.fetch_value("SELECT count(*) FROM ops_heartbeat") == 1


def test_the_command_holds_on_an_empty_platform(
    fresh_database: TestDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("invariants", "--json")

    said = json.loads(capsys.readouterr().out)
    assert said["holds"] is True
    assert [each["broken"] for each in said["invariants"]] == [0] * len(invariants.all_checks())


@pytest.fixture
def broken(fresh_database: TestDatabase) -> TestDatabase:
    """As a broken restore would leave it: a fact without its predecessors."""
    with psycopg.connect(fresh_database.superuser_url) as superuser:
        superuser.execute(
            "INSERT INTO events_event (type, subject, subject_sequence, payload, at)"
            " VALUES ('a.happened', 'thing/1', 5, '{}', adulis_clock())"
        )
    return fresh_database


def test_the_watch_cries_out_and_one_worker_at_a_time_keeps_it(
    broken: TestDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    with psycopg.connect(broken.app_url) as other_worker:
        other_worker.execute("SELECT pg_advisory_xact_lock(hashtext('invariants'))")
        assert invariants.watch() == 0
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []

    assert invariants.watch() == 0
    (cry,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "invariant.broken" in cry.getMessage()
    assert "thing/1" in cry.getMessage()


def test_the_command_fails_loudly(broken: TestDatabase, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        call_command("invariants")

    assert stopped.value.code == 1
    said = capsys.readouterr().out
    assert "1 of" in said
    assert "thing/1" in said
