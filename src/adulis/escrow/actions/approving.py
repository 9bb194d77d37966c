"""The buyer says yes: to all of it, or to a part. Above their limit a second owner does too."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.approvals import queries as questions
from adulis.approvals.errors import AlreadyAsked
from adulis.approvals.values import ApprovalKind, digest_of
from adulis.audit import actions as audit
from adulis.escrow import conditions, policies
from adulis.escrow.actions import telling
from adulis.escrow.actions.locking import Scene, locked_scene, require_active
from adulis.escrow.actions.paying import Order, pay
from adulis.escrow.actions.proposing import propose
from adulis.escrow.actions.releasing import approve, consider, hold_if_looked_at, known_of, say
from adulis.escrow.errors import ConditionsUnmet, MilestonePaused
from adulis.escrow.events import MilestoneApprovalRequested
from adulis.escrow.machine import IN_ESCROW
from adulis.escrow.models import EscrowSettings, Milestone
from adulis.escrow.queries import approval_threshold
from adulis.escrow.values import Confirmation, HoldKind, PaymentKind, Rest, Side, SignalKind
from adulis.identity import queries as identity
from adulis.identity.values import MemberRole, Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees


@db.transaction_required
def approve_milestone(
    *,
    viewer: Viewer,
    milestone_id: UUID,
    confirmed: Confirmation,
    rest: Rest = Rest.STAY,
    actor: Actor,
    at: datetime,
) -> Milestone:
    """Release ``confirmed.amount`` to the seller: all that is left, or a part of it.

    All: it is released as soon as all else that was agreed has come true. A part: at once, and
    ``rest`` says whether the remainder stays, or the seller is asked to give it back. Above the
    buyer's limit nothing is released until another owner agrees. Where the terms want both sides'
    yes, the seller gives theirs here.

    Raises MilestoneNotFound, WrongSide, AgreementOver, MilestonePaused, IllegalMove,
    ConfirmationDiffers, AmountNotLeft, ConditionsUnmet, AlreadyAsked.
    """
    scene = locked_scene(milestone_id, merchant_id=viewer.merchant_id)
    require_active(scene.agreement)
    if scene.side is Side.SELLER:
        return _sellers_yes(scene, actor, at)
    _require(scene, confirmed, actor)
    threshold = approval_threshold(scene.agreement.buyer_id)
    if threshold is not None and confirmed.amount > threshold:
        _ask(scene, confirmed.amount, rest, actor, at)
        return scene.milestone
    _carry_out(scene, confirmed.amount, rest, actor, at)
    return scene.milestone


@db.transaction_required
def approve_release(
    *, merchant_id: UUID, milestone_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Milestone:
    """Another owner of the buyer agrees: everything is asked anew, and the money moves.

    Raises MilestoneNotFound, RoleTooLow, SecondPersonTooNew, what ``approvals`` refuses, and what
    approving it may.
    """
    scene = locked_scene(milestone_id, merchant_id=merchant_id)
    identity.require_now(actor, merchant_id, MemberRole.OWNER)
    asked = questions.waiting_about(scene.subject)
    details = {} if asked is None else asked.details
    amount = rupees(details.get("amount_paise", 0))
    rest = Rest(details.get("rest", Rest.STAY))
    answered = approvals.approve(
        subject=scene.subject, digest=_digest(scene, amount, rest), note=note, actor=actor, at=at
    )
    identity.require_second_person(
        actor, merchant_id, asked_by=answered.asked_by, asked_at=answered.asked_at, now=db.clock()
    )
    confirmed = Confirmation(amount=amount, payee_id=scene.agreement.seller_id)
    _require(scene, confirmed, actor)
    _carry_out(scene, amount, rest, actor, at)
    return scene.milestone


@db.transaction_required
def refuse_release(
    *, merchant_id: UUID, milestone_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Milestone:
    """An owner says no; the milestone is where it was. Raises as ``approvals.refuse``."""
    scene = locked_scene(milestone_id, merchant_id=merchant_id)
    identity.require_now(actor, merchant_id, MemberRole.OWNER)
    approvals.refuse(subject=scene.subject, note=note, actor=actor, at=at)
    return scene.milestone


@db.transaction_required
def withdraw_release(
    *, merchant_id: UUID, milestone_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Milestone:
    """Whoever asked no longer wants it. Raises as ``approvals.take_back``."""
    scene = locked_scene(milestone_id, merchant_id=merchant_id)
    approvals.take_back(subject=scene.subject, note=note, actor=actor, at=at)
    return scene.milestone


@db.transaction_required
def expire_release(*, merchant_id: UUID, milestone_id: UUID, actor: Actor, at: datetime) -> bool:
    """No other owner agreed in time. False: somebody decided after all."""
    scene = locked_scene(milestone_id, merchant_id=merchant_id)
    return approvals.expire(subject=scene.subject, actor=actor, at=at)


@db.transaction_required
def set_approval_threshold(
    *, merchant_id: UUID, above: Money | None, actor: Actor, at: datetime
) -> None:
    """Releases above this wait for another owner; None: none does.

    Whether one owner may change this alone is asked by the caller.
    """
    row, _ = EscrowSettings.objects.select_for_update(no_key=True).get_or_create(
        merchant_id=merchant_id
    )
    before = row.approval_above_minor
    row.approval_above_minor = None if above is None else above.minor
    row.save(update_fields=["approval_above_minor"])
    audit.write(
        actor=actor,
        action="milestone.set_approval_threshold",
        subject=f"merchant/{merchant_id}",
        merchant_id=merchant_id,
        before={"above_paise": before},
        after={"above_paise": row.approval_above_minor},
        at=at,
    )


# --- checking -------------------------------------------------------------------------------------


def _require(scene: Scene, confirmed: Confirmation, actor: Actor) -> None:
    require_active(scene.agreement)
    policies.require_moving(scene.milestone.paused_reason)
    telling.require_move(scene, "approve", actor)
    policies.require_same(
        {"expected_payee_id": str(confirmed.payee_id)},
        {
            "expected_payee_id": str(scene.agreement.seller_id),
            "left_paise": scene.left.minor,
        },
    )
    policies.require_left(confirmed.amount, scene.left)
    known = known_of(scene, buyer_approves=True)
    missing = conditions.missing(scene.milestone.conditions, known)
    if missing and not _is_all(scene, confirmed.amount):
        raise ConditionsUnmet(pointer="/amount_paise", missing=missing)


def _sellers_yes(scene: Scene, actor: Actor, at: datetime) -> Milestone:
    """Where both have to agree. Raises WrongSide where the buyer's word is enough."""
    if not conditions.asks_both(scene.milestone.conditions):
        policies.require_side(Side.SELLER, Side.BUYER)
    policies.require_moving(scene.milestone.paused_reason)
    if scene.state not in IN_ESCROW:
        telling.require_move(scene, "approve", actor)
    if say(scene, SignalKind.APPROVAL, Side.SELLER, actor, at):
        telling.record(scene, "agree", actor, at)
        consider(scene, "approved", actor, at)
    return scene.milestone


# --- doing ----------------------------------------------------------------------------------------


def _carry_out(scene: Scene, amount: Money, rest: Rest, actor: Actor, at: datetime) -> None:
    if _is_all(scene, amount):
        say(scene, SignalKind.APPROVAL, Side.BUYER, actor, at)
        approve(scene, actor, at)
        telling.save(scene)
        consider(scene, "approved", actor, at)
        return
    if hold_if_looked_at(scene, actor, at):
        # Kept as it is: a part is released by a click that finds it free.
        raise MilestonePaused(reason=HoldKind.FREEZE)
    pay(scene, Order(kind=PaymentKind.RELEASE, to_seller=amount, reason="approved"), actor, at)
    if rest is Rest.RETURN and scene.left:
        propose(scene, rupees(0), scene.left, "The rest goes back.", actor, at)


def _is_all(scene: Scene, amount: Money) -> bool:
    """Whether nothing would be left in the milestone, and nothing in dispute."""
    return amount == scene.left and not scene.milestone.disputed_minor


def _ask(scene: Scene, amount: Money, rest: Rest, actor: Actor, at: datetime) -> None:
    """Raises AlreadyAsked."""
    if questions.waiting_about(scene.subject) is not None:
        raise AlreadyAsked(subject=scene.subject)
    seller = identity.standing(scene.agreement.seller_id)
    approvals.ask(
        kind=ApprovalKind.RELEASE,
        subject=scene.subject,
        merchant_id=scene.agreement.buyer_id,
        reason="amount above the merchant's limit",
        details={
            "milestone_id": str(scene.milestone.id),
            "title": scene.milestone.title,
            "payee_id": str(scene.agreement.seller_id),
            "payee_name": seller.name,
            "amount_paise": amount.minor,
            "rest": rest,
        },
        digest=_digest(scene, amount, rest),
        actor=actor,
        at=at,
    )
    telling.tell(scene, MilestoneApprovalRequested, at, amount=amount)


def _digest(scene: Scene, amount: Money, rest: Rest) -> str:
    """What exactly is approved: how much, to whom, and in which round of the work."""
    told: dict[str, Any] = {
        "amount_paise": amount.minor,
        "payee_id": str(scene.agreement.seller_id),
        "rest": rest,
        "round": scene.milestone.round,
    }
    return digest_of(ApprovalKind.RELEASE, scene.subject, told)
