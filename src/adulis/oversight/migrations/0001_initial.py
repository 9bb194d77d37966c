import django.db.models.deletion
from django.db import migrations, models

import adulis.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [("identity", "0010_freeze_until_validated")]

    operations = [
        migrations.CreateModel(
            name="Ownership",
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
                ("thing_id", models.UUIDField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.user",
                    ),
                ),
                ("taken_at", models.DateTimeField()),
            ],
            options={
                "db_table": "oversight_ownership",
                "constraints": (
                    models.UniqueConstraint(
                        fields=("kind", "thing_id"), name="oversight_ownership_one_of_each"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            kind__in=["approval", "case", "dispute", "verification"]
                        ),
                        name="oversight_ownership_kind_known",
                    ),
                ),
            },
        )
    ]
