"""How auctions end, who is chosen, and what becomes of whoever does not stand by a bid."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from adulis.bidding import actions, errors, tasks
from adulis.bidding.models import SealedBid
from adulis.bidding.sealing import reserve_opened
from adulis.deals import actions as deals
from adulis.deals.values import DealFormat, DealKind
from adulis.escrow import tasks as escrow
from adulis.escrow.models import Agreement
from adulis.identity import actions as identity
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from adulis.timers import actions as timers
from tests.auctions import BUDGET, HOUR, Hall, a_hall, hear, pass_time, pass_until, told
from tests.bank import broken_promises
from tests.dealing import DAY, WHO, act, fund, shares
from tests.rows import changed_since, everything
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
BOND = {"bond": rupees(5_000)}


@pytest.fixture
def asha() -> Shop:
    return a_shop("Asha", paise=50_000)


@pytest.fixture
def binu() -> Shop:
    return a_shop("Binu", paise=50_000)


@pytest.fixture
def charu() -> Shop:
    return a_shop("Charu", paise=50_000)


def refused(refusal: type[Exception], verb: Callable[[], Any]) -> Any:
    before = everything()
    with pytest.raises(refusal) as found:
        verb()
    assert changed_since(before) == {}
    return found.value


class TestTheEnd:
    def test_writes_the_ranking_down_and_lets_the_poster_choose(
        self, asha: Shop, binu: Shop
    ) -> None:
        hall = a_hall()
        hall.bid(asha, 90_000)
        hall.instruct(binu, 70_000)
        hall.at_end()
        assert (hall.auction.state, hall.deal.state) == ("closed", "reviewing")
        assert hall.ranking == [(binu.id, 89_000), (asha.id, 90_000)]
        assert hall.auction.is_reserve_met is True
        assert told(hall.poster)[-1] == "auction.closed"
        assert told(binu)[-1] == told(asha)[-1] == "bid.ranked"
        refused(errors.Closed, lambda: hall.bid(asha, 50_000))
        assert broken_promises() == []

    def test_without_a_bid_is_nothing(self) -> None:
        hall = a_hall()
        hall.at_end()
        assert (hall.auction.state, hall.deal.state) == ("failed", "reviewing")
        assert told(hall.poster)[-1] == "auction.failed"
        pass_time(15 * DAY)
        assert hall.deal.state == "lapsed"
        assert hall.deal.ended_reason == "no_bids"
        assert broken_promises() == []

    def test_is_later_where_somebody_takes_the_lead_late(self, asha: Shop, binu: Shop) -> None:
        hall = a_hall()
        first = hall.auction.ends_at
        pass_until(first - MINUTE)
        placed = hall.bid(asha, 90_000)
        assert placed.ends_at > first + MINUTE
        pass_until(first + timedelta(seconds=5))
        assert hall.auction.state == "open"
        hall.at_end()
        assert hall.auction.state == "closed"
        assert broken_promises() == []

    def test_gives_the_bonds_back_of_whoever_will_not_be_asked(self) -> None:
        hall = a_hall(plan=BOND)
        shops = [a_shop(f"Shop {number}", paise=5_000) for number in range(5)]
        for number, shop in enumerate(shops):
            hall.bid(shop, 90_000 - 1_000 * number)
        hall.at_end()
        assert [hall.bond(shop) for shop in shops] == [0, 0, 5_000, 5_000, 5_000]
        assert broken_promises() == []

    def test_of_terms_that_nobody_confirmed_is_nothing(self, asha: Shop) -> None:
        hall = a_hall(plan=BOND)
        hall.bid(asha, 90_000)
        act(deals.amend_deal, hall.poster, deal_id=hall.deal_id, body=shares(5_000, 5_000))
        hear()
        hall.at_end()
        assert (hall.auction.state, hall.bond(asha)) == ("failed", 0)
        assert broken_promises() == []

    def test_e29_comes_later_by_as_long_as_nobody_was_at_work(self, asha: Shop) -> None:
        """C4: an outage of ours is added before anybody is hurt by it."""
        hall = a_hall()
        ends_at = hall.auction.ends_at
        with db.transaction():
            timers.note_heartbeat(actor=WHO, at=db.clock())
        _away(3 * HOUR)
        # Nobody has told the auction yet: whoever bids first gives the time back.
        assert db.clock() > ends_at
        placed = hall.bid(asha, 90_000)
        assert placed.ends_at >= ends_at + 3 * HOUR - MINUTE
        assert [line.kind for line in hall.log] == ["delay", "bid"]
        hall.at_end()
        assert hall.auction.state == "closed"
        assert broken_promises() == []

    def test_says_so_as_soon_as_the_time_is_given_back(self) -> None:
        hall = a_hall(hours=5)
        ends_at = hall.auction.ends_at
        with db.transaction():
            timers.note_heartbeat(actor=WHO, at=db.clock())
        assert tasks.give_back_outages() == 0
        _away(2 * HOUR)
        assert tasks.give_back_outages() == 1
        assert tasks.give_back_outages() == 0
        assert hall.auction.ends_at >= ends_at + 2 * HOUR - MINUTE
        assert broken_promises() == []


class TestTheFinalRound:
    @pytest.fixture
    def hall(self, asha: Shop, binu: Shop, charu: Shop) -> Hall:
        """Three have bid, and somebody took the lead so late that the end could not move."""
        hall = a_hall(plan={"overtime": MINUTE})
        hall.bid(charu, 95_000)
        hall.bid(binu, 90_000)
        pass_until(hall.auction.ends_at - MINUTE)
        hall.instruct(asha, 80_000)
        hall.at_end()
        return hall

    def test_begins_where_the_end_could_not_move_further(
        self, hall: Hall, asha: Shop, charu: Shop
    ) -> None:
        assert (hall.auction.state, hall.deal.state) == ("final_round", "open")
        assert told(hall.poster)[-1] == "auction.final_begun"
        assert told(asha)[-1] == told(charu)[-1] == "bid.finalist"
        assert broken_promises() == []

    def test_takes_one_sealed_bid_of_each(self, hall: Hall, binu: Shop, charu: Shop) -> None:
        version = hall.auction.version
        placed = hall.bid(binu, 85_000)
        assert (placed.rank, placed.price, len(placed.hash)) == (None, None, 64)
        assert placed.version == version + 1
        refused(errors.OneShotOnly, lambda: hall.bid(binu, 84_000))
        found = refused(errors.BidNotImproved, lambda: hall.bid(charu, 95_001))
        assert found.facts == {"required_paise": 95_000}
        other = a_shop("Other")
        refused(errors.NotFinalist, lambda: hall.bid(other, 10_000))
        refused(errors.BidsAreSealed, lambda: hall.instruct(charu, 10_000))
        refused(errors.BidsAreSealed, lambda: hall.retract(binu, corrected=90_000))
        assert broken_promises() == []

    def test_is_won_by_the_best_of_them_and_a_silent_leaders_instruction_answers(
        self, hall: Hall, asha: Shop, binu: Shop, charu: Shop
    ) -> None:
        hall.bid(binu, 85_000)
        hall.at_end()
        assert hall.ranking == [(asha.id, 84_000), (binu.id, 85_000), (charu.id, 95_000)]
        assert (hall.auction.state, hall.stands) == ("closed", (84_000, asha.id))
        assert hall.deal.state == "reviewing"
        assert broken_promises() == []

    def test_is_won_at_ones_own_price(self, hall: Hall, asha: Shop, charu: Shop) -> None:
        hall.bid(charu, 79_999)
        hall.at_end()
        assert hall.stands == (79_999, charu.id)
        assert broken_promises() == []


class TestASealedAuction:
    @pytest.fixture
    def hall(self) -> Hall:
        return a_hall(how=DealFormat.SEALED, plan={**BOND, "reserve": rupees(85_000)})

    def test_shows_nothing_before_the_end(self, hall: Hall, asha: Shop, binu: Shop) -> None:
        placed = hall.bid(asha, 91_237)
        assert (placed.sequence, placed.rank, placed.price) == (1, None, None)
        hall.bid(binu, 80_000)
        assert hall.stands == (0, None)
        row = SealedBid.objects.get(sequence=1)
        assert row.hash == placed.hash
        assert b"91237" not in bytes(row.ciphertext)
        for table in ("bidding_sealed_bid", "events_event", "audit_record"):
            rows = db.fetch_all(f"SELECT row::text FROM {table} AS row")
            assert not any("91237" in told for (told,) in rows)
        assert told(hall.poster) == ["auction.opened", "auction.sealed_bid", "auction.sealed_bid"]
        assert broken_promises() == []

    def test_takes_the_latest_of_each_and_opens_them_together(
        self, hall: Hall, asha: Shop, binu: Shop, charu: Shop
    ) -> None:
        hall.bid(asha, 70_000)
        hall.bid(binu, 80_000)
        hall.bid(charu, 80_000)
        hall.bid(asha, 95_000)
        found = refused(errors.BidOutOfRange, lambda: hall.bid(asha, BUDGET + 1))
        assert found.facts == {"required_paise": BUDGET}
        refused(errors.BidsAreSealed, lambda: hall.instruct(asha, 60_000))
        refused(errors.BidsAreSealed, lambda: hall.cancel(asha))
        refused(errors.BidsAreSealed, lambda: hall.reconfirm(asha))
        hall.at_end()
        # Of equal ones the earlier.
        assert hall.ranking == [(binu.id, 80_000), (charu.id, 80_000), (asha.id, 95_000)]
        assert hall.stands == (80_000, binu.id)
        assert hall.auction.is_reserve_met is True
        assert broken_promises() == []

    def test_lets_a_bid_be_taken_back_until_the_end(
        self, hall: Hall, asha: Shop, binu: Shop
    ) -> None:
        hall.bid(asha, 70_000)
        hall.bid(binu, 90_000)
        assert hall.withdraw(asha).hash == ""
        assert (hall.bond(asha), asha.available) == (0, 50_000)
        refused(errors.NothingStanding, lambda: hall.withdraw(asha))
        hall.at_end()
        assert hall.ranking == [(binu.id, 90_000)]
        assert hall.auction.is_reserve_met is False
        refused(errors.Closed, lambda: hall.withdraw(binu))
        assert broken_promises() == []

    def test_takes_none_after_the_end(self, hall: Hall, asha: Shop) -> None:
        hall.bid(asha, 70_000)
        with db.transaction():
            seconds = int((hall.auction.ends_at - db.clock()).total_seconds()) + 1
            timers.advance_clock(seconds=seconds, actor=WHO, at=db.clock())
        refused(errors.Closed, lambda: hall.bid(asha, 60_000))
        refused(errors.Closed, lambda: hall.withdraw(asha))

    def test_of_other_terms_wants_another_bid(self, hall: Hall, asha: Shop, binu: Shop) -> None:
        hall.bid(asha, 70_000)
        hall.bid(binu, 90_000)
        act(deals.amend_deal, hall.poster, deal_id=hall.deal_id, body=shares(5_000, 5_000))
        hear()
        hall.bid(binu, 91_000)
        hall.at_end()
        assert hall.ranking == [(binu.id, 91_000)]
        assert hall.bond(asha) == 0
        assert broken_promises() == []

    def test_commits_to_its_reserve(self, hall: Hall) -> None:
        auction = hall.auction
        opened = reserve_opened(auction.reserve_sealed, auction.id)
        assert opened.endswith(":85000")
        assert hashlib.sha256(opened.encode()).hexdigest() == auction.reserve_commitment


class TestAnAward:
    @pytest.fixture
    def hall(self, asha: Shop, binu: Shop, charu: Shop) -> Hall:
        """A request: Charu asks 80,000, Binu 90,000, Asha 95,000."""
        hall = a_hall(plan=BOND)
        hall.bid(asha, 95_000)
        hall.bid(binu, 90_000)
        hall.bid(charu, 80_000)
        hall.at_end()
        return hall

    def test_waits_for_the_word_of_the_chosen(self, hall: Hall, charu: Shop) -> None:
        award = hall.award(charu)
        assert (award.price_minor, award.is_binding, award.rank) == (80_000, True, 1)
        assert (hall.auction.state, hall.deal.state) == ("awarded", "reviewing")
        assert award.due_at > db.clock() + 47 * HOUR
        assert told(charu)[-1] == "bid.chosen"
        assert told(hall.poster)[-1] == "auction.awarded"
        assert broken_promises() == []

    def test_not_of_the_best_wants_a_reason(self, hall: Hall, binu: Shop) -> None:
        found = refused(errors.ReasonRequired, lambda: hall.award(binu))
        assert found.facts == {"best_bidder": 3}
        assert hall.award(binu, "Closer to Pune.").reason == "Closer to Pune."

    def test_is_the_posters_alone(self, hall: Hall, asha: Shop, charu: Shop) -> None:
        refused(errors.AuctionNotFound, lambda: hall.award(charu, by=asha))
        refused(errors.AwardNotFound, lambda: hall.confirm(charu))
        hall.award(charu)
        refused(errors.AwardNotFound, lambda: hall.confirm(asha))
        refused(errors.AwardNotFound, lambda: hall.decline(asha))
        refused(IllegalMove, lambda: hall.award(asha, "Both."))

    def test_of_nobody_is_refused(self, hall: Hall) -> None:
        refused(
            errors.BidderNotRanked,
            lambda: act(actions.award_auction, hall.poster, deal_id=hall.deal_id, bidder=9),
        )

    def test_of_who_belongs_to_the_poster_by_now_is_refused(self, hall: Hall, charu: Shop) -> None:
        with db.transaction():
            identity.add_member(
                merchant_id=charu.id, user_id=hall.poster.owner_id, role=MemberRole.VIEWER,
                actor=WHO, at=db.clock(),
            )  # fmt: skip
        refused(errors.BidderAffiliated, lambda: hall.award(charu))

    def test_is_confirmed_at_the_price_that_was_seen(self, hall: Hall, charu: Shop) -> None:
        hall.award(charu)
        found = refused(errors.PriceDiffers, lambda: hall.confirm(charu, 80_001))
        assert found.facts == {"price_paise": 80_000}

    def test_confirmed_makes_the_deal_agreed_at_the_bidders_price(
        self, hall: Hall, asha: Shop, charu: Shop
    ) -> None:
        hall.award(charu)
        hall.confirm(charu)
        assert (hall.auction.state, hall.deal.state) == ("agreed", "agreed")
        agreement = Agreement.objects.get()
        assert agreement.id == hall.deal.agreement_id
        assert (agreement.buyer_id, agreement.seller_id) == (hall.poster.id, charu.id)
        assert agreement.amount_minor == 80_000
        # Who won sells: nothing is wanted of anybody's bond any more.
        assert [hall.bond(shop) for shop in (asha, charu)] == [0, 0]
        assert (asha.available, charu.available) == (50_000, 50_000)
        hear()
        assert told(hall.poster)[-1] == "auction.agreed"
        refused(errors.AwardNotFound, lambda: hall.decline(charu))
        assert broken_promises() == []

    def test_e10_declined_costs_the_bond_and_the_next_best_is_asked(
        self, hall: Hall, asha: Shop, binu: Shop, charu: Shop
    ) -> None:
        hall.award(charu)
        hall.decline(charu, "We are full.")
        assert (hall.bond(charu), charu.available) == (0, 45_000)
        assert (hall.poster.available, binu.available) == (2_500, 47_500)
        # At its own price, for two days, and not bound.
        first, second = hall.awards
        assert (first.state, first.note) == ("declined", "We are full.")
        assert (second.party_id, second.price_minor, second.is_binding) == (binu.id, 90_000, False)
        assert hall.auction.state == "awarded"
        assert 47 * HOUR < second.due_at - db.clock() <= 48 * HOUR
        hall.decline(binu)
        assert (hall.bond(binu), binu.available) == (0, 52_500)
        hall.confirm(asha)
        assert (hall.deal.state, hall.deal.price_minor) == ("agreed", 95_000)
        assert told(hall.poster)[-2:] == ["auction.awarded", "auction.agreed"]
        assert broken_promises() == []

    def test_e10_unanswered_is_a_default(self, hall: Hall, binu: Shop, charu: Shop) -> None:
        hall.award(charu)
        pass_time(48 * HOUR + MINUTE)
        assert [award.state for award in hall.awards] == ["defaulted", "offered"]
        assert told(charu)[-1] == "bid.defaulted"
        assert "auction.defaulted" in told(hall.poster)
        refused(errors.AwardNotFound, lambda: hall.confirm(charu))
        assert broken_promises() == []

    def test_is_not_confirmed_after_its_time(self, hall: Hall, charu: Shop) -> None:
        hall.award(charu)
        with db.transaction():
            timers.advance_clock(seconds=48 * 3_600 + 1, actor=WHO, at=db.clock())
        refused(errors.AwardIsOver, lambda: hall.confirm(charu))
        refused(errors.AwardIsOver, lambda: hall.decline(charu))

    def test_e11_with_nobody_left_is_the_posters_to_repeat(
        self, hall: Hall, asha: Shop, binu: Shop, charu: Shop
    ) -> None:
        """It may be put up anew; then everybody begins from nothing."""
        hall.award(charu)
        for shop in (charu, binu, asha):
            hall.decline(shop)
        assert (hall.auction.state, hall.deal.state) == ("closed", "reviewing")
        act(deals.reopen, hall.poster, deal_id=hall.deal_id, deadline=db.clock() + 2 * HOUR)
        hear()
        assert (hall.auction.number, hall.auction.state) == (2, "open")
        hall.bid(asha, 85_000)
        hall.at_end()
        hall.award(asha)
        hall.confirm(asha)
        assert hall.deal.price_minor == 85_000
        assert broken_promises() == []

    def test_e10_passes_over_who_belongs_to_whoever_made_room(
        self, hall: Hall, asha: Shop, binu: Shop, charu: Shop
    ) -> None:
        with db.transaction():
            identity.add_member(
                merchant_id=charu.id, user_id=binu.owner_id, role=MemberRole.VIEWER, actor=WHO,
                at=db.clock(),
            )  # fmt: skip
        hall.award(charu)
        hall.decline(charu)
        assert hall.awards[-1].party_id == asha.id
        # Nor is the friend harmed by it.
        assert (binu.available, asha.available) == (45_000, 47_500)
        assert broken_promises() == []

    def test_e11_with_nobody_left_may_be_given_up_as_well(
        self, hall: Hall, asha: Shop, binu: Shop, charu: Shop
    ) -> None:
        hall.award(charu)
        for shop in (charu, binu, asha):
            hall.decline(shop)
        act(deals.cancel_deal, hall.poster, deal_id=hall.deal_id, note="Another year.")
        hear()
        assert (hall.auction.state, hall.deal.state) == ("cancelled", "cancelled")
        # Of the bonds only who was bound has lost one: half is the poster's, half the next best's.
        assert [hall.bond(shop) for shop in (asha, binu, charu)] == [0, 0, 0]
        assert [shop.available for shop in (hall.poster, asha, binu, charu)] == [
            2_500, 50_000, 52_500, 45_000,
        ]  # fmt: skip
        assert broken_promises() == []

    def test_never_made_sets_everybody_free(self, hall: Hall, charu: Shop) -> None:
        pass_time(15 * DAY)
        assert (hall.auction.state, hall.deal.state) == ("failed", "lapsed")
        assert (hall.bond(charu), charu.available) == (0, 50_000)
        assert broken_promises() == []

    def test_below_the_reserve_is_the_posters_to_make(self, asha: Shop, binu: Shop) -> None:
        hall = a_hall(plan={"reserve": rupees(70_000)})
        hall.bid(asha, 90_000)
        hall.bid(binu, 80_000)
        hall.at_end()
        assert hall.auction.is_reserve_met is False
        hall.award(binu)
        hall.decline(binu)
        # Nothing is sold beyond it by itself.
        assert hall.auction.state == "closed"
        assert broken_promises() == []


class TestAnOffer:
    """Who wins an offer buys, and stands by the bid by paying in."""

    @pytest.fixture
    def hall(self, asha: Shop, binu: Shop) -> Hall:
        hall = a_hall(kind=DealKind.OFFER, plan={"bond": rupees(5_000), "start": rupees(10_000)})
        hall.bid(asha, 20_000)
        hall.bid(binu, 25_000)
        hall.at_end()
        hall.award(binu)
        hall.confirm(binu)
        return hall

    def test_keeps_the_winners_bond_until_money_is_in(
        self, hall: Hall, asha: Shop, binu: Shop
    ) -> None:
        assert [hall.bond(shop) for shop in (asha, binu)] == [0, 5_000]
        fund(binu, hall.deal)
        hear()
        assert hall.deal.state == "active"
        assert hall.bond(binu) == 0
        assert broken_promises() == []

    def test_e12_goes_on_to_the_next_best_where_the_winner_does_not_pay(
        self, hall: Hall, asha: Shop, binu: Shop
    ) -> None:
        pass_time(121 * HOUR)
        escrow.fire_timers()
        hear()
        assert (hall.bond(binu), hall.poster.available) == (0, 2_500)
        assert hall.awards[-1].party_id == asha.id
        assert (hall.auction.state, hall.deal.state) == ("awarded", "reviewing")
        hall.confirm(asha)
        assert (hall.deal.state, hall.deal.price_minor) == ("agreed", 20_000)
        assert broken_promises() == []


def _away(span: timedelta) -> None:
    """No worker was there for so long, and now one is."""
    with db.transaction():
        db.execute(
            "UPDATE timers_sandbox_clock SET ahead = ahead + make_interval(secs => %s)",
            [span.total_seconds()],
        )
    with db.transaction():
        timers.note_heartbeat(actor=WHO, at=db.clock())
