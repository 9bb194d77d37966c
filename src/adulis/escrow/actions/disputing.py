"""What a dispute has of a milestone: called by the room of disputes, which knows who may."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.escrow import policies, postings
from adulis.escrow.actions import clockwork, holds, telling
from adulis.escrow.actions.finishing import supersede_proposals
from adulis.escrow.actions.locking import Scene, locked_scene, require_active
from adulis.escrow.actions.paying import Order, hold_if_all_disputed, pay
from adulis.escrow.actions.releasing import consider
from adulis.escrow.errors import AmountNotLeft, LockNotFound, MilestonePaused
from adulis.escrow.events import MilestoneDisputed, MilestoneUndisputed
from adulis.escrow.machine import IN_ESCROW, MILESTONE, AgreementState, MilestoneState
from adulis.escrow.models import Lock, Milestone
from adulis.escrow.values import HELD_UP_BY, LockState, OnSilence, PaymentKind
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.timers import actions as timers
from adulis.timers import queries as clocks


@db.transaction_required
def lock_disputed(
    *, milestone_id: UUID, dispute_id: UUID, amount: Money, actor: Actor, at: datetime
) -> Milestone:
    """Lock ``amount`` of a milestone for a dispute; the rest goes on. With nothing left it is held.

    Raises MilestoneNotFound, AgreementOver, IllegalMove, MilestonePaused, AmountNotLeft.
    """
    scene = locked_scene(milestone_id, merchant_id=None)
    require_active(scene.agreement)
    if scene.state not in IN_ESCROW:
        MILESTONE.take("split", scene.state, actor.role)
    policies.require_moving(scene.milestone.paused_reason)
    policies.require_left(amount, scene.left)
    return _lock(scene, dispute_id, amount, actor, at)


@db.transaction_required
def lock_silent(
    *, milestone_id: UUID, dispute_id: UUID, actor: Actor, at: datetime
) -> Milestone | None:
    """Lock all that is left where the buyer was silent, and the terms make that a dispute.

    None: the buyer has spoken after all, silence means something else here, or the milestone is
    held; then it is asked again when it goes on. Raises MilestoneNotFound.
    """
    scene = locked_scene(milestone_id, merchant_id=None)
    is_silent = (
        scene.agreement.state == AgreementState.ACTIVE
        and scene.agreement.on_silence == OnSilence.DISPUTE
        and scene.state is MilestoneState.SUBMITTED
        and not _is_inspected(scene)
    )
    if not is_silent or scene.milestone.paused_reason or not scene.left:
        return None
    return _lock(scene, dispute_id, scene.left, actor, at)


@db.transaction_required
def split_disputed(
    *, dispute_id: UUID, to_seller: Money, to_buyer: Money, reason: str, actor: Actor, at: datetime
) -> Milestone:
    """Divide what a dispute has locked, to the paisa, as was settled or ruled.

    While the buyer's bank has taken some of it back nothing is divided, its word comes first; nor
    while people look at one of the sides.
    Raises LockNotFound, MilestonePaused, AmountNotLeft where it is not exactly what is locked.
    """
    lock, scene = _locked(dispute_id)
    for kind in HELD_UP_BY:
        if holds.is_held_by(scene, kind):
            raise MilestonePaused(reason=kind)
    locked = rupees(lock.left_minor)
    if to_seller + to_buyer != locked or min(to_seller, to_buyer) < rupees(0):
        raise AmountNotLeft(pointer="/to_seller_paise", left_paise=locked.minor)
    # After this point the posting must succeed.
    if locked:
        pay(
            scene,
            Order(
                kind=PaymentKind.RULING,
                to_seller=to_seller,
                to_buyer=to_buyer,
                reason=reason,
                cause=f"dispute/{dispute_id}",
                lock=lock,
            ),
            actor,
            at,
        )
    _end(lock, LockState.SPLIT, scene, actor, at)
    return scene.milestone


@db.transaction_required
def release_lock(*, dispute_id: UUID, actor: Actor, at: datetime) -> Milestone:
    """The dispute came to nothing: the milestone goes on, with the time it had left.

    Raises LockNotFound.
    """
    lock, scene = _locked(dispute_id)
    locked = rupees(lock.left_minor)
    # After this point the posting must succeed.
    if locked:
        ledger.post(
            posting=postings.dispute_unlocked(
                scene.milestone.id, dispute_id, locked, at=at, actor=actor
            )
        )
        scene.milestone.disputed_minor -= locked.minor
    telling.tell(scene, MilestoneUndisputed, at, dispute_id=dispute_id, amount=locked)
    _end(lock, LockState.RELEASED, scene, actor, at)
    return scene.milestone


def _lock(scene: Scene, dispute_id: UUID, amount: Money, actor: Actor, at: datetime) -> Milestone:
    # After this point the posting must succeed.
    ledger.post(
        posting=postings.escrow_disputed(scene.milestone.id, dispute_id, amount, at=at, actor=actor)
    )
    Lock.objects.create(
        id=dispute_id, milestone=scene.milestone, amount_minor=amount.minor, locked_at=scene.now
    )
    scene.milestone.disputed_minor += amount.minor
    # What was to be released or divided was said of another amount.
    approvals.withdraw(subject=scene.subject, actor=actor, at=at)
    supersede_proposals(scene, actor, at)
    hold_if_all_disputed(scene, actor, at)
    telling.save(scene)
    told = {"dispute_id": str(dispute_id), "amount_paise": amount.minor}
    telling.record(scene, "lock_disputed", actor, at, told)
    telling.tell(scene, MilestoneDisputed, at, dispute_id=dispute_id, amount=amount)
    return scene.milestone


def _end(lock: Lock, state: LockState, scene: Scene, actor: Actor, at: datetime) -> None:
    lock.state, lock.ended_at = state, scene.now
    lock.save(update_fields=["state", "ended_at"])
    telling.record(scene, f"{state}_lock", actor, at, {"dispute_id": str(lock.id)})
    if scene.state not in IN_ESCROW:
        return
    holds.end(scene, f"dispute/{lock.id}", actor, at)
    _inspect_again(scene, lock)
    telling.save(scene)
    consider(scene, "conditions_met", actor, at)


def _inspect_again(scene: Scene, lock: Lock) -> None:
    """Where the time to look at it ran out while the rest was disputed, the buyer has it anew."""
    if scene.state is not MilestoneState.SUBMITTED or not scene.milestone.left_minor:
        return
    if _is_inspected(scene):
        return
    due = scene.now + timedelta(seconds=scene.agreement.inspection_seconds)
    timers.set_timer(
        kind=clockwork.INSPECTION, subject=scene.subject,
        key=f"{scene.subject}/inspection/{scene.milestone.round}/{lock.id}", due_at=due,
        reminders=True, at=scene.now,
    )  # fmt: skip


def _is_inspected(scene: Scene) -> bool:
    """Whether the buyer still has time to look at it."""
    running = clocks.timers_of([scene.subject])[scene.subject]
    return any(each.kind == clockwork.INSPECTION for each in running)


def _locked(dispute_id: UUID) -> tuple[Lock, Scene]:
    """Raises LockNotFound, also when it has ended."""
    found = Lock.objects.filter(id=dispute_id, state=LockState.OPEN).first()
    if found is None:
        raise LockNotFound
    scene = locked_scene(found.milestone_id, merchant_id=None)
    lock = Lock.objects.select_for_update(no_key=True).get(id=dispute_id)
    if lock.state != LockState.OPEN:
        raise LockNotFound
    return lock, scene
