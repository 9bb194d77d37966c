"""From now on the index that compares bytes keeps keys unique, under the name of the former.

The two change places in one transaction, since the posting path knows a key that is taken by the
index's name. Nothing changes unless the new one keeps the promise, and once it does, nothing more.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

# An index, where the constraint was taken away already, makes room as well. What is looked at last
# is what stays: without it all of this did not happen.
SWAP = """
DO $$ BEGIN
    IF to_regclass('ledger_entry_key_bytes') IS NOT NULL THEN
        ALTER TABLE ledger_entry DROP CONSTRAINT IF EXISTS ledger_entry_key_unique;
        DROP INDEX IF EXISTS ledger_entry_key_unique;
        ALTER INDEX ledger_entry_key_bytes RENAME TO ledger_entry_key_unique;
    END IF;
    IF NOT EXISTS (
        SELECT FROM pg_index i JOIN pg_opclass o ON o.oid = i.indclass[0]
         WHERE i.indexrelid = to_regclass('ledger_entry_key_unique')
           AND i.indrelid = 'ledger_entry'::regclass
           AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
           AND o.opcname = 'varchar_pattern_ops'
    ) THEN
        RAISE EXCEPTION 'no valid index ledger_entry_key_bytes is there to keep keys unique'
              USING HINT = 'Migrate the ledger back to 0007_lines_by_time, and on again.';
    END IF;
END $$
"""
_BACK = """
DO $$ BEGIN
    ALTER INDEX ledger_entry_key_unique RENAME TO ledger_entry_key_bytes;
    ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_key_unique UNIQUE (key);
END $$
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0008_key_bytes")]
    operations: ClassVar = [
        migrations.RunSQL(
            SWAP,
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
    ]
