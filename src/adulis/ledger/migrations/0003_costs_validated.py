"""Hold the accounts that are there already to the chart as well, with nothing locked."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0002_costs")]
    operations: ClassVar = [
        migrations.RunSQL(
            "ALTER TABLE ledger_account VALIDATE CONSTRAINT ledger_account_kind_follows_chart;",
            migrations.RunSQL.noop,
        ),
    ]
