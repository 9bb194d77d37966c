"""Who did what?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from django.db.models import Q, QuerySet

from adulis.audit.models import AuditRecord
from adulis.audit.values import Place, Record, Search
from adulis.kernel.logs import masked

# How many records of an export are in memory at once.
CHUNK = 1_000
_COLUMNS = [each.name for each in fields(Record)]


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


def found(search: Search, *, after: Place | None = None, limit: int) -> list[Record]:
    """The next records that ``search`` is about, newest first.

    Secrets are not written there; what has the form of one is masked all the same.
    """
    return [
        Record(**{**row, "before": masked(row["before"]), "after": masked(row["after"])})
        for row in rows(search, after=after).values(*_COLUMNS)[:limit]
    ]


def all_found(search: Search) -> Iterator[Record]:
    """All of them, newest first, read a chunk at a time: nothing is held open in between."""
    after: Place | None = None
    while chunk := found(search, after=after, limit=CHUNK):
        yield from chunk
        after = chunk[-1].place


def rows(search: Search, *, after: Place | None = None) -> QuerySet[AuditRecord]:
    """The table behind ``found``. Every way to search has an index that ends in (at, id)."""
    given = {
        "merchant_id": search.merchant_id,
        "subject": search.subject,
        "action": search.action,
        "actor_id": search.actor_id,
        "request_id": search.request_id,
        "at__gte": search.since,
        "at__lt": search.until,
    }
    records = AuditRecord.objects.filter(**{name: each for name, each in given.items() if each})
    if after is not None:
        # The first condition is what the index can begin at.
        records = records.filter(
            Q(at__lte=after.at) & (Q(at__lt=after.at) | Q(at=after.at, id__lt=after.id))
        )
    return records.order_by("-at", "-id")
