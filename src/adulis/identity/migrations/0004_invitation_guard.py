"""The lifecycle in the database: what the table in machine.py allows, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

GUARD = """
CREATE FUNCTION identity_invitation_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'identity_invitation %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'pending' THEN
            RAISE EXCEPTION 'identity_invitation %: it begins as pending', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'identity_invitation_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('pending', 'accepted'),
        ('pending', 'revoked')
    ) THEN
        RAISE EXCEPTION 'identity_invitation %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'identity_invitation_moves';
    END IF;
    IF (OLD.merchant_id, OLD.email, OLD.role, OLD.created_at, OLD.invited_by_id)
       IS DISTINCT FROM
       (NEW.merchant_id, NEW.email, NEW.role, NEW.created_at, NEW.invited_by_id) THEN
        RAISE EXCEPTION 'identity_invitation %: what was asked for never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'identity_invitation_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER identity_invitation_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON identity_invitation
    FOR EACH ROW EXECUTE FUNCTION identity_invitation_guard_moves();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("identity", "0003_people")]
    operations: ClassVar = [
        migrations.RunSQL(GUARD, "DROP FUNCTION identity_invitation_guard_moves() CASCADE"),
    ]
