from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LimitRule",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("tier", models.CharField(max_length=32)),
                ("kind", models.CharField(max_length=16)),
                ("window", models.CharField(max_length=8)),
                ("maximum_minor", models.BigIntegerField(null=True)),
                ("starts_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=120)),
            ],
            options={
                "db_table": "limits_rule",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "tier", "window", "starts_at"),
                        name="limits_rule_start_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("maximum_minor", None), ("maximum_minor__gte", 0), _connector="OR"
                        ),
                        name="limits_rule_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["payout", "transfer_out", "transfer_in", "deposit"])
                        ),
                        name="limits_rule_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("window__in", ["single", "day", "month"])),
                        name="limits_rule_window_known",
                    ),
                ],
            },
        ),
    ]
