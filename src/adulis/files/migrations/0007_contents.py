"""What is stored under a name is never replaced, and a file whose content is lost may be so called."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

STATES = ["arriving", "kept", "lost", "removed", "erased"]
NARROWER = ("files_file_state_known", "files_file_kept_has_key", "files_file_due_is_erased")

# As before, and two moves more.
FILE_GUARD = """
CREATE OR REPLACE FUNCTION files_file_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'files_file %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'arriving' THEN
            RAISE EXCEPTION 'files_file %: it begins as arriving', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'files_file_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('arriving', 'kept'),
        ('arriving', 'removed'),
        ('kept', 'removed'),
        ('kept', 'lost'),
        ('lost', 'removed'),
        ('removed', 'erased')
    ) THEN
        RAISE EXCEPTION 'files_file %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'files_file_moves';
    END IF;
    IF (OLD.merchant_id, OLD.purpose, OLD.media_type, OLD.size_bytes, OLD.digest, OLD.created_by,
        OLD.created_at)
       IS DISTINCT FROM
       (NEW.merchant_id, NEW.purpose, NEW.media_type, NEW.size_bytes, NEW.digest, NEW.created_by,
        NEW.created_at) THEN
        RAISE EXCEPTION 'files_file %: what a file is never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'files_file_frozen';
    END IF;
    RETURN NEW;
END
$$;
"""
# The promises are wider ones on purpose; what is there keeps them already.
_DROP = "\n".join(
    f"-- squawk-ignore ban-drop-constraint\n"
    f"ALTER TABLE files_file DROP CONSTRAINT IF EXISTS {name};"
    for name in NARROWER
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("files", "0006_deals_validated")]
    operations: ClassVar = [
        migrations.AddField("file", "content_id", models.UUIDField(null=True)),
        migrations.CreateModel(
            name="SpareContent",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("file_id", models.UUIDField()),
                ("arriving_until", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField(null=True)),
                ("claim_count", models.IntegerField(default=0)),
            ],
            options={
                "db_table": "files_spare_content",
                "indexes": [
                    models.Index(fields=["due_at", "id"], name="files_spare_content_due_idx"),
                    models.Index(fields=["file_id"], name="files_spare_content_file_idx"),
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveConstraint("file", name) for name in NARROWER],
            database_operations=[migrations.RunSQL(_DROP, migrations.RunSQL.noop)],
        ),
        AddConstraintNotValid(
            "file",
            models.CheckConstraint(
                condition=models.Q(state__in=STATES), name="files_file_state_known"
            ),
        ),
        AddConstraintNotValid(
            "file",
            models.CheckConstraint(
                condition=models.Q(state="arriving")
                | (models.Q(state="erased", key_id=""))
                | models.Q(state="removed")
                | models.Q(state="lost", key_id="")
                | (models.Q(state="kept") & ~models.Q(key_id="")),
                name="files_file_kept_has_key",
            ),
        ),
        AddConstraintNotValid(
            "file",
            models.CheckConstraint(
                condition=models.Q(state__in=["arriving", "removed"], due_at__isnull=False)
                | models.Q(state__in=["kept", "lost", "erased"], due_at=None),
                name="files_file_due_is_erased",
            ),
        ),
        migrations.RunSQL(FILE_GUARD, migrations.RunSQL.noop),
    ]
