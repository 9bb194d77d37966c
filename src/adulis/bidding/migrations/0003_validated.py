"""That every line follows a real one holds for all of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("bidding", "0002_guards")]
    operations: ClassVar = [
        migrations.RunSQL(
            "ALTER TABLE bidding_bid VALIDATE CONSTRAINT bidding_bid_predecessor",
            migrations.RunSQL.noop,
        )
    ]
