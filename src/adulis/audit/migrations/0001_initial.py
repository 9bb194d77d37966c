"""The audit log."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER audit_record_append_only_rows BEFORE UPDATE OR DELETE ON audit_record
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER audit_record_append_only_table BEFORE TRUNCATE ON audit_record
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("events", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="AuditRecord",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("action", models.CharField(max_length=80)),
                ("subject", models.CharField(max_length=120)),
                ("merchant_id", models.UUIDField(null=True)),
                ("actor_kind", models.CharField(max_length=16)),
                ("actor_id", models.CharField(max_length=120)),
                ("user_id", models.CharField(blank=True, max_length=40)),
                ("address", models.CharField(blank=True, max_length=64)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("at", models.DateTimeField(help_text="Business time: when it was done.")),
            ],
            options={
                "db_table": "audit_record",
                "indexes": [
                    models.Index(fields=["subject", "id"], name="audit_record_subject_idx"),
                    models.Index(fields=["merchant_id", "id"], name="audit_record_merchant_idx"),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
