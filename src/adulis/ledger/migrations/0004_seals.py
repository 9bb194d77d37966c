"""Seals of the book: leaves, nodes of their tree, heads. Nothing that is posted to changes."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

_SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("ledger", "0003_costs_validated"),
        ("events", "0002_cursors"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "entry",
                    models.ForeignKey(
                        to="ledger.entry",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        db_constraint=False,
                        db_index=False,
                        related_name="+",
                    ),
                ),
                ("hash", models.BinaryField()),
                ("salt", models.BinaryField()),
            ],
            options={
                "db_table": "ledger_leaf",
                "constraints": [
                    models.UniqueConstraint(fields=["entry"], name="ledger_leaf_entry_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("level", models.SmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "db_table": "ledger_node",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["level", "index"], name="ledger_node_place_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField(help_text="How many entries it is over.")),
                ("root", models.BinaryField()),
                (
                    "previous",
                    models.BinaryField(help_text="SHA-256 of the text of the head before."),
                ),
                ("made_at", models.DateTimeField()),
                ("origin", models.CharField(max_length=120)),
                (
                    "public_key",
                    models.BinaryField(help_text="Ed25519; empty where it is not signed."),
                ),
                ("signature", models.BinaryField()),
                (
                    "through_xid",
                    models.BigIntegerField(
                        help_text="Entries of earlier transactions are all sealed."
                    ),
                ),
                (
                    "lineage",
                    models.CharField(
                        max_length=60, help_text="Which database counted transactions."
                    ),
                ),
            ],
            options={
                "db_table": "ledger_seal",
                "constraints": [
                    models.UniqueConstraint(fields=["size"], name="ledger_seal_size_unique")
                ],
            },
        ),
        migrations.RunSQL(
            (_SQL / "0004_seals.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION ledger_guard_leaves CASCADE; DROP FUNCTION ledger_guard_seals CASCADE",
        ),
    ]
