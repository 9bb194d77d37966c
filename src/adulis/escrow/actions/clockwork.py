"""What happens by itself to a milestone, set anew at every entry to a state."""

from __future__ import annotations

from datetime import datetime, timedelta

from adulis.escrow import conditions, policies
from adulis.escrow.actions.locking import Scene
from adulis.escrow.values import PATIENCE_WITHOUT_DATE
from adulis.timers import actions as timers

FUND_BY = "agreement.fund_by"
DELIVERY, INSPECTION = "milestone.delivery", "milestone.inspection"
GIVEN_UP, CONDITION = "milestone.given_up", "milestone.condition"
STUCK = "milestone.stuck"
PROPOSAL = "proposal.expiry"
KINDS = (FUND_BY, DELIVERY, INSPECTION, GIVEN_UP, CONDITION, STUCK, PROPOSAL)
REMINDERS = tuple(f"{kind}.reminder" for kind in (FUND_BY, DELIVERY, INSPECTION))


def funded(scene: Scene) -> None:
    """Work begins: until when it is to be delivered, and when a day that is waited for begins."""
    row = scene.milestone
    overdue = policies.overdue_at(row.deliver_by)
    if overdue is not None and overdue > scene.now:
        timers.set_timer(
            kind=DELIVERY, subject=scene.subject, key=f"{scene.subject}/delivery/{row.version}",
            due_at=overdue, reminders=True, at=scene.now,
        )  # fmt: skip
    later = [each for each in conditions.moments(row.conditions) if each > scene.now]
    for moment in later:
        timers.set_timer(
            kind=CONDITION, subject=f"{scene.subject}/{moment:%Y-%m-%d}",
            key=f"{scene.subject}/day/{moment:%Y-%m-%d}", due_at=moment, hurts=False, at=scene.now,
        )  # fmt: skip
    waits_for_seller(scene)


def waits_for_seller(scene: Scene) -> None:
    """With nobody moving for long enough, the money goes home."""
    row = scene.milestone
    timers.set_timer(
        kind=GIVEN_UP, subject=scene.subject, key=f"{scene.subject}/given_up/{row.version}",
        due_at=policies.given_up_at(row.deliver_by, scene.now), at=scene.now,
    )  # fmt: skip


def submitted(scene: Scene) -> datetime:
    """The buyer looks at it; the time for that counts from this round, in full."""
    row = scene.milestone
    timers.cancel_timers(subject=scene.subject, kinds=[DELIVERY, GIVEN_UP])
    due = scene.now + timedelta(seconds=scene.agreement.inspection_seconds)
    timers.set_timer(
        kind=INSPECTION, subject=scene.subject, key=f"{scene.subject}/inspection/{row.round}",
        due_at=due, reminders=True, at=scene.now,
    )  # fmt: skip
    return due


def changes_requested(scene: Scene) -> None:
    timers.cancel_timers(subject=scene.subject, kinds=[INSPECTION])
    waits_for_seller(scene)


def approved(scene: Scene) -> None:
    """Nobody's turn any more: neither to deliver nor to look."""
    timers.cancel_timers(subject=scene.subject, kinds=[DELIVERY, INSPECTION, GIVEN_UP])


def waits_for_conditions(scene: Scene) -> None:
    """What never comes true is a question for people, one day."""
    entered = scene.milestone.entered_at
    timers.set_timer(
        kind=STUCK, subject=scene.subject, key=f"{scene.subject}/stuck/{entered.isoformat()}",
        due_at=entered + PATIENCE_WITHOUT_DATE, at=scene.now,
    )  # fmt: skip
