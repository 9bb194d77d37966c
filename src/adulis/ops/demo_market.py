"""The market of the demo world: three traders more, and deals as far as deals can come.

Made by the verbs people use. Malabar Spice Exports neither pays nor is paid here: it is left as it
is for whoever follows the tour. Nobody owns a trader who owns one of the first three merchants, so
that these may bid on what those put up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias
from uuid import UUID

from adulis.bidding import actions as bidding
from adulis.bidding import tasks as auctions
from adulis.bidding.values import AuctionPlan, BidGiven, Seen
from adulis.deals import actions as deals
from adulis.deals import queries as seen
from adulis.deals import tasks as following
from adulis.deals.models import Deal
from adulis.deals.values import Category, Consent, DealFormat, DealGiven, DealKind
from adulis.disputes import actions as disputes
from adulis.disputes.values import Reason
from adulis.escrow import actions as escrow
from adulis.escrow import queries as agreements
from adulis.escrow.models import Milestone
from adulis.escrow.values import Confirmation
from adulis.identity.values import MerchantKind, Viewer
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.ops.demo_papers import CHETTINAD, KONKAN, NILGIRI, Shown

RUPEE = 100
DAY = timedelta(days=1)
# Long enough for a bid each before the worker is there, and over soon after.
SOON = timedelta(minutes=2)
# What is delivered, for how many rupees, and what has to be true before it is paid.
Part: TypeAlias = tuple[str, int] | tuple[str, int, dict[str, Any]]
# Releases of Deccan above this wait for another owner.
ALONE = rupees(50_000 * RUPEE)


@dataclass(frozen=True, slots=True)
class Trader:
    """A merchant of the market: what it is, who runs it, and what it was paid to begin with."""

    shown: Shown
    owner: str
    email: str
    kind: MerchantKind = MerchantKind.PERSON
    rupees: int = 2_500_000

    @property
    def name(self) -> str:
        return self.shown.name


TRADERS = (
    Trader(KONKAN, "Suresh Naik", "suresh@konkan.example"),
    Trader(NILGIRI, "Devika Rao", "devika@nilgiri.example"),
    Trader(CHETTINAD, "Murugan Pillai", "murugan@chettinad.example"),
)


@dataclass(frozen=True, slots=True)
class Market:
    """Who trades there, each as its owner."""

    spices: Viewer
    studio: Viewer
    translations: Viewer
    coir: Viewer
    tea: Viewer
    packaging: Viewer


def hear() -> None:
    """Everybody acts upon what has happened, as the worker lets them do."""
    while auctions.listen() + following.listen():
        pass


def open_market(market: Market, *, hear: Callable[[], None] = hear) -> None:
    """A deal in every state; where one waits for the clock, the worker goes on with it."""
    _not_begun(market)
    _put_up(market, hear)
    _talked_about(market)
    _under_way(market)
    _over(market)
    hear()


def act(verb: Callable[..., Any], viewer: Viewer, **told: Any) -> Any:
    """Do something as an owner, in a transaction of its own."""
    with db.transaction():
        return verb(viewer=viewer, actor=viewer.actor, at=db.clock(), **told)


# --- before there is another side -----------------------------------------------------------------


def _not_begun(market: Market) -> None:
    """A draft that somebody plans, and one so large that an operator looks at it first."""
    draft = _drafted(
        market.spices, DealFormat.OPEN, DealKind.OFFER, "Two tonnes of Tellicherry pepper",
        Category.FOOD, budget=900_000, days=5,
        description="Garbled extra bold, this year's crop, in the godown at Mattancherry.",
    )  # fmt: skip
    plan = AuctionPlan(reserve=rupees(1_100_000 * RUPEE), bond=rupees(10_000 * RUPEE))
    act(bidding.plan_auction, market.spices, deal_id=draft.id, plan=plan)
    large = _drafted(
        market.studio, DealFormat.SEALED, DealKind.REQUEST, "A studio building in Gachibowli",
        Category.CONSTRUCTION, budget=30_000_000, days=30,
        description="Four floors, twelve hundred square metres, ready to move in.",
    )  # fmt: skip
    act(deals.publish_deal, market.studio, deal_id=large.id)


def _put_up(market: Market, hear: Callable[[], None]) -> None:
    """Sealed bids are taken for one, and one is about to close and be chosen among."""
    sealed = _drafted(
        market.coir, DealFormat.SEALED, DealKind.REQUEST, "Catalogue and labels for coir mats",
        Category.DESIGN, budget=250_000, days=6,
        description="Forty pages and twelve labels, in English and German.",
    )  # fmt: skip
    act(deals.publish_deal, market.coir, deal_id=sealed.id)
    closing = _drafted(
        market.spices, DealFormat.OPEN, DealKind.OFFER, "Eight hundred kilos of green cardamom",
        Category.FOOD, budget=1_200_000, until=SOON,
        description="Eight millimetres and above, packed in the week of the order.",
    )  # fmt: skip
    plan = AuctionPlan(
        window=timedelta(seconds=15), extension=timedelta(seconds=15),
        overtime=timedelta(minutes=1), bond=rupees(5_000 * RUPEE),
    )  # fmt: skip
    act(bidding.plan_auction, market.spices, deal_id=closing.id, plan=plan)
    act(deals.publish_deal, market.spices, deal_id=closing.id)
    hear()
    for bidder, amount in ((market.coir, 1_220_000), (market.tea, 1_275_000)):
        bid(bidder, closing.id, amount * RUPEE)


def bid(viewer: Viewer, deal_id: UUID, paise: int) -> None:
    """On the terms as they were published."""
    given = BidGiven(amount=rupees(paise), seen=Seen(terms_version=1))
    act(bidding.place_bid, viewer, deal_id=deal_id, bid=given)


# --- between two ----------------------------------------------------------------------------------


def _talked_about(market: Market) -> None:
    """One waits for Malabar's answer, one was countered, and one was refused."""
    _proposed(
        market.tea, market.spices, DealKind.REQUEST, "Spice boxes for the season's gift packs",
        ("First two hundred boxes", 40_000), ("Three hundred more", 60_000),
    )  # fmt: skip
    countered = _proposed(
        market.spices, market.packaging, DealKind.REQUEST, "Printed cartons, two sizes",
        ("Samples", 15_000), ("Ten thousand cartons", 135_000),
    )  # fmt: skip
    act(
        deals.counter_deal, market.packaging, deal_id=countered.id, consent=_consent(countered),
        body=_terms("Printed cartons, two sizes", ("Samples", 18_000), ("The rest", 142_000)),
    )  # fmt: skip
    refused = _proposed(
        market.spices, market.coir, DealKind.OFFER, "Turmeric, forty sacks", ("All of it", 96_000)
    )
    act(deals.reject_deal, market.coir, deal_id=refused.id, note="Not this season, thank you.")


def _under_way(market: Market) -> None:
    """One is agreed and not paid; of one every milestone has come another way."""
    _agreed(
        market.studio, market.packaging, "Boxes for the studio's year book",
        ("Design proof", 12_000), ("Five hundred boxes", 58_000),
    )  # fmt: skip
    launched = (db.clock() + 20 * DAY).date().isoformat()
    on_that_day = {"all": [{"type": "buyer_approves"}, {"type": "date", "on": launched}]}
    site = _agreed(
        market.studio, market.translations, "A client's website in four languages",
        ("French", 24_000), ("German", 64_000), ("Spanish", 22_000), ("Italian", 26_000),
        ("Subtitles", 18_000), ("Launch", 14_000, on_that_day), ("Legal notices", 12_000),
    )  # fmt: skip
    buyer, seller = market.studio, market.translations
    with db.transaction():
        escrow.set_approval_threshold(
            merchant_id=buyer.merchant_id, above=ALONE, actor=buyer.actor, at=db.clock()
        )
    french, german, spanish, italian, subtitles, launch, _ = _milestones(buyer, site)
    for each in (french, german, spanish, italian, subtitles, launch):
        act(escrow.fund_milestone, buyer, milestone_id=each.id)
    for each, note in (
        (french, "All pages, proofread."),
        (german, "All pages; two terms are for you to choose."),
        (spanish, "First reading done."),
        (italian, "The whole of it."),
        (launch, "Ready for the day."),
    ):
        _submit(seller, each, note)
    act(
        escrow.request_changes, buyer, milestone_id=spanish.id,
        reason="Latin American Spanish, please.", items=["Prices page", "Contact page"],
    )  # fmt: skip
    # Paid; to be paid when another owner agrees; and when the day has come.
    for each in (french, german, launch):
        _approve(buyer, seller, each)
    # A part of it is what the two do not agree about; the rest goes on.
    act(
        disputes.open_dispute, buyer, milestone_id=italian.id, reason=Reason.DEFECTIVE,
        amount=rupees(12_000 * RUPEE), claimed=rupees(9_000 * RUPEE),
        statement="The pages about returns were translated by a machine, and read like it.",
    )  # fmt: skip


def _over(market: Market) -> None:
    """One was delivered and paid, one was given up by both, and one called off."""
    done = _agreed(
        market.studio, market.tea, "Tea for the studio's open house", ("Tea for two hundred", 9_000)
    )
    (tea,) = _milestones(market.studio, done)
    act(escrow.fund_milestone, market.studio, milestone_id=tea.id)
    _submit(market.tea, tea, "Delivered on Monday; the tins stay with you.")
    _approve(market.studio, market.tea, tea)
    undone = _agreed(
        market.studio, market.coir, "Coir panels for the meeting room", ("Panels", 31_000),
        ("Fitting", 11_000),
    )  # fmt: skip
    panels, _ = _milestones(market.studio, undone)
    act(escrow.fund_milestone, market.studio, milestone_id=panels.id)
    asked = act(
        escrow.propose_cancellation, market.coir, agreement_id=_agreement(undone),
        note="The mill has a breakdown; we cannot deliver this year.",
    )  # fmt: skip
    act(
        escrow.accept_cancellation, market.studio, agreement_id=_agreement(undone),
        proposal_id=asked.id,
    )  # fmt: skip
    off = _drafted(
        market.coir, DealFormat.OPEN, DealKind.OFFER, "Coir yarn, second quality",
        Category.RAW_MATERIALS, budget=80_000, days=3, description="Ninety bales.",
    )  # fmt: skip
    act(deals.publish_deal, market.coir, deal_id=off.id)
    act(deals.cancel_deal, market.coir, deal_id=off.id, note="Sold at the gate.")


# --- within ---------------------------------------------------------------------------------------


def _drafted(
    poster: Viewer, how: DealFormat, kind: DealKind, title: str, category: Category, *,
    budget: int, description: str, days: int = 0, until: timedelta = timedelta(0),
) -> Deal:  # fmt: skip
    return put_on_paper(
        poster, how, kind, title, category,
        budget=budget, description=description, until=until or days * DAY,
    )  # fmt: skip


def put_on_paper(
    poster: Viewer, how: DealFormat, kind: DealKind, title: str, category: Category, *,
    budget: int, description: str, until: timedelta,
) -> Deal:  # fmt: skip
    """A draft that will be bid on, in two parts; ``budget`` in rupees."""
    parts = [{"title": "On delivery of half", "share_bp": 5_000},
             {"title": "On delivery of the rest", "share_bp": 5_000}]  # fmt: skip
    given = DealGiven(
        kind=kind, format=how, title=title, category=category, description=description,
        budget=rupees(budget * RUPEE), deadline=db.clock() + until,
        body={"scope": description, "milestones": parts},
    )  # fmt: skip
    made: Deal = act(deals.create_deal, poster, given=given)
    return made


def _terms(title: str, *parts: Part) -> dict[str, Any]:
    milestones = [
        {"title": name, "amount_paise": amount * RUPEE}
        | ({"conditions": conditions[0]} if conditions else {})
        for name, amount, *conditions in parts
    ]
    return {"scope": f"{title}, as shown to each other.", "milestones": milestones}


def _proposed(poster: Viewer, other: Viewer, kind: DealKind, title: str, *parts: Part) -> Deal:
    given = DealGiven(
        kind=kind, format=DealFormat.DIRECT, title=title, category=Category.GOODS,
        counterparty_id=other.merchant_id, body=_terms(title, *parts),
    )  # fmt: skip
    draft = act(deals.create_deal, poster, given=given)
    made: Deal = act(deals.propose_deal, poster, deal_id=draft.id)
    return made


def _consent(deal: Deal) -> Consent:
    terms = seen.terms_for_operator(deal.id, deal.terms_version)
    return Consent(version=terms.version, terms_hash=terms.hash)


def _agreed(buyer: Viewer, seller: Viewer, title: str, *parts: Part) -> Deal:
    deal = _proposed(buyer, seller, DealKind.REQUEST, title, *parts)
    made: Deal = act(deals.accept_deal, seller, deal_id=deal.id, consent=_consent(deal))
    return made


def _agreement(deal: Deal) -> UUID:
    assert deal.agreement_id is not None
    return deal.agreement_id


def _milestones(viewer: Viewer, deal: Deal) -> list[Milestone]:
    rows = agreements.milestones_of(viewer).filter(agreement_id=_agreement(deal))
    return list(rows)


def _submit(seller: Viewer, milestone: Milestone, note: str) -> None:
    act(escrow.submit_milestone, seller, milestone_id=milestone.id, note=note, evidence=())


def _approve(buyer: Viewer, seller: Viewer, milestone: Milestone) -> None:
    confirmed = Confirmation(amount=rupees(milestone.amount_minor), payee_id=seller.merchant_id)
    act(escrow.approve_milestone, buyer, milestone_id=milestone.id, confirmed=confirmed)
