"""A restored database sends nothing until it has caught up with the bank and two operators say so.

A backup brings back an earlier moment, a promoted standby perhaps one a little earlier: what was
sent to the bank since then is forgotten here and paid there. So every open payment and refund is
asked about at once, the bank's statements are matched, what the bank knows and we do not becomes a
Case, and all invariants are examined. Clients that repeat what was forgotten make the same
references again (``payouts.values.bank_reference``), which the bank pays once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind, Decision
from adulis.deposits import actions as deposits
from adulis.gateways import actions as banks
from adulis.gateways import queries as gateways
from adulis.gateways.queries import Restoration
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.oversight.errors import RestorationUnfinished
from adulis.oversight.queries import left_to_restore
from adulis.payouts import actions as payouts


@db.transaction_required
def notice_restoration(*, actor: Actor, at: datetime) -> Restoration | None:
    """Have everything asked about that is open, and people told; None where that is done or idle.

    The standstill does not wait for this: it holds from the first moment of another life.
    """
    if not gateways.stands_still() or gateways.restoration() is not None:
        return None
    unsettled = payouts.ask_about_all(actor=actor, at=at)
    refund_count = deposits.ask_about_refunds(actor=actor, at=at)
    noticed = banks.notice_restoration(unsettled=unsettled, actor=actor, at=at)
    if noticed is None:
        return None
    cases.open_case(
        kind=CaseKind.DATABASE_RESTORED,
        key=noticed.subject,
        subject=noticed.subject,
        merchant_id=None,
        evidence={
            "lineage": noticed.lineage,
            "unsettled_count": len(unsettled),
            "refund_count": refund_count,
        },
        actor=actor,
        at=at,
    )
    return noticed


@db.transaction_required
def decide_restoration(
    *,
    case_id: UUID,
    decision: Decision,
    details: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    """The second operator lets money leave again.

    A question about an earlier life is closed, and says nothing about this one. Raises
    RestorationUnfinished with what is left to do, and what ``cases`` refuses.
    """
    waiting = gateways.restoration()
    is_about_this = (
        waiting is not None and questions.case_for_operator(case_id).subject == waiting.subject
    )
    left = left_to_restore(waiting, at=at) if waiting is not None and is_about_this else []
    if left:
        raise RestorationUnfinished(" ".join(left), left=left)
    cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
    if is_about_this:
        banks.accept_restoration(actor=actor, at=at)
