"""The book: four tables, the functions of the posting path and the guards.

The SQL is in files of its own, ``sql/0001_*.sql``, to be read with a highlighter.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

_SQL = Path(__file__).parent / "sql"


def _file(name: str, undo: str) -> migrations.RunSQL:
    return migrations.RunSQL((_SQL / name).read_text(encoding="utf-8"), undo)


def _reference(to: str) -> models.ForeignKey:
    return models.ForeignKey(
        to=to,
        on_delete=django.db.models.deletion.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("events", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        primary_key=True,
                        serialize=False,
                        help_text="The first 63 bits of the SHA-256 of the address.",
                    ),
                ),
                ("address", models.CharField(max_length=160)),
                ("currency", models.CharField(max_length=3)),
                ("kind", models.CharField(max_length=24)),
                (
                    "floor_minor",
                    models.BigIntegerField(
                        null=True, help_text="The balance never falls below this."
                    ),
                ),
                (
                    "chained",
                    models.BooleanField(
                        help_text="Its lines carry a sequence and the running balance."
                    ),
                ),
            ],
            options={
                "db_table": "ledger_account",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["address"], name="ledger_account_address_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=200)),
                ("at", models.DateTimeField(help_text="Business time: when it happened.")),
                ("recorded_at", models.DateTimeField(help_text="When it entered the book.")),
                ("actor", models.CharField(max_length=200)),
                (
                    "reverses",
                    models.UUIDField(null=True, help_text="The entry this one takes back."),
                ),
                ("memo", models.TextField(blank=True)),
                ("metadata", models.JSONField()),
                ("digest", models.BinaryField(help_text="SHA-256 of everything the entry says.")),
            ],
            options={
                "db_table": "ledger_entry",
                "constraints": [
                    models.UniqueConstraint(fields=["key"], name="ledger_entry_key_unique"),
                    models.CheckConstraint(condition=~Q(key=""), name="ledger_entry_has_key"),
                    models.CheckConstraint(condition=~Q(kind=""), name="ledger_entry_has_kind"),
                ],
                "indexes": [
                    models.Index(
                        fields=["reverses"],
                        condition=Q(reverses__isnull=False),
                        name="ledger_entry_reverses_idx",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("entry", _reference("ledger.entry")),
                ("position", models.SmallIntegerField()),
                ("account", _reference("ledger.account")),
                ("sequence", models.BigIntegerField(null=True)),
                ("amount_minor", models.BigIntegerField()),
                ("balance_minor", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "db_table": "ledger_line",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["entry", "position"], name="ledger_line_position_unique"
                    ),
                    models.UniqueConstraint(
                        fields=["account", "sequence"],
                        condition=Q(sequence__isnull=False),
                        name="ledger_line_sequence_unique",
                    ),
                    models.CheckConstraint(condition=~Q(amount_minor=0), name="ledger_line_moves"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("account", _reference("ledger.account")),
                ("balance_minor", models.BigIntegerField()),
                ("line_count", models.BigIntegerField()),
                (
                    "recorded_through",
                    models.DateTimeField(help_text="Recorded time of the latest line in it."),
                ),
                ("taken_at", models.DateTimeField()),
            ],
            options={"db_table": "ledger_checkpoint"},
        ),
        _file("0001_tables.sql", "DROP FUNCTION ledger_account_id(text) CASCADE"),
        _file("0001_append_only.sql", migrations.RunSQL.noop),
        _file(
            "0001_posting.sql",
            "DROP FUNCTION ledger_lock; DROP FUNCTION ledger_append; DROP FUNCTION ledger_lock_entry",
        ),
        _file(
            "0001_guards.sql",
            "DROP FUNCTION ledger_guard_lines CASCADE; DROP FUNCTION ledger_guard_entries CASCADE;"
            " DROP FUNCTION ledger_guard_checkpoints CASCADE",
        ),
        _file(
            "0001_reading.sql",
            "DROP FUNCTION ledger_balance_at; DROP FUNCTION ledger_balance;"
            " DROP FUNCTION ledger_last_sequence",
        ),
    ]
