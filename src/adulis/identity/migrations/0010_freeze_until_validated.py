from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """In a transaction of its own: it reads every row, and nobody waits for it meanwhile."""

    dependencies = [("identity", "0009_freeze_until")]
    operations = [ValidateConstraint("merchant", "identity_merchant_freeze_ends_after_it_began")]
