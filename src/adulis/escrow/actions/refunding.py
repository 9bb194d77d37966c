"""Money goes back to the buyer: the seller gives it, or the buyer goes because nothing came."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.escrow import policies, postings
from adulis.escrow.actions import telling
from adulis.escrow.actions.finishing import finish_agreement
from adulis.escrow.actions.locking import Scene, locked_scene, require_active
from adulis.escrow.actions.paying import Order, pay
from adulis.escrow.errors import NotOverdue
from adulis.escrow.events import MilestoneCancelled, MilestoneFundingReturned
from adulis.escrow.machine import IN_ESCROW, MilestoneState
from adulis.escrow.models import Milestone, Payment
from adulis.escrow.values import PaymentKind, Side
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.timers import actions as timers
from adulis.wallets import actions as wallets


@db.transaction_required
def refund_milestone(
    *, viewer: Viewer, milestone_id: UUID, amount: Money | None = None, actor: Actor, at: datetime
) -> Milestone:
    """The seller alone gives back ``amount``, or all that is left.

    Raises MilestoneNotFound, WrongSide, AgreementOver, MilestonePaused, IllegalMove, AmountNotLeft.
    """
    scene = locked_scene(milestone_id, merchant_id=viewer.merchant_id)
    _require(scene, Side.SELLER, actor)
    wanted = scene.left if amount is None else amount
    policies.require_left(wanted, scene.left)
    # After this point the posting must succeed.
    refund(scene, wanted, "refunded_by_seller", actor, at)
    return scene.milestone


@db.transaction_required
def cancel_milestone(
    *, viewer: Viewer, milestone_id: UUID, actor: Actor, at: datetime
) -> Milestone:
    """The buyer alone has everything back: nothing was handed in, and it is too late for it.

    What was never funded in time either side may strike out, alone.

    Raises MilestoneNotFound, WrongSide, AgreementOver, MilestonePaused, IllegalMove, NotOverdue.
    """
    scene = locked_scene(milestone_id, merchant_id=viewer.merchant_id)
    if scene.state is MilestoneState.PLANNED:
        return _strike_out(scene, actor, at)
    _require(scene, Side.BUYER, actor)
    row = scene.milestone
    if not policies.is_overdue(scene.state, row.round, row.deliver_by, scene.now):
        moment = None if row.round else policies.overdue_at(row.deliver_by)
        raise NotOverdue(overdue_at=None if moment is None else moment.isoformat())
    policies.require_left(scene.left, scene.left)
    # After this point the posting must succeed.
    refund(scene, scene.left, "not_delivered", actor, at)
    return row


def _strike_out(scene: Scene, actor: Actor, at: datetime) -> Milestone:
    """Raises AgreementOver, NotOverdue."""
    require_active(scene.agreement)
    if scene.now < scene.agreement.fund_by:
        raise NotOverdue(overdue_at=scene.agreement.fund_by.isoformat())
    # After this point the posting must succeed.
    return_funding(scene, "struck_out", actor, at)
    cancel(scene, actor, at)
    finish_agreement(scene, actor, at)
    return scene.milestone


def cancel(scene: Scene, actor: Actor, at: datetime) -> None:
    """A milestone with nothing in it is not going to be done."""
    telling.move(scene, "cancel", actor)
    telling.save(scene)
    timers.cancel_timers(subject=scene.subject)
    telling.tell(scene, MilestoneCancelled, at)
    telling.record(scene, "cancel", actor, at)


def refund(scene: Scene, amount: Money, reason: str, actor: Actor, at: datetime) -> None:
    """Give ``amount`` back to the buyer, with their share of the fee on it."""
    approvals.withdraw(subject=scene.subject, actor=actor, at=at)
    pay(scene, Order(kind=PaymentKind.REFUND, to_buyer=amount, reason=reason), actor, at)


def return_funding(scene: Scene, reason: str, actor: Actor, at: datetime) -> None:
    """What was paid into a milestone that was never whole is the buyer's again."""
    row, buyer_id = scene.milestone, scene.agreement.buyer_id
    amount = rupees(row.held_minor)
    if not amount:
        return
    number = row.payment_count + 1
    posting = postings.milestone_refunded(
        row.id, buyer_id, amount, number=number, memo=row.title, at=at, actor=actor
    )
    ledger.post(posting=posting)
    row.payment_count = number
    row.withdrawn_minor += amount.minor
    Payment.objects.create(
        milestone=row,
        number=number,
        kind=PaymentKind.UNFUNDED,
        to_buyer_minor=amount.minor,
        reason=reason,
        made_by=telling.person(actor),
        at=at,
    )
    telling.save(scene)
    telling.tell(scene, MilestoneFundingReturned, at, amount=amount)
    telling.record(scene, "return_funding", actor, at, {"amount_paise": amount.minor})
    wallets.settle_debt(merchant_id=buyer_id, cause=posting.key, actor=actor, at=at)


def _require(scene: Scene, side: Side, actor: Actor) -> None:
    assert scene.side is not None
    policies.require_side(scene.side, side)
    require_active(scene.agreement)
    policies.require_moving(scene.milestone.paused_reason)
    if scene.state not in IN_ESCROW:
        telling.require_move(scene, "refund", actor)
