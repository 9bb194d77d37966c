"""The lifecycle in the database: what the table in machine.py allows, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

CASE_GUARD = """
CREATE FUNCTION cases_case_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'cases_case %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'cases_case %: it begins as open', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_case_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('open', 'closed'),
        ('open', 'proposed'),
        ('proposed', 'closed'),
        ('proposed', 'open')
    ) THEN
        RAISE EXCEPTION 'cases_case %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_case_moves';
    END IF;
    IF (OLD.kind, OLD.key, OLD.subject, OLD.merchant_id, OLD.opened_at)
       IS DISTINCT FROM
       (NEW.kind, NEW.key, NEW.subject, NEW.merchant_id, NEW.opened_at) THEN
        RAISE EXCEPTION 'cases_case %: what was asked for never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_case_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER cases_case_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_case_guard_moves();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(CASE_GUARD, "DROP FUNCTION cases_case_guard_moves() CASCADE"),
    ]
