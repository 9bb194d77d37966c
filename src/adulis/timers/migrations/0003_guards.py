"""The lifecycle in the database: what the table in machine.py allows, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

TIMER_GUARD = """
INSERT INTO timers_heartbeat (id, beat_at) VALUES (1, NULL);
CREATE FUNCTION timers_timer_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'timers_timer %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'running' THEN
            RAISE EXCEPTION 'timers_timer %: it begins as running', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'timers_timer_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('running', 'fired'),
        ('running', 'paused'),
        ('running', 'cancelled'),
        ('paused', 'running'),
        ('paused', 'cancelled')
    ) THEN
        RAISE EXCEPTION 'timers_timer %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'timers_timer_moves';
    END IF;
    IF (OLD.kind, OLD.subject, OLD.key, OLD.set_for, OLD.started_at, OLD.moves_with_outages)
       IS DISTINCT FROM
       (NEW.kind, NEW.subject, NEW.key, NEW.set_for, NEW.started_at, NEW.moves_with_outages) THEN
        RAISE EXCEPTION 'timers_timer %: what was announced never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'timers_timer_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER timers_timer_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON timers_timer
    FOR EACH ROW EXECUTE FUNCTION timers_timer_guard_moves();
CREATE TRIGGER timers_outage_append_only_rows BEFORE UPDATE OR DELETE ON timers_outage
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER timers_outage_append_only_table BEFORE TRUNCATE ON timers_outage
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("timers", "0002_timers")]
    operations: ClassVar = [
        migrations.RunSQL(TIMER_GUARD, "DROP FUNCTION timers_timer_guard_moves() CASCADE"),
    ]
