"""The lifecycles in the database, and what is for ever."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

DEAL_GUARD = """
CREATE FUNCTION deals_deal_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'deals_deal %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'deals_deal %: it begins as draft', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'deals_deal_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('draft', 'deleted'),
        ('draft', 'open'),
        ('draft', 'proposed'),
        ('draft', 'awaiting_approval'),
        ('awaiting_approval', 'open'),
        ('awaiting_approval', 'proposed'),
        ('awaiting_approval', 'draft'),
        ('awaiting_approval', 'cancelled'),
        ('open', 'reviewing'),
        ('open', 'agreed'),
        ('open', 'cancelled'),
        ('open', 'lapsed'),
        ('reviewing', 'open'),
        ('reviewing', 'proposed'),
        ('reviewing', 'agreed'),
        ('reviewing', 'cancelled'),
        ('reviewing', 'lapsed'),
        ('proposed', 'countered'),
        ('proposed', 'reviewing'),
        ('proposed', 'agreed'),
        ('proposed', 'cancelled'),
        ('proposed', 'lapsed'),
        ('countered', 'proposed'),
        ('countered', 'reviewing'),
        ('countered', 'agreed'),
        ('countered', 'cancelled'),
        ('countered', 'lapsed'),
        ('agreed', 'active'),
        ('agreed', 'reviewing'),
        ('agreed', 'completed'),
        ('agreed', 'cancelled'),
        ('agreed', 'lapsed'),
        ('active', 'completed'),
        ('active', 'cancelled')
    ) THEN
        RAISE EXCEPTION 'deals_deal %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deals_deal_moves';
    END IF;
    IF (OLD.poster_id, OLD.created_by, OLD.created_at)
       IS DISTINCT FROM (NEW.poster_id, NEW.created_by, NEW.created_at) THEN
        RAISE EXCEPTION 'deals_deal %: whose it is never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deals_deal_frozen';
    END IF;
    IF OLD.state NOT IN ('draft', 'deleted')
       AND (OLD.kind, OLD.format, OLD.title, OLD.category, OLD.visibility, OLD.budget_minor)
           IS DISTINCT FROM
           (NEW.kind, NEW.format, NEW.title, NEW.category, NEW.visibility, NEW.budget_minor) THEN
        RAISE EXCEPTION 'deals_deal %: what others have seen never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deals_deal_frozen';
    END IF;
    IF NEW.terms_version < OLD.terms_version OR NEW.agreement_number < OLD.agreement_number THEN
        RAISE EXCEPTION 'deals_deal %: versions only rise', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deals_deal_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER deals_deal_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON deals_deal
    FOR EACH ROW EXECUTE FUNCTION deals_deal_guard_moves();
"""

INVITATION_GUARD = """
CREATE FUNCTION deals_deal_invitation_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'deals_deal_invitation %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'pending' THEN
            RAISE EXCEPTION 'deals_deal_invitation %: it begins as pending', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'deals_deal_invitation_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('pending', 'joined'),
        ('pending', 'revoked')
    ) THEN
        RAISE EXCEPTION 'deals_deal_invitation %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deals_deal_invitation_moves';
    END IF;
    IF NOT adulis_is_resealing('deals_deal_invitation.email_sealed')
       AND (OLD.deal_id, OLD.email_sealed, OLD.email_index, OLD.token_hash, OLD.created_at)
           IS DISTINCT FROM
           (NEW.deal_id, NEW.email_sealed, NEW.email_index, NEW.token_hash, NEW.created_at) THEN
        RAISE EXCEPTION 'deals_deal_invitation %: whom it is for never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deals_deal_invitation_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER deals_deal_invitation_guard_moves
    BEFORE INSERT OR UPDATE OR DELETE ON deals_deal_invitation
    FOR EACH ROW EXECUTE FUNCTION deals_deal_invitation_guard_moves();
"""

REVIEW_GUARD = """
CREATE FUNCTION deals_review_guard() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'deals_review %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.published_at IS NOT NULL
       OR (OLD.deal_id, OLD.by_id, OLD.about_id, OLD.stars, OLD.comment, OLD.written_by, OLD.at)
          IS DISTINCT FROM
          (NEW.deal_id, NEW.by_id, NEW.about_id, NEW.stars, NEW.comment, NEW.written_by, NEW.at)
    THEN
        RAISE EXCEPTION 'deals_review %: what was said stays said', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'deals_review_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER deals_review_guard BEFORE UPDATE OR DELETE ON deals_review
    FOR EACH ROW EXECUTE FUNCTION deals_review_guard();
"""

APPEND_ONLY = "".join(
    f"""
CREATE TRIGGER {table}_append_only_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {refuse};
CREATE TRIGGER {table}_append_only_table BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""
    for table, refuse in (
        ("deals_terms", "adulis_refuse_change()"),
        ("deals_acceptance", "adulis_refuse_change()"),
        ("deals_message", "adulis_refuse_change_but_resealing('body_sealed')"),
        ("deals_conduct", "adulis_refuse_change()"),
        ("deals_ruling", "adulis_refuse_change()"),
    )
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("deals", "0001_initial"),
        ("audit", "0002_resealing"),
        ("timers", "0003_guards"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(DEAL_GUARD, "DROP FUNCTION deals_deal_guard_moves() CASCADE"),
        migrations.RunSQL(
            INVITATION_GUARD, "DROP FUNCTION deals_deal_invitation_guard_moves() CASCADE"
        ),
        migrations.RunSQL(REVIEW_GUARD, "DROP FUNCTION deals_review_guard() CASCADE"),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
