"""The lifecycles in the database, and what is for ever."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

DISPUTE_GUARD = """
CREATE FUNCTION disputes_dispute_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'disputes_dispute %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'opened' THEN
            RAISE EXCEPTION 'disputes_dispute %: it begins as opened', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'disputes_dispute_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('opened', 'negotiating'),
        ('opened', 'settled'),
        ('opened', 'ruling'),
        ('opened', 'withdrawn'),
        ('negotiating', 'settled'),
        ('negotiating', 'ruling'),
        ('negotiating', 'withdrawn'),
        ('ruling', 'withdrawn'),
        ('ruling', 'ruled'),
        ('ruled', 'appealed'),
        ('ruled', 'executed'),
        ('appealed', 'ruled')
    ) THEN
        RAISE EXCEPTION 'disputes_dispute %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'disputes_dispute_moves';
    END IF;
    IF (OLD.milestone_id, OLD.buyer_id, OLD.seller_id, OLD.about, OLD.opened_by_side, OLD.opened_by,
        OLD.reason, OLD.statement, OLD.amount_minor, OLD.claim_minor, OLD.opened_at)
       IS DISTINCT FROM
       (NEW.milestone_id, NEW.buyer_id, NEW.seller_id, NEW.about, NEW.opened_by_side, NEW.opened_by,
        NEW.reason, NEW.statement, NEW.amount_minor, NEW.claim_minor, NEW.opened_at) THEN
        RAISE EXCEPTION 'disputes_dispute %: what was claimed stays claimed', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'disputes_dispute_frozen';
    END IF;
    IF (OLD.answered_at IS NOT NULL
        AND (OLD.answer, OLD.answer_claim_minor, OLD.answered_by, OLD.answered_at)
            IS DISTINCT FROM
            (NEW.answer, NEW.answer_claim_minor, NEW.answered_by, NEW.answered_at))
       OR (OLD.appealed_at IS NOT NULL
           AND (OLD.appeal, OLD.appealed_by_side, OLD.appealed_by, OLD.appealed_at)
               IS DISTINCT FROM
               (NEW.appeal, NEW.appealed_by_side, NEW.appealed_by, NEW.appealed_at)) THEN
        RAISE EXCEPTION 'disputes_dispute %: what was said stays said', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'disputes_dispute_frozen';
    END IF;
    -- There is one appeal, whatever else may be written.
    IF NEW.state = 'appealed' AND OLD.state <> 'appealed' AND OLD.appealed_at IS NOT NULL THEN
        RAISE EXCEPTION 'disputes_dispute %: it was appealed before', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'disputes_dispute_appealed_once';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER disputes_dispute_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON disputes_dispute
    FOR EACH ROW EXECUTE FUNCTION disputes_dispute_guard_moves();
"""

OFFER_GUARD = """
CREATE FUNCTION disputes_offer_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'disputes_offer %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'disputes_offer %: it begins as open', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'disputes_offer_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('open', 'accepted'),
        ('open', 'refused'),
        ('open', 'superseded'),
        ('open', 'expired')
    ) THEN
        RAISE EXCEPTION 'disputes_offer %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'disputes_offer_moves';
    END IF;
    IF (OLD.dispute_id, OLD.number, OLD.by_side, OLD.to_seller_minor, OLD.to_buyer_minor, OLD.note,
        OLD.made_by, OLD.at)
       IS DISTINCT FROM
       (NEW.dispute_id, NEW.number, NEW.by_side, NEW.to_seller_minor, NEW.to_buyer_minor, NEW.note,
        NEW.made_by, NEW.at) THEN
        RAISE EXCEPTION 'disputes_offer %: what was offered stays offered', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'disputes_offer_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER disputes_offer_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON disputes_offer
    FOR EACH ROW EXECUTE FUNCTION disputes_offer_guard_moves();
"""

PROOF_GUARD = """
CREATE FUNCTION disputes_proof_guard() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    found text;
BEGIN
    SELECT state INTO found FROM disputes_dispute WHERE id = NEW.dispute_id;
    IF found NOT IN ('opened', 'negotiating') THEN
        RAISE EXCEPTION 'disputes_proof %: evidence is closed', NEW.dispute_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'disputes_proof_closed';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER disputes_proof_guard BEFORE INSERT ON disputes_proof
    FOR EACH ROW EXECUTE FUNCTION disputes_proof_guard();
"""

APPEND_ONLY = "".join(
    f"""
CREATE TRIGGER {table}_append_only_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER {table}_append_only_table BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""
    for table in ("disputes_proof", "disputes_ruling")
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("disputes", "0001_initial"),
        ("audit", "0002_resealing"),
        ("timers", "0003_guards"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(DISPUTE_GUARD, "DROP FUNCTION disputes_dispute_guard_moves() CASCADE"),
        migrations.RunSQL(OFFER_GUARD, "DROP FUNCTION disputes_offer_guard_moves() CASCADE"),
        migrations.RunSQL(PROOF_GUARD, "DROP FUNCTION disputes_proof_guard() CASCADE"),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
