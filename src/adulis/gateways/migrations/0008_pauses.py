"""Since when nothing is sent to a bank, and who said so."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

# No door paused a bank before; where somebody did by hand, nobody wrote down who and when.
_OLDER = """
UPDATE gateways_bank_health SET paused_at = adulis_clock(), paused_by = 'system:migration'
 WHERE paused_reason <> '';
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("gateways", "0007_lineage")]
    operations: ClassVar = [
        migrations.AddField("bankhealth", "paused_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "bankhealth",
            "paused_by",
            models.CharField(blank=True, db_default="", max_length=120),
        ),
        migrations.RunSQL(_OLDER, migrations.RunSQL.noop),
        AddConstraintNotValid(
            "bankhealth",
            models.CheckConstraint(
                condition=models.Q(paused_reason="", paused_at=None, paused_by="")
                | (
                    ~models.Q(paused_reason="")
                    & models.Q(paused_at__isnull=False)
                    & ~models.Q(paused_by="")
                ),
                name="gateways_bank_health_pause_whole",
            ),
        ),
    ]
