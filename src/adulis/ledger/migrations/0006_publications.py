"""Which heads have left the house, for where, and when."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER ledger_publication_append_only_rows BEFORE UPDATE OR DELETE ON ledger_publication
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER ledger_publication_append_only_table BEFORE TRUNCATE ON ledger_publication
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0005_entries_by_transaction")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(help_text="The number of the seal.")),
                (
                    "place",
                    models.CharField(
                        max_length=300, help_text="Where it is, without what opens it."
                    ),
                ),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "db_table": "ledger_publication",
                "indexes": [
                    models.Index(fields=["place", "number"], name="ledger_publication_place_idx")
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
