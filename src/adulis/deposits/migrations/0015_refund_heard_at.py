"""When a gateway last answered about a refund: a restored database waits for that."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("deposits", "0014_origins")]
    operations: ClassVar = [
        migrations.AddField(
            "refund",
            "heard_at",
            models.DateTimeField(help_text="When the gateway last answered about it.", null=True),
        ),
    ]
