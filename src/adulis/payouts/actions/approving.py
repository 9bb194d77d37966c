"""Another owner agrees to a payout, or does not."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.payouts.actions.cancelling import cancel_locked
from adulis.payouts.actions.creating import digest_of
from adulis.payouts.actions.locking import locked_payout
from adulis.payouts.models import Payout
from adulis.payouts.values import WaitingFor


@db.transaction_required
def approve_payout(*, merchant_id: UUID, payout_id: UUID, actor: Actor, at: datetime) -> Payout:
    """Let it go on. Raises PayoutNotFound, ApprovalNotFound, ApproverIsMaker, IllegalMove."""
    payout = locked_payout(merchant_id, payout_id)
    approvals.approve(subject=f"payout/{payout.id}", digest=digest_of(payout), actor=actor, at=at)
    scheduled = payout.scheduled_at is not None and payout.scheduled_at > at
    payout.waiting_for = WaitingFor.SCHEDULE if scheduled else ""
    payout.waiting_until = payout.scheduled_at if scheduled else None
    payout.due_at = payout.scheduled_at if scheduled else at
    payout.save(update_fields=["waiting_for", "waiting_until", "due_at"])
    return payout


@db.transaction_required
def refuse_payout(*, merchant_id: UUID, payout_id: UUID, actor: Actor, at: datetime) -> Payout:
    """Do not send it: it is cancelled, with the refusal as the reason."""
    payout = locked_payout(merchant_id, payout_id)
    approvals.refuse(subject=f"payout/{payout.id}", actor=actor, at=at)
    return cancel_locked(payout, reason="approval_refused", actor=actor, at=at)
