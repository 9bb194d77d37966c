"""What two sides bring in a dispute is kept as files, too."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

_NAME = "files_file_purpose_known"
# The promise is a wider one on purpose; what is there keeps it already.
_DROP_FORMER = """
-- squawk-ignore ban-drop-constraint
ALTER TABLE files_file DROP CONSTRAINT IF EXISTS files_file_purpose_known;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("files", "0008_contents_validated")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveConstraint("file", _NAME)],
            database_operations=[migrations.RunSQL(_DROP_FORMER, migrations.RunSQL.noop)],
        ),
        AddConstraintNotValid(
            "file",
            models.CheckConstraint(
                condition=models.Q(purpose__in=["verification", "delivery", "deal", "dispute"]),
                name=_NAME,
            ),
        ),
    ]
