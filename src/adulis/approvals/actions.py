"""The verbs of approval."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.approvals.errors import ApprovalNotFound, ApprovedThingChanged, ApproverIsMaker
from adulis.approvals.machine import APPROVAL, ApprovalState
from adulis.approvals.models import Approval
from adulis.audit import actions as audit
from adulis.kernel import db
from adulis.kernel.actors import Actor


@db.transaction_required
def ask(
    *, subject: str, merchant_id: UUID | None, reason: str, digest: str, actor: Actor, at: datetime
) -> Approval:
    """Put ``subject`` before a second pair of eyes. ``digest`` pins what exactly was asked."""
    approval = Approval.objects.create(
        subject=subject,
        merchant_id=merchant_id,
        reason=reason,
        digest=digest,
        asked_by=actor.user_id or actor.id,
        asked_at=at,
        state=ApprovalState.WAITING,
    )
    _audit(approval, "ask", actor, at)
    return approval


@db.transaction_required
def approve(*, subject: str, digest: str, actor: Actor, at: datetime) -> Approval:
    """Agree. Raises ApproverIsMaker, ApprovedThingChanged, IllegalMove when decided before."""
    approval = _locked(subject)
    found = APPROVAL.take("approve", ApprovalState(approval.state), actor.role)
    if (actor.user_id or actor.id) == approval.asked_by:
        raise ApproverIsMaker
    if digest != approval.digest:
        raise ApprovedThingChanged
    return _decide(approval, "approve", found.target, actor, at)


@db.transaction_required
def refuse(*, subject: str, actor: Actor, at: datetime) -> Approval:
    """Disagree. The maker may refuse too: that is a withdrawal by another name."""
    approval = _locked(subject)
    found = APPROVAL.take("refuse", ApprovalState(approval.state), actor.role)
    return _decide(approval, "refuse", found.target, actor, at)


@db.transaction_required
def withdraw(*, subject: str, actor: Actor, at: datetime) -> None:
    """The thing itself is gone (cancelled, expired), so nobody needs to agree any more."""
    approval = Approval.objects.select_for_update(no_key=True).filter(subject=subject).first()
    if approval is not None and approval.state == ApprovalState.WAITING:
        _decide(approval, "withdraw", ApprovalState.WITHDRAWN, actor, at)


def _locked(subject: str) -> Approval:
    approval = Approval.objects.select_for_update(no_key=True).filter(subject=subject).first()
    if approval is None:
        raise ApprovalNotFound
    return approval


def _decide(
    approval: Approval, verb: str, state: ApprovalState, actor: Actor, at: datetime
) -> Approval:
    approval.state = state
    approval.decided_by = actor.user_id or actor.id
    approval.decided_at = at
    approval.save(update_fields=["state", "decided_by", "decided_at"])
    _audit(approval, verb, actor, at)
    return approval


def _audit(approval: Approval, verb: str, actor: Actor, at: datetime) -> None:
    audit.write(
        actor=actor,
        action=f"approval.{verb}",
        subject=approval.subject,
        merchant_id=approval.merchant_id,
        before={},
        after={"state": approval.state, "reason": approval.reason},
        at=at,
    )
