"""What the bank told is sealed again when keys are rotated, and still never changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

LINE_GUARD = """
CREATE OR REPLACE FUNCTION gateways_statement_line_guard_moves() RETURNS trigger
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
        OLD.direction, OLD.kind, OLD.amount_minor, OLD.reference, OLD.utr, OLD.virtual_account)
       IS DISTINCT FROM
       (NEW.bank, NEW.file_id, NEW.line_id, NEW.copy_number, NEW.digest, NEW.day, NEW.booked_at,
        NEW.direction, NEW.kind, NEW.amount_minor, NEW.reference, NEW.utr, NEW.virtual_account)
       OR (OLD.text_sealed IS DISTINCT FROM NEW.text_sealed
           AND NOT adulis_is_resealing('gateways_statement_line.text_sealed')) THEN
        RAISE EXCEPTION 'gateways_statement_line %: what the bank told never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'gateways_statement_line_frozen';
    END IF;
    RETURN NEW;
END
$$;
"""

FILE_GUARD = """
DROP TRIGGER gateways_statement_file_append_only_rows ON gateways_statement_file;
CREATE TRIGGER gateways_statement_file_append_only_rows
    BEFORE UPDATE OR DELETE ON gateways_statement_file
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change_but_resealing('body_sealed');
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("gateways", "0003_line_utr_index"),
        ("audit", "0002_resealing"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(LINE_GUARD, migrations.RunSQL.noop),
        migrations.RunSQL(FILE_GUARD, migrations.RunSQL.noop),
    ]
