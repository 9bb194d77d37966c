"""Two who know each other: terms lie before one side, which accepts, answers or rejects them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.deals import changes, policies, terms
from adulis.deals.actions import telling
from adulis.deals.actions.asking import needs_approval, submit
from adulis.deals.actions.binding import bind
from adulis.deals.actions.locking import (
    Scene,
    current_terms,
    locked_deal,
    look_at,
    require_same_terms,
)
from adulis.deals.actions.versions import add_terms
from adulis.deals.errors import CounterpartyMissing, NotAuctioned, TermsUnchanged
from adulis.deals.events import DealCountered, DealFellBack, DealLapsed, DealProposed
from adulis.deals.machine import NEGOTIATING
from adulis.deals.models import Deal, Invitation, Terms
from adulis.deals.values import (
    PROPOSAL_LASTS,
    Access,
    Consent,
    DealFormat,
    EndReason,
    Side,
)
from adulis.identity import queries as identity
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.timers import actions as timers

ANSWER = "deal.answer"


@db.transaction_required
def propose_deal(*, viewer: Viewer, deal_id: UUID, actor: Actor, at: datetime) -> Deal:
    """Lay a direct deal before the other side, for five days; above the limit past an operator.

    Raises DealNotFound, NotAuctioned, IllegalMove, CounterpartyMissing, CounterpartyUnusable,
    TraderNotVerified, TraderFrozen, TermsInvalid.
    """
    scene = locked_deal(deal_id, viewer.merchant_id)
    scene.require_poster()
    deal = scene.deal
    if DealFormat(deal.format).is_auctioned:
        raise NotAuctioned("Publish it for bids.")
    telling.require_move(scene, "propose", actor)
    policies.check_trader(identity.standing(deal.poster_id))
    _check_other_side(deal)
    terms.check_dates(deal.draft or {}, after=scene.now)
    if needs_approval(deal):
        return submit(scene, actor, at)
    lay_before(scene, "propose", actor, at)
    return deal


@db.transaction_required
def counter_deal(
    *, viewer: Viewer, deal_id: UUID, consent: Consent, body: Any, actor: Actor, at: datetime
) -> Terms:
    """Answer with other terms, which lie before the other side then.

    ``consent`` names the terms that are answered. Raises DealNotFound, NotYourTurn, IllegalMove,
    TermsMoved, TermsInvalid, TermsUnchanged, TraderNotVerified, TraderFrozen.
    """
    scene = locked_deal(deal_id, viewer.merchant_id)
    side = _whose_turn(scene, "counter", actor)
    before = require_same_terms(scene.deal, consent)
    policies.check_trader(identity.standing(viewer.merchant_id))
    new = terms.checked(body, priced=True)
    found = changes.diff(before.body, new)
    if not found:
        raise TermsUnchanged(version=before.version)
    terms.check_dates(new, after=scene.now)
    # After this point nothing is refused.
    _come_in(scene)
    made = add_terms(scene, new, made_by=viewer.merchant_id, material=True, actor=actor, at=at)
    telling.move(scene, "counter", actor)
    telling.save(scene)
    expires_at = _wait_for_answer(scene)
    price = terms.price_of(new)
    assert price is not None
    telling.tell(
        scene.deal, DealCountered, at, by=side, version=made.version, terms_hash=made.hash,
        amount=price, expires_at=expires_at,
    )  # fmt: skip
    told = {"version": made.version, "terms_hash": made.hash, "by": side}
    telling.record(scene, "counter", actor, at, told, before={"version": before.version})
    return made


@db.transaction_required
def accept_deal(
    *, viewer: Viewer, deal_id: UUID, consent: Consent, actor: Actor, at: datetime
) -> Deal:
    """Accept exactly what ``consent`` names: both are bound, and the escrow is opened.

    Raises DealNotFound, NotYourTurn, IllegalMove, TermsMoved, TermsInvalid (a date has passed),
    TraderNotVerified, TraderFrozen, CounterpartyUnusable, and what ``escrow`` refuses.
    """
    scene = locked_deal(deal_id, viewer.merchant_id)
    _whose_turn(scene, "accept", actor)
    accepted = require_same_terms(scene.deal, consent)
    policies.check_trader(identity.standing(viewer.merchant_id))
    terms.check_dates(accepted.body, after=scene.now)
    _come_in(scene)
    _check_other_side(scene.deal, other_than=viewer.merchant_id)
    price = terms.price_of(accepted.body)
    assert price is not None
    bind(
        scene, "accept", accepted, price, offered_by=accepted.made_by_id,
        offered_through=accepted.by, actor=actor, at=at,
    )  # fmt: skip
    return scene.deal


@db.transaction_required
def reject_deal(
    *, viewer: Viewer, deal_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Deal:
    """No. A direct deal is over; one that was put up for bids is chosen anew.

    Raises DealNotFound, NotYourTurn, IllegalMove.
    """
    scene = locked_deal(deal_id, viewer.merchant_id)
    _whose_turn(scene, "reject", actor)
    _come_in(scene)
    end_talks(scene, "reject", EndReason.REJECTED, actor, at, note=note)
    return scene.deal


@db.transaction_required
def negotiate(
    *, viewer: Viewer, deal_id: UUID, counterparty_id: UUID, price: Money, body: Any | None = None,
    actor: Actor, at: datetime,
) -> Deal:  # fmt: skip
    """After bidding: lay other terms, or another price, before one of those who bid.

    ``body`` None: the terms as they were bid on, at ``price``. Who has bid, and whether they may be
    talked with, the caller knows. Raises DealNotFound, IllegalMove, TermsInvalid,
    CounterpartyUnusable, CounterpartyIsPoster, TraderNotVerified, TraderFrozen.
    """
    scene = locked_deal(deal_id, viewer.merchant_id)
    scene.require_poster()
    deal = scene.deal
    telling.require_move(scene, "negotiate", actor)
    policies.check_trader(identity.standing(deal.poster_id))
    policies.check_counterparty(
        deal.poster_id, counterparty_id, identity.standings([counterparty_id]).get(counterparty_id)
    )
    asked = current_terms(deal).body
    new = terms.checked(terms.at_price(asked, price) if body is None else body, priced=True)
    terms.check_dates(new, after=scene.now)
    # After this point nothing is refused.
    deal.counterparty_id = counterparty_id
    deal.draft = new
    lay_before(scene, "negotiate", actor, at)
    return deal


def lay_before(scene: Scene, verb: str, actor: Actor, at: datetime) -> None:
    """The draft becomes terms that wait for the answer of the other side."""
    deal = scene.deal
    body = deal.draft
    assert body is not None
    telling.move(scene, verb, actor)
    if verb != "negotiate":
        deal.listed_at = scene.now
    made = add_terms(scene, body, made_by=deal.poster_id, material=True, actor=actor, at=at)
    telling.save(scene)
    price = terms.price_of(body)
    assert price is not None
    expires_at = _wait_for_answer(scene)
    telling.tell(
        deal, DealProposed, at, version=made.version, terms_hash=made.hash, amount=price,
        expires_at=expires_at,
    )  # fmt: skip
    told = {"version": made.version, "terms_hash": made.hash}
    telling.record(scene, verb, actor, at, told)


def end_talks(
    scene: Scene, verb: str, reason: EndReason, actor: Actor, at: datetime, *, note: str = ""
) -> None:
    """Nothing came of it with this one: over, or back to choosing among those who bid."""
    deal = scene.deal
    timers.cancel_timers(subject=deal.subject)
    if DealFormat(deal.format).is_auctioned:
        telling.move(scene, "fall_back", actor)
        assert deal.counterparty_id is not None
        telling.tell(deal, DealFellBack, at, with_id=deal.counterparty_id)
        telling.record(scene, verb, actor, at, {"reason": reason, "note": note})
        deal.counterparty_id = None
        # What was bid on counts again, as a version of its own.
        bid_on = _bid_on(deal)
        add_terms(scene, bid_on.body, made_by=deal.poster_id, material=False, actor=actor, at=at)
        telling.save(scene)
        return
    telling.move(scene, verb, actor)
    deal.ended_reason = reason
    telling.save(scene)
    telling.tell(deal, DealLapsed, at, reason=reason)
    telling.record(scene, verb, actor, at, {"reason": reason, "note": note})


def _bid_on(deal: Deal) -> Terms:
    """The newest terms that state shares: what others bid on."""
    rows = Terms.objects.filter(deal=deal).order_by("-version")
    return next(each for each in rows if terms.price_of(each.body) is None)


def _whose_turn(scene: Scene, verb: str, actor: Actor) -> Side:
    """The side that acts; whoever holds a link acts for the one that is still to be found.

    Raises IllegalMove, NotYourTurn.
    """
    telling.require_state(scene, verb, *NEGOTIATING)
    side = Side.COUNTERPARTY if scene.access is Access.INVITED else scene.require_party()
    policies.require_turn(look_at(scene.deal), side)
    return side


def _come_in(scene: Scene) -> None:
    """Whoever was let in by a link is the other side from their first answer on."""
    if scene.access is Access.INVITED:
        scene.deal.counterparty_id = scene.merchant_id
        scene.access = Access.COUNTERPARTY


def _wait_for_answer(scene: Scene) -> datetime:
    deal = scene.deal
    expires_at = scene.now + PROPOSAL_LASTS
    timers.set_timer(
        kind=ANSWER, subject=deal.subject, key=f"{deal.subject}/answer/{deal.terms_version}",
        due_at=expires_at, reminders=True, at=scene.now,
    )  # fmt: skip
    return expires_at


def _check_other_side(deal: Deal, *, other_than: UUID | None = None) -> None:
    """Somebody can answer. Raises CounterpartyMissing, CounterpartyUnusable."""
    asked = deal.counterparty_id
    if other_than is not None:
        asked = deal.poster_id if other_than == deal.counterparty_id else deal.counterparty_id
    if asked is None:
        if not Invitation.objects.filter(deal=deal).exclude(state="revoked").exists():
            raise CounterpartyMissing
        return
    policies.check_counterparty(UUID(int=0), asked, identity.standings([asked]).get(asked))
