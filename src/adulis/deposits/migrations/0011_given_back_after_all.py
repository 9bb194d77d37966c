"""What failed here and was given back all the same: two operators say who bears it."""

from __future__ import annotations

import importlib
from typing import ClassVar

from django.db import migrations, models

_GUARDS = importlib.import_module("adulis.deposits.migrations.0002_guards")


def _function_of(guard: str) -> str:
    function, _, _ = guard.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1).partition(
        "CREATE TRIGGER"
    )
    return function


_OLD_REFUND = _function_of(_GUARDS.REFUND_GUARD)
_REFUND = _OLD_REFUND.replace(
    "        ('pending', 'failed'),",
    "        ('failed', 'processed'),\n        ('pending', 'failed'),",
)
_OLD_PAYMENT = _function_of(_GUARDS.PAYMENT_GUARD)
_PAYMENT = _OLD_PAYMENT.replace(
    "        ('suspended', 'assigned'),",
    "        ('suspended', 'assigned'),\n        ('suspended', 'returned'),",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("deposits", "0010_validated")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="refund",
            name="paid_late_at",
            field=models.DateTimeField(
                help_text="When it was given back, as the gateway said after it had failed here.",
                null=True,
            ),
        ),
        migrations.RunSQL(_REFUND, _OLD_REFUND),
        migrations.RunSQL(_PAYMENT, _OLD_PAYMENT),
    ]
