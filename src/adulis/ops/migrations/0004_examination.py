"""When the invariants were examined last, for whoever watches over us."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ops", "0003_lost_values")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Examination",
            fields=[
                (
                    "id",
                    models.SmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("examined_at", models.DateTimeField()),
                ("broken", models.JSONField()),
            ],
            options={
                "db_table": "ops_examination",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(id=1), name="ops_examination_single")
                ],
            },
        ),
    ]
