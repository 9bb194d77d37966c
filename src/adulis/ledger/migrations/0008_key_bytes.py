"""The index that keeps keys unique, made anew so that it compares bytes.

It answers the same questions, and beginnings as well, whatever the database's language. What an
attempt left that was broken off is dropped first: such an index promises nothing, and has the name.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("ledger", "0007_lines_by_time")]
    operations: ClassVar = [
        migrations.RunSQL(
            "DROP INDEX CONCURRENTLY IF EXISTS ledger_entry_key_bytes",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ledger_entry_key_bytes"
            " ON ledger_entry (key varchar_pattern_ops)",
            "DROP INDEX CONCURRENTLY IF EXISTS ledger_entry_key_bytes",
        ),
    ]
