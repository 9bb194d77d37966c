"""Payouts that the bank took back, of everybody, newest first."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("payouts", "0016_of_everybody")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddIndex(
                    model_name="payout",
                    index=models.Index(
                        fields=["-id"],
                        name="payouts_payout_returned_idx",
                        condition=models.Q(is_returned=True),
                    ),
                )
            ],
            database_operations=[
                migrations.RunSQL(
                    "CREATE INDEX CONCURRENTLY IF NOT EXISTS payouts_payout_returned_idx"
                    " ON payouts_payout (id DESC) WHERE is_returned",
                    "DROP INDEX CONCURRENTLY IF EXISTS payouts_payout_returned_idx",
                )
            ],
        ),
    ]
