"""The lifecycles in the database, and what is never changed: tables of escrow guard themselves."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

AGREEMENT_GUARD = """
CREATE FUNCTION escrow_agreement_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'escrow_agreement %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'active' THEN
            RAISE EXCEPTION 'escrow_agreement %: it begins as active', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'escrow_agreement_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('active', 'cancelled'),
        ('active', 'completed'),
        ('active', 'lapsed')
    ) THEN
        RAISE EXCEPTION 'escrow_agreement %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'escrow_agreement_moves';
    END IF;
    IF (OLD.subject, OLD.buyer_id, OLD.seller_id, OLD.amount_minor,
        OLD.buyer_fee_share_bp, OLD.inspection_seconds, OLD.on_silence, OLD.fund_by,
        OLD.max_rounds, OLD.terms_hash, OLD.fee_rule_id, OLD.created_at)
       IS DISTINCT FROM
       (NEW.subject, NEW.buyer_id, NEW.seller_id, NEW.amount_minor,
        NEW.buyer_fee_share_bp, NEW.inspection_seconds, NEW.on_silence, NEW.fund_by,
        NEW.max_rounds, NEW.terms_hash, NEW.fee_rule_id, NEW.created_at) THEN
        RAISE EXCEPTION 'escrow_agreement %: what was agreed never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'escrow_agreement_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER escrow_agreement_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON escrow_agreement
    FOR EACH ROW EXECUTE FUNCTION escrow_agreement_guard_moves();
"""
MILESTONE_GUARD = """
CREATE FUNCTION escrow_milestone_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'escrow_milestone %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'planned' THEN
            RAISE EXCEPTION 'escrow_milestone %: it begins as planned', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'escrow_milestone_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('planned', 'funded'),
        ('planned', 'cancelled'),
        ('funded', 'submitted'),
        ('funded', 'approved'),
        ('funded', 'released'),
        ('funded', 'refunded'),
        ('submitted', 'changes_requested'),
        ('submitted', 'approved'),
        ('submitted', 'released'),
        ('submitted', 'refunded'),
        ('changes_requested', 'submitted'),
        ('changes_requested', 'approved'),
        ('changes_requested', 'released'),
        ('changes_requested', 'refunded'),
        ('approved', 'released'),
        ('approved', 'refunded')
    ) THEN
        RAISE EXCEPTION 'escrow_milestone %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'escrow_milestone_moves';
    END IF;
    IF (OLD.agreement_id, OLD.position, OLD.title, OLD.description, OLD.amount_minor,
        OLD.seller_fee_minor, OLD.seller_tax_minor, OLD.buyer_fee_minor,
        OLD.buyer_tax_minor, OLD.conditions, OLD.deliver_by, OLD.created_at)
       IS DISTINCT FROM
       (NEW.agreement_id, NEW.position, NEW.title, NEW.description, NEW.amount_minor,
        NEW.seller_fee_minor, NEW.seller_tax_minor, NEW.buyer_fee_minor,
        NEW.buyer_tax_minor, NEW.conditions, NEW.deliver_by, NEW.created_at) THEN
        RAISE EXCEPTION 'escrow_milestone %: what was agreed never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'escrow_milestone_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER escrow_milestone_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON escrow_milestone
    FOR EACH ROW EXECUTE FUNCTION escrow_milestone_guard_moves();
"""
PROPOSAL_GUARD = """
CREATE FUNCTION escrow_proposal_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'escrow_proposal %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'escrow_proposal %: it begins as open', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'escrow_proposal_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('open', 'accepted'),
        ('open', 'expired'),
        ('open', 'refused'),
        ('open', 'superseded'),
        ('open', 'withdrawn')
    ) THEN
        RAISE EXCEPTION 'escrow_proposal %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'escrow_proposal_moves';
    END IF;
    IF (OLD.kind, OLD.agreement_id, OLD.milestone_id, OLD.by_side, OLD.to_seller_minor,
        OLD.to_buyer_minor, OLD.note, OLD.made_by, OLD.created_at, OLD.expires_at)
       IS DISTINCT FROM
       (NEW.kind, NEW.agreement_id, NEW.milestone_id, NEW.by_side, NEW.to_seller_minor,
        NEW.to_buyer_minor, NEW.note, NEW.made_by, NEW.created_at, NEW.expires_at) THEN
        RAISE EXCEPTION 'escrow_proposal %: what was agreed never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'escrow_proposal_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER escrow_proposal_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON escrow_proposal
    FOR EACH ROW EXECUTE FUNCTION escrow_proposal_guard_moves();
"""
LOCK_GUARD = """
CREATE FUNCTION escrow_lock_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'escrow_lock %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'escrow_lock %: it begins as open', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'escrow_lock_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('open', 'released'),
        ('open', 'split')
    ) THEN
        RAISE EXCEPTION 'escrow_lock %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'escrow_lock_moves';
    END IF;
    IF (OLD.milestone_id, OLD.amount_minor, OLD.locked_at)
       IS DISTINCT FROM
       (NEW.milestone_id, NEW.amount_minor, NEW.locked_at) THEN
        RAISE EXCEPTION 'escrow_lock %: what was agreed never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'escrow_lock_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER escrow_lock_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON escrow_lock
    FOR EACH ROW EXECUTE FUNCTION escrow_lock_guard_moves();
"""

# What was paid, handed in or said stays as it was.
_APPEND_ONLY = (
    "escrow_funding", "escrow_payment", "escrow_submission", "escrow_submitted_file",
    "escrow_change_request", "escrow_signal",
)  # fmt: skip
APPEND_ONLY = "\n".join(
    f"""
CREATE TRIGGER {table}_append_only_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER {table}_append_only_table BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""
    for table in _APPEND_ONLY
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("escrow", "0001_initial"), ("events", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(AGREEMENT_GUARD, "DROP FUNCTION escrow_agreement_guard_moves() CASCADE"),
        migrations.RunSQL(MILESTONE_GUARD, "DROP FUNCTION escrow_milestone_guard_moves() CASCADE"),
        migrations.RunSQL(PROPOSAL_GUARD, "DROP FUNCTION escrow_proposal_guard_moves() CASCADE"),
        migrations.RunSQL(LOCK_GUARD, "DROP FUNCTION escrow_lock_guard_moves() CASCADE"),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
