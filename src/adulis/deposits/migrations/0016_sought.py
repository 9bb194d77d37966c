"""Whether a payment or a refund was looked for in the gateway's reports: none was, so far."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


def _is_sought() -> models.BooleanField[bool, bool]:
    return models.BooleanField(
        db_default=False, default=False, help_text="It was looked for in the gateway's reports."
    )


def _patient_until() -> models.DateTimeField[None, None]:
    return models.DateTimeField(
        help_text="Two operators decided to look again; not asked about before then.", null=True
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("deposits", "0015_refund_heard_at")]
    operations: ClassVar = [
        migrations.AddField("payment", "is_sought", _is_sought()),
        migrations.AddField("payment", "patient_until", _patient_until()),
        migrations.AddField("refund", "is_sought", _is_sought()),
        migrations.AddField("refund", "patient_until", _patient_until()),
    ]
