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
    """What operators look at across all merchants: by state, in suspense, and in question."""

    atomic = False
    dependencies = [("deposits", "0005_settlements")]

    operations = [
        built_meanwhile(
            "deposit",
            models.Index(fields=["state", "-id"], name="deposits_deposit_all_idx"),
            "deposits_deposit (state, id DESC)",
        ),
        built_meanwhile(
            "payment",
            models.Index(
                fields=["captured_at", "id"],
                name="deposits_payment_suspended_idx",
                condition=models.Q(state="suspended"),
            ),
            "deposits_payment (captured_at, id) WHERE state = 'suspended'",
        ),
        built_meanwhile(
            "settlementline",
            models.Index(
                fields=["told_at"],
                name="deposits_settlement_asked_idx",
                condition=models.Q(state="questioned"),
            ),
            "deposits_settlement_line (told_at) WHERE state = 'questioned'",
        ),
    ]
