"""Quotes, and what each was honoured for. Neither is ever changed."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER {table}_append_only_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER {table}_append_only_table BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("fees", "0002_append_only"), ("events", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Quote",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("merchant_id", models.UUIDField()),
                ("service", models.CharField(max_length=40)),
                ("amount_minor", models.BigIntegerField()),
                ("fee_minor", models.BigIntegerField()),
                ("tax_minor", models.BigIntegerField()),
                ("made_by", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "rule",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="fees.feerule",
                    ),
                ),
            ],
            options={
                "db_table": "fees_quote",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_minor__gt", 0), ("fee_minor__gte", 0), ("tax_minor__gte", 0)
                        ),
                        name="fees_quote_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="fees_quote_lasts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteUse",
            fields=[
                (
                    "quote",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="fees.quote",
                    ),
                ),
                ("subject", models.CharField(max_length=120)),
                ("used_at", models.DateTimeField()),
            ],
            options={"db_table": "fees_quote_use"},
        ),
        migrations.RunSQL(APPEND_ONLY.format(table="fees_quote"), migrations.RunSQL.noop),
        migrations.RunSQL(APPEND_ONLY.format(table="fees_quote_use"), migrations.RunSQL.noop),
    ]
