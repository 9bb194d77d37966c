"""Find the lines of some days, at no cost to whoever posts.

As the index of entries by transaction: the least and the greatest of every half megabyte of rows.
Business time may lie far back, so of that several ranges are kept. What the posting path asks
forbids plans that could use it (``ledger_balance_at``), and it is no index for one account.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("ledger", "0006_publications")]
    operations: ClassVar = [
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS ledger_line_times_idx ON ledger_line"
            " USING brin (recorded_at, at timestamptz_minmax_multi_ops)"
            " WITH (pages_per_range = 64, autosummarize = on)",
            "DROP INDEX CONCURRENTLY IF EXISTS ledger_line_times_idx",
        ),
    ]
