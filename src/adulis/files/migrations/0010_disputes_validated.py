from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Hold what is there already to the constraint as well, with nothing locked."""

    dependencies = [("files", "0009_disputes")]

    operations = [ValidateConstraint("file", "files_file_purpose_known")]
