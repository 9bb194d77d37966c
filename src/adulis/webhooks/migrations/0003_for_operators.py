"""What operators look at across all merchants, and that they may disable an endpoint."""

from __future__ import annotations

from django.db import migrations, models

_REASON_KNOWN = models.CheckConstraint(
    condition=models.Q(
        ("disabled_reason__in", ["", "by_merchant", "by_operator", "gone", "failing"])
    ),
    name="webhooks_endpoint_reason_known",
)


def built_meanwhile(
    model: str, index: models.Index, sql: str
) -> migrations.SeparateDatabaseAndState:
    """An index that is built while webhooks are sent."""
    return migrations.SeparateDatabaseAndState(
        state_operations=[migrations.AddIndex(model_name=model, index=index)],
        database_operations=[
            migrations.RunSQL(
                f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {index.name} ON {sql}",
                f"DROP INDEX CONCURRENTLY IF EXISTS {index.name}",
            )
        ],
    )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("webhooks", "0002_guards")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("endpoint", "webhooks_endpoint_reason_known"),
                migrations.AddConstraint("endpoint", _REASON_KNOWN),
            ],
            # Each can be run again if the one after it fails.
            database_operations=[
                migrations.RunSQL(
                    # One takes the other's place in the same statement.
                    "-- squawk-ignore ban-drop-constraint\n"
                    "ALTER TABLE webhooks_endpoint"
                    " DROP CONSTRAINT IF EXISTS webhooks_endpoint_reason_known,"
                    " ADD CONSTRAINT webhooks_endpoint_reason_known"
                    " CHECK (disabled_reason IN"
                    " ('', 'by_merchant', 'by_operator', 'gone', 'failing')) NOT VALID",
                    migrations.RunSQL.noop,
                ),
                migrations.RunSQL(
                    "ALTER TABLE webhooks_endpoint"
                    " VALIDATE CONSTRAINT webhooks_endpoint_reason_known",
                    migrations.RunSQL.noop,
                ),
            ],
        ),
        built_meanwhile(
            "endpoint",
            models.Index(fields=["state", "id"], name="webhooks_endpoint_state_idx"),
            "webhooks_endpoint (state, id)",
        ),
        built_meanwhile(
            "endpoint",
            models.Index(
                fields=["failing_since", "id"],
                name="webhooks_endpoint_failing_idx",
                condition=models.Q(failing_since__isnull=False),
            ),
            "webhooks_endpoint (failing_since, id) WHERE failing_since IS NOT NULL",
        ),
        built_meanwhile(
            "delivery",
            models.Index(
                fields=["endpoint", "state", "id"],
                name="webhooks_delivery_undone_idx",
                condition=~models.Q(state="delivered"),
            ),
            "webhooks_delivery (endpoint_id, state, id) WHERE NOT (state = 'delivered')",
        ),
        built_meanwhile(
            "delivery",
            models.Index(
                fields=["state", "created_at", "id"],
                name="webhooks_delivery_waiting_idx",
                condition=~models.Q(state="delivered"),
            ),
            "webhooks_delivery (state, created_at, id) WHERE NOT (state = 'delivered')",
        ),
        # The one above has taken its place.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex(model_name="delivery", name="webhooks_delivery_failed_idx")
            ],
            database_operations=[
                migrations.RunSQL(
                    "DROP INDEX CONCURRENTLY IF EXISTS webhooks_delivery_failed_idx",
                    "CREATE INDEX CONCURRENTLY IF NOT EXISTS webhooks_delivery_failed_idx"
                    " ON webhooks_delivery (endpoint_id, id) WHERE state = 'failed'",
                )
            ],
        ),
    ]
