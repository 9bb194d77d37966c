"""Another owner agrees to a payout, or does not."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.audit import actions as audit
from adulis.identity import queries as identity
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.payouts.actions.batch_approving import ask_as_limit_says
from adulis.payouts.actions.cancelling import cancel_locked
from adulis.payouts.actions.creating import digest_of
from adulis.payouts.actions.locking import locked_payout
from adulis.payouts.models import Payout, PayoutSettings
from adulis.payouts.values import WaitingFor


@db.transaction_required
def approve_payout(
    *, merchant_id: UUID, payout_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Payout:
    """Let it go on.

    Raises PayoutNotFound, RoleTooLow for who is no owner any more, SecondPersonTooNew,
    ApprovalNotFound, ApproverIsMaker, ApprovedThingChanged, ApprovalOverdue, IllegalMove.
    """
    payout = locked_payout(merchant_id, payout_id)
    identity.require_now(actor, merchant_id, MemberRole.OWNER)
    asked = approvals.approve(
        subject=f"payout/{payout.id}", digest=digest_of(payout), note=note, actor=actor, at=at
    )
    identity.require_second_person(
        actor, merchant_id, asked_by=asked.asked_by, asked_at=asked.asked_at, now=db.clock()
    )
    scheduled = payout.scheduled_at is not None and payout.scheduled_at > at
    payout.waiting_for = WaitingFor.SCHEDULE if scheduled else ""
    payout.waiting_until = payout.scheduled_at if scheduled else None
    payout.due_at = payout.scheduled_at if scheduled else at
    payout.save(update_fields=["waiting_for", "waiting_until", "due_at"])
    return payout


@db.transaction_required
def refuse_payout(
    *, merchant_id: UUID, payout_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Payout:
    """Do not send it: it is cancelled, with the refusal as the reason."""
    payout = locked_payout(merchant_id, payout_id)
    identity.require_now(actor, merchant_id, MemberRole.OWNER)
    approvals.refuse(subject=f"payout/{payout.id}", note=note, actor=actor, at=at)
    return cancel_locked(payout, reason="approval_refused", actor=actor, at=at)


@db.transaction_required
def withdraw_payout(
    *, merchant_id: UUID, payout_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Payout:
    """Whoever asked takes it back. Raises PayoutNotFound, NotTheMaker, IllegalMove."""
    payout = locked_payout(merchant_id, payout_id)
    approvals.take_back(subject=f"payout/{payout.id}", note=note, actor=actor, at=at)
    return cancel_locked(payout, reason="cancelled_by_merchant", actor=actor, at=at)


@db.transaction_required
def expire_payout_approval(
    *, merchant_id: UUID, payout_id: UUID, actor: Actor, at: datetime
) -> bool:
    """Nobody approved it in time: it is cancelled. False: somebody decided after all."""
    payout = locked_payout(merchant_id, payout_id)
    if not approvals.expire(subject=f"payout/{payout.id}", actor=actor, at=at):
        return False
    cancel_locked(payout, reason="approval_expired", actor=actor, at=at)
    return True


@db.transaction_required
def set_approval_threshold(
    *, merchant_id: UUID, above: Money | None, actor: Actor, at: datetime
) -> None:
    """Payouts and batches above this wait for another owner; None: none does.

    Whether one owner may change this alone is asked by the caller.
    """
    settings, _ = PayoutSettings.objects.select_for_update(no_key=True).get_or_create(
        merchant_id=merchant_id
    )
    before = settings.approval_above_minor
    settings.approval_above_minor = None if above is None else above.minor
    settings.save(update_fields=["approval_above_minor"])
    ask_as_limit_says(merchant_id, actor, at)
    audit.write(
        actor=actor,
        action="payout.set_approval_threshold",
        subject=f"merchant/{merchant_id}",
        merchant_id=merchant_id,
        before={"above_paise": before},
        after={"above_paise": settings.approval_above_minor},
        at=at,
    )
