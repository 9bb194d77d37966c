"""Somebody else paid than was named: said by the merchant before it clears."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("deposits", "0011_given_back_after_all")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="deposit",
            name="is_third_party",
            field=models.BooleanField(
                db_default=False, default=False, help_text="Somebody else paid than was named."
            ),
        ),
        migrations.AddField(
            model_name="deposit",
            name="payer_declared_at",
            field=models.DateTimeField(
                help_text="Since when it is said who that is; until then it does not clear.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="deposit",
            name="declaration_sealed",
            field=models.TextField(blank=True, db_default=""),
        ),
        AddConstraintNotValid(
            "deposit",
            models.CheckConstraint(
                condition=models.Q(payer_declared_at=None) | models.Q(is_third_party=True),
                name="deposits_deposit_declared_payer",
            ),
        ),
    ]
