"""One of everything a merchant can have in auctions: put up by it, and bid on by it.

All of them are for the invited alone: what everybody may see is nobody's in particular.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from adulis.deals import actions as deals
from adulis.deals.values import DealFormat, Visibility
from adulis.kernel.money import rupees
from tests.auctions import Hall, a_hall, hear
from tests.dealing import a_draft, act, invited, shares
from tests.letters import letters_to
from tests.world import Shop, a_shop

# What is made after it lives through days; what is over goes to its end in minutes.
LONG: dict[str, Any] = {"hours": 24 * 80}
PATIENT = shares(confirm_within_hours=720)
PLAN = {"bond": rupees(1_000), "window": timedelta(0), "extension": timedelta(0)}
MINUTES = {"hours": 2 / 60}


def bidding_things(shop: Shop) -> dict[str, Any]:
    """By the names they are looked up by where the path says ``deal_id``."""
    return {**_put_up(shop), **_bid_on(shop)}


def _put_up(shop: Shop) -> dict[str, Any]:
    """A draft to be planned, and an auction that is over."""
    bidder = a_shop("Bidder", paise=10_000)
    ranked = _hall(shop, bidder, **MINUTES)
    ranked.bid(bidder, 90_000)
    ranked.at_end()
    return {
        "planned_deal_id": a_draft(shop, visibility=Visibility.INVITED).id,
        "ranked_deal_id": ranked.deal_id,
    }


def _bid_on(shop: Shop) -> dict[str, Any]:
    """One that it bids on by hand and by instruction, one with other terms, a sealed one, and one
    that it was chosen for.
    """
    running, amended = (_hall(a_shop("Customer"), shop, **LONG) for _ in range(2))
    running.instruct(shop, 70_000)
    amended.bid(shop, 90_000)
    act(deals.amend_deal, amended.poster, deal_id=amended.deal_id, body=shares(5_000, 5_000))
    hear()
    sealed = _hall(a_shop("Customer"), shop, how=DealFormat.SEALED, **LONG)
    sealed.bid(shop, 90_000)
    chosen = _hall(a_shop("Customer"), shop, body=PATIENT, **MINUTES)
    chosen.bid(shop, 90_000)
    chosen.at_end()
    chosen.award(shop)
    return {
        "deal_id": running.deal_id,
        "bidding_deal_id": running.deal_id,
        "amended_deal_id": amended.deal_id,
        "sealed_deal_id": sealed.deal_id,
        "chosen_deal_id": chosen.deal_id,
    }


def _hall(poster: Shop, bidder: Shop, **more: Any) -> Hall:
    hall = a_hall(poster, visibility=Visibility.INVITED, plan=PLAN, **more)
    invited(poster, hall.deal, bidder.owner_email)
    token = letters_to(bidder.owner_email)[-1].token
    act(deals.join_deal, bidder, token=token)
    return hall
