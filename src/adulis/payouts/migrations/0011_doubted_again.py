"""What was taken for lost can be doubted: the bank has it after all, if not as it was ordered."""

from __future__ import annotations

import importlib
from typing import ClassVar

from django.db import migrations

_BEFORE = importlib.import_module("adulis.payouts.migrations.0002_guards").ATTEMPT_GUARD
_OLD, _, _ = _BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1).partition(
    "CREATE TRIGGER"
)
_NEW = _OLD.replace(
    "        ('not_received', 'confirmed_success'),",
    "        ('not_received', 'confirmed_success'),\n        ('not_received', 'in_doubt'),",
)

# Returns that were booked before their attempts knew of them.
_RETURNS = """
UPDATE payouts_attempt AS attempt SET return_heard_at = returned.at
  FROM payouts_return AS returned
 WHERE returned.payout_id = attempt.payout_id AND attempt.return_heard_at IS NULL
   AND (attempt.state = 'confirmed_success' OR attempt.is_paid_late)
   AND NOT EXISTS (SELECT FROM ledger_entry AS entry
                    WHERE entry.key = 'payout/' || attempt.payout_id || '/attempt/'
                                      || attempt.number || '/paid_late');
UPDATE payouts_attempt AS attempt SET paid_late_at = entry.at, return_heard_at = back.at
  FROM ledger_entry AS entry
  LEFT JOIN ledger_entry AS back ON back.key = replace(entry.key, '/paid_late', '/late_returned')
 WHERE attempt.is_paid_late AND attempt.paid_late_at IS NULL
   AND entry.key = 'payout/' || attempt.payout_id || '/attempt/' || attempt.number || '/paid_late';
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("payouts", "0010_returns_validated"),
        ("ledger", "0001_initial"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(_NEW, _OLD),
        migrations.RunSQL(_RETURNS, migrations.RunSQL.noop),
    ]
