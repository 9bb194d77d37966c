"""The verbs of approval. What they let happen is done by the room that asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from adulis.approvals.errors import (
    AlreadyAsked,
    ApprovalNotFound,
    ApprovalOverdue,
    ApprovedThingChanged,
    ApproverIsMaker,
    NotTheMaker,
)
from adulis.approvals.events import (
    ApprovalApproved,
    ApprovalAsked,
    ApprovalExpired,
    ApprovalRefused,
    ApprovalWithdrawn,
)
from adulis.approvals.machine import APPROVAL, ApprovalState
from adulis.approvals.models import Approval
from adulis.approvals.values import MERCHANT_KINDS, PATIENCE, ApprovalKind, digest_of
from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.events.values import Fact
from adulis.kernel import db
from adulis.kernel.actors import Actor


@db.transaction_required
def ask(
    *,
    kind: ApprovalKind,
    subject: str,
    merchant_id: UUID | None,
    reason: str,
    details: Mapping[str, Any],
    digest: str = "",
    actor: Actor,
    at: datetime,
) -> Approval:
    """Put ``subject`` before a second pair of eyes, for seven days.

    ``digest`` pins what exactly was asked, where that is more than ``details`` say. Raises
    AlreadyAsked.
    """
    try:
        with db.savepoint():
            approval = Approval.objects.create(
                kind=kind,
                subject=subject,
                merchant_id=merchant_id,
                reason=reason,
                details=dict(details),
                digest=digest or digest_of(kind, subject, details),
                asked_by=_person(actor),
                asked_at=at,
                expires_at=at + PATIENCE,
                state=ApprovalState.WAITING,
            )
    except IntegrityError as error:
        raise AlreadyAsked(subject=subject) from error
    fact = ApprovalAsked(
        **_about(approval), asked_by=approval.asked_by, expires_at=approval.expires_at
    )
    _tell(approval, "ask", fact, actor, at)
    return approval


@db.transaction_required
def approve(
    *, subject: str, approval_id: UUID | None = None, digest: str, note: str = "", actor: Actor,
    at: datetime,
) -> Approval:  # fmt: skip
    """Agree to what has this ``digest``; whoever asked carries it out in the same transaction.

    ``approval_id``: the very question that is answered, here and below, so that the answer to one
    never meets another that was asked about the same thing since; None: the last one asked. Whether
    the actor may decide at all is asked by the caller. Raises ApprovalNotFound, ApproverIsMaker,
    ApprovedThingChanged, ApprovalOverdue, IllegalMove when decided before.
    """
    approval = _locked(subject, approval_id)
    APPROVAL.take("approve", ApprovalState(approval.state), actor.role)
    if _person(actor) == approval.asked_by:
        raise ApproverIsMaker
    if digest != approval.digest:
        raise ApprovedThingChanged
    if approval.expires_at is not None and db.clock() >= approval.expires_at:
        raise ApprovalOverdue(expires_at=approval.expires_at)
    _decide(approval, "approve", note, actor, at)
    fact = ApprovalApproved(**_about(approval), decided_by=approval.decided_by)
    _tell(approval, "approve", fact, actor, at)
    return approval


@db.transaction_required
def refuse(
    *, subject: str, approval_id: UUID | None = None, note: str = "", actor: Actor, at: datetime
) -> Approval:
    """Disagree. The maker may refuse too: that is a withdrawal by another name."""
    approval = _locked(subject, approval_id)
    _decide(approval, "refuse", note, actor, at)
    fact = ApprovalRefused(**_about(approval), decided_by=approval.decided_by)
    _tell(approval, "refuse", fact, actor, at)
    return approval


@db.transaction_required
def withdraw(*, subject: str, actor: Actor, at: datetime) -> None:
    """The thing itself is gone (cancelled, expired), so nobody needs to agree any more."""
    approval = _found(subject, None)
    if approval is not None and approval.state == ApprovalState.WAITING:
        _decide(approval, "withdraw", "", actor, at)
        _tell(approval, "withdraw", ApprovalWithdrawn(**_about(approval)), actor, at)


@db.transaction_required
def take_back(
    *, subject: str, approval_id: UUID | None = None, note: str = "", actor: Actor, at: datetime
) -> Approval:
    """Whoever asked no longer wants it. Raises ApprovalNotFound, NotTheMaker, IllegalMove."""
    approval = _locked(subject, approval_id)
    APPROVAL.take("withdraw", ApprovalState(approval.state), actor.role)
    if _person(actor) != approval.asked_by:
        raise NotTheMaker
    _decide(approval, "withdraw", note, actor, at)
    _tell(approval, "withdraw", ApprovalWithdrawn(**_about(approval)), actor, at)
    return approval


@db.transaction_required
def expire(*, subject: str, approval_id: UUID | None = None, actor: Actor, at: datetime) -> bool:
    """Nobody decided in time. False: somebody did after all, or there is time left."""
    approval = _found(subject, approval_id)
    if approval is None or approval.state != ApprovalState.WAITING:
        return False
    if approval.expires_at is None or db.clock() < approval.expires_at:
        return False
    _decide(approval, "expire", "", actor, at)
    _tell(approval, "expire", ApprovalExpired(**_about(approval)), actor, at)
    return True


def _person(actor: Actor) -> str:
    """An API key counts as the person who made it."""
    return actor.user_id or actor.id


def _locked(subject: str, approval_id: UUID | None) -> Approval:
    approval = _found(subject, approval_id)
    if approval is None:
        raise ApprovalNotFound
    return approval


def _found(subject: str, approval_id: UUID | None) -> Approval | None:
    """The question about it, or the one that was asked last; locked until the transaction ends."""
    rows = Approval.objects.select_for_update(no_key=True).filter(subject=subject)
    if approval_id is not None:
        rows = rows.filter(id=approval_id)
    return rows.order_by("-asked_at", "-id").first()


def _decide(approval: Approval, verb: str, note: str, actor: Actor, at: datetime) -> None:
    move = APPROVAL.take(verb, ApprovalState(approval.state), actor.role)
    approval.state = move.target
    approval.decided_by = _person(actor)
    approval.decided_at = at
    approval.note = note
    approval.save(update_fields=["state", "decided_by", "decided_at", "note"])


def _about(approval: Approval) -> dict[str, Any]:
    is_merchants = approval.kind in MERCHANT_KINDS
    return {
        "subject_id": approval.id,
        "merchant_id": approval.merchant_id if is_merchants else None,
        "kind": approval.kind,
        "about": approval.subject,
    }


def _tell(approval: Approval, verb: str, fact: Fact, actor: Actor, at: datetime) -> None:
    events.record(fact=fact, at=at)
    audit.write(
        actor=actor,
        action=f"approval.{verb}",
        subject=approval.subject,
        merchant_id=approval.merchant_id,
        before={},
        after={
            "state": approval.state,
            "kind": approval.kind,
            "reason": approval.reason,
            "digest": approval.digest,
            **({"note": approval.note} if approval.note else {}),
        },
        at=at,
    )
