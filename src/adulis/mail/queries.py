"""The questions about letters: for the people who run the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from adulis.mail.machine import LetterState
from adulis.mail.models import Letter


@dataclass(frozen=True, slots=True)
class Postbag:
    """How many letters wait, since when the oldest one does, and how many were given up."""

    waiting: int
    oldest_at: datetime | None
    failed: int


def postbag_for_operator() -> Postbag:
    waiting = Letter.objects.filter(state=LetterState.QUEUED)
    oldest = waiting.order_by("created_at").values_list("created_at", flat=True).first()
    failed = Letter.objects.filter(state=LetterState.FAILED).count()
    return Postbag(waiting.count(), oldest, failed)
