"""Heartbeats of workers."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("timers", "0001_initial")]  # beats read adulis_clock()
    operations: ClassVar = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("worker", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("report", models.JSONField()),
            ],
            options={"db_table": "ops_heartbeat"},
        ),
    ]
