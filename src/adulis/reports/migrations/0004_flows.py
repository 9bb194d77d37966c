"""What flows, summed up by day, and how far that has come: nothing yet."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reports", "0003_origins")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Flow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("kind", models.CharField(help_text="Of the entries.", max_length=64)),
                ("account_kind", models.CharField(max_length=24)),
                ("currency", models.CharField(max_length=3)),
                ("in_minor", models.BigIntegerField()),
                ("out_minor", models.BigIntegerField()),
            ],
            options={
                "db_table": "reports_flow",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "kind", "account_kind", "currency"),
                        name="reports_flow_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("in_minor__gte", 0), ("out_minor__gte", 0)),
                        name="reports_flow_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FlowMark",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("through_xid", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "reports_flow_mark",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="reports_flow_mark_is_one"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "INSERT INTO reports_flow_mark (id, through_xid) VALUES (1, 0)",
            "DELETE FROM reports_flow_mark",
        ),
    ]
