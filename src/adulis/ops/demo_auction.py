"""The live auction of the demo world: ten minutes long, two bidders, and then the next one.

The worker tends it, and does what three merchants would: one puts something up, two bid, by hand
and by standing instruction. Whoever looks in finds it running, and may bid against them; both have
a limit. It is there only where ``./adulis up`` made the world.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings

from adulis.bidding import actions as bidding
from adulis.bidding import queries as auctions
from adulis.bidding.errors import AuctionNotFound
from adulis.bidding.machine import AuctionState
from adulis.bidding.queries import AuctionSeen
from adulis.bidding.values import (
    AuctionPlan,
    BidGiven,
    InstructionGiven,
    Seen,
    Standing,
    Step,
    StepKind,
)
from adulis.deals import actions as deals
from adulis.deals import queries as posted
from adulis.deals.machine import DealState
from adulis.deals.models import Deal
from adulis.deals.queries import Filters
from adulis.deals.values import Category, DealFormat, DealKind
from adulis.identity.models import Merchant, User
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.kernel.money import BASIS_POINTS_IN_WHOLE, Money, rupees
from adulis.ops.demo_doings import viewing
from adulis.ops.demo_market import RUPEE, TRADERS, act, put_on_paper

log = structlog.get_logger(__name__)

LASTS = timedelta(minutes=10)
BOND = rupees(2_000 * RUPEE)
# Each goes as far as its own share of the start, so that somebody who wants it can have it.
BY_HAND, BY_INSTRUCTION = 13_000, 14_000
# One bid in so many looks, about: people think.
LOOKS_PER_BID = 3
_ROUND = 100 * RUPEE
WARES = (
    ("Five hundred coir mats, natural", "Hand-woven, 60 by 90 centimetres, ready at Alappuzha."),
    ("Geotextile, four rolls", "Coir netting of 700 grams a square metre, a hundred metres each."),
    ("Coir rope, two tonnes", "Two-ply, eight millimetres, in coils of twenty-five kilos."),
)


@dataclass(frozen=True, slots=True)
class Bots:
    """Who puts up, and who bids."""

    poster: Viewer
    by_hand: Viewer
    by_instruction: Viewer


def tend_here() -> int:
    """The worker's door. Always 0: then it rests."""
    bots = find_bots() if settings.DEMO_LOGIN else None
    if bots is not None:
        tend(bots)
    return 0


def find_bots() -> Bots | None:
    """The traders of the demo world; None: this is none, or none yet."""
    found = []
    for trader in TRADERS:
        person = User.objects.filter(email=trader.email).first()
        merchant = Merchant.objects.filter(name=trader.name).first()
        if person is None or merchant is None:
            return None
        found.append(viewing(person.id, merchant.id))
    return Bots(*found)


def tend(bots: Bots, *, looks_per_bid: int = LOOKS_PER_BID) -> None:
    """See that an auction runs, and bid in it once in a while."""
    _clear_up(bots)
    running = _posted(bots, DealState.OPEN).order_by("created_at").last()
    if running is None:
        put_up(bots)
    elif not _throws(running.id) % looks_per_bid:
        _bid(bots, running.id)


def put_up(bots: Bots) -> Deal:
    """The next of the wares, for ten minutes from now."""
    title, description = WARES[_posted(bots, None).count() % len(WARES)]
    draft = put_on_paper(
        bots.poster, DealFormat.OPEN, DealKind.OFFER, title, Category.RAW_MATERIALS,
        budget=100_000, description=description, until=LASTS,
    )  # fmt: skip
    plan = AuctionPlan(
        step=Step(StepKind.BASIS_POINTS, 100),
        window=timedelta(seconds=60),
        extension=timedelta(seconds=60),
        overtime=timedelta(minutes=5),
        final_round=timedelta(minutes=2),
        bond=BOND,
    )
    act(bidding.plan_auction, bots.poster, deal_id=draft.id, plan=plan)
    made: Deal = act(deals.publish_deal, bots.poster, deal_id=draft.id)
    return made


# --- within ---------------------------------------------------------------------------------------


def _posted(bots: Bots, state: DealState | None) -> Any:
    return posted.posted(bots.poster, Filters(state=state, format=DealFormat.OPEN)).filter(
        title__in=[title for title, _ in WARES]
    )


def _bid(bots: Bots, deal_id: UUID) -> None:
    """By who does not lead."""
    try:
        seen = auctions.auction_of(bots.by_hand, deal_id, now=db.clock())
    except AuctionNotFound:
        return  # published a moment ago: it is about to be opened
    if seen.row.state != AuctionState.OPEN:
        return
    start = Money(seen.row.start_minor)
    try:
        if auctions.auction_of(bots.by_instruction, deal_id, now=db.clock()).mine is None:
            _instruct(bots.by_instruction, deal_id, _share(start, BY_INSTRUCTION), seen)
        elif not (seen.mine and seen.mine.is_leading):
            _by_hand(bots.by_hand, deal_id, _share(start, BY_HAND), seen)
    except Refusal as refusal:
        # Somebody was quicker, or it has just closed.
        log.info("demo.bid_refused", deal_id=str(deal_id), why=type(refusal).__name__)


def _instruct(viewer: Viewer, deal_id: UUID, limit: Money, seen: AuctionSeen) -> None:
    if seen.required is not None and seen.required <= limit:
        given = InstructionGiven(
            limit=limit, until=None, seen=Seen(terms_version=seen.row.terms_version)
        )
        act(bidding.set_instruction, viewer, deal_id=deal_id, instruction=given)


def _by_hand(viewer: Viewer, deal_id: UUID, limit: Money, seen: AuctionSeen) -> None:
    """People bid round numbers."""
    if seen.required is None:
        return
    amount = Money(-(-seen.required.minor // _ROUND) * _ROUND, seen.required.currency)
    if amount <= limit:
        given = BidGiven(amount=amount, seen=Seen(terms_version=seen.row.terms_version))
        act(bidding.place_bid, viewer, deal_id=deal_id, bid=given)


def _clear_up(bots: Bots) -> None:
    """What was won by somebody else is theirs; what they bid up among themselves is called off."""
    for deal in _posted(bots, DealState.REVIEWING):
        try:
            _choose(bots, deal.id)
        except Refusal as refusal:
            log.info("demo.not_cleared_up", deal_id=str(deal.id), why=type(refusal).__name__)


def _choose(bots: Bots, deal_id: UUID) -> None:
    own = set()
    for bot in (bots.by_hand, bots.by_instruction):
        seen = auctions.auction_of(bot, deal_id, now=db.clock())
        if "decline" in seen.allowed_moves:
            act(bidding.decline_award, bot, deal_id=deal_id, note="We have bought elsewhere.")
        if seen.mine is not None:
            own.add(seen.mine.bidder)
    seen = auctions.auction_of(bots.poster, deal_id, now=db.clock())
    if seen.row.state != AuctionState.CLOSED:
        return
    ranking = auctions.ranking_of(bots.poster, deal_id, now=db.clock())
    best = next((each for each in ranking if each.standing == Standing.ACTIVE), None)
    if best is None or best.bidder in own:
        act(deals.cancel_deal, bots.poster, deal_id=deal_id, note="Until the next time.")
    else:
        act(bidding.award_auction, bots.poster, deal_id=deal_id, bidder=best.bidder)


def _share(start: Money, basis_points: int) -> Money:
    return Money(start.minor * basis_points // BASIS_POINTS_IN_WHOLE, start.currency)


def _throws(deal_id: UUID) -> int:
    """A number that is another one every ten seconds, the same for all workers."""
    tens = int(db.clock().timestamp()) // 10
    return hashlib.sha256(f"{deal_id}/{tens}".encode()).digest()[0]
