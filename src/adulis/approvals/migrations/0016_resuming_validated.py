from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Hold what is there already to the constraint as well, with nothing locked."""

    dependencies = [("approvals", "0015_resuming")]

    operations = [ValidateConstraint("approval", "approvals_approval_kind_known")]
