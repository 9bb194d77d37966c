"""Every column with sealed values is declared, and every declared one is sealed again.

A column that is forgotten loses its values with the key that sealed them.
"""

from __future__ import annotations

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from psycopg import sql
from pytest_django import Settings

from adulis.kernel import db, encryption
from adulis.kernel.sealed import SealedColumn
from adulis.ops import resealing, sealing
from tests.databases import TestDatabase

OLD = "k1:YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE="
NEW = "k2:YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI="
SECRET = "0123456789"
# Ids are UUIDs but where a table says otherwise.
IDS = {"uuid": "0190b5a0-0000-7000-8000-000000000001", "bigint": "1", "integer": "1"}


def sealed_by_name() -> set[str]:
    return {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.column is not None and "sealed" in field.column.split("_")
    }


def test_every_column_called_sealed_is_declared_beside_its_table() -> None:
    declared = [column.name for column in sealing.columns()]
    assert len(declared) == len(set(declared))
    assert sealed_by_name() - set(declared) == set(), (
        "add a SealedColumn to SEALED in the room's models (see adulis.kernel.sealed)"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("column", sealing.columns(), ids=lambda each: each.name)
def test_a_declared_column_is_a_text_beside_the_primary_key(column: SealedColumn) -> None:
    with connection.cursor() as cursor:
        fields = {
            each.name: each
            for each in connection.introspection.get_table_description(cursor, column.table)
        }
        key = connection.introspection.get_primary_key_column(cursor, column.table)
    assert (column.column in fields, key) == (True, column.key)


def bare_row(database: TestDatabase, column: SealedColumn) -> str:
    """A row with nothing but its id and an old sealed value; every constraint is taken away."""
    with psycopg.connect(database.superuser_url) as superuser:
        table = sql.Identifier(column.table)
        dropped = superuser.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass"
            " AND contype IN ('c', 'f', 'u', 'x')",
            [column.table],
        ).fetchall()
        for (name,) in dropped:
            superuser.execute(
                sql.SQL("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {} CASCADE").format(
                    table, sql.Identifier(name)
                )
            )
        required = superuser.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnotnull"
            " AND attnum > 0 AND NOT attisdropped AND attname <> %s AND attidentity = ''",
            [column.table, column.key],
        ).fetchall()
        for (name,) in required:
            superuser.execute(
                sql.SQL("ALTER TABLE {} ALTER {} DROP NOT NULL").format(table, sql.Identifier(name))
            )
        found = superuser.execute(
            "SELECT format_type(atttypid, NULL) FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attname = %s",
            [column.table, column.key],
        ).fetchone()
        assert found is not None
        key = IDS[found[0]]
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(
            sql.SQL("INSERT INTO {} ({}, {}) VALUES ({}, {})").format(
                table,
                sql.Identifier(column.key),
                sql.Identifier(column.column),
                key,
                encryption.seal(SECRET, place=column.place(key)),
            )
        )
    return key


@pytest.mark.parametrize("column", sealing.columns(), ids=lambda each: each.name)
def test_a_declared_column_is_sealed_again_whatever_guards_it(
    fresh_database: TestDatabase, settings: Settings, column: SealedColumn
) -> None:
    settings.ENCRYPTION_KEYS = [OLD]
    resealing.reseal()
    key = bare_row(fresh_database, column)
    settings.ENCRYPTION_KEYS = [NEW, OLD]

    while resealing.reseal():
        pass
    resealing.reseal()

    value = db.fetch_value(
        f"SELECT {column.column} FROM {column.table} WHERE {column.key}::text = %s", [key]
    )
    assert encryption.key_id_of(value) == "k2"
    assert encryption.open_sealed(value, place=column.place(key)) == SECRET
    [told] = [each for each in sealing.progress() if each.place == column.name]
    assert (told.key_id, told.total, told.done, told.stuck) == ("k2", 1, 1, 0)
    assert told.finished_at is not None
