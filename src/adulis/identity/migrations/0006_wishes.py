from django.db import migrations, models

import adulis.kernel.ids


class Migration(migrations.Migration):
    """What strangers ask for by naming an address, until the worker has granted it."""

    dependencies = [("identity", "0005_find_people")]

    operations = [
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("told_sealed", models.TextField()),
                ("address", models.CharField(blank=True, max_length=64)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField(null=True)),
                ("claim_count", models.IntegerField(default=0)),
            ],
            options={
                "db_table": "identity_wish",
                "indexes": [models.Index(fields=["due_at", "id"], name="identity_wish_due_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["sign_up", "confirm_email", "reset_password"])
                        ),
                        name="identity_wish_kind_known",
                    )
                ],
            },
        ),
    ]
