"""What was added to payments holds for those of before as well."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("deposits", "0009_what_is_left")]
    operations: ClassVar = [ValidateConstraint("payment", "deposits_payment_lost_before")]
