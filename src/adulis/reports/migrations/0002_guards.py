"""The lifecycle in the database: what the table in machine.py allows, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

REPORT_GUARD = """
CREATE FUNCTION reports_report_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'reports_report %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'asked' THEN
            RAISE EXCEPTION 'reports_report %: it begins as asked', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'reports_report_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('asked', 'failed'),
        ('asked', 'ready')
    ) THEN
        RAISE EXCEPTION 'reports_report %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reports_report_moves';
    END IF;
    IF OLD.state <> 'asked' AND OLD IS DISTINCT FROM NEW
       OR (OLD.kind, OLD.merchant_id, OLD.from_on, OLD.to_on, OLD.asked_by, OLD.asked_at)
          IS DISTINCT FROM
          (NEW.kind, NEW.merchant_id, NEW.from_on, NEW.to_on, NEW.asked_by, NEW.asked_at) THEN
        RAISE EXCEPTION 'reports_report %: what was asked for, and what was kept, never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reports_report_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER reports_report_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON reports_report
    FOR EACH ROW EXECUTE FUNCTION reports_report_guard_moves();
"""

APPEND_ONLY = """
CREATE TRIGGER reports_row_append_only
    BEFORE UPDATE OR DELETE ON reports_row
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER reports_row_not_truncated
    BEFORE TRUNCATE ON reports_row
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""
REMOVE_APPEND_ONLY = """
DROP TRIGGER reports_row_append_only ON reports_row;
DROP TRIGGER reports_row_not_truncated ON reports_row;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reports", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(REPORT_GUARD, "DROP FUNCTION reports_report_guard_moves() CASCADE"),
        migrations.RunSQL(APPEND_ONLY, REMOVE_APPEND_ONLY),
    ]
