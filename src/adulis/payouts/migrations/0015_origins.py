"""Which request asked for a payout or a batch: whoever sends it later says so."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payouts", "0014_intents")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="payout",
            name="origin",
            field=models.CharField(
                blank=True, db_default="", help_text="The request that asked.", max_length=120
            ),
        ),
        migrations.AddField(
            model_name="payoutbatch",
            name="origin",
            field=models.CharField(
                blank=True, db_default="", help_text="The request that asked.", max_length=120
            ),
        ),
    ]
