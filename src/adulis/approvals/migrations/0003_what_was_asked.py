"""What exactly was asked, and until when it may be answered; until now only payouts asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

COLUMNS = {
    "kind": models.CharField(db_default="payout", max_length=16),
    "details": models.JSONField(db_default={}),
    "expires_at": models.DateTimeField(null=True),
    "note": models.CharField(blank=True, db_default="", max_length=200),
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("approvals", "0002_guards")]
    operations: ClassVar = [
        *(migrations.AddField("approval", name, field) for name, field in COLUMNS.items()),
    ]
