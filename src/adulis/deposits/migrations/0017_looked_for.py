"""What no report has named yet, found without reading what was looked for, while payments come."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


def built_meanwhile(
    model: str, index: models.Index, sql: str
) -> migrations.SeparateDatabaseAndState:
    """An index that is built while payments come in."""
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
    dependencies: ClassVar = [("deposits", "0016_sought")]
    operations: ClassVar = [
        built_meanwhile(
            "payment",
            models.Index(
                fields=["captured_at", "id"],
                name="deposits_payment_unsought_idx",
                condition=models.Q(is_sought=False),
            ),
            "deposits_payment (captured_at, id) WHERE NOT is_sought",
        ),
        built_meanwhile(
            "refund",
            models.Index(
                fields=["finished_at", "id"],
                name="deposits_refund_unsought_idx",
                condition=models.Q(state="processed", is_sought=False),
            ),
            "deposits_refund (finished_at, id) WHERE state = 'processed' AND NOT is_sought",
        ),
        built_meanwhile(
            "settlementline",
            models.Index(fields=["gateway", "object_id"], name="deposits_settlement_object_idx"),
            "deposits_settlement_line (gateway, object_id)",
        ),
    ]
