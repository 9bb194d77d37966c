"""A verification moves as machine.py says; what was handed in, and decided, never changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

VERIFICATION_GUARD = """
CREATE FUNCTION verification_verification_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'verification_verification %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        -- Verified: a merchant that was so before anybody asked what of it was shown.
        IF NEW.state NOT IN ('unverified', 'verified') THEN
            RAISE EXCEPTION 'verification_verification %: it begins as unverified', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'verification_verification_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('refused', 'submitted'),
        ('submitted', 'refused'),
        ('submitted', 'verified'),
        ('unverified', 'submitted'),
        ('verified', 'refused'),
        ('verified', 'unverified')
    ) THEN
        RAISE EXCEPTION 'verification_verification %: % never becomes %',
            OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verification_verification_moves';
    END IF;
    IF (OLD.merchant_id, OLD.kind, OLD.created_at)
       IS DISTINCT FROM (NEW.merchant_id, NEW.kind, NEW.created_at) THEN
        RAISE EXCEPTION 'verification_verification %: whose it is never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verification_verification_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER verification_verification_guard_moves
    BEFORE INSERT OR UPDATE OR DELETE ON verification_verification
    FOR EACH ROW EXECUTE FUNCTION verification_verification_guard_moves();
"""

SUBMISSION_GUARD = """
CREATE FUNCTION verification_submission_guard() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'verification_submission %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.verification_id, OLD.number, OLD.document_ids, OLD.submitted_by, OLD.submitted_at)
       IS DISTINCT FROM (NEW.verification_id, NEW.number, NEW.document_ids, NEW.submitted_by,
                         NEW.submitted_at) THEN
        RAISE EXCEPTION 'verification_submission %: what was handed in never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verification_submission_frozen';
    END IF;
    IF OLD.outcome <> '' AND (OLD.outcome, OLD.tier, OLD.reasons, OLD.decided_by, OLD.decided_at)
       IS DISTINCT FROM (NEW.outcome, NEW.tier, NEW.reasons, NEW.decided_by, NEW.decided_at) THEN
        RAISE EXCEPTION 'verification_submission %: what was decided stays decided', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verification_submission_decided_once';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER verification_submission_guard BEFORE UPDATE OR DELETE ON verification_submission
    FOR EACH ROW EXECUTE FUNCTION verification_submission_guard();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("verification", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(
            VERIFICATION_GUARD, "DROP FUNCTION verification_verification_guard_moves() CASCADE"
        ),
        migrations.RunSQL(
            SUBMISSION_GUARD, "DROP FUNCTION verification_submission_guard() CASCADE"
        ),
    ]
