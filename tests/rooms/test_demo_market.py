"""The market of the demo world: a deal in every state, and an auction that is always there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import Settings

from adulis.bidding import actions as bidding
from adulis.bidding.models import Auction, Award, Bid
from adulis.bidding.values import BidGiven, InstructionGiven, Seen
from adulis.deals.machine import DealState
from adulis.deals.models import Deal
from adulis.disputes.models import Dispute
from adulis.escrow.machine import MilestoneState
from adulis.escrow.models import Milestone
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.ops import demo_auction
from adulis.ops.demo_auction import BY_HAND, BY_INSTRUCTION, LASTS, Bots
from adulis.ops.demo_market import SOON, TRADERS, Market, act, open_market
from tests.auctions import hear, pass_time
from tests.giving_back import broken_promises
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db
TEN_SECONDS = timedelta(seconds=10)


def a_trader(name: str) -> Shop:
    return a_shop(name, paise=250_000_000)


@pytest.fixture
def bots() -> Bots:
    return Bots(*(a_trader(each.name).viewer for each in TRADERS))


def live(bots: Bots, count: int) -> None:
    """So many looks of the worker, ten seconds apart, and all that happens by itself meanwhile."""
    for _ in range(count):
        demo_auction.tend(bots, looks_per_bid=1)
        hear()
        pass_time(TEN_SECONDS)
        hear()


def test_there_is_a_deal_and_a_milestone_in_every_state() -> None:
    shops = [a_trader(name) for name in ("Spices", "Studio", "Words", "Coir", "Tea", "Boxes")]
    spices = shops[0]
    before = spices.available
    open_market(Market(*(shop.viewer for shop in shops)), hear=hear)
    states = set(Deal.objects.values_list("state", flat=True))
    assert states == set(DealState) - {DealState.DELETED, DealState.REVIEWING}
    assert set(Milestone.objects.values_list("state", flat=True)) == set(MilestoneState)
    # Of one milestone a part is in dispute, and the rest goes on.
    dispute = Dispute.objects.get()
    row = Milestone.objects.get(id=dispute.milestone_id)
    assert (dispute.state, row.state) == ("opened", MilestoneState.SUBMITTED)
    assert 0 < row.disputed_minor < row.amount_minor
    # One is about to close, and then it is chosen among.
    pass_time(SOON + TEN_SECONDS)
    assert Deal.objects.get(state=DealState.REVIEWING).poster_id == spices.id
    # Whoever follows the tour finds what they have.
    assert spices.available == before
    assert broken_promises() == []


def test_an_auction_runs_with_two_bidders_who_both_have_a_limit(bots: Bots) -> None:
    live(bots, 40)
    auction = Auction.objects.get()
    assert auction.bidders_count == 2
    start = auction.start_minor
    bids = Bid.objects.filter(auction_id=auction.id)
    assert {bid.party_id for bid in bids} == {
        bots.by_hand.merchant_id, bots.by_instruction.merchant_id,
    }  # fmt: skip
    assert bids.count() > 5
    assert start < auction.price_minor <= start * BY_INSTRUCTION // 10_000
    by_hand = bids.filter(party_id=bots.by_hand.merchant_id)
    assert max(bid.amount_minor or 0 for bid in by_hand) <= start * BY_HAND // 10_000


def test_when_it_closes_it_is_called_off_and_the_next_one_begins(bots: Bots) -> None:
    live(bots, 2)
    first = Auction.objects.get()
    assert LASTS - TEN_SECONDS * 3 < first.ends_at - db.clock() <= LASTS
    live(bots, 70)
    first.refresh_from_db()
    second = Auction.objects.exclude(id=first.id).latest("starts_at")
    assert (first.state, second.state) == ("cancelled", "open")
    assert Deal.objects.get(id=first.deal_id).state == DealState.CANCELLED
    titles = set(Deal.objects.values_list("title", flat=True))
    assert len(titles) > 1
    assert broken_promises() == []


def test_whoever_outbids_both_is_asked_to_confirm(bots: Bots) -> None:
    live(bots, 1)
    auction = Auction.objects.get()
    guest = a_trader("Malabar")
    given = BidGiven(amount=rupees(auction.start_minor * 12 // 10), seen=Seen(terms_version=1))
    act(bidding.place_bid, guest.viewer, deal_id=auction.deal_id, bid=given)
    higher = BidGiven(amount=rupees(auction.start_minor * 2), seen=Seen(terms_version=1))
    act(bidding.place_bid, guest.viewer, deal_id=auction.deal_id, bid=higher)
    live(bots, 70)
    award = Award.objects.get()
    assert (award.auction_id, award.party_id, award.is_binding) == (auction.id, guest.id, True)


def test_who_is_only_asked_as_the_next_best_makes_room(bots: Bots) -> None:
    live(bots, 20)
    auction = Auction.objects.get()
    guest = a_trader("Malabar")
    given = InstructionGiven(
        limit=rupees(auction.start_minor * 2), until=None, seen=Seen(terms_version=1)
    )
    act(bidding.set_instruction, guest.viewer, deal_id=auction.deal_id, instruction=given)
    live(bots, 70)
    assert Award.objects.get().party_id == guest.id
    act(bidding.decline_award, guest.viewer, deal_id=auction.deal_id, note="A slip.")
    live(bots, 3)
    auction.refresh_from_db()
    assert auction.state == "cancelled"
    assert broken_promises() == []


def test_there_is_none_where_nobody_made_a_demo_world(bots: Bots, settings: Settings) -> None:
    settings.DEMO_LOGIN = ""
    assert demo_auction.tend_here() == 0
    # Made, and by those who are called so; but these owners are not theirs.
    settings.DEMO_LOGIN = "demo@adulis.example:harbour"
    assert demo_auction.tend_here() == 0
    assert demo_auction.find_bots() is None
    assert Deal.objects.count() == 0
