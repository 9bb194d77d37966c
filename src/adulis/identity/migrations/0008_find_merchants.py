"""Merchants found by how their names begin, and those that are frozen; built while they trade."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import OpClass
from django.db import migrations, models
from django.db.models.functions import Lower

BY_NAME = models.Index(
    OpClass(Lower("name"), name="text_pattern_ops"), name="identity_merchant_name_idx"
)
FROZEN = models.Index(
    fields=["-id"],
    name="identity_merchant_frozen_idx",
    condition=models.Q(payouts_frozen_at__isnull=False),
)


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("identity", "0007_second_person")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddIndex("merchant", BY_NAME),
                migrations.AddIndex("merchant", FROZEN),
            ],
            database_operations=[
                migrations.RunSQL(
                    "CREATE INDEX CONCURRENTLY IF NOT EXISTS identity_merchant_name_idx"
                    " ON identity_merchant (lower(name) text_pattern_ops)",
                    "DROP INDEX CONCURRENTLY IF EXISTS identity_merchant_name_idx",
                ),
                migrations.RunSQL(
                    "CREATE INDEX CONCURRENTLY IF NOT EXISTS identity_merchant_frozen_idx"
                    " ON identity_merchant (id DESC) WHERE payouts_frozen_at IS NOT NULL",
                    "DROP INDEX CONCURRENTLY IF EXISTS identity_merchant_frozen_idx",
                ),
            ],
        )
    ]
