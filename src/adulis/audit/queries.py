"""Who did what?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from adulis.audit.models import AuditRecord


@dataclass(frozen=True, slots=True)
class Done:
    """``action`` was done at business time ``at``; ``kind`` and ``id`` say by whom."""

    action: str
    at: datetime
    kind: str
    id: str


def done_to(subject: str) -> list[Done]:
    """Every recorded deed about ``subject``, oldest first."""
    found = AuditRecord.objects.filter(subject=subject).order_by("id")
    return [Done(*row) for row in found.values_list("action", "at", "actor_kind", "actor_id")]
