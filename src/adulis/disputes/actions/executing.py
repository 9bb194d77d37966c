"""A ruling is carried out: by both, by time, or at once after an appeal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.deals import actions as deals
from adulis.deals.errors import DealNotFound
from adulis.disputes import policies
from adulis.disputes.actions import clockwork, telling
from adulis.disputes.actions.locking import Scene, last_ruling
from adulis.disputes.events import DisputeExecuted
from adulis.disputes.models import Ruling
from adulis.escrow import actions as escrow
from adulis.escrow.errors import MilestonePaused
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import rupees


def execute_now(scene: Scene, actor: Actor, at: datetime) -> bool:
    """Divide the money as was ruled last, as far as the buyer's bank has left it.

    False: the bank holds it, or people look at a side; this is tried again in a day.
    """
    ruling = last_ruling(scene.dispute)
    assert ruling is not None
    sellers, buyers = policies.bound_by_bank(ruling.to_seller_minor, scene.locked.minor)
    try:
        with db.savepoint():
            # Before escrow is asked: a deal is locked before its money.
            _note_loser(scene, ruling, actor, at)
            escrow.split_disputed(
                dispute_id=scene.dispute.id, to_seller=rupees(sellers), to_buyer=rupees(buyers),
                reason="ruled", actor=actor, at=at,
            )  # fmt: skip
    except MilestonePaused:
        clockwork.tries_again(scene)
        telling.record(scene, "put_off_ruling", actor, at)
        return False
    telling.move(scene, "execute", actor)
    scene.dispute.to_seller_minor, scene.dispute.to_buyer_minor = sellers, buyers
    telling.save(scene)
    clockwork.over(scene)
    told = {"to_seller": rupees(sellers), "to_buyer": rupees(buyers)}
    telling.tell(scene, DisputeExecuted, at, **told)
    paise = {"to_seller_paise": sellers, "to_buyer_paise": buyers}
    telling.record(scene, "execute", actor, at, paise)
    return True


def _note_loser(scene: Scene, ruling: Ruling, actor: Actor, at: datetime) -> None:
    """Whoever it went against has it in their score, where it was about a deal."""
    loser = policies.lost_by(
        scene.dispute.claims,
        to_seller=ruling.to_seller_minor,
        to_buyer=ruling.to_buyer_minor,
    )
    kind, _, rest = scene.dispute.about.partition("/")
    if loser is None or kind != "deal":
        return
    try:
        deals.note_ruling(
            dispute_id=scene.dispute.id,
            deal_id=UUID(rest.partition("/")[0]),
            against_id=scene.merchant_of(loser),
            actor=actor,
            at=at,
        )
    except DealNotFound:
        # An agreement that was made without a deal: nobody's score is kept there.
        return
