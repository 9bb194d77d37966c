"""What still waits for a second pair of eyes?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from adulis.approvals.errors import ApprovalNotFound
from adulis.approvals.machine import ApprovalState
from adulis.approvals.models import Approval
from adulis.approvals.values import MERCHANT_KINDS


def waiting_subjects(subjects: Sequence[str]) -> set[str]:
    """Those of ``subjects`` that nobody has approved yet."""
    return set(
        Approval.objects.filter(subject__in=subjects, state=ApprovalState.WAITING).values_list(
            "subject", flat=True
        )
    )


def of_merchant(merchant_id: UUID) -> QuerySet[Approval]:
    """What owners of this merchant decide, newest first."""
    rows = Approval.objects.filter(merchant_id=merchant_id, kind__in=MERCHANT_KINDS)
    return rows.order_by("-asked_at", "-id")


def of_operators() -> QuerySet[Approval]:
    """What operators decide, newest first."""
    return Approval.objects.exclude(kind__in=MERCHANT_KINDS).order_by("-asked_at", "-id")


def of_merchant_by_id(merchant_id: UUID, approval_id: UUID) -> Approval:
    """One that this merchant's owners decide. Raises ApprovalNotFound, also for any other."""
    return _found(of_merchant(merchant_id), approval_id)


def one_for_operator(approval_id: UUID) -> Approval:
    """One that operators decide. Raises ApprovalNotFound, also for one of a merchant's owners."""
    return _found(of_operators(), approval_id)


def _found(rows: QuerySet[Approval], approval_id: UUID) -> Approval:
    found = rows.filter(id=approval_id).first()
    if found is None:
        raise ApprovalNotFound
    return found


def waiting_among(rows: QuerySet[Approval]) -> QuerySet[Approval]:
    """Those of ``rows`` that nobody has answered, oldest first."""
    return rows.filter(state=ApprovalState.WAITING).order_by("asked_at", "id")


def waiting_about(subject: str) -> Approval | None:
    """The question about it that nobody has answered."""
    return Approval.objects.filter(subject=subject, state=ApprovalState.WAITING).first()


def last_about(subject: str) -> UUID | None:
    """The question about it that was asked last, answered or not."""
    rows = Approval.objects.filter(subject=subject).order_by("-asked_at", "-id")
    return rows.values_list("id", flat=True).first()


def expiry_of(subjects: Sequence[str]) -> dict[str, datetime | None]:
    """Until when those of ``subjects`` that wait may be answered."""
    rows = Approval.objects.filter(subject__in=subjects, state=ApprovalState.WAITING)
    return dict(rows.values_list("subject", "expires_at"))


def overdue(now: datetime, *, limit: int) -> list[Approval]:
    """Questions whose time is over."""
    rows = Approval.objects.filter(state=ApprovalState.WAITING, expires_at__lte=now)
    return list(rows.order_by("expires_at")[:limit])
