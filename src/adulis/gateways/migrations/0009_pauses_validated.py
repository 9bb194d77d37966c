from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Hold what is there already to the constraint as well, with nothing locked."""

    dependencies = [("gateways", "0008_pauses")]

    operations = [ValidateConstraint("bankhealth", "gateways_bank_health_pause_whole")]
