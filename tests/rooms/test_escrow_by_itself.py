"""What happens in escrow when nobody does anything: silence, days that come, money gone home."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from adulis.cases.models import Case
from adulis.escrow import actions, errors, queries
from adulis.escrow.actions.clockwork import INSPECTION
from adulis.escrow.tasks import fire_timers
from adulis.escrow.values import OnSilence
from adulis.events.models import Event
from adulis.identity import actions as identity
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove
from adulis.timers import actions as timers
from adulis.timers import queries as clocks
from adulis.timers.tasks import claim_timers
from adulis.timers.values import ClaimedTimer
from adulis.wallets import actions as wallets
from tests.bank import broken_promises
from tests.escrowing import DAY, PAISE, WHO, Deal, a_deal, an_escrow_fee, pass_time
from tests.owing import owes
from tests.world import a_shop

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def deal() -> Deal:
    an_escrow_fee(200)
    return a_deal()


def told(deal: Deal, kind: str) -> list[Event]:
    rows = Event.objects.filter(subject=f"milestone/{deal.id()}", type=kind)
    return list(rows.order_by("subject_sequence"))


def inspection_ends(deal: Deal) -> object:
    running = clocks.timers_of([f"milestone/{deal.id()}"])[f"milestone/{deal.id()}"]
    return next(each for each in running if each.kind == INSPECTION)


class TestSilence:
    def test_e26_is_a_yes_when_the_time_to_look_is_over(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        pass_time(14 * DAY - HOUR)
        assert deal.state() == "submitted"
        pass_time(HOUR)
        assert (deal.state(), deal.seller.available) == ("released", 988_200)
        [approved] = told(deal, "milestone.approved")
        assert approved.payload["by_silence"] is True
        assert deal.payments()[0].reason == "silence"
        assert broken_promises() == []

    def test_is_reminded_of_before(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        pass_time(14 * DAY - timedelta(minutes=1))
        found = told(deal, "milestone.reminder")
        # Half way, at four fifths, a day and an hour before.
        assert [each.payload["what"] for each in found] == ["inspection"] * 4

    def test_counts_from_the_last_time_it_was_handed_in_and_in_full(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        pass_time(13 * DAY)
        deal.request_changes()
        pass_time(5 * DAY)
        assert deal.state() == "changes_requested"
        deal.submit()
        pass_time(13 * DAY)
        assert deal.state() == "submitted"
        pass_time(DAY)
        assert deal.state() == "released"

    def test_opens_a_dispute_where_that_was_agreed(self) -> None:
        deal = a_deal(on_silence=OnSilence.DISPUTE)
        deal.fund()
        deal.submit()
        pass_time(14 * DAY)
        assert (deal.state(), deal.held()) == ("submitted", PAISE)
        assert [each.payload["round_number"] for each in told(deal, "milestone.silent")] == [1]
        assert broken_promises() == []

    def test_is_no_yes_while_all_of_it_is_disputed(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        pass_time(10 * DAY)
        dispute_id = deal.dispute(PAISE)
        pass_time(30 * DAY)
        assert deal.state() == "submitted"
        deal.end_dispute(dispute_id)
        # Of its fourteen days four were left, and are again.
        pass_time(4 * DAY - HOUR)
        assert deal.state() == "submitted"
        pass_time(HOUR)
        assert deal.state() == "released"
        assert broken_promises() == []

    def test_releases_what_is_not_disputed(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        dispute_id = deal.dispute(400_000)
        pass_time(14 * DAY)
        assert (deal.state(), deal.milestone().released_minor) == ("submitted", 600_000)
        assert deal.milestone().paused_reason == "dispute"
        deal.end_dispute(dispute_id)
        # What was disputed the buyer may look at anew.
        assert (deal.state(), deal.milestone().left_minor) == ("submitted", 400_000)
        pass_time(14 * DAY)
        assert (deal.state(), deal.held()) == ("released", 0)
        assert broken_promises() == []

    def test_e07_that_is_over_is_over_and_a_dispute_comes_too_late(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        pass_time(14 * DAY)
        with pytest.raises(errors.AgreementOver):
            deal.dispute(PAISE)

    def test_e29_while_we_were_away_is_no_silence(self, deal: Deal) -> None:
        """All deadlines are on database time, and an outage of ours is given back."""
        deal.fund()
        deal.submit()
        before = inspection_ends(deal).due_at  # type: ignore[attr-defined]
        with db.transaction():
            db.execute("UPDATE timers_heartbeat SET beat_at = adulis_clock() - interval '3 hours'")
            db.execute("UPDATE timers_timer SET running_since = running_since - interval '5 hours'")
            timers.note_heartbeat(actor=WHO, at=db.clock())
        moved = inspection_ends(deal).due_at - before  # type: ignore[attr-defined]
        assert timedelta(hours=3) <= moved < timedelta(hours=3, minutes=1)


class TestWhatNobodyDelivers:
    def test_e26_goes_home_when_both_have_vanished(self) -> None:
        an_escrow_fee(200)
        deal = a_deal(deliver_by=db.clock() + 10 * DAY)
        before = deal.buyer.available
        deal.fund()
        pass_time(42 * DAY)
        assert deal.state() == "funded"
        pass_time(DAY)
        assert (deal.state(), deal.buyer.available) == ("refunded", before)
        assert deal.payments()[0].reason == "given_up"
        assert broken_promises() == []

    def test_e26_goes_home_after_half_a_year_where_no_day_was_agreed(self, deal: Deal) -> None:
        deal.fund()
        pass_time(179 * DAY)
        assert deal.state() == "funded"
        pass_time(DAY)
        assert deal.state() == "refunded"

    def test_e26_counts_anew_from_changes_that_nobody_makes(self, deal: Deal) -> None:
        deal.fund()
        pass_time(170 * DAY)
        deal.submit()
        deal.request_changes()
        pass_time(100 * DAY)
        assert deal.state() == "changes_requested"
        pass_time(80 * DAY)
        assert deal.state() == "refunded"

    def test_is_reminded_of_before_the_buyer_may_go(self) -> None:
        deal = a_deal(deliver_by=db.clock() + 10 * DAY)
        deal.fund()
        pass_time(13 * DAY - HOUR)
        assert {each.payload["what"] for each in told(deal, "milestone.reminder")} == {"delivery"}
        assert told(deal, "milestone.overdue") == []
        pass_time(HOUR)
        assert len(told(deal, "milestone.overdue")) == 1


class TestFundingThatDoesNotCome:
    def test_e12_lapses_and_the_part_that_came_goes_back(self) -> None:
        """The deal above learns of it, and counts it against the buyer."""
        an_escrow_fee(200)
        deal = a_deal(PAISE, PAISE)
        before = deal.buyer.available
        deal.fund(1, paise=400_000)
        pass_time(5 * DAY)
        assert (deal.agreement.state, deal.buyer.available) == ("lapsed", before)
        assert [each.state for each in deal.milestones] == ["cancelled", "cancelled"]
        assert deal.payments()[0].kind == "unfunded"
        [lapsed] = Event.objects.filter(type="agreement.lapsed", merchant_id=deal.seller.id)
        assert lapsed.payload["about"] == deal.agreement.subject
        assert broken_promises() == []

    def test_e02_at_the_deadline_a_part_goes_back_and_the_milestone_may_be_funded_again(
        self,
    ) -> None:
        an_escrow_fee(200)
        deal = a_deal(PAISE, PAISE)
        deal.fund(1)
        deal.fund(2, paise=1_011_799)
        pass_time(5 * DAY)
        assert (deal.agreement.state, deal.state(2), deal.held(2)) == ("active", "planned", 0)
        deal.fund(2)
        assert (deal.state(2), deal.held(2)) == ("funded", 1_011_800)
        deal.approve(2)
        assert broken_promises() == []

    def test_e04_paid_after_it_has_lapsed_stays_in_the_wallet(self, deal: Deal) -> None:
        before = deal.buyer.available
        pass_time(5 * DAY)
        with pytest.raises(errors.AgreementOver):
            deal.fund()
        assert deal.buyer.available == before

    def test_pays_what_the_buyer_owes_first(self) -> None:
        deal = a_deal(buyer=a_shop("Asha", paise=400_000))
        deal.fund(paise=400_000)
        owes(deal.buyer, 1_000)
        pass_time(5 * DAY)
        assert (deal.buyer.owed, deal.buyer.available) == (0, 399_000)


class TestTimers:
    def test_that_find_another_state_do_nothing(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        with db.transaction():
            timers.advance_clock(seconds=14 * 86_400, actor=WHO, at=db.clock())
        claims = claim_timers([INSPECTION])
        deal.approve()
        with db.transaction():
            assert not actions.fire_timer(claim=claims[0], actor=WHO, at=db.clock())
        assert len(deal.payments()) == 1

    def test_are_not_believed_when_they_do_not_fit(self, deal: Deal) -> None:
        """A timer that should not be there finds a milestone that nobody looks at."""
        deal.fund()
        subject = f"milestone/{deal.id()}"
        with db.transaction():
            timers.set_timer(
                kind=INSPECTION, subject=subject, key=f"{subject}/planted",
                due_at=db.clock() + HOUR, at=db.clock(),
            )  # fmt: skip
        pass_time(HOUR)
        assert (deal.state(), deal.payments()) == ("funded", [])

    def test_fire_once(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        pass_time(14 * DAY)
        assert fire_timers() == 0
        assert len(deal.payments()) == 1

    def test_that_fail_again_and_again_are_looked_at_by_people(self, deal: Deal) -> None:
        deal.fund()
        subject = f"milestone/{deal.id()}"
        claim = ClaimedTimer(
            kind="milestone.given_up", subject=subject, due_at=db.clock(),
            id=uuid4(), fence=9, is_poison=True,
        )  # fmt: skip
        with db.transaction():
            actions.park_timer(claim=claim, actor=WHO, at=db.clock())
        case = Case.objects.get(kind="poison_timer")
        assert (case.subject, case.evidence[0]["kind"]) == (subject, "milestone.given_up")


class TestFreezes:
    def freeze(self, deal: Deal, reason: str = "A look") -> None:
        with db.transaction():
            identity.freeze_payouts(
                merchant_id=deal.seller.id, reason=reason, actor=WHO, at=db.clock()
            )

    def hold(self, deal: Deal) -> int:
        with db.transaction():
            return actions.hold_all_of(merchant_id=deal.seller.id, actor=WHO, at=db.clock())

    def unfreeze(self, deal: Deal) -> int:
        with db.transaction():
            identity.unfreeze_payouts(
                merchant_id=deal.seller.id, only_because_of="A look", actor=WHO, at=db.clock()
            )
        with db.transaction():
            return actions.resume_all_of(merchant_id=deal.seller.id, actor=WHO, at=db.clock())

    def test_hold_everything_and_stop_the_time(self, deal: Deal) -> None:
        deal.fund()
        deal.submit()
        pass_time(10 * DAY)
        self.freeze(deal)
        assert (self.hold(deal), self.hold(deal)) == (1, 0)
        pass_time(30 * DAY)
        assert (deal.state(), deal.milestone().paused_reason) == ("submitted", "freeze")
        with pytest.raises(errors.MilestonePaused):
            deal.approve()
        assert self.unfreeze(deal) == 1
        pass_time(4 * DAY - HOUR)
        assert deal.state() == "submitted"
        pass_time(HOUR)
        assert deal.state() == "released"
        assert broken_promises() == []

    def test_are_seen_at_the_release_before_anybody_has_told(self, deal: Deal) -> None:
        deal.fund()
        self.freeze(deal)
        deal.approve()
        assert (deal.state(), deal.milestone().paused_reason) == ("approved", "freeze")
        assert deal.seller.available == 0
        self.unfreeze(deal)
        assert (deal.state(), deal.seller.available) == ("released", 988_200)
        assert broken_promises() == []

    def test_release_no_part_either(self, deal: Deal) -> None:
        deal.fund()
        self.freeze(deal)
        with pytest.raises(errors.MilestonePaused):
            deal.approve(paise=1_000)

    def test_hold_what_is_funded_meanwhile(self, deal: Deal) -> None:
        self.freeze(deal)
        deal.fund()
        assert deal.milestone().paused_reason == "freeze"

    def test_for_a_debt_hold_nothing(self, deal: Deal) -> None:
        deal.fund()
        owes(deal.seller, 1_000)
        assert self.hold(deal) == 0
        deal.approve()
        assert deal.seller.available == 987_200

    def test_may_be_one_of_several_reasons(self, deal: Deal) -> None:
        deal.fund()
        dispute_id = deal.dispute(PAISE)
        self.freeze(deal)
        self.hold(deal)
        deal.end_dispute(dispute_id)
        assert deal.milestone().paused_reason == "freeze"
        self.unfreeze(deal)
        assert deal.milestone().paused_reason == ""


def test_e13_nobody_is_told_whom_we_look_at(deal: Deal) -> None:
    deal.fund()
    with db.transaction():
        identity.freeze_payouts(
            merchant_id=deal.seller.id, reason="A look", actor=WHO, at=db.clock()
        )
    with db.transaction():
        actions.hold_all_of(merchant_id=deal.seller.id, actor=WHO, at=db.clock())
    rows = [deal.milestone()]
    seen = [
        queries.milestones_seen(shop.viewer, rows, now=db.clock())[0].waiting
        for shop in (deal.buyer, deal.seller)
    ]
    assert seen[0] == seen[1]
    assert seen[0] is not None
    assert "regulatory" in seen[0].then


def test_what_is_no_longer_possible_is_said_by_its_state(deal: Deal) -> None:
    deal.fund()
    deal.refund()
    with pytest.raises(errors.AgreementOver):
        deal.submit()
    planned = a_deal()
    with pytest.raises(IllegalMove):
        planned.refund()


def test_a_credit_does_not_settle_what_is_not_owed(deal: Deal) -> None:
    deal.fund()
    deal.approve()
    with db.transaction():
        assert not wallets.settle_debt(
            merchant_id=deal.seller.id, cause="tests", actor=WHO, at=db.clock()
        )
