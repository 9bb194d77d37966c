"""Rules stay on record; and the first of them, which payouts had in their source until now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

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

LAKH = 100_000 * 100
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
# The most that any amount on the wire may be: as good as no limit, and told like one.
ANY = 10**13
FIRST = {
    # The smallest tier's are everybody's: a tier nobody has heard of is trusted with no more.
    "*": {
        "payout": {"single": 2 * LAKH, "day": 10 * LAKH},
        "transfer_out": {"single": 2 * LAKH, "day": 10 * LAKH, "month": 50 * LAKH},
        "transfer_in": {"single": 2 * LAKH, "day": 10 * LAKH, "month": 50 * LAKH},
        "deposit": {"single": 2 * LAKH, "day": 10 * LAKH, "month": 50 * LAKH},
    },
    "standard": {
        kind: {"single": ANY, "day": None, "month": None}
        for kind in ("payout", "transfer_out", "transfer_in", "deposit")
    },
}
FIRST["starter"] = FIRST["*"]
FIRST["premium"] = FIRST["standard"]


def seed(apps: Any, schema_editor: Any) -> None:
    rule = apps.get_model("limits", "LimitRule")
    rule.objects.bulk_create(
        rule(
            tier=tier, kind=kind, window=window, maximum_minor=maximum, starts_at=ALWAYS,
            made_by="system:migration",
        )
        for tier, kinds in FIRST.items()
        for kind, windows in kinds.items()
        for window, maximum in windows.items()
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies: ClassVar = [("limits", "0001_initial"), ("events", "0001_initial")]
    operations: ClassVar = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
        migrations.RunSQL(MAXIMUM, "DROP FUNCTION limits_maximum(text, text, text, timestamptz)"),
    ]
