"""What a batch pays to is sealed again when keys are rotated, and still never changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

ROW_GUARD = """
CREATE OR REPLACE FUNCTION payouts_batch_row_guard() RETURNS trigger
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
    IF (OLD.batch_id, OLD.line, OLD.row_key, OLD.amount_minor, OLD.mode,
        OLD.narration, OLD.reference, OLD.purpose)
       IS DISTINCT FROM
       (NEW.batch_id, NEW.line, NEW.row_key, NEW.amount_minor, NEW.mode,
        NEW.narration, NEW.reference, NEW.purpose)
       OR (OLD.details_sealed IS DISTINCT FROM NEW.details_sealed
           AND NOT adulis_is_resealing('payouts_batch_row.details_sealed'))
       OR (OLD.bank_account_id IS NOT NULL
           AND OLD.bank_account_id IS DISTINCT FROM NEW.bank_account_id) THEN
        RAISE EXCEPTION 'payouts_batch_row %: what was approved never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_batch_row_frozen';
    END IF;
    RETURN NEW;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("payouts", "0012_unshown_returns"),
        ("audit", "0002_resealing"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(ROW_GUARD, migrations.RunSQL.noop),
    ]
