"""The lifecycle in the database: what the table in machine.py allows, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

APPROVAL_GUARD = """
CREATE FUNCTION approvals_approval_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'approvals_approval %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'waiting' THEN
            RAISE EXCEPTION 'approvals_approval %: it begins as waiting', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'approvals_approval_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('waiting', 'approved'),
        ('waiting', 'refused'),
        ('waiting', 'withdrawn')
    ) THEN
        RAISE EXCEPTION 'approvals_approval %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'approvals_approval_moves';
    END IF;
    IF (OLD.subject, OLD.digest, OLD.asked_by, OLD.asked_at)
       IS DISTINCT FROM
       (NEW.subject, NEW.digest, NEW.asked_by, NEW.asked_at) THEN
        RAISE EXCEPTION 'approvals_approval %: what was asked for never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'approvals_approval_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER approvals_approval_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON approvals_approval
    FOR EACH ROW EXECUTE FUNCTION approvals_approval_guard_moves();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("approvals", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(APPROVAL_GUARD, "DROP FUNCTION approvals_approval_guard_moves() CASCADE"),
    ]
