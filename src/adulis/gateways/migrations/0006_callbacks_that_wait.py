"""Messages that wait to be acted upon, or are parked, as operators look at them."""

from __future__ import annotations

from django.db import migrations, models

_NAME = "gateways_callback_waiting_idx"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("gateways", "0005_callback_speaker")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddIndex(
                    model_name="callback",
                    index=models.Index(
                        condition=~models.Q(state="applied"),
                        fields=["state", "received_at", "id"],
                        name=_NAME,
                    ),
                )
            ],
            database_operations=[
                migrations.RunSQL(
                    f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {_NAME} ON gateways_callback"
                    " (state, received_at, id) WHERE NOT (state = 'applied')",
                    f"DROP INDEX CONCURRENTLY IF EXISTS {_NAME}",
                )
            ],
        )
    ]
