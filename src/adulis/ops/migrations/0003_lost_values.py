"""What opens under no key any more, and who said so."""

from typing import ClassVar

from django.db import migrations, models

import adulis.kernel.ids


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ops", "0002_sealing_keys")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="LostValue",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=adulis.kernel.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.CharField(max_length=120)),
                ("row", models.CharField(max_length=120)),
                ("key_id", models.CharField(max_length=32)),
                ("digest", models.BinaryField(blank=True, max_length=32)),
                ("lost_at", models.DateTimeField()),
                ("said_by", models.CharField(max_length=120)),
            ],
            options={
                "db_table": "ops_lost_value",
                "indexes": [models.Index(fields=["place", "row"], name="ops_lost_value_place_idx")],
            },
        ),
    ]
