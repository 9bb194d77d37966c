"""What the migrated database itself promises, read from its own catalogue.

Each question selects what breaks the promise, so the only good answer is no rows; and each is shown
something, made in the test's own transaction, that it must find.
"""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
import pytest
from django.apps import apps
from django.db import ProgrammingError
from psycopg.sql import SQL, Identifier

from adulis.kernel import db
from adulis.ops.databases import APPLICATION_ROLE, APPLICATION_TIMEOUTS
from tests.databases import Databases, TestDatabase

# Django's own tables keep Django's own names.
OURS = (
    "n.nspname = 'public' AND c.relname !~ '^(django|auth)_'"
    " AND c.relname NOT IN ('identity_user_groups', 'identity_user_user_permissions')"
)

# What happened is never edited. A table becomes append-only by the triggers in its migration; this
# list is the other half of the promise: nobody can quietly leave them out.
APPEND_ONLY = {
    "audit_record",
    "events_epoch",
    "events_event",
    "fees_rule",
    "ledger_entry",
    "ledger_leaf",
    "ledger_line",
    "ledger_node",
    "ledger_publication",
    "ledger_seal",
}


@dataclass(frozen=True)
class Question:
    """``sql`` names what is wrong; ``plant`` makes something wrong, and ``finds`` is its name."""

    promise: str
    sql: str
    plant: str
    finds: str


QUESTIONS = (
    Question(
        "money is whole: no fractional column anywhere",
        f"""SELECT c.relname || '.' || a.attname
              FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE {OURS} AND c.relkind IN ('r', 'p', 'v') AND a.attnum > 0 AND NOT a.attisdropped
               AND a.atttypid::regtype::text
                   IN ('real', 'double precision', 'numeric', 'money')""",
        "CREATE TABLE planted (amount numeric)",
        "planted.amount",
    ),
    Question(
        "minor units are bigint and never absent from a row that has them by definition",
        f"""SELECT c.relname || '.' || a.attname
              FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE {OURS} AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
               AND a.attname ~ '_(minor|paise)$' AND a.atttypid <> 'bigint'::regtype""",
        "CREATE TABLE planted (amount_minor integer)",
        "planted.amount_minor",
    ),
    Question(
        "every moment knows its time zone",
        f"""SELECT c.relname || '.' || a.attname
              FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE {OURS} AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
               AND a.atttypid = 'timestamp'::regtype""",
        "CREATE TABLE planted (at timestamp)",
        "planted.at",
    ),
    Question(
        "append-only means all of it: UPDATE, DELETE and TRUNCATE",
        # tgtype is a bit mask: 8 DELETE, 16 UPDATE, 32 TRUNCATE.
        f"""SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_trigger t ON t.tgrelid = c.oid JOIN pg_proc p ON p.oid = t.tgfoid
             WHERE {OURS} AND p.proname ~ '^adulis_refuse_change' AND t.tgenabled IN ('O', 'A')
             GROUP BY c.relname HAVING bit_or(t.tgtype::int) & 56 <> 56""",
        """CREATE TABLE planted (id int);
           CREATE TRIGGER planted_append_only_rows BEFORE UPDATE OR DELETE ON planted
           FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change()""",
        "planted",
    ),
    Question(
        "a trigger is enabled and named after its table",
        f"""SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE {OURS} AND NOT t.tgisinternal
               AND (t.tgenabled NOT IN ('O', 'A')
                    OR NOT starts_with(t.tgname, c.relname || '_'))""",
        """CREATE TABLE planted (id int);
           CREATE TRIGGER guard BEFORE UPDATE ON planted
           FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change()""",
        "guard",
    ),
    Question(
        "a function with its owner's rights has a pinned search path",
        """SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = 'public' AND p.prosecdef
              AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS setting
                               WHERE starts_with(setting, 'search_path='))""",
        "CREATE FUNCTION planted() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "planted",
    ),
    Question(
        "checks and unique constraints have names a person chose",
        f"""SELECT k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE {OURS} AND k.contype IN ('c', 'u', 'x')
               -- Django leaves no say in the name of a one-to-one key.
               AND NOT (k.contype = 'u' AND EXISTS (
                   SELECT FROM pg_constraint f
                    WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.conkey = k.conkey))
               AND (k.conname ~ '_[0-9a-f]{{8}}(_|$)'
                    -- What PostgreSQL and Django call one that nobody named.
                    OR k.conname ~ ('^' || c.relname || '_' || (
                        SELECT string_agg(a.attname, '_' ORDER BY place)
                          FROM unnest(k.conkey) WITH ORDINALITY AS of_key (number, place)
                          JOIN pg_attribute a
                            ON a.attrelid = c.oid AND a.attnum = of_key.number
                        ) || '_(check|key)[0-9]*$'))""",
        "CREATE TABLE planted (id int CHECK (id > 0))",
        "planted_id_check",
    ),
    Question(
        "every constraint and every index is valid",
        """SELECT k.conname FROM pg_constraint k WHERE NOT k.convalidated
           UNION ALL
           SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE NOT i.indisvalid""",
        """CREATE TABLE planted (id int);
           ALTER TABLE planted ADD CONSTRAINT planted_later CHECK (id > 0) NOT VALID""",
        "planted_later",
    ),
    Question(
        "the ledger, the events and the audit log survive a crash",
        """SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relpersistence <> 'p'
              AND c.relname !~ 'throttle'""",
        "CREATE UNLOGGED TABLE planted (id int)",
        "planted",
    ),
)


def answers(question: Question) -> list[str]:
    return [str(row[0]) for row in db.fetch_all(question.sql)]


@pytest.mark.django_db
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.promise)
def test_the_database_keeps_the_promise(question: Question) -> None:
    assert answers(question) == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.promise)
def test_a_broken_promise_is_found(fresh_database: TestDatabase, question: Question) -> None:
    with psycopg.connect(fresh_database.owner_url) as owner:
        owner.execute(question.plant)
        found = [row[0] for row in owner.execute(question.sql)]
        owner.rollback()
    assert question.finds in found


@pytest.mark.django_db
def test_what_happened_is_append_only() -> None:
    guarded = {
        name
        for (name,) in db.fetch_all(
            """SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                 JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'adulis_refuse_change'"""
        )
    }
    here = {model._meta.db_table for model in apps.get_models()}
    assert guarded >= APPEND_ONLY & here
    assert here >= APPEND_ONLY


@pytest.mark.django_db
def test_the_application_may_not_rewrite_what_is_append_only() -> None:
    held = db.fetch_all(
        """SELECT DISTINCT c.relname || ': ' || right_
             FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
             JOIN pg_proc p ON p.oid = t.tgfoid
             CROSS JOIN unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'])
                        AS right_
            WHERE p.proname = 'adulis_refuse_change'
              AND has_table_privilege(current_user, c.oid, right_)"""
    )
    assert held == []


@pytest.mark.django_db
def test_the_application_may_read_and_write_all_the_rest() -> None:
    refused = db.fetch_all(
        """SELECT c.relname || ': ' || right_ FROM pg_class c
             JOIN pg_namespace n ON n.oid = c.relnamespace
             CROSS JOIN unnest(ARRAY['SELECT', 'INSERT']) AS right_
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
              AND c.relname <> 'django_migrations'
              AND NOT has_table_privilege(current_user, c.oid, right_)"""
    )
    assert refused == []


@pytest.mark.django_db
def test_the_application_owns_nothing_and_is_nobody_special() -> None:
    assert db.fetch_value("SELECT current_user") == APPLICATION_ROLE
    assert (
        db.fetch_all(
            """SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = current_user
               UNION ALL
               SELECT proname FROM pg_proc WHERE pg_get_userbyid(proowner) = current_user"""
        )
        == []
    )
    rights = db.fetch_row(
        """SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,
                  has_schema_privilege(current_user, 'public', 'CREATE'),
                  has_database_privilege(current_user, current_database(), 'CREATE'),
                  EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid)
             FROM pg_roles r WHERE rolname = current_user"""
    )
    assert rights == (False,) * 8


def test_the_application_never_waits_for_ever(test_databases: Databases) -> None:
    """As an installation has it; databases of tests are more patient (``tests.databases``)."""
    database = test_databases.clone()
    with psycopg.connect(database.app_url) as application:
        waits = {
            name: shown[0]
            for name in APPLICATION_TIMEOUTS
            if (shown := application.execute(SQL("SHOW {}").format(Identifier(name))).fetchone())
        }
    test_databases.drop(database)
    assert waits == APPLICATION_TIMEOUTS


@pytest.mark.django_db
def test_the_application_cannot_silence_a_guard() -> None:
    for statement in (
        "ALTER TABLE events_event DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP TRIGGER events_event_append_only_rows ON events_event",
        """CREATE OR REPLACE FUNCTION adulis_refuse_change() RETURNS trigger
           LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$""",
    ):
        refused = pytest.raises(ProgrammingError, match=r"must be owner|permission denied")
        with refused, db.transaction():
            db.execute(statement)


@pytest.mark.django_db
def test_every_table_of_a_room_is_named_after_its_room() -> None:
    wrong = [
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("adulis.")
        and not model._meta.db_table.startswith(f"{model._meta.app_label}_")
    ]
    assert wrong == []
