"""About one thing one question at a time; once it was answered it may be asked again."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


def built_meanwhile(
    state: migrations.operations.base.Operation, name: str, sql: str
) -> migrations.SeparateDatabaseAndState:
    """An index that is built while approvals go on."""
    return migrations.SeparateDatabaseAndState(
        state_operations=[state],
        database_operations=[
            migrations.RunSQL(f"CREATE {sql}", f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
        ],
    )


_WAITING = models.Q(state="waiting")
_UNIQUE, _SUBJECT, _EXPIRY = (
    "approvals_approval_waiting_unique",
    "approvals_subject_idx",
    "approvals_expiry_idx",
)


# The promise is a smaller one on purpose: one question at a time, no longer one for ever.
_DROP_FORMER = """
-- squawk-ignore ban-drop-constraint
ALTER TABLE approvals_approval DROP CONSTRAINT IF EXISTS approvals_approval_subject_unique;
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("approvals", "0004_expiry")]
    operations: ClassVar = [
        built_meanwhile(
            migrations.AddConstraint(
                "approval",
                models.UniqueConstraint(fields=["subject"], name=_UNIQUE, condition=_WAITING),
            ),
            _UNIQUE,
            f"UNIQUE INDEX CONCURRENTLY IF NOT EXISTS {_UNIQUE} ON approvals_approval (subject)"
            " WHERE state = 'waiting'",
        ),
        built_meanwhile(
            migrations.AddIndex("approval", models.Index(fields=["subject"], name=_SUBJECT)),
            _SUBJECT,
            f"INDEX CONCURRENTLY IF NOT EXISTS {_SUBJECT} ON approvals_approval (subject)",
        ),
        built_meanwhile(
            migrations.AddIndex(
                "approval", models.Index(fields=["expires_at"], name=_EXPIRY, condition=_WAITING)
            ),
            _EXPIRY,
            f"INDEX CONCURRENTLY IF NOT EXISTS {_EXPIRY} ON approvals_approval (expires_at)"
            " WHERE state = 'waiting'",
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("approval", "approvals_approval_subject_unique")
            ],
            database_operations=[migrations.RunSQL(_DROP_FORMER, migrations.RunSQL.noop)],
        ),
    ]
