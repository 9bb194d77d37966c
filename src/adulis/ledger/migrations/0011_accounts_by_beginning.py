"""Find accounts by how they begin. What an attempt left that was broken off is dropped first."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("ledger", "0010_entries_by_kind")]
    operations: ClassVar = [
        migrations.RunSQL(
            "DROP INDEX CONCURRENTLY IF EXISTS ledger_account_begins_idx",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS ledger_account_begins_idx"
            " ON ledger_account (address varchar_pattern_ops)",
            "DROP INDEX CONCURRENTLY IF EXISTS ledger_account_begins_idx",
            state_operations=[
                migrations.AddIndex(
                    "account",
                    models.Index(
                        fields=["address"],
                        name="ledger_account_begins_idx",
                        opclasses=["varchar_pattern_ops"],
                    ),
                ),
            ],
        ),
    ]
