"""What a decision about a dispute that waits will do: said before it is taken."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.cases import queries as questions
from adulis.cases.values import CaseKind, Decision


def effect_of(case_id: UUID, decision: Decision, *, at: datetime) -> str:
    """One sentence."""
    if questions.case_for_operator(case_id).kind == CaseKind.POISON_TIMER:
        return "No money moves by this; what was due is tried again within a day."
    return "No money moves by this; the dispute waits for a ruling for another week."
