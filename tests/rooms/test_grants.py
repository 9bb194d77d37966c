"""The application role gets what it needs, and what is append-only stays so."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from adulis.ops.databases import connected_to
from adulis.ops.grants import grant
from tests.databases import TestDatabase

APPEND_ONLY = """
    CREATE TRIGGER {0}_append_only BEFORE UPDATE OR DELETE ON {0}
        FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change()
"""


def rights_on(database: TestDatabase, table: str) -> set[str]:
    with psycopg.connect(database.superuser_url) as superuser:
        rows = superuser.execute(
            "SELECT privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee IN ('adulis_app', 'PUBLIC') AND table_name = %s",
            [table],
        )
        return {right for (right,) in rows}


@pytest.fixture
def migrated(fresh_database: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> TestDatabase:
    """A database to which a later version added tables, migrated again by ``migrate``."""
    with psycopg.connect(fresh_database.owner_url) as owner:
        owner.execute("CREATE TABLE ordinary (id bigserial)")
        owner.execute("CREATE TABLE kept (id int)")
        owner.execute(APPEND_ONLY.format("kept"))
        owner.execute("GRANT ALL ON kept TO PUBLIC")
        owner.execute("GRANT ALL ON kept TO adulis_app")  # a mistake of an earlier version
    monkeypatch.setenv("DATABASE_OWNER_URL", fresh_database.owner_url)
    call_command("migrate", verbosity=0)
    return fresh_database


def test_an_ordinary_table_can_be_written_but_not_emptied_or_altered(
    migrated: TestDatabase,
) -> None:
    assert rights_on(migrated, "ordinary") == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    with psycopg.connect(migrated.app_url) as application:
        application.execute("INSERT INTO ordinary DEFAULT VALUES")  # the sequence is granted, too


def test_an_append_only_table_can_be_read_and_added_to(migrated: TestDatabase) -> None:
    assert rights_on(migrated, "kept") == {"SELECT", "INSERT"}
    assert rights_on(migrated, "events_event") == {"SELECT", "INSERT"}


def test_the_record_of_migrations_can_only_be_read(migrated: TestDatabase) -> None:
    assert rights_on(migrated, "django_migrations") == {"SELECT"}


def test_the_application_is_found_also_where_django_itself_is_the_owner(
    fresh_database: TestDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    with psycopg.connect(fresh_database.owner_url) as owner:
        owner.execute("REVOKE ALL ON events_event FROM adulis_app")
    with connected_to(fresh_database.owner_url):
        call_command("migrate", verbosity=1)

    assert "Granted adulis_app its rights" in capsys.readouterr().out
    assert rights_on(fresh_database, "events_event") == {"SELECT", "INSERT"}


def test_nobody_at_work_meanwhile_is_without_rights(fresh_database: TestDatabase) -> None:
    seen: list[set[str]] = []

    def looked(execute: Any, sql: str, *rest: Any) -> Any:
        done = execute(sql, *rest)
        if sql.startswith("REVOKE") and "payouts_payout " in sql:
            seen.append(rights_on(fresh_database, "payouts_payout"))
        return done

    with connected_to(fresh_database.owner_url), connection.execute_wrapper(looked):
        assert grant("adulis_app")
    assert seen == [{"SELECT", "INSERT", "UPDATE", "DELETE"}]


def test_nothing_is_granted_to_the_owner_or_to_a_role_that_does_not_exist(
    fresh_database: TestDatabase,
) -> None:
    with connected_to(fresh_database.owner_url):
        assert grant("adulis_owner") is False
        assert grant("nobody_of_that_name") is False
