"""What of a payment in suspense its payer's bank took for good, before the rest was assigned."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("deposits", "0008_overdue_refunds")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="payment",
            name="lost_minor",
            field=models.BigIntegerField(default=0, db_default=0),
        ),
        AddConstraintNotValid(
            "payment",
            models.CheckConstraint(
                condition=models.Q(lost_minor=0)
                | models.Q(
                    state="assigned",
                    lost_minor__gt=0,
                    lost_minor__lt=models.F("amount_minor"),
                    lost_minor__lte=models.F("charged_back_minor"),
                ),
                name="deposits_payment_lost_before",
            ),
        ),
    ]
