"""The lifecycle in the database: what the table in machine.py allows, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

PAYOUT_GUARD = """
CREATE FUNCTION payouts_payout_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'payouts_payout %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'pending' THEN
            RAISE EXCEPTION 'payouts_payout %: it begins as pending', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_payout_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('pending', 'cancelled'),
        ('pending', 'processing'),
        ('processing', 'completed'),
        ('processing', 'failed')
    ) THEN
        RAISE EXCEPTION 'payouts_payout %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_payout_moves';
    END IF;
    IF (OLD.merchant_id, OLD.bank_account_id, OLD.amount_minor, OLD.fee_minor, OLD.tax_minor,
        OLD.mode, OLD.created_at, OLD.retry_of_id, OLD.batch_row_id)
       IS DISTINCT FROM
       (NEW.merchant_id, NEW.bank_account_id, NEW.amount_minor, NEW.fee_minor, NEW.tax_minor,
        NEW.mode, NEW.created_at, NEW.retry_of_id, NEW.batch_row_id) THEN
        RAISE EXCEPTION 'payouts_payout %: what was asked for never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_payout_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER payouts_payout_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON payouts_payout
    FOR EACH ROW EXECUTE FUNCTION payouts_payout_guard_moves();
"""

ATTEMPT_GUARD = """
CREATE FUNCTION payouts_attempt_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'payouts_attempt %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state NOT IN ('created', 'sending') THEN
            RAISE EXCEPTION 'payouts_attempt %: it begins as created, or as sending in the same commit', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_attempt_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('accepted', 'confirmed_failure'),
        ('accepted', 'confirmed_success'),
        ('created', 'confirmed_failure'),
        ('created', 'sending'),
        ('in_doubt', 'accepted'),
        ('in_doubt', 'confirmed_failure'),
        ('in_doubt', 'confirmed_success'),
        ('in_doubt', 'not_received'),
        ('not_received', 'accepted'),
        ('not_received', 'confirmed_failure'),
        ('not_received', 'confirmed_success'),
        ('not_received', 'sending'),
        ('sending', 'accepted'),
        ('sending', 'confirmed_failure'),
        ('sending', 'confirmed_success'),
        ('sending', 'in_doubt'),
        ('sending', 'not_received')
    ) THEN
        RAISE EXCEPTION 'payouts_attempt %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_attempt_moves';
    END IF;
    IF (OLD.payout_id, OLD.number, OLD.bank, OLD.reference, OLD.mode, OLD.amount_minor)
       IS DISTINCT FROM
       (NEW.payout_id, NEW.number, NEW.bank, NEW.reference, NEW.mode, NEW.amount_minor) THEN
        RAISE EXCEPTION 'payouts_attempt %: what was asked for never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_attempt_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER payouts_attempt_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON payouts_attempt
    FOR EACH ROW EXECUTE FUNCTION payouts_attempt_guard_moves();
"""

APPEND_ONLY = """
CREATE TRIGGER payouts_evidence_append_only_rows BEFORE UPDATE OR DELETE ON payouts_evidence
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER payouts_evidence_append_only_table BEFORE TRUNCATE ON payouts_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER payouts_return_append_only_rows BEFORE UPDATE OR DELETE ON payouts_return
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER payouts_return_append_only_table BEFORE TRUNCATE ON payouts_return
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payouts", "0001_initial"), ("events", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(PAYOUT_GUARD, "DROP FUNCTION payouts_payout_guard_moves() CASCADE"),
        migrations.RunSQL(ATTEMPT_GUARD, "DROP FUNCTION payouts_attempt_guard_moves() CASCADE"),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
