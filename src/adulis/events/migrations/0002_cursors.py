"""Who has read how far, and which database counted the transactions that order the facts."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

# A cluster made by initdb has another identifier, a restored or promoted one another timeline.
LINEAGE = """
CREATE FUNCTION events_lineage() RETURNS text
LANGUAGE sql STABLE
AS $$ SELECT system_identifier::text || '/'
          || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
        FROM pg_control_system() $$
"""

APPEND_ONLY = """
CREATE TRIGGER events_epoch_append_only_rows BEFORE UPDATE OR DELETE ON events_epoch
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER events_epoch_append_only_table BEFORE TRUNCATE ON events_epoch
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("events", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(LINEAGE, "DROP FUNCTION events_lineage()"),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("consumer", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("epoch", models.IntegerField()),
                ("xid", models.BigIntegerField()),
                ("fact_id", models.BigIntegerField(db_column="id")),
                ("updated_at", models.DateTimeField()),
            ],
            options={"db_table": "events_cursor"},
        ),
        migrations.CreateModel(
            name="Epoch",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                (
                    "lineage",
                    models.CharField(max_length=60, help_text="events_lineage() when it began."),
                ),
                ("after_id", models.BigIntegerField()),
                ("began_at", models.DateTimeField()),
            ],
            options={
                "db_table": "events_epoch",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(number__gte=1), name="events_epoch_from_one"
                    )
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
