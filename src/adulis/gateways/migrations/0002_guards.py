"""A statement line moves as machine.py says, and what the bank told never changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

LINE_GUARD = """
CREATE FUNCTION gateways_statement_line_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'gateways_statement_line %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'imported' THEN
            RAISE EXCEPTION 'gateways_statement_line %: it begins as imported', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'gateways_statement_line_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('imported', 'matched'),
        ('imported', 'noted'),
        ('imported', 'questioned'),
        ('imported', 'superseded'),
        ('questioned', 'matched'),
        ('questioned', 'noted'),
        ('questioned', 'superseded'),
        ('superseded', 'imported')
    ) THEN
        RAISE EXCEPTION 'gateways_statement_line %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'gateways_statement_line_moves';
    END IF;
    IF (OLD.bank, OLD.file_id, OLD.line_id, OLD.copy_number, OLD.digest, OLD.day, OLD.booked_at,
        OLD.direction, OLD.kind, OLD.amount_minor, OLD.reference, OLD.utr, OLD.virtual_account,
        OLD.text_sealed)
       IS DISTINCT FROM
       (NEW.bank, NEW.file_id, NEW.line_id, NEW.copy_number, NEW.digest, NEW.day, NEW.booked_at,
        NEW.direction, NEW.kind, NEW.amount_minor, NEW.reference, NEW.utr, NEW.virtual_account,
        NEW.text_sealed) THEN
        RAISE EXCEPTION 'gateways_statement_line %: what the bank told never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'gateways_statement_line_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER gateways_statement_line_guard_moves
    BEFORE INSERT OR UPDATE OR DELETE ON gateways_statement_line
    FOR EACH ROW EXECUTE FUNCTION gateways_statement_line_guard_moves();
"""

APPEND_ONLY = """
CREATE TRIGGER gateways_statement_file_append_only_rows
    BEFORE UPDATE OR DELETE ON gateways_statement_file
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER gateways_statement_file_append_only_table
    BEFORE TRUNCATE ON gateways_statement_file
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("gateways", "0001_initial"), ("events", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(
            LINE_GUARD, "DROP FUNCTION gateways_statement_line_guard_moves() CASCADE"
        ),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
