"""Nothing moves, and no time passes: why, since when, and until what has ended."""

from __future__ import annotations

from datetime import datetime

from adulis.escrow.actions import telling
from adulis.escrow.actions.locking import Scene
from adulis.escrow.events import MilestoneHeld, MilestoneResumed
from adulis.escrow.models import Hold
from adulis.escrow.values import HoldKind
from adulis.kernel.actors import Actor
from adulis.timers import actions as timers


def begin(scene: Scene, kind: HoldKind, cause: str, actor: Actor, at: datetime) -> bool:
    """Hold the milestone because of ``cause``. False: it is held because of that already.

    The caller saves the milestone.
    """
    open_ones = Hold.objects.filter(milestone=scene.milestone, ended_at=None)
    if open_ones.filter(cause=cause).exists():
        return False
    Hold.objects.create(milestone=scene.milestone, kind=kind, cause=cause, began_at=scene.now)
    if not scene.milestone.paused_reason:
        timers.pause_timers(subject=scene.subject)
    scene.milestone.paused_reason = kind
    telling.tell(scene, MilestoneHeld, at, reason=kind)
    telling.record(scene, "hold", actor, at, {"reason": kind})
    return True


def end(scene: Scene, cause: str, actor: Actor, at: datetime) -> bool:
    """What held it is over; with no other reason left it goes on, with the time it had left.

    False: it was not held because of that. The caller saves the milestone.
    """
    rows = Hold.objects.filter(milestone=scene.milestone, ended_at=None)
    if not rows.filter(cause=cause).update(ended_at=scene.now):
        return False
    other = rows.order_by("-began_at").first()
    scene.milestone.paused_reason = "" if other is None else other.kind
    if other is None:
        timers.resume_timers(subject=scene.subject, at=scene.now)
        telling.tell(scene, MilestoneResumed, at)
    telling.record(scene, "resume", actor, at)
    return True


def end_all(scene: Scene) -> None:
    """The milestone is over, so there is nothing to hold."""
    Hold.objects.filter(milestone=scene.milestone, ended_at=None).update(ended_at=scene.now)
    scene.milestone.paused_reason = ""


def is_held_by(scene: Scene, kind: HoldKind) -> bool:
    return Hold.objects.filter(milestone=scene.milestone, ended_at=None, kind=kind).exists()
