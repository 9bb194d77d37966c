"""The outbox, and two functions the whole house stands on: the clock and the append-only guard."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

CLOCK = """
CREATE FUNCTION adulis_clock() RETURNS timestamptz
LANGUAGE sql VOLATILE PARALLEL SAFE
AS $$ SELECT clock_timestamp() $$
"""

REFUSE_CHANGE = """
CREATE FUNCTION adulis_refuse_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION '% on %: its rows are never changed or removed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$
"""

APPEND_ONLY = """
CREATE TRIGGER events_event_append_only_rows BEFORE UPDATE OR DELETE ON events_event
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER events_event_append_only_table BEFORE TRUNCATE ON events_event
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
ALTER TABLE events_event ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX events_event_stream_idx ON events_event (xid, id);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.RunSQL(CLOCK, "DROP FUNCTION adulis_clock()"),
        migrations.RunSQL(REFUSE_CHANGE, "DROP FUNCTION adulis_refuse_change()"),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("type", models.CharField(max_length=80)),
                ("subject", models.CharField(max_length=120)),
                ("subject_sequence", models.IntegerField()),
                ("merchant_id", models.UUIDField(null=True)),
                ("payload", models.JSONField()),
                ("at", models.DateTimeField(help_text="Business time: when it happened.")),
            ],
            options={
                "db_table": "events_event",
                "indexes": [
                    models.Index(fields=["merchant_id", "id"], name="events_event_merchant_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["subject", "subject_sequence"],
                        name="events_event_subject_sequence_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(subject_sequence__gte=1),
                        name="events_event_sequence_from_one",
                    ),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
