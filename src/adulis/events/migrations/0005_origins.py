"""Which request a fact came of: whoever is told of it later works for that request."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("events", "0004_merchants_by_moment")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="event",
            name="origin",
            field=models.CharField(
                blank=True, db_default="", help_text="The request it came of.", max_length=120
            ),
        ),
    ]
