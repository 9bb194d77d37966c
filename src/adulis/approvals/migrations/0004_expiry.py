"""What nobody answers expires, and nothing of what was asked ever changes."""

from __future__ import annotations

import importlib
from typing import ClassVar

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

_BEFORE = importlib.import_module("adulis.approvals.migrations.0002_guards").APPROVAL_GUARD
_OLD, _, _ = _BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1).partition(
    "CREATE TRIGGER"
)
_NEW = (
    _OLD.replace(
        "        ('waiting', 'approved'),",
        "        ('waiting', 'approved'),\n        ('waiting', 'expired'),",
    )
    .replace(
        "(OLD.subject, OLD.digest, OLD.asked_by, OLD.asked_at)",
        "(OLD.kind, OLD.subject, OLD.merchant_id, OLD.reason, OLD.details, OLD.digest,\n"
        "        OLD.asked_by, OLD.asked_at, OLD.expires_at)",
    )
    .replace(
        "(NEW.subject, NEW.digest, NEW.asked_by, NEW.asked_at)",
        "(NEW.kind, NEW.subject, NEW.merchant_id, NEW.reason, NEW.details, NEW.digest,\n"
        "        NEW.asked_by, NEW.asked_at, NEW.expires_at)",
    )
)
_DROP_FORMER = """
-- squawk-ignore ban-drop-constraint
ALTER TABLE approvals_approval DROP CONSTRAINT approvals_approval_state_known;
"""
_STATES = ["waiting", "approved", "refused", "withdrawn", "expired"]
_KINDS = ["payout", "transfer", "thresholds", "fee", "limit", "adjustment", "unfreeze"]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("approvals", "0003_what_was_asked")]
    operations: ClassVar = [
        AddConstraintNotValid(
            "approval",
            models.CheckConstraint(
                condition=models.Q(state__in=_STATES), name="approvals_approval_each_state_known"
            ),
        ),
        AddConstraintNotValid(
            "approval",
            models.CheckConstraint(
                condition=models.Q(kind__in=_KINDS), name="approvals_approval_kind_known"
            ),
        ),
        # What the former one allowed the new one allows, so it goes in the same commit.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("approval", "approvals_approval_state_known")
            ],
            database_operations=[migrations.RunSQL(_DROP_FORMER, migrations.RunSQL.noop)],
        ),
        migrations.RunSQL(_NEW, _OLD),
    ]
