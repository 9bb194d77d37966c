"""The one way past the guards that freeze sealed values: the same thing, sealed under another key."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

# Inside adulis_reseal the current user is the owner of the tables, which nobody else can pretend.
IS_RESEALING = """
CREATE FUNCTION adulis_is_resealing(place text) RETURNS boolean
LANGUAGE sql STABLE
AS $$
    SELECT coalesce(current_setting('adulis.resealing', true), '') = place
       AND current_user = (SELECT pg_get_userbyid(proowner) FROM pg_proc
                            WHERE oid = 'adulis_reseal(text,text,text,text[],text[],text[])'::regprocedure)
$$
"""

# A value is replaced where it is still what was read, by one of the same length under another key:
# the database cannot look inside, but a sealed value of another thing does not open there.
# What somebody holds a lock on is left for the next round, so nobody waits and nobody deadlocks.
RESEAL = """
CREATE FUNCTION adulis_reseal(
    in_table text, in_column text, in_key text, ids text[], old_values text[], new_values text[]
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    form CONSTANT text := '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_=-]{38,}$';
    key_type text;
    changed integer;
BEGIN
    IF EXISTS (
        SELECT FROM unnest(old_values, new_values) AS given(old, new)
         WHERE old IS NULL OR new IS NULL OR old !~ form OR new !~ form
            OR split_part(old, '.', 2) = split_part(new, '.', 2)
            OR length(split_part(old, '.', 3)) <> length(split_part(new, '.', 3))
    ) THEN
        RAISE EXCEPTION '%.%: this is not the same value under another key', in_table, in_column
            USING ERRCODE = 'check_violation', CONSTRAINT = 'adulis_reseal_only';
    END IF;
    SELECT format_type(a.atttypid, a.atttypmod) INTO STRICT key_type
      FROM pg_attribute a
     WHERE a.attrelid = to_regclass(format('public.%I', in_table)) AND a.attname = in_key;
    PERFORM set_config('adulis.resealing', in_table || '.' || in_column, true);
    EXECUTE format(
        'WITH free AS MATERIALIZED (
             SELECT row.%2$I AS key, given.new
               FROM unnest($1, $2, $3) AS given(key, old, new)
               JOIN public.%1$I AS row ON row.%2$I = given.key::%4$s AND row.%3$I = given.old
              ORDER BY row.%2$I
                FOR NO KEY UPDATE OF row SKIP LOCKED)
         UPDATE public.%1$I AS row SET %3$I = free.new FROM free WHERE row.%2$I = free.key',
        in_table, in_key, in_column, key_type
    ) USING ids, old_values, new_values;
    GET DIAGNOSTICS changed = ROW_COUNT;
    PERFORM set_config('adulis.resealing', '', true);
    RETURN changed;
END
$$
"""

# For append-only tables with a sealed column: TG_ARGV[0] names it.
REFUSE_CHANGE = """
CREATE FUNCTION adulis_refuse_change_but_resealing() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND adulis_is_resealing(TG_TABLE_NAME || '.' || TG_ARGV[0])
       AND to_jsonb(OLD) - TG_ARGV[0] = to_jsonb(NEW) - TG_ARGV[0] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on %: its rows are never changed or removed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(
            RESEAL, "DROP FUNCTION adulis_reseal(text, text, text, text[], text[], text[])"
        ),
        migrations.RunSQL(IS_RESEALING, "DROP FUNCTION adulis_is_resealing(text)"),
        migrations.RunSQL(REFUSE_CHANGE, "DROP FUNCTION adulis_refuse_change_but_resealing()"),
    ]
