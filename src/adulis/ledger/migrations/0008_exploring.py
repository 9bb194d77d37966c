"""Find entries by how their key begins, and by kind and time; accounts by how they begin.

The index that keeps keys unique is made anew so that it compares bytes: it answers the same
questions, and beginnings as well, whatever the database's language. The two change places in one
transaction, since the posting path knows a key that is taken by the index's name.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

_SWAP = """
DO $$ BEGIN
    ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_key_unique;
    ALTER INDEX ledger_entry_key_bytes RENAME TO ledger_entry_key_unique;
END $$
"""
_BACK = """
DO $$ BEGIN
    ALTER INDEX ledger_entry_key_unique RENAME TO ledger_entry_key_bytes;
    ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_key_unique UNIQUE (key);
    DROP INDEX ledger_entry_key_bytes;
END $$
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("ledger", "0007_lines_by_time")]
    operations: ClassVar = [
        migrations.RunSQL(
            "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ledger_entry_key_bytes"
            " ON ledger_entry (key varchar_pattern_ops)",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            _SWAP,
            _BACK,
            state_operations=[
                migrations.RemoveConstraint("entry", "ledger_entry_key_unique"),
                migrations.AddConstraint(
                    "entry",
                    models.UniqueConstraint(
                        fields=["key"],
                        name="ledger_entry_key_unique",
                        opclasses=["varchar_pattern_ops"],
                    ),
                ),
            ],
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
