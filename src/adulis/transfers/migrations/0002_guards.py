"""The lifecycle in the database: what the table in machine.py allows, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

TRANSFER_GUARD = """
CREATE FUNCTION transfers_transfer_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'transfers_transfer %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state NOT IN ('awaiting_approval', 'completed') THEN
            RAISE EXCEPTION 'transfers_transfer %: it begins as awaiting_approval, or as completed in the commit that moves its money', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'transfers_transfer_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('awaiting_approval', 'completed'),
        ('awaiting_approval', 'expired'),
        ('awaiting_approval', 'refused'),
        ('awaiting_approval', 'withdrawn')
    ) THEN
        RAISE EXCEPTION 'transfers_transfer %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'transfers_transfer_moves';
    END IF;
    IF (OLD.sender_id, OLD.receiver_id, OLD.amount_minor, OLD.fee_minor, OLD.tax_minor, OLD.note,
        OLD.reference, OLD.quote_id, OLD.created_by, OLD.created_at)
       IS DISTINCT FROM
       (NEW.sender_id, NEW.receiver_id, NEW.amount_minor, NEW.fee_minor, NEW.tax_minor, NEW.note,
        NEW.reference, NEW.quote_id, NEW.created_by, NEW.created_at) THEN
        RAISE EXCEPTION 'transfers_transfer %: what was asked for never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'transfers_transfer_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER transfers_transfer_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON transfers_transfer
    FOR EACH ROW EXECUTE FUNCTION transfers_transfer_guard_moves();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("transfers", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(TRANSFER_GUARD, "DROP FUNCTION transfers_transfer_guard_moves() CASCADE"),
    ]
