"""Called off before anybody is bound. After that it takes both, in the agreement."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.deals.actions import telling
from adulis.deals.actions.asking import withdraw_question
from adulis.deals.actions.locking import locked_deal
from adulis.deals.events import DealCancelled
from adulis.deals.models import Deal
from adulis.deals.values import EndReason
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.timers import actions as timers


@db.transaction_required
def cancel_deal(
    *, viewer: Viewer, deal_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Deal:
    """Whoever posted it calls it off; those who bid are told, and are free.

    Raises DealNotFound, DealPartyOnly, IllegalMove once somebody is bound.
    """
    scene = locked_deal(deal_id, viewer.merchant_id)
    scene.require_poster()
    deal = scene.deal
    telling.move(scene, "cancel", actor)
    withdraw_question(scene, actor, at)
    timers.cancel_timers(subject=deal.subject)
    deal.ended_reason = EndReason.CANCELLED
    telling.save(scene)
    telling.tell(deal, DealCancelled, at, reason=EndReason.CANCELLED, note=note)
    telling.record(scene, "cancel", actor, at, {"note": note})
    return deal
