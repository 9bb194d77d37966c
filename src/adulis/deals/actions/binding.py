"""Both are bound: by the same terms, at one price, with an escrow of its own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.deals import policies, terms
from adulis.deals.actions import telling
from adulis.deals.actions.locking import Scene, current_terms, locked_deal
from adulis.deals.errors import ReasonMissing
from adulis.deals.events import DealAgreed, DealLapsed, DealReviewing
from adulis.deals.models import Acceptance, Deal, Terms
from adulis.deals.values import DealKind, EndReason
from adulis.escrow import actions as escrow
from adulis.identity import queries as identity
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.timers import actions as timers


@db.transaction_required
def begin_review(*, deal_id: UUID, actor: Actor, at: datetime) -> Deal:
    """Bids are over: whoever posted it chooses. Called by the room that took them.

    Raises DealNotFound, IllegalMove.
    """
    scene = locked_deal(deal_id, None)
    telling.move(scene, "review", actor)
    telling.save(scene)
    telling.tell(scene.deal, DealReviewing, at)
    telling.record(scene, "review", actor, at)
    return scene.deal


@db.transaction_required
def lapse(*, deal_id: UUID, reason: EndReason, actor: Actor, at: datetime) -> Deal:
    """Nothing came of the bids. Called by the room that took them. Raises as ``begin_review``."""
    scene = locked_deal(deal_id, None)
    telling.move(scene, "lapse", actor)
    scene.deal.ended_reason = reason
    telling.save(scene)
    telling.tell(scene.deal, DealLapsed, at, reason=reason)
    telling.record(scene, "lapse", actor, at, {"reason": reason})
    return scene.deal


@db.transaction_required
def agree(
    *,
    deal_id: UUID,
    counterparty_id: UUID,
    price: Money,
    reason: str = "",
    is_best: bool = True,
    awarded_by: str = "",
    actor: Actor,
    at: datetime,
) -> Deal:
    """A bid was chosen and confirmed: both accepted the terms as they were bid on, at ``price``.

    Called by the room that took the bids, which knows who chose it (``awarded_by``), whether it was
    the best, and that it stands; ``actor`` is whoever bid. Raises DealNotFound, IllegalMove,
    ReasonMissing, TermsInvalid, CounterpartyUnusable, CounterpartyIsPoster, TraderNotVerified,
    TraderFrozen, and what ``escrow`` refuses.
    """
    scene = locked_deal(deal_id, None)
    deal = scene.deal
    telling.require_move(scene, "award", actor)
    if not is_best and not reason.strip():
        raise ReasonMissing(pointer="/reason")
    policies.check_trader(identity.standing(deal.poster_id))
    found = identity.standings([counterparty_id]).get(counterparty_id)
    policies.check_counterparty(deal.poster_id, counterparty_id, found)
    accepted = current_terms(deal)
    deal.counterparty_id = scene.merchant_id = counterparty_id
    bind(
        scene, "award", accepted, price, offered_by=deal.poster_id, offered_through=awarded_by,
        reason=reason, actor=actor, at=at,
    )  # fmt: skip
    return deal


def bind(
    scene: Scene,
    verb: str,
    accepted: Terms,
    price: Money,
    *,
    offered_by: UUID,
    offered_through: str = "",
    reason: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Open the escrow, and keep on record who accepted what."""
    deal = scene.deal
    assert deal.counterparty_id is not None
    planned = terms.planned(accepted.body, price)
    wanted = terms.escrow_terms(accepted.body, at=scene.now)
    is_buying = deal.kind == DealKind.REQUEST
    buyer, seller = (
        (deal.poster_id, deal.counterparty_id)
        if is_buying
        else (deal.counterparty_id, deal.poster_id)
    )
    deal.agreement_number += 1
    agreement = escrow.open_agreement(
        subject=deal.escrow_subject, buyer_id=buyer, seller_id=seller, milestones=planned,
        terms=wanted, actor=actor, at=at,
    )  # fmt: skip
    # After this point nothing is refused.
    telling.move(scene, verb, actor)
    deal.price_minor, deal.agreement_id = price.minor, agreement.id
    timers.cancel_timers(subject=deal.subject)
    telling.save(scene)
    by = {offered_by: offered_through}
    for merchant_id in (deal.poster_id, deal.counterparty_id):
        Acceptance.objects.create(
            deal=deal,
            agreement_number=deal.agreement_number,
            version=accepted.version,
            hash=accepted.hash,
            merchant_id=merchant_id,
            by=by.get(merchant_id, telling.person(actor)),
            price_minor=price.minor,
            at=at,
        )
    telling.tell(
        deal, DealAgreed, at, version=accepted.version, terms_hash=accepted.hash, amount=price,
        agreement_id=agreement.id, with_id=deal.counterparty_id, fund_by=wanted.fund_by,
    )  # fmt: skip
    told = {
        "version": accepted.version,
        "terms_hash": accepted.hash,
        "price_paise": price.minor,
        "agreement_id": str(agreement.id),
        **({"reason": reason} if reason else {}),
    }
    telling.record(scene, verb, actor, at, told)
