"""The questions about what people are told."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from adulis.notifications.errors import NewsNotFound
from adulis.notifications.models import Unwritten


def unwritten_for_operator() -> QuerySet[Unwritten]:
    """What nobody was told of so far, oldest first."""
    return Unwritten.objects.filter(told_at=None).order_by("noted_at", "id")


def one_unwritten_for_operator(unwritten_id: UUID) -> Unwritten:
    """Raises NewsNotFound."""
    found = Unwritten.objects.filter(id=unwritten_id).first()
    if found is None:
        raise NewsNotFound
    return found
