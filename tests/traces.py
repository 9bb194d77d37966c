"""What is left of what was done: facts and audit records."""

from __future__ import annotations

from adulis.kernel import db


def facts(subject: str) -> list[str]:
    """The types of the facts about ``subject`` (``user/<id>``), in order."""
    rows = db.fetch_all(
        "SELECT type FROM events_event WHERE subject = %s ORDER BY subject_sequence", [subject]
    )
    return [str(kind) for (kind,) in rows]


def deeds(subject: str) -> list[str]:
    """What was done to ``subject``, by its audit records, in order."""
    rows = db.fetch_all("SELECT action FROM audit_record WHERE subject = %s ORDER BY id", [subject])
    return [str(action) for (action,) in rows]
