"""Which request asked: the worker and the gateway are told later."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("deposits", "0013_validated_again")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="chargebackreply",
            name="origin",
            field=models.CharField(
                blank=True, db_default="", help_text="The request that asked.", max_length=120
            ),
        ),
        migrations.AddField(
            model_name="deposit",
            name="origin",
            field=models.CharField(
                blank=True, db_default="", help_text="The request that asked.", max_length=120
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="origin",
            field=models.CharField(
                blank=True, db_default="", help_text="The request that asked.", max_length=120
            ),
        ),
    ]
