"""One merchant's facts by when they happened: whoever has them told again asks so."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

_NAME = "events_event_merchant_at_idx"


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("events", "0003_merchants_in_stream_order")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(
                        condition=models.Q(merchant_id__isnull=False),
                        fields=["merchant_id", "at"],
                        name=_NAME,
                    ),
                )
            ],
            database_operations=[
                migrations.RunSQL(
                    f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {_NAME} ON events_event"
                    " (merchant_id, at) WHERE merchant_id IS NOT NULL",
                    f"DROP INDEX CONCURRENTLY IF EXISTS {_NAME}",
                )
            ],
        )
    ]
