"""That payouts go to a bank again may wait for a second operator as well."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

_NAME = "approvals_approval_kind_known"
# The promise is a wider one on purpose; what is there keeps it already.
_DROP_FORMER = """
-- squawk-ignore ban-drop-constraint
ALTER TABLE approvals_approval DROP CONSTRAINT IF EXISTS approvals_approval_kind_known;
"""
_KINDS = [
    "payout",
    "payout_batch",
    "transfer",
    "release",
    "thresholds",
    "fee",
    "limit",
    "adjustment",
    "unfreeze",
    "resume_bank",
    "deal",
    "ruling",
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("approvals", "0014_rulings_validated")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveConstraint("approval", _NAME)],
            database_operations=[migrations.RunSQL(_DROP_FORMER, migrations.RunSQL.noop)],
        ),
        AddConstraintNotValid(
            "approval",
            models.CheckConstraint(condition=models.Q(kind__in=_KINDS), name=_NAME),
        ),
    ]
