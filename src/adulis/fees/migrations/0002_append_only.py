"""A price that was charged stays on record."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

APPEND_ONLY = """
CREATE TRIGGER fees_rule_append_only_rows BEFORE UPDATE OR DELETE ON fees_rule
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER fees_rule_append_only_table BEFORE TRUNCATE ON fees_rule
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("fees", "0001_initial"), ("events", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop)]
