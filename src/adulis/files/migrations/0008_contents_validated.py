from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Hold what is there already to the constraints as well, with nothing locked."""

    dependencies = [("files", "0007_contents")]

    operations = [
        ValidateConstraint("file", "files_file_state_known"),
        ValidateConstraint("file", "files_file_kept_has_key"),
        ValidateConstraint("file", "files_file_due_is_erased"),
    ]
