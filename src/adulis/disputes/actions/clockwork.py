"""What happens by itself to a dispute, set anew at every entry to a state."""

from __future__ import annotations

from datetime import datetime

from adulis.disputes.actions.locking import Scene
from adulis.disputes.values import ANSWER_LASTS, RESPONSE_LASTS, RULING_LASTS, TRIED_AGAIN_AFTER
from adulis.timers import actions as timers
from adulis.timers.values import REMINDER

ANSWER, RULING, EXECUTION = "dispute.answer", "dispute.ruling", "dispute.execution"
KINDS = (ANSWER, f"{ANSWER}{REMINDER}", RULING, EXECUTION, f"{EXECUTION}{REMINDER}")


def awaits_response(scene: Scene) -> datetime:
    """The other side has the whole time to say something at all."""
    return _set(scene, ANSWER, scene.now + RESPONSE_LASTS, reminders=True)


def awaits_answer(scene: Scene) -> datetime:
    """Each step gives the other side its days again, until somebody has to rule."""
    due = scene.now + ANSWER_LASTS
    if scene.dispute.ruling_by is not None:
        due = min(due, scene.dispute.ruling_by)
    return _set(scene, ANSWER, due, reminders=True)


def awaits_ruling(scene: Scene) -> datetime:
    timers.cancel_timers(subject=scene.subject)
    return _set(scene, RULING, scene.now + RULING_LASTS)


def awaits_appeal(scene: Scene, until: datetime) -> None:
    timers.cancel_timers(subject=scene.subject)
    _set(scene, EXECUTION, until, reminders=True)


def tries_again(scene: Scene) -> None:
    """The money is held; a ruling that is to be carried out waits for it."""
    _set(scene, EXECUTION, scene.now + TRIED_AGAIN_AFTER)


def over(scene: Scene) -> None:
    timers.cancel_timers(subject=scene.subject)


def _set(scene: Scene, kind: str, due: datetime, *, reminders: bool = False) -> datetime:
    """The key names the step by the time it was made: no two have the same."""
    timers.set_timer(
        kind=kind, subject=scene.subject, key=f"{scene.subject}/{kind}/{scene.now.isoformat()}",
        due_at=due, reminders=reminders, at=scene.now,
    )  # fmt: skip
    return due
