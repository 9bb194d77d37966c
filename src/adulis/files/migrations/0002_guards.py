"""A file moves as machine.py says, and what it is never changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FILE_GUARD = """
CREATE FUNCTION files_file_guard_moves() RETURNS trigger
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
CREATE TRIGGER files_file_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON files_file
    FOR EACH ROW EXECUTE FUNCTION files_file_guard_moves();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("files", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(FILE_GUARD, "DROP FUNCTION files_file_guard_moves() CASCADE"),
    ]
