"""What still waits for a second pair of eyes?"""

from __future__ import annotations

from collections.abc import Sequence

from adulis.approvals.machine import ApprovalState
from adulis.approvals.models import Approval


def waiting_subjects(subjects: Sequence[str]) -> set[str]:
    """Those of ``subjects`` that nobody has approved yet."""
    return set(
        Approval.objects.filter(subject__in=subjects, state=ApprovalState.WAITING).values_list(
            "subject", flat=True
        )
    )
