from django.db import migrations, models

_NAME = "gateways_line_utr_idx"


class Migration(migrations.Migration):
    """Statement lines found by the network's name of their transfer."""

    atomic = False
    dependencies = [("gateways", "0002_guards")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddIndex(
                    model_name="statementline",
                    index=models.Index(
                        condition=models.Q(("utr", ""), _negated=True), fields=["utr"], name=_NAME
                    ),
                )
            ],
            database_operations=[
                migrations.RunSQL(
                    f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {_NAME} ON gateways_statement_line"
                    " (utr) WHERE NOT (utr = '')",
                    f"DROP INDEX CONCURRENTLY IF EXISTS {_NAME}",
                )
            ],
        )
    ]
