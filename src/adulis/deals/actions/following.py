"""What the money says: paid in, all done, all back, never paid."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.deals.actions import telling
from adulis.deals.actions.locking import Scene, locked_deal
from adulis.deals.actions.reviewing import await_reviews, note_conduct
from adulis.deals.errors import DealNotFound
from adulis.deals.events import (
    DealCancelled,
    DealCompleted,
    DealDefaulted,
    DealLapsed,
    DealStarted,
)
from adulis.deals.machine import DealState
from adulis.deals.values import REVIEWS_CLOSE_AFTER, DealFormat, DealKind, EndReason
from adulis.kernel import db
from adulis.kernel.actors import Actor

_BEFORE_MONEY = frozenset({DealState.AGREED})
_WITH_MONEY = frozenset({DealState.AGREED, DealState.ACTIVE})


@db.transaction_required
def start_deal(*, deal_id: UUID, agreement_id: UUID, actor: Actor, at: datetime) -> bool:
    """A milestone was paid in. False: it had begun, or is about another agreement by now."""
    scene = _bound_by(deal_id, agreement_id, _BEFORE_MONEY)
    if scene is None:
        return False
    telling.move(scene, "start", actor)
    telling.save(scene)
    telling.tell(scene.deal, DealStarted, at)
    telling.record(scene, "start", actor, at)
    return True


@db.transaction_required
def complete_deal(*, deal_id: UUID, agreement_id: UUID, actor: Actor, at: datetime) -> bool:
    """Nothing is left to be done; from here on both may say how it was. False: as above."""
    scene = _bound_by(deal_id, agreement_id, _WITH_MONEY)
    if scene is None:
        return False
    telling.move(scene, "complete", actor)
    scene.deal.completed_at = scene.now
    telling.save(scene)
    note_conduct(scene.deal, at)
    await_reviews(scene)
    until = scene.now + REVIEWS_CLOSE_AFTER
    telling.tell(scene.deal, DealCompleted, at, reviews_until=until)
    telling.record(scene, "complete", actor, at)
    return True


@db.transaction_required
def unwind_deal(*, deal_id: UUID, agreement_id: UUID, actor: Actor, at: datetime) -> bool:
    """All of it went back. False: as above."""
    scene = _bound_by(deal_id, agreement_id, _WITH_MONEY)
    if scene is None:
        return False
    telling.move(scene, "unwind", actor)
    scene.deal.ended_reason = EndReason.REFUNDED
    telling.save(scene)
    telling.tell(scene.deal, DealCancelled, at, reason=EndReason.REFUNDED, note="")
    telling.record(scene, "unwind", actor, at, {"reason": EndReason.REFUNDED})
    return True


@db.transaction_required
def default_deal(*, deal_id: UUID, agreement_id: UUID, actor: Actor, at: datetime) -> bool:
    """Nothing was paid in in time. Who bought at an auction makes room for the next best.

    Whoever posted a request and does not pay has nobody else to blame: it lapses. False: as above.
    """
    scene = _bound_by(deal_id, agreement_id, _BEFORE_MONEY)
    if scene is None:
        return False
    deal = scene.deal
    if DealFormat(deal.format).is_auctioned and deal.kind == DealKind.OFFER:
        by_id = deal.counterparty_id
        telling.move(scene, "default", actor)
        telling.tell(deal, DealDefaulted, at, by_id=by_id)
        telling.record(scene, "default", actor, at, {"by_id": str(by_id)})
        deal.counterparty_id = deal.price_minor = deal.agreement_id = None
        telling.save(scene)
        return True
    telling.move(scene, "lapse", actor)
    deal.ended_reason = EndReason.NOT_FUNDED
    telling.save(scene)
    telling.tell(deal, DealLapsed, at, reason=EndReason.NOT_FUNDED)
    telling.record(scene, "lapse", actor, at, {"reason": EndReason.NOT_FUNDED})
    return True


def _bound_by(deal_id: UUID, agreement_id: UUID, states: frozenset[DealState]) -> Scene | None:
    """The deal, as long as that agreement is the one it stands or falls with."""
    try:
        scene = locked_deal(deal_id, None)
    except DealNotFound:
        return None
    is_it = scene.deal.agreement_id == agreement_id and scene.state in states
    return scene if is_it else None
