"""Operators may go on asking about an overdue deposit without being asked again at once."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deposits", "0003_answers")]

    operations = [
        migrations.AddField(
            model_name="deposit",
            name="patient_until",
            field=models.DateTimeField(
                help_text="Two operators decided to go on asking; not asked about before then.",
                null=True,
            ),
        ),
    ]
