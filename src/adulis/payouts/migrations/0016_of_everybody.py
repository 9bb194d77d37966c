"""Payouts of everybody by their end and by their state, for reports and the back office."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


def built_meanwhile(index: models.Index, sql: str) -> migrations.SeparateDatabaseAndState:
    """An index of payouts that is built while payouts go on."""
    return migrations.SeparateDatabaseAndState(
        state_operations=[migrations.AddIndex(model_name="payout", index=index)],
        database_operations=[
            migrations.RunSQL(
                f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {index.name} ON payouts_payout {sql}",
                f"DROP INDEX CONCURRENTLY IF EXISTS {index.name}",
            )
        ],
    )


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("payouts", "0015_origins")]
    operations: ClassVar = [
        built_meanwhile(
            models.Index(
                fields=["finished_at"],
                name="payouts_payout_finished_idx",
                condition=models.Q(finished_at__isnull=False),
            ),
            "(finished_at) WHERE finished_at IS NOT NULL",
        ),
        built_meanwhile(
            models.Index(
                fields=["state", "-id"],
                name="payouts_payout_others_idx",
                condition=~models.Q(state="completed"),
            ),
            "(state, id DESC) WHERE NOT (state = 'completed')",
        ),
    ]
