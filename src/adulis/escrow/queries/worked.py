"""What was done about something, and when: for the room that asked for the escrow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min

from adulis.escrow.models import Funding, Milestone, Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A milestone: paid in whole at ``funded_at``, handed in first at ``submitted_at``."""

    opened_at: datetime
    funded_at: datetime | None
    deliver_by: datetime | None
    submitted_at: datetime | None
    rounds: int


def work_about(subject: str) -> list[Work]:
    """The milestones of the agreement about ``subject`` (``deal/<id>``), in order."""
    rows = list(
        Milestone.objects.filter(agreement__subject=subject)
        .select_related("agreement")
        .order_by("position")
    )
    ids = [each.id for each in rows]
    paid = dict(
        Funding.objects.filter(milestone_id__in=ids)
        .values_list("milestone_id")
        .annotate(last=Max("at"))
    )
    handed_in = dict(
        Submission.objects.filter(milestone_id__in=ids)
        .values_list("milestone_id")
        .annotate(first=Min("at"))
    )
    return [
        Work(
            opened_at=each.agreement.created_at,
            funded_at=paid.get(each.id) if each.missing_minor == 0 else None,
            deliver_by=each.deliver_by,
            submitted_at=handed_in.get(each.id),
            rounds=each.round,
        )
        for each in rows
    ]
