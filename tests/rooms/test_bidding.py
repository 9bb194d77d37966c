"""What each verb about bids changes, what it refuses, and that a refusal changed nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from adulis.audit.models import AuditRecord
from adulis.bidding import actions, errors
from adulis.bidding.models import Flag
from adulis.bidding.values import (
    AuctionPlan,
    Direction,
    Format,
    Opening,
    Step,
    StepKind,
    Visibility,
)
from adulis.deals import actions as deals
from adulis.deals.values import DealFormat, DealKind
from adulis.deals.values import Visibility as DealVisibility
from adulis.events.models import Event
from adulis.identity import actions as identity
from adulis.identity.values import MemberRole, Verification
from adulis.kernel import db
from adulis.kernel.encryption import CannotOpen, open_sealed
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from adulis.ledger.errors import InsufficientFunds
from tests.auctions import BUDGET, HOUR, STEP, Hall, a_hall, hear, pass_time, told
from tests.bank import broken_promises
from tests.dealing import WHO, a_draft, act, published, shares
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
def hall() -> Hall:
    return a_hall()


def refused(refusal: type[Exception], verb: Callable[[], Any]) -> Any:
    """It is refused, and nothing has changed."""
    before = everything()
    with pytest.raises(refusal) as found:
        verb()
    assert changed_since(before) == {}
    return found.value


class TestAnAuction:
    def test_is_opened_by_the_publication_of_its_deal(self) -> None:
        hall = a_hall(plan={"reserve": rupees(70_000), "step": Step(StepKind.BASIS_POINTS, 50)})
        auction = hall.auction
        assert (auction.direction, auction.format, auction.state) == ("reverse", "open", "open")
        assert (auction.start_minor, auction.step_kind, auction.step_value) == (
            BUDGET, "basis_points", 50,
        )  # fmt: skip
        assert auction.ends_at == hall.deal.deadline
        assert auction.hard_end_at == auction.ends_at + 30 * MINUTE
        assert auction.confirm_within_seconds == 48 * 3_600
        assert "70000" not in auction.reserve_sealed
        assert (len(auction.ruleset_hash), len(auction.reserve_commitment)) == (64, 64)
        assert told(hall.poster) == ["auction.opened"]
        assert broken_promises() == []

    def test_of_an_offer_goes_upwards(self) -> None:
        assert a_hall(kind=DealKind.OFFER).auction.direction == "forward"

    def test_is_opened_once(self, hall: Hall) -> None:
        opening = Opening(
            deal_id=hall.deal_id, poster_id=hall.poster.id, direction=Direction.REVERSE,
            format=Format.OPEN, budget=rupees(BUDGET), ends_at=db.clock() + HOUR, terms_version=1,
            confirm_within=HOUR,
        )  # fmt: skip

        def again() -> None:
            with db.transaction():
                actions.open_auction(opening=opening, actor=WHO, at=db.clock())

        refused(errors.AuctionExists, again)

    def test_is_planned_while_the_deal_is_a_draft(self, hall: Hall, asha: Shop) -> None:
        refused(IllegalMove, lambda: planned(hall.poster, hall.deal_id))
        direct = a_draft(asha, DealFormat.DIRECT)
        refused(errors.AuctionNotFound, lambda: planned(asha, direct.id))
        draft = a_draft(asha)
        refused(errors.AuctionNotFound, lambda: planned(hall.poster, draft.id))
        planned(asha, draft.id, reserve=rupees(1))
        planned(asha, draft.id, start=rupees(123_400))
        published(asha, draft)
        hear()
        opened = Hall(asha, draft.id).auction
        assert (opened.start_minor, opened.reserve_sealed) == (123_400, "")

    @pytest.mark.parametrize(
        ("pointer", "changes"),
        [
            ("/step", {"step": Step(StepKind.BASIS_POINTS, 5_001)}),
            ("/step", {"start": rupees(100), "step": Step(StepKind.ABSOLUTE, 100)}),
            ("/own_step", {"own_step": Step(StepKind.BASIS_POINTS, 5_001)}),
            ("/start_paise", {"start": rupees(10**13 + 1)}),
            ("/start_paise", {"bond": rupees(10**13 + 1)}),
            ("/reserve_paise", {"start": rupees(10_000), "reserve": rupees(10_001)}),
            ("/window_seconds", {"window": timedelta(hours=2)}),
            ("/extension_seconds", {"extension": timedelta(hours=2)}),
            ("/overtime_seconds", {"overtime": timedelta(hours=25)}),
            ("/final_round_seconds", {"final_round": timedelta(seconds=59)}),
        ],
    )
    def test_is_held_by_rules_that_can_be_kept(
        self, asha: Shop, pointer: str, changes: dict[str, Any]
    ) -> None:
        draft = a_draft(asha)
        found = refused(errors.AuctionInvalid, lambda: planned(asha, draft.id, **changes))
        assert found.pointer == pointer

    def test_by_the_usual_rules_needs_no_plan(self, asha: Shop) -> None:
        draft = a_draft(asha)
        published(asha, draft)
        hear()
        opened = Hall(asha, draft.id).auction
        assert (opened.step_kind, opened.step_value, opened.bond_minor) == ("basis_points", 100, 0)

    def test_is_called_off_with_its_deal_and_every_bond_goes_back(
        self, asha: Shop, binu: Shop
    ) -> None:
        hall = a_hall(plan=BOND)
        hall.bid(asha, 90_000)
        hall.bid(binu, 80_000)
        assert (hall.bond(asha), asha.available) == (5_000, 45_000)
        act(deals.cancel_deal, hall.poster, deal_id=hall.deal_id)
        hear()
        assert hall.auction.state == "cancelled"
        assert (hall.bond(asha), asha.available, binu.available) == (0, 50_000, 50_000)
        assert told(asha)[-1] == "bid.released"
        assert told(hall.poster)[-1] == "auction.cancelled"
        refused(errors.Closed, lambda: hall.bid(asha, 70_000))
        assert broken_promises() == []


class TestABid:
    def test_leads_at_its_price(self, hall: Hall, asha: Shop) -> None:
        placed = hall.bid(asha, 90_000)
        assert (placed.sequence, placed.rank, placed.is_leading, placed.bidder) == (1, 1, True, 1)
        assert (placed.price, placed.ends_at) == (rupees(90_000), hall.auction.ends_at)
        assert hall.stands == (90_000, asha.id)
        (line,) = hall.log
        assert (line.position, line.sequence, line.kind, line.amount_minor) == (1, 1, "bid", 90_000)
        assert (line.previous_position, line.previous_price) == (None, 0)
        assert (line.price_after, line.leader_after_id) == (90_000, asha.id)
        assert line.made_by == str(asha.owner_id)
        assert told(asha) == ["bid.placed"]
        assert told(hall.poster) == ["auction.opened", "auction.moved"]
        assert broken_promises() == []

    def test_beats_the_one_before_by_a_step(self, hall: Hall, asha: Shop, binu: Shop) -> None:
        hall.bid(asha, 90_000)
        found = refused(errors.Outbid, lambda: hall.bid(binu, 89_001))
        assert found.facts == {"price_paise": 90_000, "required_paise": 89_000}
        assert hall.bid(binu, 89_000).sequence == 2
        assert hall.stands == (89_000, binu.id)
        assert told(asha) == ["bid.placed", "bid.outbid"]
        moved = Event.objects.filter(type="auction.moved").order_by("id").last()
        assert moved is not None
        assert moved.payload["price"] == {"amount_minor": 89_000, "currency": "INR"}
        assert (moved.payload["bidder"], moved.payload["sequence"]) == (2, 2)

    def test_upwards_the_highest_leads(self, asha: Shop, binu: Shop) -> None:
        hall = a_hall(kind=DealKind.OFFER)
        hall.bid(asha, BUDGET)
        found = refused(errors.Outbid, lambda: hall.bid(binu, BUDGET + 999))
        assert found.facts["required_paise"] == BUDGET + 1_000
        hall.bid(binu, BUDGET + 1_000)
        assert hall.stands == (BUDGET + 1_000, binu.id)
        assert broken_promises() == []

    def test_is_of_a_verified_merchant_which_is_not_the_poster(self, hall: Hall) -> None:
        refused(errors.OwnAuction, lambda: hall.bid(hall.poster, 90_000))
        stranger = a_shop("New", verification=Verification.UNVERIFIED)
        refused(errors.BidderNotVerified, lambda: hall.bid(stranger, 90_000))

    def test_of_an_auction_nobody_has_heard_of_is_not_found(self, asha: Shop) -> None:
        refused(errors.AuctionNotFound, lambda: Hall(asha, uuid4()).bid(asha, 1, terms_version=1))

    def test_is_of_the_invited_where_others_do_not_see_the_deal(self, asha: Shop) -> None:
        hall = a_hall(visibility=DealVisibility.INVITED)
        for verb in (
            # Nothing is said of it, not even which terms it has.
            lambda: hall.bid(asha, 90_000, terms_version=9),
            lambda: hall.instruct(asha, 90_000),
            lambda: hall.cancel(asha),
            lambda: hall.reconfirm(asha),
            lambda: hall.retract(asha),
            lambda: hall.withdraw(asha),
            lambda: hall.confirm(asha),
            lambda: hall.decline(asha),
        ):
            refused(errors.AuctionNotFound, verb)

    def test_counts_for_the_terms_that_were_read(self, hall: Hall, asha: Shop) -> None:
        found = refused(errors.StaleTerms, lambda: hall.bid(asha, 90_000, terms_version=2))
        assert found.facts == {"terms_version": 1}

    def test_counts_in_the_state_that_was_seen_where_the_bidder_asks_for_it(
        self, hall: Hall, asha: Shop, binu: Shop
    ) -> None:
        seen = hall.auction.version
        placed = hall.bid(asha, 90_000, version=seen)
        found = refused(errors.StaleVersion, lambda: hall.bid(binu, 80_000, version=seen))
        assert found.facts == {"version": placed.version}
        hall.bid(binu, 80_000, version=placed.version)

    def test_is_on_the_right_side_of_the_start(self, hall: Hall, asha: Shop) -> None:
        found = refused(errors.BidOutOfRange, lambda: hall.bid(asha, BUDGET + 1))
        assert found.facts == {"required_paise": BUDGET}

    def test_of_who_leads_is_a_limit_and_secret(self, hall: Hall, asha: Shop, binu: Shop) -> None:
        hall.bid(asha, 90_000)
        placed = hall.bid(asha, 70_000)
        assert (placed.sequence, placed.bid, placed.limit) == (1, rupees(90_000), rupees(70_000))
        assert hall.stands == (90_000, asha.id)
        line = hall.log[-1]
        assert (line.sequence, line.amount_minor) == (None, None)
        with pytest.raises(CannotOpen):
            open_sealed(line.limit_sealed, place=f"bidding_bid.limit.{uuid4()}")
        # Nobody is told of it.
        assert told(hall.poster) == ["auction.opened", "auction.moved"]
        assert hall.bid(binu, 80_000).rank == 2
        assert hall.stands == (79_000, asha.id)
        refused(errors.BidNotImproved, lambda: hall.bid(asha, 70_000))
        assert broken_promises() == []

    def test_far_better_than_it_must_be_is_asked_about(
        self, hall: Hall, asha: Shop, binu: Shop
    ) -> None:
        hall.bid(asha, 90_000)
        found = refused(errors.UnusualBid, lambda: hall.bid(binu, 9_000))
        assert found.facts["price_paise"] == 90_000
        word = found.facts["confirmation"]
        # It is of this bid and of no other, and nothing of one's own making.
        refused(errors.UnusualBid, lambda: hall.bid(binu, 9_001, confirmation=word))
        refused(errors.UnusualBid, lambda: hall.bid(binu, 9_000, confirmation="99999999999.aa"))
        refused(errors.UnusualBid, lambda: hall.bid(binu, 9_000, confirmation="x.y"))
        hall.bid(binu, 9_000, confirmation=word)
        assert hall.stands == (9_000, binu.id)

    def test_is_confirmed_within_a_minute(self, hall: Hall, asha: Shop, binu: Shop) -> None:
        hall.bid(asha, 90_000)
        word = refused(errors.UnusualBid, lambda: hall.bid(binu, 9_000)).facts["confirmation"]
        pass_time(timedelta(seconds=62))
        refused(errors.UnusualBid, lambda: hall.bid(binu, 9_000, confirmation=word))

    def test_ranks_behind_whoever_is_better_or_was_earlier(self, asha: Shop, binu: Shop) -> None:
        hall = a_hall(plan={"visibility": Visibility.RANK})
        charu = a_shop("Charu")
        assert hall.bid(asha, 90_000).rank == 1
        assert hall.bid(binu, 95_000).rank == 2
        assert hall.bid(charu, 95_000).rank == 3
        found = refused(errors.BidNotImproved, lambda: hall.bid(charu, 95_000))
        assert found.facts == {"required_paise": 94_999}
        assert hall.bid(charu, 85_000).rank == 1
        outbid = Event.objects.filter(type="bid.outbid").get()
        assert (outbid.merchant_id, outbid.payload["price"]) == (asha.id, None)
        assert broken_promises() == []


class TestAnInstruction:
    def test_bids_by_the_least_that_is_enough(self, hall: Hall, asha: Shop, binu: Shop) -> None:
        placed = hall.instruct(asha, 60_000)
        assert (placed.price, placed.limit) == (rupees(BUDGET), rupees(60_000))
        hall.bid(binu, 90_000)
        assert hall.stands == (89_000, asha.id)
        placed = hall.instruct(binu, 70_000)
        assert (placed.rank, placed.bid, placed.sequence) == (2, rupees(70_000), 3)
        assert hall.stands == (69_000, asha.id)
        assert [line.sequence for line in hall.log] == [1, 2, 3]
        assert broken_promises() == []

    def test_is_nowhere_in_clear(self, hall: Hall, asha: Shop, binu: Shop) -> None:
        hall.instruct(asha, 61_237)
        hall.instruct(asha, 51_239)
        hall.bid(binu, 90_000)
        for table in ("bidding_bid", "bidding_participant", "bidding_auction", "events_event",
                      "audit_record"):  # fmt: skip
            rows = db.fetch_all(f"SELECT row::text FROM {table} AS row")
            assert not any(secret in row for (row,) in rows for secret in ("61237", "51239"))

    def test_again_the_same_changes_nothing(self, hall: Hall, asha: Shop) -> None:
        first = hall.instruct(asha, 60_000)
        before = everything()
        assert hall.instruct(asha, 60_000) == first
        assert changed_since(before) == {}

    def test_is_raised_lowered_and_cancelled_without_moving_the_price(
        self, hall: Hall, asha: Shop
    ) -> None:
        hall.instruct(asha, 60_000)
        hall.instruct(asha, 50_000)
        hall.instruct(asha, 80_000)
        assert hall.cancel(asha).limit == rupees(BUDGET)
        assert hall.stands == (BUDGET, asha.id)
        assert [line.sequence for line in hall.log] == [1, None, None, None]
        assert [line.kind for line in hall.log] == ["instruct", "instruct", "instruct", "cancel"]
        refused(errors.NothingStanding, lambda: hall.cancel(asha))
        assert broken_promises() == []

    def test_is_not_lowered_below_the_price_nor_near_the_end(
        self, hall: Hall, asha: Shop, binu: Shop
    ) -> None:
        hall.instruct(asha, 60_000)
        hall.bid(binu, 90_000)
        found = refused(errors.LimitBelowPrice, lambda: hall.instruct(asha, 89_001))
        assert found.facts == {"required_paise": 89_000}
        pass_time(2 * HOUR - 4 * MINUTE)
        refused(errors.TooLateToLower, lambda: hall.instruct(asha, 70_000))
        refused(errors.TooLateToLower, lambda: hall.cancel(asha))
        hall.instruct(asha, 50_000)

    def test_ends_when_it_was_said_to(self, hall: Hall, asha: Shop, binu: Shop) -> None:
        until = db.clock() + 10 * MINUTE
        hall.instruct(asha, 60_000, until=until)
        refused(errors.InstructionOver, lambda: hall.instruct(binu, 50_000, until=db.clock()))
        pass_time(11 * MINUTE)
        hall.bid(binu, 90_000)
        assert hall.stands == (90_000, binu.id)
        assert broken_promises() == []

    def test_needs_a_bid_to_be_cancelled(self, hall: Hall, asha: Shop) -> None:
        refused(errors.NothingStanding, lambda: hall.cancel(asha))


class TestABond:
    def test_is_given_with_the_first_bid_and_once(self, asha: Shop, binu: Shop) -> None:
        hall = a_hall(plan=BOND)
        hall.bid(asha, 90_000)
        hall.bid(binu, 80_000)
        hall.bid(asha, 70_000)
        assert (hall.bond(asha), asha.available) == (5_000, 45_000)
        assert hall.seat(asha).bonds_count == 1
        kinds = AuditRecord.objects.filter(merchant_id=asha.id, action="bid.hold_bond")
        assert [each.after["bond_paise"] for each in kinds] == [5_000]
        assert broken_promises() == []

    def test_that_cannot_be_given_is_no_bid(self) -> None:
        hall, poor = a_hall(plan=BOND), a_shop("Poor", paise=4_999)
        refused(InsufficientFunds, lambda: hall.bid(poor, 90_000))


class TestAffiliation:
    def test_who_shares_a_member_with_the_poster_does_not_bid(self, hall: Hall) -> None:
        friend = a_shop("Friend")
        joined(friend, hall.poster.owner_id)
        found = refused(errors.BidderAffiliated, lambda: hall.bid(friend, 90_000))
        assert found.facts == {"shares": ["member"]}

    def test_who_shares_a_bank_account_does_not_either(self, hall: Hall) -> None:
        friend = a_shop("Friend", accounts=0)
        friend.add_account(hall.poster.accounts[0].number)
        found = refused(errors.BidderAffiliated, lambda: hall.bid(friend, 90_000))
        assert found.facts == {"shares": ["bank_account"]}

    def test_bidders_who_share_something_are_flagged(self, hall: Hall, asha: Shop) -> None:
        friend = a_shop("Friend", accounts=0)
        friend.add_account(asha.accounts[0].number)
        joined(friend, asha.owner_id)
        hall.bid(asha, 90_000)
        hall.bid(friend, 80_000)
        flags = Flag.objects.order_by("shares").values_list("party_id", "other_id", "shares")
        assert list(flags) == [
            (friend.id, asha.id, "bank_account"),
            (friend.id, asha.id, "member"),
        ]


class TestARetraction:
    def test_corrects_a_slip_at_once(self, hall: Hall, asha: Shop, binu: Shop) -> None:
        hall.instruct(asha, 60_000)
        hall.bid(binu, 9_500, confirmation=self.meant(hall, binu, 9_500))
        assert hall.stands == (9_500, binu.id)
        placed = hall.retract(binu, corrected=95_000)
        assert hall.stands == (94_000, asha.id)
        assert (placed.rank, placed.bid, placed.sequence) == (2, rupees(95_000), 4)
        assert [line.kind for line in hall.log] == ["instruct", "bid", "retract", "bid"]
        assert (hall.log[2].target, hall.log[2].grounds) == (2, "correction")
        assert told(binu) == ["bid.placed"]
        assert broken_promises() == []

    def test_is_refused_with_what_the_right_bid_would_be(
        self, hall: Hall, asha: Shop, binu: Shop
    ) -> None:
        hall.bid(asha, 90_000)
        hall.bid(binu, 80_000)
        refused(errors.Outbid, lambda: hall.retract(binu, corrected=89_500))
        found = refused(errors.RetractionRefused, lambda: hall.retract(binu))
        assert found.facts == {"reason": "no_correction"}
        found = refused(errors.RetractionRefused, lambda: hall.retract(binu, corrected=80_000))
        assert found.facts == {"reason": "not_a_correction"}
        pass_time(timedelta(seconds=61))
        found = refused(errors.RetractionRefused, lambda: hall.retract(binu, corrected=85_000))
        assert found.facts == {"reason": "too_late_after_the_bid"}
        # Nobody takes a bid back for a bond that there is not.
        refused(errors.RetractionRefused, lambda: hall.retract(binu, forfeit=True))
        charu = a_shop("Charu")
        refused(errors.NothingStanding, lambda: hall.retract(charu, corrected=1))

    def test_is_refused_near_the_end(self, hall: Hall, asha: Shop) -> None:
        pass_time(2 * HOUR - 4 * MINUTE)
        hall.bid(asha, 80_000)
        found = refused(errors.RetractionRefused, lambda: hall.retract(asha, corrected=90_000))
        assert found.facts == {"reason": "too_near_the_end"}

    def test_e09_against_the_rule_costs_the_bond_and_the_place(
        self, asha: Shop, binu: Shop
    ) -> None:
        hall = a_hall(plan={"bond": rupees(5_001)})
        hall.bid(asha, 90_000)
        hall.bid(binu, 80_000)
        hall.retract(binu, forfeit=True)
        assert hall.stands == (90_000, asha.id)
        # Half to the other side, half to who was next, the odd paisa to the other side.
        assert (hall.bond(binu), hall.poster.available, asha.available) == (0, 2_501, 47_499)
        assert told(binu)[-1] == "bid.defaulted"
        refused(errors.BidderExcluded, lambda: hall.bid(binu, 70_000))
        assert broken_promises() == []

    def test_e09_leaves_the_price_that_there_would_be_without_it(
        self, asha: Shop, binu: Shop
    ) -> None:
        """The others' limits act as they would have, and everybody is told of the new price."""
        hall = a_hall(plan=BOND)
        charu = a_shop("Charu", paise=50_000)
        for shop, limit in ((asha, 60_000), (binu, 65_000), (charu, 50_000)):
            hall.instruct(shop, limit)
        assert hall.stands == (59_000, charu.id)
        hall.retract(charu, forfeit=True)
        assert hall.stands == (64_000, asha.id)
        facts = Event.objects.filter(subject=f"auction/{hall.auction.id}", type="auction.moved")
        prices = [each.payload["price"]["amount_minor"] for each in facts.order_by("id")]
        assert prices == [100_000, 64_000, 59_000, 64_000]
        # The limit of whoever is out of it is never heard of again.
        hall.bid(binu, 63_000)
        assert hall.stands == (62_000, asha.id)
        assert broken_promises() == []

    def test_near_the_end_leaves_the_others_time_to_answer(self, asha: Shop, binu: Shop) -> None:
        """Bid shielding: a high bid that goes away at the last moment gains nothing."""
        hall = a_hall(plan=BOND)
        hall.bid(asha, 90_000)
        hall.bid(binu, 70_000)
        pass_time(2 * HOUR - MINUTE)
        ends_at = hall.auction.ends_at
        hall.retract(binu, forfeit=True)
        assert hall.auction.ends_at > ends_at + MINUTE
        assert broken_promises() == []

    @staticmethod
    def meant(hall: Hall, shop: Shop, paise: int) -> str:
        with pytest.raises(errors.UnusualBid) as found:
            hall.bid(shop, paise)
        word: str = found.value.facts["confirmation"]
        return word


class TestAnExclusion:
    def test_takes_all_bids_out_and_gives_the_bond_back(self, asha: Shop, binu: Shop) -> None:
        hall = a_hall(plan=BOND)
        hall.bid(asha, 90_000)
        hall.bid(binu, 80_000)

        def exclude() -> bool:
            with db.transaction():
                return actions.exclude_bidder(
                    deal_id=hall.deal_id, party_id=binu.id, reason="A shill.", actor=WHO,
                    at=db.clock(),
                )  # fmt: skip

        assert exclude()
        assert hall.stands == (90_000, asha.id)
        assert (hall.bond(binu), binu.available) == (0, 50_000)
        assert not exclude()
        refused(errors.BidderExcluded, lambda: hall.bid(binu, 70_000))
        assert broken_promises() == []


class TestOtherTerms:
    def test_e08_make_bids_wait_until_they_are_confirmed(self, asha: Shop, binu: Shop) -> None:
        hall = a_hall(plan=BOND)
        hall.bid(asha, 90_000)
        hall.instruct(binu, 70_000)
        amended(hall)
        assert (hall.auction.terms_version, hall.stands) == (2, (0, None))
        # Whoever bids has at least four hours to read what changed.
        assert hall.auction.ends_at >= db.clock() + 3 * HOUR
        assert told(asha)[-1] == told(binu)[-1] == "bid.stale"
        refused(errors.StaleTerms, lambda: hall.reconfirm(asha, terms_version=1))
        assert hall.reconfirm(asha).rank == 1
        assert hall.stands == (90_000, asha.id)
        refused(errors.NothingStanding, lambda: hall.reconfirm(asha))
        assert hall.reconfirm(binu).is_leading
        assert hall.stands == (89_000, binu.id)
        charu = a_shop("Charu")
        refused(errors.NothingStanding, lambda: hall.reconfirm(charu))
        assert broken_promises() == []

    def test_e08_let_everybody_go_for_nothing(self, asha: Shop) -> None:
        hall = a_hall(plan=BOND)
        hall.bid(asha, 90_000)
        amended(hall)
        hall.retract(asha)
        assert (hall.bond(asha), asha.available) == (0, 50_000)
        refused(errors.NothingStanding, lambda: hall.reconfirm(asha))
        assert hall.bid(asha, 80_000).rank == 1
        assert (hall.bond(asha), hall.seat(asha).bonds_count) == (5_000, 2)
        assert broken_promises() == []

    def test_that_change_nothing_of_weight_leave_bids_as_they_are(
        self, hall: Hall, asha: Shop
    ) -> None:
        hall.bid(asha, 90_000)
        later = hall.deal.deadline
        assert later is not None
        act(deals.amend_deal, hall.poster, deal_id=hall.deal_id, body=shares(),
            deadline=later + HOUR)  # fmt: skip
        hear()
        assert hall.stands == (90_000, asha.id)
        assert hall.auction.ends_at == later + HOUR
        assert hall.log[-1].kind == "delay"
        assert broken_promises() == []


def planned(shop: Shop, deal_id: Any, **changes: Any) -> Any:
    told = AuctionPlan(**{"step": STEP} | changes)
    return act(actions.plan_auction, shop, deal_id=deal_id, plan=told)


def amended(hall: Hall) -> None:
    act(deals.amend_deal, hall.poster, deal_id=hall.deal_id, body=shares(5_000, 5_000))
    hear()


def joined(shop: Shop, user_id: Any) -> None:
    with db.transaction():
        identity.add_member(
            merchant_id=shop.id, user_id=user_id, role=MemberRole.VIEWER, actor=WHO, at=db.clock()
        )
