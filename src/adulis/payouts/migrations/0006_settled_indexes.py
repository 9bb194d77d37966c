from django.db import migrations, models


def built_meanwhile(index: models.Index, sql: str) -> migrations.SeparateDatabaseAndState:
    """An index of attempts that is built while payouts go on."""
    return migrations.SeparateDatabaseAndState(
        state_operations=[migrations.AddIndex(model_name="attempt", index=index)],
        database_operations=[
            migrations.RunSQL(
                f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {index.name} ON payouts_attempt {sql}",
                f"DROP INDEX CONCURRENTLY IF EXISTS {index.name}",
            )
        ],
    )


class Migration(migrations.Migration):
    """Attempts found by their UTR, and those that no statement has shown yet."""

    atomic = False
    dependencies = [("payouts", "0005_settled_attempts")]

    operations = [
        built_meanwhile(
            models.Index(
                condition=models.Q(("utr", ""), _negated=True),
                fields=["utr"],
                name="payouts_attempt_utr_idx",
            ),
            "(utr) WHERE NOT (utr = '')",
        ),
        built_meanwhile(
            models.Index(
                condition=models.Q(
                    models.Q(
                        ("state", "confirmed_success"), ("is_paid_late", True), _connector="OR"
                    ),
                    ("settled_at__isnull", True),
                ),
                fields=["finished_at"],
                name="payouts_attempt_unsettled_idx",
            ),
            "(finished_at) WHERE (state = 'confirmed_success' OR is_paid_late)"
            " AND settled_at IS NULL",
        ),
    ]
