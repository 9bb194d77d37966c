"""Cancel a payout that was never sent."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.audit import actions as audit
from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.events import actions as events
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.ledger import actions as ledger
from adulis.payouts import postings
from adulis.payouts.actions.locking import locked_payout
from adulis.payouts.events import PayoutCancelled
from adulis.payouts.machine import PAYOUT, PayoutState
from adulis.payouts.models import Payout
from adulis.payouts.reasons import reason_of
from adulis.wallets import actions as wallets


@db.transaction_required
def cancel_payout(
    *, merchant_id: UUID, payout_id: UUID, reason: str = "cancelled_by_merchant",
    actor: Actor, at: datetime,
) -> Payout:  # fmt: skip
    """Give the money back and never send it. Raises PayoutNotFound; IllegalMove once started."""
    payout = locked_payout(merchant_id, payout_id)
    return cancel_locked(payout, reason=reason, actor=actor, at=at)


def cancel_locked(payout: Payout, *, reason: str, actor: Actor, at: datetime) -> Payout:
    """The same for a payout whose row is locked already."""
    move = PAYOUT.take("cancel", PayoutState(payout.state), actor.role)
    # After this point the posting must succeed.
    if payout.is_held:
        released = postings.payout_released(
            payout.id, payout.merchant_id, *payout.parts, at=at, actor=actor
        )
        ledger.post(posting=released)
        wallets.settle_debt(merchant_id=payout.merchant_id, cause=released.key, actor=actor, at=at)
    payout.state = move.target
    payout.reason, payout.reason_source = reason, reason_of(reason).source
    payout.waiting_for, payout.waiting_until = "", None
    payout.finished_at = at
    payout.due_at = payout.lease_until = None
    payout.save(
        update_fields=[
            "state", "reason", "reason_source", "waiting_for", "waiting_until", "finished_at",
            "due_at", "lease_until",
        ]
    )  # fmt: skip
    cases.settle_cases(
        subject=f"payout/{payout.id}",
        kinds=frozenset({CaseKind.POISON_PAYOUT, CaseKind.IN_DOUBT}),
        actor=actor,
        at=at,
    )
    approvals.withdraw(subject=f"payout/{payout.id}", actor=actor, at=at)
    events.record(
        fact=PayoutCancelled(
            subject_id=payout.id,
            merchant_id=payout.merchant_id,
            amount=payout.amount,
            reason=reason,
        ),
        at=at,
        origin=payout.origin,
    )
    audit.write(
        actor=actor,
        action="payout.cancel",
        subject=f"payout/{payout.id}",
        merchant_id=payout.merchant_id,
        before={"state": move.source},
        after={"state": move.target, "reason": reason},
        at=at,
    )
    return payout
