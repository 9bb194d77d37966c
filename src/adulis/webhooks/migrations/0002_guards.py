"""What an endpoint and a delivery may become, and a log of attempts that nobody improves."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

ENDPOINT_GUARD = """
CREATE FUNCTION webhooks_endpoint_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'webhooks_endpoint %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'enabled' THEN
            RAISE EXCEPTION 'webhooks_endpoint %: it begins as enabled', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'webhooks_endpoint_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('enabled', 'disabled'),
        ('enabled', 'archived'),
        ('disabled', 'enabled'),
        ('disabled', 'archived')
    ) THEN
        RAISE EXCEPTION 'webhooks_endpoint %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'webhooks_endpoint_moves';
    END IF;
    IF (OLD.id, OLD.merchant_id, OLD.created_at) IS DISTINCT FROM
       (NEW.id, NEW.merchant_id, NEW.created_at) THEN
        RAISE EXCEPTION 'webhooks_endpoint %: whose it is never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'webhooks_endpoint_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER webhooks_endpoint_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON webhooks_endpoint
    FOR EACH ROW EXECUTE FUNCTION webhooks_endpoint_guard_moves();
"""
DELIVERY_GUARD = """
CREATE FUNCTION webhooks_delivery_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'webhooks_delivery %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'pending' THEN
            RAISE EXCEPTION 'webhooks_delivery %: it begins as pending', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'webhooks_delivery_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('pending', 'delivered'),
        ('pending', 'failed'),
        ('delivered', 'pending'),
        ('failed', 'pending')
    ) THEN
        RAISE EXCEPTION 'webhooks_delivery %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'webhooks_delivery_moves';
    END IF;
    IF (OLD.id, OLD.endpoint_id, OLD.merchant_id, OLD.fact_id, OLD.type, OLD.subject, OLD.created_at)
       IS DISTINCT FROM
       (NEW.id, NEW.endpoint_id, NEW.merchant_id, NEW.fact_id, NEW.type, NEW.subject, NEW.created_at)
       OR NEW.claim_count < OLD.claim_count OR NEW.attempt_count < OLD.attempt_count THEN
        RAISE EXCEPTION 'webhooks_delivery %: what it tells of, and whom, never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'webhooks_delivery_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER webhooks_delivery_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON webhooks_delivery
    FOR EACH ROW EXECUTE FUNCTION webhooks_delivery_guard_moves();
"""
APPEND_ONLY = """
CREATE TRIGGER webhooks_attempt_append_only_rows BEFORE UPDATE OR DELETE ON webhooks_attempt
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER webhooks_attempt_append_only_table BEFORE TRUNCATE ON webhooks_attempt
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""
NOT_APPEND_ONLY = """
DROP TRIGGER webhooks_attempt_append_only_rows ON webhooks_attempt;
DROP TRIGGER webhooks_attempt_append_only_table ON webhooks_attempt;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("webhooks", "0001_initial"),
        ("events", "0001_initial"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(ENDPOINT_GUARD, "DROP FUNCTION webhooks_endpoint_guard_moves() CASCADE"),
        migrations.RunSQL(DELIVERY_GUARD, "DROP FUNCTION webhooks_delivery_guard_moves() CASCADE"),
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
    ]
