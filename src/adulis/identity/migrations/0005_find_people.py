from django.contrib.postgres.indexes import OpClass
from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    """People found by how their names begin; built while they sign in."""

    atomic = False
    dependencies = [("identity", "0004_invitation_guard")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddIndex(
                    model_name="user",
                    index=models.Index(
                        OpClass(Lower("name"), name="text_pattern_ops"),
                        name="identity_user_name_idx",
                    ),
                )
            ],
            database_operations=[
                migrations.RunSQL(
                    "CREATE INDEX CONCURRENTLY IF NOT EXISTS identity_user_name_idx"
                    " ON identity_user (lower(name) text_pattern_ops)",
                    "DROP INDEX CONCURRENTLY IF EXISTS identity_user_name_idx",
                )
            ],
        )
    ]
