"""Until when a merchant is frozen, where that was said. No row has it yet."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("identity", "0008_find_merchants")]
    operations: ClassVar = [
        migrations.AddField(
            "merchant",
            "payouts_frozen_until",
            models.DateTimeField(null=True, help_text="Null: until it is lifted."),
        ),
        AddConstraintNotValid(
            "merchant",
            models.CheckConstraint(
                condition=models.Q(payouts_frozen_until=None)
                | models.Q(
                    payouts_frozen_at__isnull=False,
                    payouts_frozen_until__gt=models.F("payouts_frozen_at"),
                ),
                name="identity_merchant_freeze_ends_after_it_began",
            ),
        ),
    ]
