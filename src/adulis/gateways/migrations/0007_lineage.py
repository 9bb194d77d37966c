"""The lives of this database, so that a restored one sends nothing before it is accepted."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

# The one it is installed or upgraded in has lost nothing, unless it was restored just now: the newest
# epoch of events still names the life before.
FIRST = """
INSERT INTO gateways_lineage (lineage, noticed_at, unsettled, accepted_at, accepted_by)
SELECT events_lineage(), adulis_clock(), '{}', adulis_clock(), 'installation'
 WHERE events_lineage() = coalesce(
           (SELECT lineage FROM events_epoch ORDER BY number DESC LIMIT 1), events_lineage())
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("gateways", "0006_callbacks_that_wait"),
        ("events", "0002_cursors"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Lineage",
            fields=[
                (
                    "lineage",
                    models.CharField(
                        help_text="events_lineage()",
                        max_length=60,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("noticed_at", models.DateTimeField()),
                ("unsettled", models.JSONField(default=dict)),
                ("examined_at", models.DateTimeField(null=True)),
                ("broken_count", models.IntegerField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("accepted_by", models.CharField(blank=True, max_length=120)),
            ],
            options={"db_table": "gateways_lineage"},
        ),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
    ]
