"""Refunds that people have to be asked about, found without reading those that are over."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

INDEX = models.Index(
    fields=["overdue_at"],
    name="deposits_refund_overdue_idx",
    condition=models.Q(state__in=["requested", "pending"], has_case=False),
)


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("deposits", "0007_refunds_wait")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AddIndex(model_name="refund", index=INDEX)],
            database_operations=[
                migrations.RunSQL(
                    f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {INDEX.name} ON deposits_refund"
                    " (overdue_at) WHERE state IN ('requested', 'pending') AND NOT has_case",
                    f"DROP INDEX CONCURRENTLY IF EXISTS {INDEX.name}",
                )
            ],
        ),
    ]
