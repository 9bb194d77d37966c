"""What gateways charge us has a place in the chart: platform/costs/<CCY>."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

# The chart as before, but for the last platform account. The old constraint goes when the new one
# is there: an address is never unguarded.
WITH_COSTS = r"""
ALTER TABLE ledger_account
    ADD CONSTRAINT ledger_account_kind_follows_chart CHECK (kind = CASE
        WHEN address ~ '^merchant/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/(available|held|pending|receivable)/[A-Z]{3}$'
            THEN split_part(address, '/', 3)
        WHEN address ~ '^(escrow|dispute)/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/[A-Z]{3}$'
            THEN split_part(address, '/', 1)
        WHEN address ~ '^bond(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){2}/[A-Z]{3}$'
            THEN 'bond'
        WHEN address ~ '^bank/[a-z0-9][a-z0-9-]{0,31}/(clearing|nostro)/[A-Z]{3}$'
            THEN split_part(address, '/', 3)
        WHEN address ~ '^gateway/[a-z0-9][a-z0-9-]{0,31}/receivable/[A-Z]{3}$'
            THEN 'gateway'
        WHEN address ~ '^platform/(fees|tax|suspense|fx|losses|costs)/[A-Z]{3}$'
            THEN split_part(address, '/', 2)
        ELSE 'nowhere' END) NOT VALID;
"""
UNDO = "ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_kind_follows_chart;"

# Nobody loses a guarantee: what the former one allowed, the new one allows, and costs beside it.
DROP_FORMER = """
-- squawk-ignore ban-drop-constraint
ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_kind_follows_address;
"""
FORMER = r"""
ALTER TABLE ledger_account
    ADD CONSTRAINT ledger_account_kind_follows_address CHECK (kind = CASE
        WHEN address ~ '^merchant/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/(available|held|pending|receivable)/[A-Z]{3}$'
            THEN split_part(address, '/', 3)
        WHEN address ~ '^(escrow|dispute)/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/[A-Z]{3}$'
            THEN split_part(address, '/', 1)
        WHEN address ~ '^bond(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){2}/[A-Z]{3}$'
            THEN 'bond'
        WHEN address ~ '^bank/[a-z0-9][a-z0-9-]{0,31}/(clearing|nostro)/[A-Z]{3}$'
            THEN split_part(address, '/', 3)
        WHEN address ~ '^gateway/[a-z0-9][a-z0-9-]{0,31}/receivable/[A-Z]{3}$'
            THEN 'gateway'
        WHEN address ~ '^platform/(fees|tax|suspense|fx|losses)/[A-Z]{3}$'
            THEN split_part(address, '/', 2)
        ELSE 'nowhere' END) NOT VALID;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ledger", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(WITH_COSTS, UNDO),
        # Given as a list, so that Django keeps the comment.
        migrations.RunSQL([(DROP_FORMER, None)], FORMER),
    ]
