"""What a merchant says to a chargeback, and what foreign money is paid for."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import adulis.kernel.ids


class Migration(migrations.Migration):
    dependencies: ClassVar = [("deposits", "0002_guards")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="deposit",
            name="purpose_code",
            field=models.CharField(
                max_length=8,
                blank=True,
                db_default="",
                help_text="Of foreign money: see purposes.py.",
            ),
        ),
        migrations.CreateModel(
            name="ChargebackReply",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("answer", models.CharField(max_length=12)),
                ("text_sealed", models.TextField(blank=True)),
                ("created_by", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "refusal",
                    models.CharField(
                        max_length=60, blank=True, help_text="Why the gateway took it not."
                    ),
                ),
                ("due_at", models.DateTimeField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("claim_count", models.IntegerField(default=0)),
                (
                    "chargeback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deposits.chargeback",
                    ),
                ),
            ],
            options={
                "db_table": "deposits_chargeback_reply",
                "indexes": [
                    models.Index(fields=["chargeback", "id"], name="deposits_reply_chargeback_idx"),
                    models.Index(
                        fields=["due_at", "id"],
                        name="deposits_reply_due_idx",
                        condition=models.Q(due_at__isnull=False),
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(answer__in=["evidence", "accept"]),
                        name="deposits_chargeback_reply_known",
                    ),
                    models.UniqueConstraint(
                        fields=["chargeback"],
                        name="deposits_chargeback_accepted_once",
                        condition=models.Q(answer="accept"),
                    ),
                ],
            },
        ),
    ]
