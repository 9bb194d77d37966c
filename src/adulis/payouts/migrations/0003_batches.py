from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import adulis.kernel.ids
import adulis.payouts.machine


def uuid_key() -> Any:
    return models.UUIDField(default=adulis.kernel.ids.new_id, primary_key=True, serialize=False)


def key_to(table: str, **more: Any) -> Any:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=table, **more
    )


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial"), ("payouts", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="PayoutBatch",
            fields=[
                ("id", uuid_key()),
                ("merchant", key_to("identity.merchant")),
                ("name", models.CharField(blank=True, max_length=80)),
                (
                    "state",
                    models.CharField(
                        default=adulis.payouts.machine.BatchState["VALIDATED"], max_length=12
                    ),
                ),
                ("row_count", models.IntegerField()),
                ("valid_count", models.IntegerField()),
                ("total_minor", models.BigIntegerField()),
                (
                    "adds_accounts",
                    models.BooleanField(help_text="Some row names a bank account we do not know."),
                ),
                ("created_by", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, max_length=120)),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "has_second_owner",
                    models.BooleanField(
                        default=False, help_text="Approved by another owner than whoever made it."
                    ),
                ),
                ("finished_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("claim_count", models.IntegerField(default=0)),
            ],
            options={
                "db_table": "payouts_batch",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["validated", "approved", "finished", "cancelled"])
                        ),
                        name="payouts_batch_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("has_second_owner", False),
                            models.Q(("approved_by", models.F("created_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="payouts_batch_four_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("row_count__range", (1, 10000)),
                            ("total_minor__gte", 0),
                            ("valid_count__gte", 0),
                            ("valid_count__lte", models.F("row_count")),
                        ),
                        name="payouts_batch_counts",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["merchant", "-id"], name="payouts_batch_list_idx"),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at", "id"],
                        name="payouts_batch_due_idx",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayoutBatchRow",
            fields=[
                ("id", uuid_key()),
                ("batch", key_to("payouts.payoutbatch")),
                (
                    "line",
                    models.IntegerField(help_text="Where it stands in the file, counted from one."),
                ),
                ("row_key", models.CharField(max_length=64)),
                ("status", models.CharField(max_length=8)),
                ("errors", models.JSONField(default=list)),
                ("amount_minor", models.BigIntegerField(null=True)),
                ("bank_account", key_to("payouts.bankaccount", null=True)),
                (
                    "beneficiary",
                    models.CharField(
                        blank=True, help_text="Name and masked number.", max_length=200
                    ),
                ),
                ("details_sealed", models.TextField(blank=True)),
                ("mode", models.CharField(blank=True, max_length=4)),
                ("narration", models.CharField(blank=True, max_length=30)),
                ("reference", models.CharField(blank=True, max_length=40)),
                ("purpose", models.CharField(blank=True, max_length=16)),
            ],
            options={
                "db_table": "payouts_batch_row",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "line"), name="payouts_batch_row_line_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "invalid"), _negated=True),
                        fields=("batch", "row_key"),
                        name="payouts_batch_row_key_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["valid", "invalid", "refused", "created"])
                        ),
                        name="payouts_batch_row_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "invalid"),
                            models.Q(("amount_minor__gt", 0), ("amount_minor__isnull", False)),
                            _connector="OR",
                        ),
                        name="payouts_batch_row_valid_has_amount",
                    ),
                ],
            },
        ),
    ]
