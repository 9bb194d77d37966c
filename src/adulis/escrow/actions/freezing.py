"""People look at a merchant: its milestones are held, and nobody is told why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from adulis.escrow import policies
from adulis.escrow.actions import holds, telling
from adulis.escrow.actions.locking import Scene, locked_scene
from adulis.escrow.actions.releasing import consider
from adulis.escrow.machine import IN_ESCROW
from adulis.escrow.models import Hold, Milestone
from adulis.escrow.values import HoldKind
from adulis.identity import queries as identity
from adulis.kernel import db
from adulis.kernel.actors import Actor


@db.transaction_required
def hold_all_of(*, merchant_id: UUID, actor: Actor, at: datetime) -> int:
    """Hold every milestone of a frozen merchant that has money in it; returns how many.

    One that is frozen only for what it owes us is not meant: money in escrow is not its own.
    """
    if not policies.is_looked_at(identity.standing(merchant_id)):
        return 0
    count = 0
    for scene in _live(merchant_id):
        if holds.begin(scene, HoldKind.FREEZE, f"freeze/{merchant_id}", actor, at):
            telling.save(scene)
            count += 1
    return count


@db.transaction_required
def resume_all_of(*, merchant_id: UUID, actor: Actor, at: datetime) -> int:
    """Let the milestones of a merchant that is not looked at any more go on."""
    if policies.is_looked_at(identity.standing(merchant_id)):
        return 0
    cause = f"freeze/{merchant_id}"
    rows = Hold.objects.filter(cause=cause, ended_at=None).order_by("milestone__agreement_id")
    count = 0
    for milestone_id in list(rows.values_list("milestone_id", flat=True)):
        scene = locked_scene(milestone_id, merchant_id=None)
        if holds.end(scene, cause, actor, at):
            telling.save(scene)
            consider(scene, "conditions_met", actor, at)
            count += 1
    return count


def _live(merchant_id: UUID) -> Iterator[Scene]:
    """Agreement after agreement, in the order of their ids, each locked."""
    rows = Milestone.objects.filter(
        Q(agreement__buyer_id=merchant_id) | Q(agreement__seller_id=merchant_id),
        state__in=IN_ESCROW,
    ).order_by("agreement_id", "position")
    for milestone_id in list(rows.values_list("id", flat=True)):
        scene = locked_scene(milestone_id, merchant_id=None)
        if scene.state in IN_ESCROW:
            yield scene
