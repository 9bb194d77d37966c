"""The lifecycles in the database: what the tables in machine.py allow, and nothing else."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

DEPOSIT_GUARD = """
CREATE FUNCTION deposits_deposit_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'deposits_deposit %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'created' THEN
            RAISE EXCEPTION 'deposits_deposit %: it begins as created', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_deposit_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('cancelled', 'captured'),
        ('captured', 'cleared'),
        ('created', 'cancelled'),
        ('created', 'captured'),
        ('created', 'expired'),
        ('created', 'failed'),
        ('created', 'processing'),
        ('expired', 'captured'),
        ('failed', 'captured'),
        ('processing', 'cancelled'),
        ('processing', 'captured'),
        ('processing', 'created'),
        ('processing', 'expired'),
        ('processing', 'failed')
    ) THEN
        RAISE EXCEPTION 'deposits_deposit %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_deposit_moves';
    END IF;
    IF (OLD.merchant_id, OLD.paid_minor, OLD.currency, OLD.quote_id, OLD.gateway,
        OLD.created_at, OLD.is_assigned)
       IS DISTINCT FROM
       (NEW.merchant_id, NEW.paid_minor, NEW.currency, NEW.quote_id, NEW.gateway,
        NEW.created_at, NEW.is_assigned) THEN
        RAISE EXCEPTION 'deposits_deposit %: this never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_deposit_frozen';
    END IF;
    IF (OLD.intent_id <> '' AND NEW.intent_id <> OLD.intent_id)
       OR (OLD.credited_minor, OLD.captured_at, OLD.clears_at, OLD.method)
          IS DISTINCT FROM (NEW.credited_minor, NEW.captured_at, NEW.clears_at, NEW.method)
          AND OLD.credited_minor IS NOT NULL THEN
        RAISE EXCEPTION 'deposits_deposit %: what is known once never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_deposit_once';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER deposits_deposit_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON deposits_deposit
    FOR EACH ROW EXECUTE FUNCTION deposits_deposit_guard_moves();
"""

PAYMENT_GUARD = """
CREATE FUNCTION deposits_payment_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'deposits_payment %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'received' THEN
            RAISE EXCEPTION 'deposits_payment %: it begins as received', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_payment_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('received', 'credited'),
        ('received', 'suspended'),
        ('returning', 'returned'),
        ('returning', 'suspended'),
        ('suspended', 'assigned'),
        ('suspended', 'returning')
    ) THEN
        RAISE EXCEPTION 'deposits_payment %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_payment_moves';
    END IF;
    IF (OLD.gateway, OLD.payment_id, OLD.intent_id, OLD.amount_minor, OLD.currency,
        OLD.fee_minor, OLD.tax_minor, OLD.method, OLD.captured_at, OLD.received_at)
       IS DISTINCT FROM
       (NEW.gateway, NEW.payment_id, NEW.intent_id, NEW.amount_minor, NEW.currency,
        NEW.fee_minor, NEW.tax_minor, NEW.method, NEW.captured_at, NEW.received_at) THEN
        RAISE EXCEPTION 'deposits_payment %: this never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_payment_frozen';
    END IF;
    IF OLD.deposit_id IS DISTINCT FROM NEW.deposit_id AND NEW.state <> 'assigned' THEN
        RAISE EXCEPTION 'deposits_payment %: only an assignment says whose it is', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_payment_once';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER deposits_payment_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON deposits_payment
    FOR EACH ROW EXECUTE FUNCTION deposits_payment_guard_moves();
"""

REFUND_GUARD = """
CREATE FUNCTION deposits_refund_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'deposits_refund %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'requested' THEN
            RAISE EXCEPTION 'deposits_refund %: it begins as requested', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_refund_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('pending', 'failed'),
        ('pending', 'processed'),
        ('requested', 'failed'),
        ('requested', 'pending'),
        ('requested', 'processed')
    ) THEN
        RAISE EXCEPTION 'deposits_refund %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_refund_moves';
    END IF;
    IF (OLD.payment_id, OLD.deposit_id, OLD.merchant_id, OLD.gateway, OLD.paid_minor,
        OLD.currency, OLD.amount_minor, OLD.of_pending_minor, OLD.created_at)
       IS DISTINCT FROM
       (NEW.payment_id, NEW.deposit_id, NEW.merchant_id, NEW.gateway, NEW.paid_minor,
        NEW.currency, NEW.amount_minor, NEW.of_pending_minor, NEW.created_at) THEN
        RAISE EXCEPTION 'deposits_refund %: this never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_refund_frozen';
    END IF;
    IF OLD.refund_id <> '' AND NEW.refund_id <> OLD.refund_id THEN
        RAISE EXCEPTION 'deposits_refund %: what is known once never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_refund_once';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER deposits_refund_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON deposits_refund
    FOR EACH ROW EXECUTE FUNCTION deposits_refund_guard_moves();
"""

CHARGEBACK_GUARD = """
CREATE FUNCTION deposits_chargeback_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'deposits_chargeback %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'deposits_chargeback %: it begins as open', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_chargeback_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('open', 'lost'),
        ('open', 'won')
    ) THEN
        RAISE EXCEPTION 'deposits_chargeback %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_chargeback_moves';
    END IF;
    IF (OLD.payment_id, OLD.deposit_id, OLD.merchant_id, OLD.gateway, OLD.dispute_id,
        OLD.paid_minor, OLD.currency, OLD.amount_minor, OLD.of_pending_minor,
        OLD.of_available_minor, OLD.owed_minor, OLD.opened_at)
       IS DISTINCT FROM
       (NEW.payment_id, NEW.deposit_id, NEW.merchant_id, NEW.gateway, NEW.dispute_id,
        NEW.paid_minor, NEW.currency, NEW.amount_minor, NEW.of_pending_minor,
        NEW.of_available_minor, NEW.owed_minor, NEW.opened_at) THEN
        RAISE EXCEPTION 'deposits_chargeback %: this never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deposits_chargeback_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER deposits_chargeback_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON deposits_chargeback
    FOR EACH ROW EXECUTE FUNCTION deposits_chargeback_guard_moves();
"""

APPEND_ONLY = """
CREATE TRIGGER deposits_evidence_append_only_rows BEFORE UPDATE OR DELETE ON deposits_evidence
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER deposits_evidence_append_only_table BEFORE TRUNCATE ON deposits_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER deposits_rate_append_only_rows BEFORE UPDATE OR DELETE ON deposits_rate
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER deposits_rate_append_only_table BEFORE TRUNCATE ON deposits_rate
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER deposits_quote_append_only_rows BEFORE UPDATE OR DELETE ON deposits_quote
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER deposits_quote_append_only_table BEFORE TRUNCATE ON deposits_quote
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("deposits", "0001_initial"), ("events", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(DEPOSIT_GUARD, "DROP FUNCTION deposits_deposit_guard_moves() CASCADE"),
        migrations.RunSQL(PAYMENT_GUARD, "DROP FUNCTION deposits_payment_guard_moves() CASCADE"),
        migrations.RunSQL(REFUND_GUARD, "DROP FUNCTION deposits_refund_guard_moves() CASCADE"),
        migrations.RunSQL(
            CHARGEBACK_GUARD, "DROP FUNCTION deposits_chargeback_guard_moves() CASCADE"
        ),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
