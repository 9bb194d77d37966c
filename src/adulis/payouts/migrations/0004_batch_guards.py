"""A batch moves as machine.py says, and its rows stay what was approved."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

BATCH_GUARD = """
CREATE FUNCTION payouts_batch_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'payouts_batch %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'validated' THEN
            RAISE EXCEPTION 'payouts_batch %: it begins as validated', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_batch_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('approved', 'finished'),
        ('validated', 'approved'),
        ('validated', 'cancelled')
    ) THEN
        RAISE EXCEPTION 'payouts_batch %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_batch_moves';
    END IF;
    IF (OLD.merchant_id, OLD.row_count, OLD.valid_count, OLD.total_minor, OLD.adds_accounts,
        OLD.created_by, OLD.created_at)
       IS DISTINCT FROM
       (NEW.merchant_id, NEW.row_count, NEW.valid_count, NEW.total_minor, NEW.adds_accounts,
        NEW.created_by, NEW.created_at) THEN
        RAISE EXCEPTION 'payouts_batch %: what was asked for never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_batch_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER payouts_batch_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON payouts_batch
    FOR EACH ROW EXECUTE FUNCTION payouts_batch_guard_moves();
"""

# A row's bank account may be filled in once: when its details have become one.
ROW_GUARD = """
CREATE FUNCTION payouts_batch_row_guard() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'payouts_batch_row %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status NOT IN ('valid', 'invalid') THEN
            RAISE EXCEPTION 'payouts_batch_row %: it begins as valid or invalid', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_batch_row_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.status <> NEW.status
       AND (OLD.status <> 'valid' OR NEW.status NOT IN ('created', 'refused')) THEN
        RAISE EXCEPTION 'payouts_batch_row %: % never becomes %', OLD.id, OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_batch_row_moves';
    END IF;
    IF (OLD.batch_id, OLD.line, OLD.row_key, OLD.amount_minor, OLD.details_sealed, OLD.mode,
        OLD.narration, OLD.reference, OLD.purpose)
       IS DISTINCT FROM
       (NEW.batch_id, NEW.line, NEW.row_key, NEW.amount_minor, NEW.details_sealed, NEW.mode,
        NEW.narration, NEW.reference, NEW.purpose)
       OR (OLD.bank_account_id IS NOT NULL
           AND OLD.bank_account_id IS DISTINCT FROM NEW.bank_account_id) THEN
        RAISE EXCEPTION 'payouts_batch_row %: what was approved never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_batch_row_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER payouts_batch_row_guard BEFORE INSERT OR UPDATE OR DELETE ON payouts_batch_row
    FOR EACH ROW EXECUTE FUNCTION payouts_batch_row_guard();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payouts", "0003_batches")]
    operations: ClassVar = [
        migrations.RunSQL(BATCH_GUARD, "DROP FUNCTION payouts_batch_guard_moves() CASCADE"),
        migrations.RunSQL(ROW_GUARD, "DROP FUNCTION payouts_batch_row_guard() CASCADE"),
    ]
