"""When the newest file of a day came: the same bytes are imported once, and may come again."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reconciliation", "0002_guards")]
    operations: ClassVar = [
        migrations.AddField("day", "taken_at", models.DateTimeField(null=True)),
    ]
