"""What happens by itself: a proposal nobody answers is over, and reviews are shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.deals.actions import telling
from adulis.deals.actions.locking import Scene, locked_deal
from adulis.deals.actions.proposing import ANSWER, end_talks
from adulis.deals.actions.reviewing import REVIEWS, publish_reviews
from adulis.deals.events import DealReminder
from adulis.deals.machine import NEGOTIATING, DealState
from adulis.deals.values import EndReason
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.timers import actions as timers
from adulis.timers import queries as running
from adulis.timers.values import REMINDER, ClaimedTimer

KINDS = (ANSWER, f"{ANSWER}{REMINDER}", REVIEWS)
TRIED_AGAIN_AFTER = timedelta(days=1)


@db.transaction_required
def fire_timer(*, claim: ClaimedTimer, actor: Actor, at: datetime) -> bool:
    """Do what was announced, if it still is so. False: there was nothing to do."""
    scene = locked_deal(_deal_of(claim), None)
    if not timers.fire(claim=claim):
        return False
    if claim.is_reminder:
        return _remind(scene, claim, at)
    if claim.kind == REVIEWS:
        return scene.state is DealState.COMPLETED and publish_reviews(scene, actor, at)
    if scene.state not in NEGOTIATING:
        return False
    end_talks(scene, "lapse", EndReason.EXPIRED, actor, at)
    return True


@db.transaction_required
def park_timer(*, claim: ClaimedTimer, actor: Actor, at: datetime) -> None:
    """It fails again and again: people look at it, and it is tried again tomorrow."""
    scene = locked_deal(_deal_of(claim), None)
    cases.open_case(
        kind=CaseKind.POISON_TIMER,
        key=f"timer/{claim.id}",
        subject=scene.deal.subject,
        merchant_id=None,
        evidence={"kind": claim.kind, "due_at": claim.due_at.isoformat(), "tried": claim.fence},
        actor=actor,
        at=at,
    )
    timers.postpone(subject=claim.subject, kind=claim.kind, until=scene.now + TRIED_AGAIN_AFTER)


def _remind(scene: Scene, claim: ClaimedTimer, at: datetime) -> bool:
    following = running.next_of(claim.subject)
    if following is None or following.due_at is None:
        return False
    telling.tell(scene.deal, DealReminder, at, what=following.kind, due_at=following.due_at)
    return True


def _deal_of(claim: ClaimedTimer) -> UUID:
    return UUID(claim.subject.partition("/")[2])
