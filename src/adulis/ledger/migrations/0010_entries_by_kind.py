"""Find entries by kind and time. What an attempt left that was broken off is dropped first."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("ledger", "0009_key_bytes_unique")]
    operations: ClassVar = [
        migrations.RunSQL(
            "DROP INDEX CONCURRENTLY IF EXISTS ledger_entry_kind_at_idx",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS ledger_entry_kind_at_idx"
            " ON ledger_entry (kind, at, id)",
            "DROP INDEX CONCURRENTLY IF EXISTS ledger_entry_kind_at_idx",
            state_operations=[
                migrations.AddIndex(
                    "entry",
                    models.Index(fields=["kind", "at", "id"], name="ledger_entry_kind_at_idx"),
                ),
            ],
        ),
    ]
