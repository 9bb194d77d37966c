"""A day is closed once."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

DAY_GUARD = """
CREATE FUNCTION reconciliation_day_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'reconciliation_day %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'reconciliation_day %: it begins as open', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'reconciliation_day_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (('open', 'closed')) THEN
        RAISE EXCEPTION 'reconciliation_day %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reconciliation_day_moves';
    END IF;
    IF (OLD.bank, OLD.day) IS DISTINCT FROM (NEW.bank, NEW.day) THEN
        RAISE EXCEPTION 'reconciliation_day %: its day never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reconciliation_day_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER reconciliation_day_guard_moves
    BEFORE INSERT OR UPDATE OR DELETE ON reconciliation_day
    FOR EACH ROW EXECUTE FUNCTION reconciliation_day_guard_moves();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reconciliation", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(DAY_GUARD, "DROP FUNCTION reconciliation_day_guard_moves() CASCADE"),
    ]
