"""The lifecycle in the database: what the table in machine.py allows, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

GUARD = """
CREATE FUNCTION mail_letter_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'mail_letter %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'queued' THEN
            RAISE EXCEPTION 'mail_letter %: it begins as queued', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'mail_letter_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('queued', 'sent'),
        ('queued', 'failed'),
        ('failed', 'queued')
    ) THEN
        RAISE EXCEPTION 'mail_letter %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'mail_letter_moves';
    END IF;
    IF (OLD.template, OLD.about, OLD.merchant_id, OLD.created_at)
       IS DISTINCT FROM
       (NEW.template, NEW.about, NEW.merchant_id, NEW.created_at) THEN
        RAISE EXCEPTION 'mail_letter %: what was asked for never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'mail_letter_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER mail_letter_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON mail_letter
    FOR EACH ROW EXECUTE FUNCTION mail_letter_guard_moves();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("mail", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(GUARD, "DROP FUNCTION mail_letter_guard_moves() CASCADE"),
    ]
