"""The log found by whatever it says, newest first, and built while it is written."""

from __future__ import annotations

from django.db import migrations, models


def built_meanwhile(index: models.Index, sql: str) -> migrations.SeparateDatabaseAndState:
    return migrations.SeparateDatabaseAndState(
        state_operations=[migrations.AddIndex(model_name="auditrecord", index=index)],
        database_operations=[
            migrations.RunSQL(
                f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {index.name} ON audit_record {sql}",
                f"DROP INDEX CONCURRENTLY IF EXISTS {index.name}",
            )
        ],
    )


def dropped_meanwhile(name: str, sql: str) -> migrations.SeparateDatabaseAndState:
    return migrations.SeparateDatabaseAndState(
        state_operations=[migrations.RemoveIndex(model_name="auditrecord", name=name)],
        database_operations=[
            migrations.RunSQL(
                f"DROP INDEX CONCURRENTLY IF EXISTS {name}",
                f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON audit_record {sql}",
            )
        ],
    )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("audit", "0002_resealing")]

    operations = [
        built_meanwhile(models.Index(fields=["at", "id"], name="audit_record_at_idx"), "(at, id)"),
        built_meanwhile(
            models.Index(fields=["merchant_id", "at", "id"], name="audit_record_of_merchant_idx"),
            "(merchant_id, at, id)",
        ),
        built_meanwhile(
            models.Index(fields=["subject", "at", "id"], name="audit_record_about_idx"),
            "(subject, at, id)",
        ),
        built_meanwhile(
            models.Index(fields=["actor_id", "at", "id"], name="audit_record_actor_idx"),
            "(actor_id, at, id)",
        ),
        built_meanwhile(
            models.Index(fields=["action", "at", "id"], name="audit_record_action_idx"),
            "(action, at, id)",
        ),
        built_meanwhile(
            models.Index(
                condition=models.Q(("request_id", ""), _negated=True),
                fields=["request_id", "at", "id"],
                name="audit_record_request_idx",
            ),
            "(request_id, at, id) WHERE NOT (request_id = '')",
        ),
        dropped_meanwhile("audit_record_subject_idx", "(subject, id)"),
        dropped_meanwhile("audit_record_merchant_idx", "(merchant_id, id)"),
    ]
