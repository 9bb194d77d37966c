"""Migrations are complete, and safe to run under a platform that is moving money."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from adulis.kernel import db
from tests.architecture.source import Source, all_sources, dotted, parse
from tests.databases import TestDatabase

SQUAWK = Path(sys.executable).with_name("squawk")

# What squawk asks for and we do otherwise, each for a reason that holds for every migration.
EXCUSED = {
    # Django's max_length is a limit on purpose; shortening one is caught by review, not by a type.
    "prefer-text-field",
    # Amounts and ids are bigint (test_database.py); these count retries, minutes and basis points.
    "prefer-bigint-over-int",
    "prefer-bigint-over-smallint",
    # `migrate` sets lock_timeout once for all of them (below). A statement may take long where it
    # takes no lock that anybody waits for, so it is not timed.
    "require-lock-timeout",
    "require-statement-timeout",
}
# A room's first migration runs on tables that are not in use, because they are not there yet.
EXCUSED_AT_FIRST = {"adding-required-field"}


def ours() -> list[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return sorted(
        (app, name)
        for (app, name), migration in loader.disk_migrations.items()
        if migration.__module__.startswith("adulis.")
    )


def complaints(name: str, sql: str, *, first: bool) -> list[str]:
    """What squawk has against ``sql``, but for what is excused above."""
    excused = EXCUSED | (EXCUSED_AT_FIRST if first else set())
    command = [str(SQUAWK), "--reporter=json", "--pg-version=15.0", f"--stdin-filepath={name}.sql"]
    command += [f"--exclude={rule}" for rule in sorted(excused)]
    told = subprocess.run(command, input=sql, capture_output=True, text=True, check=False)
    assert told.stdout, told.stderr
    return [f"{each['rule_name']}: {each['message']}" for each in json.loads(told.stdout)]


@pytest.mark.django_db
@pytest.mark.parametrize(("app", "name"), ours())
def test_the_migration_is_safe_while_the_platform_runs(app: str, name: str) -> None:
    sql = StringIO()
    call_command("sqlmigrate", app, name, stdout=sql, no_color=True)
    assert complaints(f"{app}-{name}", sql.getvalue(), first=name.startswith("0001_")) == []


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("ALTER TABLE ledger_line ADD COLUMN note text NOT NULL;", "adding-required-field"),
        ("CREATE INDEX line_note ON ledger_line (note);", "require-concurrent-index-creation"),
        ("ALTER TABLE ledger_line RENAME COLUMN note TO memo;", "renaming-column"),
        ("ALTER TABLE ledger_line DROP COLUMN note;", "ban-drop-column"),
        ("ALTER TABLE ledger_line ALTER COLUMN note SET NOT NULL;", "adding-not-nullable-field"),
        (
            "ALTER TABLE ledger_line ADD CONSTRAINT line_fine CHECK (id > 0);",
            "constraint-missing-not-valid",
        ),
    ],
)
def test_a_migration_that_stops_the_platform_is_found(sql: str, rule: str) -> None:
    told = complaints("planted", f"BEGIN;\n{sql}\nCOMMIT;\n", first=False)
    assert [each.partition(":")[0] for each in told] == [rule]


def test_migrations_give_up_on_a_lock_rather_than_queue_everybody_behind_it(
    fresh_database: TestDatabase,
) -> None:
    from adulis.ops.databases import connected_to

    with connected_to(fresh_database.owner_url):
        call_command("migrate", verbosity=0)
        assert db.fetch_value("SHOW lock_timeout") == "3s"
    assert connection.settings_dict["NAME"] == fresh_database.name


def unprepared(source: Source) -> list[str]:
    """Migrations that run Python over rows, or cannot be told apart from ones that do."""
    return [
        f"{source.path}:{node.lineno}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "RunPython"
    ]


def test_no_migration_walks_over_rows_in_python() -> None:
    """Rows are changed by SQL in one statement, or by a command in batches; never under a lock."""
    found = [each for source in all_sources() if source.is_migration for each in unprepared(source)]
    assert found == []
    planted = parse("adulis/payouts/migrations/0009_x.py", "migrations.RunPython(fill)")
    assert unprepared(planted) == ["adulis/payouts/migrations/0009_x.py:1"]
