"""Which transfers payment gateways have announced; what was announced stays on record."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER wallets_expected_credit_append_only_rows
    BEFORE UPDATE OR DELETE ON wallets_expected_credit
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER wallets_expected_credit_append_only_table
    BEFORE TRUNCATE ON wallets_expected_credit
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("wallets", "0001_initial"), ("events", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="ExpectedCredit",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("bank", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=60)),
                ("gateway", models.CharField(max_length=32)),
                ("amount_minor", models.BigIntegerField()),
                ("announced_at", models.DateTimeField()),
            ],
            options={
                "db_table": "wallets_expected_credit",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["bank", "name"], name="wallets_expected_credit_name_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(amount_minor__gt=0),
                        name="wallets_expected_credit_is_money",
                    ),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
