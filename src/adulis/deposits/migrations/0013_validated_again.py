"""What was added to deposits holds for those of before as well."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("deposits", "0012_third_parties")]
    operations: ClassVar = [ValidateConstraint("deposit", "deposits_deposit_declared_payer")]
