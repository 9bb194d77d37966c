from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Hold what is there already to the constraint as well, with nothing locked."""

    dependencies = [("payouts", "0009_late_and_returned")]

    operations = [
        ValidateConstraint("attempt", "payouts_attempt_returns_no_more_than_it_paid"),
    ]
