"""Documents stay as they were issued, numbers follow one another, items are billed once."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

DOCUMENTS = """
CREATE TRIGGER billing_document_append_only_rows BEFORE UPDATE OR DELETE ON billing_document
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change_but_resealing('recipient_sealed');
CREATE TRIGGER billing_document_append_only_table BEFORE TRUNCATE ON billing_document
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""

# Whoever inserts holds the counter's row, so nobody else is between the last one and this one.
FOLLOWS = """
CREATE FUNCTION billing_document_follows() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF NEW.sequence <> 1 + coalesce((
        SELECT max(sequence) FROM billing_document
         WHERE kind = NEW.kind AND financial_year = NEW.financial_year), 0)
       OR NEW.sequence IS DISTINCT FROM (
        SELECT last_sequence FROM billing_series
         WHERE kind = NEW.kind AND financial_year = NEW.financial_year) THEN
        RAISE EXCEPTION 'billing_document %: % does not follow the last number', NEW.id, NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'billing_document_follows';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER billing_document_follows BEFORE INSERT ON billing_document
    FOR EACH ROW EXECUTE FUNCTION billing_document_follows();
"""

SERIES = """
CREATE FUNCTION billing_series_counts() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE'
       OR (NEW.id, NEW.kind, NEW.financial_year, NEW.last_sequence)
          IS DISTINCT FROM (OLD.id, OLD.kind, OLD.financial_year, OLD.last_sequence + 1) THEN
        RAISE EXCEPTION 'billing_series %: it only counts on', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'billing_series_counts';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER billing_series_counts BEFORE UPDATE OR DELETE ON billing_series
    FOR EACH ROW EXECUTE FUNCTION billing_series_counts();
"""

ITEMS = """
CREATE FUNCTION billing_item_ends_once() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE'
       OR OLD.document_id IS NOT NULL OR OLD.is_settled
       OR to_jsonb(OLD) - 'document_id' - 'is_settled'
          IS DISTINCT FROM to_jsonb(NEW) - 'document_id' - 'is_settled' THEN
        RAISE EXCEPTION 'billing_item %: it is put on a document once, and never changed', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'billing_item_ends_once';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER billing_item_ends_once BEFORE UPDATE OR DELETE ON billing_item
    FOR EACH ROW EXECUTE FUNCTION billing_item_ends_once();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0001_initial"),
        ("audit", "0002_resealing"),
        ("events", "0001_initial"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(DOCUMENTS, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOWS, "DROP FUNCTION billing_document_follows() CASCADE"),
        migrations.RunSQL(SERIES, "DROP FUNCTION billing_series_counts() CASCADE"),
        migrations.RunSQL(ITEMS, "DROP FUNCTION billing_item_ends_once() CASCADE"),
    ]
