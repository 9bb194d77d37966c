"""A migration that was broken off is run again, and then the database promises what it says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import psycopg
import pytest
from django.core.management import call_command
from django.db import ProgrammingError
from psycopg.errors import LockNotAvailable, UniqueViolation

from adulis.kernel import db
from adulis.ledger.actions import post
from adulis.ops.databases import connected_to
from tests.book import ALICE, NOSTRO, entry, move
from tests.databases import TestDatabase

BEFORE = ("ledger", "0007_lines_by_time")
KEY_INDEX = "CREATE UNIQUE INDEX CONCURRENTLY {} ON ledger_entry (key varchar_pattern_ops)"
AGAIN = """
INSERT INTO ledger_entry
SELECT gen_random_uuid(), kind, key, at, recorded_at, actor, reverses, memo, metadata, digest
  FROM ledger_entry
"""


@pytest.fixture
def before(fresh_database: TestDatabase) -> TestDatabase:
    """A database with an entry, as the version left it that had not these indexes."""
    with db.transaction():
        post(posting=entry("a", move(NOSTRO, ALICE, 100)))
    migrate(fresh_database, *BEFORE)
    return fresh_database


def migrate(database: TestDatabase, *what: str) -> None:
    with connected_to(database.owner_url):
        call_command("migrate", *what, verbosity=1)


def as_superuser(database: TestDatabase, *statements: str) -> None:
    with psycopg.connect(database.superuser_url, autocommit=True) as superuser:
        for statement in statements:
            superuser.execute(statement.encode())


def indexes() -> dict[str, bool]:
    """Those of the ledger's entries and accounts, and of approvals: whether they are valid."""
    rows = db.fetch_all(
        """SELECT c.relname, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE c.relname ~ '^(ledger_(entry|account)|approvals)_'"""
    )
    return dict(rows)


def break_off(database: TestDatabase, build: str) -> None:
    """Begin to build while somebody writes, and give up on waiting for them."""
    with (
        psycopg.connect(database.owner_url, autocommit=True) as builder,
        psycopg.connect(database.superuser_url) as writer,
    ):
        writer.execute("LOCK TABLE ledger_entry IN ROW EXCLUSIVE MODE")
        builder.execute("SET lock_timeout = '100ms'")
        with pytest.raises(LockNotAvailable):
            builder.execute(build.encode())


def keys_are_kept_unique(database: TestDatabase) -> None:
    """Neither does the posting path take one twice, nor the table."""
    with db.transaction():
        post(posting=entry("a", move(NOSTRO, ALICE, 100)))
    assert db.fetch_value("SELECT count(*) FROM ledger_entry") == 1
    with (
        psycopg.connect(database.superuser_url) as superuser,
        pytest.raises(UniqueViolation, match="ledger_entry_key_unique"),
    ):
        superuser.execute(AGAIN.encode())


@contextmanager
def refused(database: TestDatabase, name: str) -> Iterator[None]:
    """Whatever statement names ``name`` fails meanwhile."""
    as_superuser(
        database,
        f"""CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
            IF current_query() ~ 'CREATE.*{name}' THEN RAISE 'not now'; END IF; END $$""",
        "CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION refuse()",
    )
    yield
    as_superuser(database, "DROP EVENT TRIGGER refuse", "DROP FUNCTION refuse")


def test_keys_stay_unique_though_the_first_attempt_was_broken_off(before: TestDatabase) -> None:
    break_off(before, KEY_INDEX.format("ledger_entry_key_bytes"))
    assert indexes()["ledger_entry_key_bytes"] is False

    migrate(before)

    found = indexes()
    assert all(found.values())
    assert {"ledger_entry_key_unique", "ledger_entry_kind_at_idx"} <= found.keys()
    assert "ledger_entry_key_bytes" not in found
    keys_are_kept_unique(before)


@pytest.mark.parametrize("name", ["ledger_entry_kind_at_idx", "ledger_account_begins_idx"])
def test_a_later_build_that_fails_is_all_that_is_done_again(
    before: TestDatabase, name: str
) -> None:
    with refused(before, name), pytest.raises(ProgrammingError, match="not now"):
        migrate(before)
    assert name not in indexes()
    keys_are_kept_unique(before)

    migrate(before)

    assert indexes()[name] is True
    keys_are_kept_unique(before)


def test_what_was_done_and_not_recorded_is_done_again_without_harm(before: TestDatabase) -> None:
    migrate(before)
    as_superuser(before, "DELETE FROM django_migrations WHERE app = 'ledger' AND name > '0009'")

    migrate(before)

    assert all(indexes().values())
    keys_are_kept_unique(before)
    # Also when nothing was recorded: the index that is there makes room for another.
    as_superuser(before, "DELETE FROM django_migrations WHERE app = 'ledger' AND name > '0008'")
    migrate(before)
    assert "ledger_entry_key_bytes" not in indexes()
    keys_are_kept_unique(before)


def test_the_former_index_stays_unless_the_new_one_is_valid(before: TestDatabase) -> None:
    swap = import_module("adulis.ledger.migrations.0009_key_bytes_unique").SWAP
    with psycopg.connect(before.owner_url, autocommit=True) as owner:
        with pytest.raises(psycopg.errors.RaiseException, match="no valid index"):
            owner.execute(swap)
        break_off(before, KEY_INDEX.format("ledger_entry_key_bytes"))
        with pytest.raises(psycopg.errors.RaiseException, match="no valid index"):
            owner.execute(swap)

    assert indexes()["ledger_entry_key_unique"] is True
    keys_are_kept_unique(before)


def test_every_index_that_is_not_valid_is_mended_before_anything_runs(
    fresh_database: TestDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also one whose migration was taken for applied, and what a rebuild left."""
    break_off(fresh_database, KEY_INDEX.format("ledger_entry_key_unique_ccnew"))
    as_superuser(
        fresh_database,
        "UPDATE pg_index SET indisvalid = false, indisready = false"
        " WHERE indexrelid = 'approvals_approval_waiting_unique'::regclass",
    )
    migrate(fresh_database, "--plan")
    assert indexes()["approvals_approval_waiting_unique"] is False

    migrate(fresh_database)

    said = capsys.readouterr().out
    assert "Building approvals_approval_waiting_unique again: it was not valid." in said
    assert "Dropping ledger_entry_key_unique_ccnew, which was left half made." in said
    assert indexes()["approvals_approval_waiting_unique"] is True
    assert "ledger_entry_key_unique_ccnew" not in indexes()


def test_only_what_is_done_concurrently_waits_for_others(before: TestDatabase) -> None:
    as_superuser(
        before,
        "CREATE TABLE noted (tag text, query text, patience text)",
        "GRANT ALL ON noted TO PUBLIC",
        """CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
           INSERT INTO noted
           VALUES (tg_tag, current_query(), current_setting('lock_timeout')); END $$""",
        "CREATE EVENT TRIGGER note ON ddl_command_start EXECUTE FUNCTION note()",
    )

    migrate(before)

    as_superuser(before, "DROP EVENT TRIGGER note")
    noted = db.fetch_all("SELECT query LIKE '%INDEX CONCURRENTLY%', patience FROM noted")
    assert set(noted) == {(True, "0"), (False, "3s")}
