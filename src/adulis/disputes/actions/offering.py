"""The two sides settle, if they can: one offers, the other accepts, refuses or offers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from adulis.disputes import policies
from adulis.disputes.actions import clockwork, telling
from adulis.disputes.actions.locking import Scene, locked_dispute, open_offer
from adulis.disputes.errors import OfferDiffers, OfferNotFound, OfferNotOpen
from adulis.disputes.events import DisputeSettled, OfferMade, OfferRefused
from adulis.disputes.machine import OFFER, TALKING, DisputeState, OfferState
from adulis.disputes.models import Dispute, Offer
from adulis.escrow import actions as escrow
from adulis.escrow.values import Side
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees


@db.transaction_required
def make_offer(
    *,
    viewer: Viewer,
    dispute_id: UUID,
    to_seller: Money,
    to_buyer: Money,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Offer:
    """Say how to divide all that is locked; the other side's days to answer begin anew.

    Raises DisputeNotFound, IllegalMove, NotYourTurnInDispute, DivisionWrong.
    """
    scene = locked_dispute(dispute_id, merchant_id=viewer.merchant_id)
    side = scene.acting()
    telling.require_state(scene, "offer", DisputeState.NEGOTIATING)
    policies.require_turn(side, scene.dispute.turn)
    policies.check_division(to_seller, to_buyer, scene.locked)
    offer = add_offer(scene, side, to_seller, to_buyer, note.strip(), actor, at)
    pass_turn(scene, side)
    due = clockwork.awaits_answer(scene)
    telling.save(scene)
    tell_offer(scene, offer, due, at)
    told = {"to_seller_paise": to_seller.minor, "to_buyer_paise": to_buyer.minor}
    telling.record(scene, "offer", actor, at, {"offer_id": str(offer.id), **told})
    return offer


@db.transaction_required
def accept_offer(
    *,
    viewer: Viewer,
    dispute_id: UUID,
    offer_id: UUID,
    confirmed: Mapping[str, int],
    actor: Actor,
    at: datetime,
) -> Dispute:
    """Say yes: it is done in the same commit. ``confirmed`` repeats both amounts, in paise.

    Raises DisputeNotFound, OfferNotFound, NotYourOffer, OfferNotOpen, IllegalMove, OfferDiffers,
    DivisionWrong where the bank took some of it meanwhile, MilestonePaused while it holds it.
    """
    scene = locked_dispute(dispute_id, merchant_id=viewer.merchant_id)
    offer = _answered(scene, offer_id)
    telling.require_move(scene, "settle", actor)
    to_seller, to_buyer = rupees(offer.to_seller_minor), rupees(offer.to_buyer_minor)
    offered = {"to_seller_paise": to_seller.minor, "to_buyer_paise": to_buyer.minor}
    wrong = [name for name in offered if confirmed[name] != offered[name]]
    if wrong:
        raise OfferDiffers(
            pointer=f"/{wrong[0]}", to_seller_paise=to_seller.minor, to_buyer_paise=to_buyer.minor
        )
    policies.check_division(to_seller, to_buyer, scene.locked)
    end_offer(scene, offer, "accept", actor)
    escrow.split_disputed(
        dispute_id=dispute_id, to_seller=to_seller, to_buyer=to_buyer, reason="settled",
        actor=actor, at=at,
    )  # fmt: skip
    telling.move(scene, "settle", actor)
    scene.dispute.turn = ""
    scene.dispute.to_seller_minor, scene.dispute.to_buyer_minor = to_seller.minor, to_buyer.minor
    telling.save(scene)
    clockwork.over(scene)
    telling.tell(
        scene, DisputeSettled, at, offer_id=offer.id, to_seller=to_seller, to_buyer=to_buyer
    )
    telling.record(scene, "settle", actor, at, {"offer_id": str(offer.id), **offered})
    return scene.dispute


@db.transaction_required
def refuse_offer(
    *, viewer: Viewer, dispute_id: UUID, offer_id: UUID, actor: Actor, at: datetime
) -> Offer:
    """Say no, without another number: whoever offered it may offer more.

    Raises DisputeNotFound, OfferNotFound, NotYourOffer, OfferNotOpen, IllegalMove.
    """
    scene = locked_dispute(dispute_id, merchant_id=viewer.merchant_id)
    offer = _answered(scene, offer_id)
    telling.require_state(scene, "refuse_offer", DisputeState.NEGOTIATING)
    end_offer(scene, offer, "refuse", actor)
    side = scene.acting()
    pass_turn(scene, side)
    due = clockwork.awaits_answer(scene)
    telling.save(scene)
    telling.tell(scene, OfferRefused, at, by=side, offer_id=offer.id, answer_by=due)
    telling.record(scene, "refuse_offer", actor, at, {"offer_id": str(offer.id)})
    return offer


def add_offer(
    scene: Scene,
    by: Side,
    to_seller: Money,
    to_buyer: Money,
    note: str,
    actor: Actor,
    at: datetime,
) -> Offer:
    """It takes the place of the one that was open."""
    end_open_offer(scene, "supersede", actor)
    number = Offer.objects.filter(dispute=scene.dispute).count() + 1
    return Offer.objects.create(
        dispute=scene.dispute,
        number=number,
        by_side=by,
        to_seller_minor=to_seller.minor,
        to_buyer_minor=to_buyer.minor,
        note=note,
        made_by=telling.person(actor),
        at=scene.now,
    )


def tell_offer(scene: Scene, offer: Offer, due: datetime, at: datetime) -> None:
    telling.tell(
        scene, OfferMade, at, by=offer.by_side, offer_id=offer.id,
        to_seller=rupees(offer.to_seller_minor), to_buyer=rupees(offer.to_buyer_minor),
        answer_by=due,
    )  # fmt: skip


def pass_turn(scene: Scene, side: Side) -> None:
    """From here on the other side answers."""
    scene.dispute.turn = side.other


def end_open_offer(scene: Scene, verb: str, actor: Actor) -> None:
    offer = open_offer(scene.dispute)
    if offer is not None:
        end_offer(scene, offer, verb, actor)


def end_offer(scene: Scene, offer: Offer, verb: str, actor: Actor) -> None:
    """Take the move of the offer's lifecycle. Raises IllegalMove."""
    offer.state = OFFER.take(verb, OfferState(offer.state), actor.role).target
    offer.answered_by, offer.ended_at = telling.person(actor), scene.now
    offer.save(update_fields=["state", "answered_by", "ended_at"])


def _answered(scene: Scene, offer_id: UUID) -> Offer:
    """An offer that this side may answer. Raises OfferNotFound, NotYourOffer, OfferNotOpen."""
    offer = Offer.objects.filter(dispute=scene.dispute, id=offer_id).first()
    if offer is None:
        raise OfferNotFound
    policies.require_others_offer(scene.acting(), offer.by_side)
    if offer.state != OfferState.OPEN or scene.state not in TALKING:
        raise OfferNotOpen(state=offer.state)
    return offer
