import django.db.models.deletion
from django.db import migrations, models

import adulis.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0004_invitation_guard"),
    ]

    operations = [
        migrations.CreateModel(
            name="TransferSettings",
            fields=[
                (
                    "merchant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="identity.merchant",
                    ),
                ),
                ("approval_above_minor", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "transfers_settings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approval_above_minor", None),
                            ("approval_above_minor__gte", 0),
                            _connector="OR",
                        ),
                        name="transfers_settings_threshold_not_negative",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("amount_minor", models.BigIntegerField()),
                ("fee_minor", models.BigIntegerField()),
                ("tax_minor", models.BigIntegerField()),
                ("note", models.CharField(blank=True, max_length=140)),
                ("reference", models.CharField(blank=True, max_length=40)),
                ("quote_id", models.UUIDField(null=True)),
                ("created_by", models.CharField(max_length=120)),
                ("created_at", models.DateTimeField()),
                ("state", models.CharField(max_length=20)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.merchant",
                    ),
                ),
            ],
            options={
                "db_table": "transfers_transfer",
                "indexes": [
                    models.Index(fields=["sender", "-id"], name="transfers_sender_idx"),
                    models.Index(fields=["receiver", "-id"], name="transfers_receiver_idx"),
                    models.Index(
                        condition=models.Q(("state", "completed")),
                        fields=["sender", "finished_at"],
                        name="transfers_sent_idx",
                    ),
                    models.Index(
                        condition=models.Q(("state", "completed")),
                        fields=["receiver", "finished_at"],
                        name="transfers_received_idx",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "awaiting_approval",
                                    "completed",
                                    "refused",
                                    "withdrawn",
                                    "expired",
                                ],
                            )
                        ),
                        name="transfers_transfer_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_minor__gt", 0), ("fee_minor__gte", 0), ("tax_minor__gte", 0)
                        ),
                        name="transfers_transfer_amounts_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sender", models.F("receiver")), _negated=True),
                        name="transfers_transfer_between_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "awaiting_approval"), ("finished_at", None)),
                            models.Q(
                                models.Q(("state", "awaiting_approval"), _negated=True),
                                ("finished_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="transfers_transfer_finished_has_time",
                    ),
                ],
            },
        ),
    ]
