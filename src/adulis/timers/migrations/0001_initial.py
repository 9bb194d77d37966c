"""The sandbox clock, and ``adulis_clock()`` taught to look at it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

CLOCK = """
INSERT INTO timers_sandbox_clock (id, ahead) VALUES (1, interval '0');
CREATE OR REPLACE FUNCTION adulis_clock() RETURNS timestamptz
LANGUAGE sql VOLATILE PARALLEL SAFE
AS $$ SELECT clock_timestamp() + (SELECT ahead FROM timers_sandbox_clock) $$
"""
REAL_CLOCK = """
CREATE OR REPLACE FUNCTION adulis_clock() RETURNS timestamptz
LANGUAGE sql VOLATILE PARALLEL SAFE
AS $$ SELECT clock_timestamp() $$
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("events", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="SandboxClock",
            fields=[
                (
                    "id",
                    models.SmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("ahead", models.DurationField()),
            ],
            options={
                "db_table": "timers_sandbox_clock",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(id=1), name="timers_sandbox_clock_single"
                    )
                ],
            },
        ),
        migrations.RunSQL(CLOCK, REAL_CLOCK),
    ]
