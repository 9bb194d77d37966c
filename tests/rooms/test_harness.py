"""The test harness keeps its own promises."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections

from adulis.kernel import db
from adulis.ops import databases
from tests.databases import Databases, TestDatabase

REPOSITORY = Path(__file__).resolve().parents[2]


def whereabouts() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text, current_database()::text")
        user, name = cursor.fetchone()
    return user, name


@pytest.mark.django_db
def test_a_marked_test_is_the_application_in_a_transaction_that_is_no_doors() -> None:
    assert whereabouts()[0] == "adulis_app"
    assert connection.in_atomic_block
    assert not db.in_transaction()


@pytest.mark.django_db
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_marked_test_writes_is_gone_before_the_next(time: str) -> None:
    assert db.fetch_value("SELECT count(*) FROM ops_heartbeat") == 0, time
    db.execute("INSERT INTO ops_heartbeat VALUES ('w', adulis_clock(), adulis_clock(), '{}')")


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_fresh_database_commits_for_threads_and_processes_and_is_gone_afterwards(
    fresh_database: TestDatabase, time: str
) -> None:
    assert db.fetch_value("SELECT count(*) FROM ops_heartbeat") == 0, time
    db.execute("INSERT INTO ops_heartbeat VALUES ('w', adulis_clock(), adulis_clock(), '{}')")
    seen: list[tuple[str, str]] = []

    def look() -> None:
        seen.append(whereabouts())
        connections.close_all()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    program = "import os, psycopg; print(psycopg.connect(os.environ['DATABASE_URL']).info.dbname)"
    child = subprocess.run(
        [sys.executable, "-c", program],
        env=fresh_database.environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert seen == [("adulis_app", fresh_database.name)]
    assert child.stdout.strip() == fresh_database.name
    with psycopg.connect(fresh_database.superuser_url) as superuser:
        assert superuser.execute("SELECT worker FROM ops_heartbeat").fetchall() == [("w",)]


def test_racers_wait_for_each_other_longer_than_an_installation_would(
    fresh_database: TestDatabase, test_databases: Databases
) -> None:
    assert db.fetch_value("SHOW lock_timeout") == "1min"
    assert db.fetch_value("SHOW statement_timeout") == "1min"

    theirs = test_databases.clone()
    with psycopg.connect(theirs.app_url) as as_in_a_storm:
        told = as_in_a_storm.execute("SHOW lock_timeout").fetchone()
    test_databases.drop(theirs)
    assert told == (databases.APPLICATION_TIMEOUTS["lock_timeout"],)


def test_the_application_cannot_change_the_schema_and_the_owner_can(
    fresh_database: TestDatabase,
) -> None:
    for statement in ("CREATE TABLE mine (id int)", "TRUNCATE events_event"):
        with (
            psycopg.connect(fresh_database.app_url) as application,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            application.execute(statement)
    with psycopg.connect(fresh_database.owner_url) as owner:
        owner.execute("CREATE TABLE mine (id int)")


def test_a_killed_runs_databases_are_swept_and_a_living_ones_are_not(
    test_databases: Databases, fresh_database: TestDatabase
) -> None:
    url = databases.url_with(fresh_database.superuser_url, database="postgres")
    left = f"{fresh_database.name.rsplit('_', 1)[0]}_left"
    with databases.connect(url) as superuser:
        superuser.execute(f'CREATE DATABASE "{left}"')

        Databases(url, migrate=pytest.fail).close()

        names = {name for (name,) in superuser.execute("SELECT datname FROM pg_database")}
    assert left not in names
    assert fresh_database.name in names


def test_the_developers_own_environment_decides_nothing(tmp_path: Path) -> None:
    (tmp_path / "test_probe.py").write_text(
        "import os\n"
        "def test_probe():\n"
        "    from django.conf import settings\n"
        "    assert settings.DATABASES['default']['NAME'] == 'no_test_asked_for_a_database'\n"
        "    assert 'DATABASE_OWNER_URL' not in os.environ\n"
        "    assert settings.ADULIS_MODE == 'sandbox'\n"
    )
    theirs = {
        "DATABASE_URL": "postgres://somebody@127.0.0.1:1/precious",
        "DATABASE_OWNER_URL": "postgres://somebody@127.0.0.1:1/precious",
        "ADULIS_MODE": "live",
    }
    run = subprocess.run(
        (
            *(sys.executable, "-m", "pytest", "-q", "-c", "pyproject.toml"),
            *("-p", "tests.conftest", str(tmp_path / "test_probe.py")),
        ),
        cwd=REPOSITORY,
        env=os.environ | theirs,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 passed" in run.stdout, run.stdout + run.stderr
