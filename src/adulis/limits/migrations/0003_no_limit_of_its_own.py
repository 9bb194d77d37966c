"""The most that any amount may be is no limit, and is not shown as one.

Rules stay on record: what was said until now was 10^13 paise, and nothing more was ever possible.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

NO_LIMIT = """
INSERT INTO limits_rule (tier, kind, "window", maximum_minor, starts_at, made_by)
SELECT tier, kind, "window", NULL, now(), 'system:migration'
  FROM (SELECT DISTINCT ON (tier, kind, "window") tier, kind, "window", maximum_minor
          FROM limits_rule WHERE starts_at <= now()
         ORDER BY tier, kind, "window", starts_at DESC) AS rule
 WHERE maximum_minor = 10000000000000;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("limits", "0002_rules")]
    operations: ClassVar = [migrations.RunSQL(NO_LIMIT, migrations.RunSQL.noop)]
