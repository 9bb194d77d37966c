"""Deals to test with, made by the room's own verbs; and both sides of one doing things."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from adulis.deals import actions
from adulis.deals.models import Acceptance, Deal, Invitation, Terms
from adulis.deals.tasks import fire_timers
from adulis.deals.values import (
    Category,
    Consent,
    DealFormat,
    DealGiven,
    DealKind,
    Visibility,
)
from adulis.escrow import actions as escrow
from adulis.escrow.models import Milestone
from adulis.escrow.values import Confirmation, Rest
from adulis.events.models import Event
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.kernel.money import Money, rupees
from adulis.timers import actions as timers
from tests.world import Shop

WHO = system("tests")
DAY = timedelta(days=1)
PRICE = 1_000_000
BUDGET = 1_200_000


def shares(*basis_points: int, **more: Any) -> dict[str, Any]:
    """Terms that are bid on."""
    return {
        "scope": "Forty pumps, delivered and installed.",
        "milestones": [
            {"title": f"Part {place}", "share_bp": each}
            for place, each in enumerate(basis_points or (3_000, 7_000), start=1)
        ],
    } | more


def amounts(*paise: int, **more: Any) -> dict[str, Any]:
    """Terms of two who know each other."""
    return {
        "scope": "Forty pumps, delivered and installed.",
        "milestones": [
            {"title": f"Part {place}", "amount_paise": each}
            for place, each in enumerate(paise or (300_000, 700_000), start=1)
        ],
    } | more


def given(how: DealFormat = DealFormat.OPEN, **more: Any) -> DealGiven:
    told: dict[str, Any] = {
        "kind": DealKind.REQUEST,
        "format": how,
        "title": "Pumps for Pune",
        "category": Category.MACHINERY,
        "description": "For the new waterworks.",
    }
    if how.is_auctioned:
        told |= {
            "budget": rupees(BUDGET), "deadline": db.clock() + 7 * DAY, "body": shares(),
        }  # fmt: skip
    else:
        told |= {"body": amounts()}
    return DealGiven(**(told | more))


def a_draft(shop: Shop, how: DealFormat = DealFormat.OPEN, **more: Any) -> Deal:
    found: Deal = act(actions.create_deal, shop, given=given(how, **more))
    return found


def an_open_deal(shop: Shop, **more: Any) -> Deal:
    """Others may bid."""
    return published(shop, a_draft(shop, **more))


def published(shop: Shop, deal: Deal) -> Deal:
    found: Deal = act(actions.publish_deal, shop, deal_id=deal.id)
    return found


def proposed(shop: Shop, other: Shop | None, **more: Any) -> Deal:
    """A direct deal that waits for the answer of the other side."""
    named = {} if other is None else {"counterparty_id": other.id}
    deal = a_draft(shop, DealFormat.DIRECT, **named, **more)
    if other is None:
        invited(shop, deal)
    found: Deal = act(actions.propose_deal, shop, deal_id=deal.id)
    return found


def agreed(shop: Shop, other: Shop, **more: Any) -> Deal:
    """A direct deal that both accepted; its escrow is open, and nothing is paid in."""
    return accepted(other, proposed(shop, other, **more))


def won(deal: Deal, winner: Shop, price: int = PRICE, **more: Any) -> Deal:
    """As the room above does once a bid was chosen and confirmed."""
    with db.transaction():
        return actions.agree(
            deal_id=deal.id, counterparty_id=winner.id, price=rupees(price), actor=winner.actor,
            at=db.clock(), **more,
        )  # fmt: skip


def accepted(shop: Shop, deal: Deal) -> Deal:
    found: Deal = act(actions.accept_deal, shop, deal_id=deal.id, consent=consent(deal))
    return found


def countered(shop: Shop, deal: Deal, body: Any = None) -> Terms:
    made: Terms = act(
        actions.counter_deal, shop, deal_id=deal.id, consent=consent(deal),
        body=amounts(400_000, 700_000) if body is None else body,
    )  # fmt: skip
    return made


def consent(deal: Deal) -> Consent:
    """To the terms as they are now."""
    terms = last_terms(deal)
    return Consent(version=terms.version, terms_hash=terms.hash)


def last_terms(deal: Deal) -> Terms:
    return Terms.objects.filter(deal_id=deal.id).order_by("-version")[0]


def invited(shop: Shop, deal: Deal, email: str = "binu@example.com") -> Invitation:
    made: Invitation = act(actions.invite, shop, deal_id=deal.id, email=email)
    return made


def act(verb: Any, shop: Shop, **told: Any) -> Any:
    """Do something as the owner of a merchant, in a transaction of its own."""
    with db.transaction():
        return verb(viewer=shop.viewer, actor=shop.actor, at=db.clock(), **told)


# --- money --------------------------------------------------------------------------------------


def milestones(deal: Deal) -> list[Milestone]:
    assert deal.agreement_id is not None
    return list(Milestone.objects.filter(agreement_id=deal.agreement_id).order_by("position"))


def fund(buyer: Shop, deal: Deal, place: int = 0) -> None:
    act(escrow.fund_milestone, buyer, milestone_id=milestones(deal)[place].id, amount=None)


def submit(seller: Shop, deal: Deal, place: int = 0) -> None:
    act(
        escrow.submit_milestone, seller, milestone_id=milestones(deal)[place].id, note="Done.",
        evidence=(),
    )  # fmt: skip


def release(buyer: Shop, seller: Shop, deal: Deal, place: int = 0) -> None:
    row = milestones(deal)[place]
    confirmed = Confirmation(amount=Money(row.left_minor), payee_id=seller.id)
    act(escrow.approve_milestone, buyer, milestone_id=row.id, confirmed=confirmed, rest=Rest.STAY)


def follow(deal: Deal, verb: Any) -> bool:
    """What the listener does about a fact of escrow."""
    deal.refresh_from_db()
    assert deal.agreement_id is not None
    with db.transaction():
        done: bool = verb(deal_id=deal.id, agreement_id=deal.agreement_id, actor=WHO, at=db.clock())
    return done


def completed(buyer: Shop, seller: Shop, deal: Deal) -> Deal:
    """All of it paid in, handed in and released."""
    for place in range(len(milestones(deal))):
        fund(buyer, deal, place)
        submit(seller, deal, place)
        release(buyer, seller, deal, place)
    follow(deal, actions.start_deal)
    follow(deal, actions.complete_deal)
    deal.refresh_from_db()
    return deal


# --- time and telling ---------------------------------------------------------------------------


def pass_time(span: timedelta) -> int:
    """Skip ``span`` and do what became due; returns how many timers were."""
    with db.transaction():
        timers.advance_clock(seconds=int(span.total_seconds()), actor=WHO, at=db.clock())
    count = found = fire_timers()
    while found:
        found = fire_timers()
        count += found
    return count


def told(deal: Deal, *, other_side: bool = False) -> list[str]:
    """What one side was told about a deal, in order."""
    kind = "incoming-deal" if other_side else "deal"
    rows = Event.objects.filter(subject=f"{kind}/{deal.id}").order_by("subject_sequence")
    return [each.type.partition(".")[2] for each in rows]


def acceptances(deal: Deal) -> list[tuple[UUID, int, int]]:
    rows = Acceptance.objects.filter(deal_id=deal.id).order_by("agreement_number", "merchant_id")
    return [(each.merchant_id, each.version, each.price_minor) for each in rows]


PUBLIC, INVITED = Visibility.PUBLIC, Visibility.INVITED
