"""When the newest base backup was finished, for whoever watches over us."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ops", "0004_examination")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="BaseBackup",
            fields=[
                (
                    "id",
                    models.SmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("finished_at", models.DateTimeField()),
            ],
            options={
                "db_table": "ops_base_backup",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(id=1), name="ops_base_backup_single")
                ],
            },
        ),
    ]
