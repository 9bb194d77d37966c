from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Hold what is there already to the constraints as well, with nothing locked."""

    dependencies = [("approvals", "0005_asked_again")]

    operations = [
        ValidateConstraint("approval", "approvals_approval_each_state_known"),
        ValidateConstraint("approval", "approvals_approval_kind_known"),
    ]
