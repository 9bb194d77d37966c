"""People are asked about a refund so long after it was ordered, not after it was asked for."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

# What is under way already was promised its week from the beginning on.
UNDER_WAY = """
UPDATE deposits_refund SET overdue_at = created_at + interval '7 days'
 WHERE state IN ('requested', 'pending') AND asked_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("deposits", "0006_queues")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="refund",
            name="overdue_at",
            field=models.DateTimeField(
                help_text="When people are asked what became of it; null until it is ordered.",
                null=True,
            ),
        ),
        migrations.RunSQL(UNDER_WAY, migrations.RunSQL.noop),
    ]
