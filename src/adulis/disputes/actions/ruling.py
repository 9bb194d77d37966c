"""An operator rules, above a limit two; whoever belongs to a side never does.

Nobody pays before the time for an appeal is over, or both sides accept: see ``appealing.py``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from adulis.approvals import actions as approvals
from adulis.approvals import queries as questions
from adulis.approvals.values import ApprovalKind, digest_of
from adulis.cases import actions as cases
from adulis.disputes import policies
from adulis.disputes.actions import clockwork, telling
from adulis.disputes.actions.executing import execute_now
from adulis.disputes.actions.locking import Scene, last_ruling, locked_dispute
from adulis.disputes.errors import RulerIsParty, RulerIsSame
from adulis.disputes.events import DisputeRuled
from adulis.disputes.machine import DisputeState
from adulis.disputes.models import Dispute, Ruling
from adulis.disputes.values import APPEAL_LASTS, QUESTIONS_ABOUT, RULERS
from adulis.escrow.values import Side
from adulis.identity import queries as identity
from adulis.identity.errors import OperatorRequired
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.money import Money, rupees


@db.transaction_required
def rule(
    *,
    dispute_id: UUID,
    to_seller: Money,
    to_buyer: Money,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Dispute:
    """Divide what is locked, with a reason that both sides read. Above the limit, propose to.

    Raises OperatorRequired, DisputeNotFound, RulerIsParty, RulerIsSame, IllegalMove, DivisionWrong,
    AlreadyAsked.
    """
    scene = locked_dispute(dispute_id, merchant_id=None)
    _require_ruler(scene, actor)
    telling.require_move(scene, "rule", actor)
    policies.check_division(to_seller, to_buyer, scene.locked)
    if scene.locked > rupees(settings.DISPUTE_APPROVAL_ABOVE_PAISE):
        approvals.ask(
            kind=ApprovalKind.RULING,
            subject=scene.subject,
            # The two sides learn of it when it is decided.
            merchant_id=None,
            reason="amount above the platform's limit",
            details=_pinned(scene, to_seller.minor, to_buyer.minor, reason.strip()),
            actor=actor,
            at=at,
        )
        return scene.dispute
    return _decide(scene, to_seller, to_buyer, reason.strip(), [telling.person(actor)], actor, at)


@db.transaction_required
def approve_ruling(
    *, merchant_id: UUID | None, dispute_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Dispute:
    """The second operator agrees to exactly that: it is the ruling. Everything is asked anew.

    Raises as ``rule``, and what ``approvals`` refuses.
    """
    scene = locked_dispute(dispute_id, merchant_id=None)
    _require_ruler(scene, actor)
    asked = questions.waiting_about(scene.subject)
    told = {} if asked is None else asked.details
    pinned = _pinned(
        scene, told.get("to_seller_paise", 0), told.get("to_buyer_paise", 0), told.get("reason", "")
    )
    digest = digest_of(ApprovalKind.RULING, scene.subject, pinned)
    agreed = approvals.approve(subject=scene.subject, digest=digest, note=note, actor=actor, at=at)
    telling.require_move(scene, "rule", actor)
    to_seller, to_buyer = rupees(pinned["to_seller_paise"]), rupees(pinned["to_buyer_paise"])
    policies.check_division(to_seller, to_buyer, scene.locked)
    people = [agreed.asked_by, agreed.decided_by]
    return _decide(scene, to_seller, to_buyer, pinned["reason"], people, actor, at)


@db.transaction_required
def refuse_ruling(
    *, merchant_id: UUID | None, dispute_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Dispute:
    """The second operator does not agree: the dispute waits for a ruling as before.

    Raises OperatorRequired, DisputeNotFound, RulerIsParty, RulerIsSame, what ``approvals`` refuses.
    """
    scene = locked_dispute(dispute_id, merchant_id=None)
    _require_ruler(scene, actor)
    approvals.refuse(subject=scene.subject, note=note, actor=actor, at=at)
    return scene.dispute


@db.transaction_required
def withdraw_ruling(
    *, merchant_id: UUID | None, dispute_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Dispute:
    """Whoever proposed it thinks better of it. Raises DisputeNotFound, NotTheMaker, IllegalMove."""
    scene = locked_dispute(dispute_id, merchant_id=None)
    approvals.take_back(subject=scene.subject, note=note, actor=actor, at=at)
    return scene.dispute


@db.transaction_required
def expire_ruling(
    *, merchant_id: UUID | None, dispute_id: UUID, actor: Actor, at: datetime
) -> bool:
    """No second operator looked at it in time. False: one did after all."""
    scene = locked_dispute(dispute_id, merchant_id=None)
    return approvals.expire(subject=scene.subject, actor=actor, at=at)


def _decide(
    scene: Scene,
    to_seller: Money,
    to_buyer: Money,
    reason: str,
    people: list[str],
    actor: Actor,
    at: datetime,
) -> Dispute:
    row, is_final = scene.dispute, scene.state is DisputeState.APPEALED
    number = 2 if is_final else 1
    Ruling.objects.create(
        dispute=row,
        number=number,
        to_seller_minor=to_seller.minor,
        to_buyer_minor=to_buyer.minor,
        reason=reason,
        ruled_by=people[0],
        confirmed_by=people[1] if len(people) > 1 else "",
        at=scene.now,
    )
    telling.move(scene, "rule", actor)
    if not is_final:
        row.appeal_until = scene.now + APPEAL_LASTS
        clockwork.awaits_appeal(scene, row.appeal_until)
    telling.save(scene)
    cases.settle_cases(subject=row.case_subject, kinds=QUESTIONS_ABOUT, actor=actor, at=at)
    telling.tell(
        scene, DisputeRuled, at, number=number, to_seller=to_seller, to_buyer=to_buyer,
        reason=reason, is_final=is_final, appeal_until=None if is_final else row.appeal_until,
    )  # fmt: skip
    told = {"to_seller_paise": to_seller.minor, "to_buyer_paise": to_buyer.minor, "number": number}
    telling.record(scene, "rule", actor, at, told)
    if is_final:
        execute_now(scene, actor, at)
    return row


def _pinned(scene: Scene, to_seller: int, to_buyer: int, reason: str) -> dict[str, Any]:
    """Exactly what a second operator agrees to."""
    row = scene.dispute
    return {
        "dispute_id": str(row.id),
        "milestone_id": str(row.milestone_id),
        "buyer_id": str(row.buyer_id),
        "seller_id": str(row.seller_id),
        "stage": row.state,
        "locked_paise": scene.locked.minor,
        "to_seller_paise": to_seller,
        "to_buyer_paise": to_buyer,
        "reason": reason,
    }


def _require_ruler(scene: Scene, actor: Actor) -> None:
    """Staff of the right kind, of neither side, and on appeal nobody who ruled before.

    Raises OperatorRequired, RulerIsParty, RulerIsSame.
    """
    if actor.kind is not ActorKind.OPERATOR:
        raise OperatorRequired
    identity.require_operator_now(actor, RULERS)
    person = telling.person(actor)
    for side in Side:
        if identity.role_now(UUID(person), scene.merchant_of(side)) is not None:
            raise RulerIsParty
    first = last_ruling(scene.dispute) if scene.state is DisputeState.APPEALED else None
    if first is not None and person in {first.ruled_by, first.confirmed_by}:
        raise RulerIsSame
