"""Since when somebody has had their role, and since when a merchant has had an owner less."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

# Whoever joined later than the merchant was founded was given their role then, as far as we know.
GIVEN = """
UPDATE identity_membership AS member SET role_given_at = member.created_at
  FROM identity_merchant AS merchant
 WHERE merchant.id = member.merchant_id AND member.created_at <> merchant.created_at;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("identity", "0006_wishes")]
    operations: ClassVar = [
        migrations.AddField("membership", "role_given_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "merchant",
            "owner_left_at",
            models.DateTimeField(null=True, help_text="When it last had an owner less."),
        ),
        migrations.RunSQL(GIVEN, migrations.RunSQL.noop),
    ]
