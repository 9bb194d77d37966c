"""Find the entries of the last transactions, at no cost to whoever posts.

A BRIN index holds the least and the greatest of every megabyte of rows; a row that is appended is
not entered anywhere. (BRIN has no operators for xid8, hence the number.)
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("ledger", "0004_seals")]
    operations: ClassVar = [
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS ledger_entry_xid_idx ON ledger_entry"
            " USING brin ((xid::text::bigint)) WITH (autosummarize = on)",
            "DROP INDEX CONCURRENTLY IF EXISTS ledger_entry_xid_idx",
        ),
    ]
