"""What a decision about a milestone will do: said before it is taken."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.cases import queries as questions
from adulis.cases.values import CaseKind, Decision
from adulis.escrow.machine import IN_ESCROW
from adulis.escrow.models import Milestone
from adulis.kernel.money import Money, rupees


def effect_of(case_id: UUID, decision: Decision, *, at: datetime) -> str:
    """One or two sentences with the amounts in them; for what is decided, what it would do now."""
    case = questions.case_for_operator(case_id)
    if case.kind == CaseKind.POISON_TIMER:
        return "No money moves by this; what was due is tried again within a day."
    row = Milestone.objects.get(id=UUID(case.subject.split("/")[1]))
    if row.state not in IN_ESCROW:
        return "Nothing moves: the milestone is over."
    left = rupees(row.left_minor)
    if case.kind == CaseKind.ESCROW_STUCK:
        return _stuck(left, decision)
    if not left and not row.disputed_minor:
        return "Nothing is left in the milestone, so it ends as refunded. No money moves."
    return (
        f"No money moves by this. The milestone goes on with {left} of {row.amount};"
        f" {rupees(row.missing_minor)} the buyer may still pay in."
    )


def _stuck(left: Money, decision: Decision) -> str:
    if decision is Decision.KEEP_ASKING:
        return "No money moves; it waits for another half year."
    if decision is Decision.RETURN:
        return f"{left} go back to the buyer, with their share of the fee on it."
    return f"{left} are released to the seller, less their share of the fee."
