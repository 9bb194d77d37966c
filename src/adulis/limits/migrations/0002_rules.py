"""Rules stay on record; and the first of them, which payouts had in their source until now."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

APPEND_ONLY = """
CREATE TRIGGER limits_rule_append_only_rows BEFORE UPDATE OR DELETE ON limits_rule
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER limits_rule_append_only_table BEFORE TRUNCATE ON limits_rule
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""

# For statements that read something else anyway: one look more, no round trip more. `STABLE`, so
# it is asked once per statement; it answers NULL where there is no limit.
MAXIMUM = """
CREATE FUNCTION limits_maximum(asked_tier text, asked_kind text, asked_window text,
                               moment timestamptz) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT maximum_minor FROM limits_rule
     WHERE kind = asked_kind AND tier IN (asked_tier, '*') AND "window" = asked_window
       AND starts_at <= moment
     ORDER BY tier = '*', starts_at DESC LIMIT 1
$$;
"""

# ₹2 lakh at once, ₹10 lakh a day, ₹50 lakh a month; 10^13 paise is the most that any amount on the
# wire may be. The smallest tier's are everybody's (*): who has an unheard-of tier is trusted with
# no more.
FIRST = """
INSERT INTO limits_rule (tier, kind, "window", maximum_minor, starts_at, made_by)
SELECT tier, kind, "window",
       CASE WHEN tier IN ('*', 'starter') THEN least_minor ELSE most_minor END,
       timestamptz '1970-01-01 00:00:00+00', 'system:migration'
  FROM unnest(ARRAY['*', 'starter', 'standard', 'premium']) AS of(tier),
       unnest(ARRAY['payout', 'transfer_out', 'transfer_in', 'deposit']) AS asked(kind),
       (VALUES ('single', 20000000, 10000000000000), ('day', 100000000, NULL),
               ('month', 500000000, NULL)) AS rule("window", least_minor, most_minor)
 WHERE (kind, "window") <> ('payout', 'month');
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("limits", "0001_initial"), ("events", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
        migrations.RunSQL(MAXIMUM, "DROP FUNCTION limits_maximum(text, text, text, timestamptz)"),
    ]
