from django.db import migrations, models

_NAME = "payouts_attempt_unshown_idx"


class Migration(migrations.Migration):
    """Returns that no statement has shown yet."""

    atomic = False
    dependencies = [("payouts", "0011_doubted_again")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddIndex(
                    model_name="attempt",
                    index=models.Index(
                        condition=models.Q(
                            ("return_heard_at__isnull", False),
                            ("return_settled_at__isnull", True),
                        ),
                        fields=["return_heard_at"],
                        name=_NAME,
                    ),
                )
            ],
            database_operations=[
                migrations.RunSQL(
                    f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {_NAME} ON payouts_attempt"
                    " (return_heard_at) WHERE return_heard_at IS NOT NULL"
                    " AND return_settled_at IS NULL",
                    f"DROP INDEX CONCURRENTLY IF EXISTS {_NAME}",
                )
            ],
        )
    ]
