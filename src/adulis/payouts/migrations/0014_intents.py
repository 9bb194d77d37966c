"""What a wish is called wherever it is told again: the bank's references are made from it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

GUARDS = """
CREATE OR REPLACE FUNCTION payouts_payout_guard_moves() RETURNS trigger
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
        OLD.mode, OLD.created_at, OLD.retry_of_id, OLD.batch_row_id, OLD.intent_id)
       IS DISTINCT FROM
       (NEW.merchant_id, NEW.bank_account_id, NEW.amount_minor, NEW.fee_minor, NEW.tax_minor,
        NEW.mode, NEW.created_at, NEW.retry_of_id, NEW.batch_row_id, NEW.intent_id) THEN
        RAISE EXCEPTION 'payouts_payout %: what was asked for never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_payout_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION payouts_batch_guard_moves() RETURNS trigger
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
        OLD.created_by, OLD.created_at, OLD.intent_id)
       IS DISTINCT FROM
       (NEW.merchant_id, NEW.row_count, NEW.valid_count, NEW.total_minor, NEW.adds_accounts,
        NEW.created_by, NEW.created_at, NEW.intent_id) THEN
        RAISE EXCEPTION 'payouts_batch %: what was asked for never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payouts_batch_frozen';
    END IF;
    RETURN NEW;
END
$$;
"""
FORMER = GUARDS.replace(", OLD.intent_id", "").replace(", NEW.intent_id", "")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("payouts", "0013_resealing")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="payout",
            name="intent_id",
            field=models.UUIDField(
                help_text="What the wish is called where it is told again.", null=True
            ),
        ),
        migrations.AddField(
            model_name="payoutbatch",
            name="intent_id",
            field=models.UUIDField(
                help_text="What the wish is called where it is told again.", null=True
            ),
        ),
        migrations.RunSQL(GUARDS, FORMER),
    ]
