"""One merchant's facts in stream order; by id alone nobody asks, since ids commit out of order."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("events", "0002_cursors")]
    operations: ClassVar = [
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS events_event_merchant_stream_idx"
            " ON events_event (merchant_id, xid, id)",
            "DROP INDEX CONCURRENTLY IF EXISTS events_event_merchant_stream_idx",
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex(model_name="event", name="events_event_merchant_idx")
            ],
            database_operations=[
                migrations.RunSQL(
                    "DROP INDEX CONCURRENTLY IF EXISTS events_event_merchant_idx",
                    "CREATE INDEX CONCURRENTLY IF NOT EXISTS events_event_merchant_idx"
                    " ON events_event (merchant_id, id)",
                )
            ],
        ),
    ]
