"""Which request a letter came of."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("mail", "0002_guards")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="letter",
            name="origin",
            field=models.CharField(
                blank=True, db_default="", help_text="The request that asked.", max_length=120
            ),
        ),
    ]
