"""What has to come true before a release: conditions, signals, and a second owner's yes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from adulis.approvals.errors import AlreadyAsked, ApprovalNotFound, ApproverIsMaker, NotTheMaker
from adulis.approvals.models import Approval
from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.escrow import actions, errors
from adulis.escrow.conditions import IST
from adulis.escrow.effects import effect_of
from adulis.escrow.values import Confirmation, Evidence, Rest
from adulis.events.models import Event
from adulis.identity.errors import RoleTooLow
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from adulis.oversight import actions as oversight
from tests.bank import broken_promises
from tests.escrowing import (
    DAY,
    PAISE,
    WHO,
    Deal,
    a_deal,
    a_file,
    an_escrow_fee,
    an_operator,
    pass_time,
    with_key,
)
from tests.rows import changed_since, everything
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db
BUYER = {"type": "buyer_approves"}
BOTH = {"type": "both_approve"}
BILL = {"type": "document", "name": "bill_of_lading"}


def refused(refusal: type[Exception], verb: Callable[[], Any]) -> Any:
    before = everything()
    with pytest.raises(refusal) as found:
        verb()
    assert changed_since(before) == {}
    return found.value


def confirmation(deal: Deal, paise: int = PAISE) -> Confirmation:
    return Confirmation(amount=rupees(paise), payee_id=deal.seller.id)


def signal(shop: Shop, deal: Deal, name: str = "arrived", key_id: UUID | None = None) -> None:
    viewer = shop.viewer if key_id is None else with_key(shop, key_id)
    with db.transaction():
        actions.record_signal(
            viewer=viewer, milestone_id=deal.id(), name=name, actor=viewer.actor, at=db.clock()
        )


class TestConditions:
    def test_besides_the_buyers_word_are_waited_for(self) -> None:
        deal = a_deal(conditions={"all": [BUYER, BILL]})
        deal.fund()
        deal.approve()
        assert (deal.state(), deal.held()) == ("approved", PAISE)
        deal.refund(paise=1_000)
        offer = deal.propose(deal.seller, 500_000, 499_000)
        deal.accept(deal.buyer, offer)
        assert (deal.state(), deal.seller.available) == ("released", 500_000)
        assert broken_promises() == []

    def test_a_named_document_is_a_file_handed_in_as_that(self) -> None:
        deal = a_deal(conditions={"all": [BUYER, BILL]})
        deal.fund()
        deal.submit(1, Evidence(file_id=a_file(deal.seller), name="invoice"))
        deal.approve()
        assert deal.state() == "approved"
        other = a_deal(conditions={"all": [BUYER, BILL]})
        other.fund()
        other.submit(1, Evidence(file_id=a_file(other.seller), name="bill_of_lading"))
        other.approve()
        assert other.state() == "released"

    def test_alternatives_need_no_word_of_the_buyers(self) -> None:
        deal = a_deal(conditions={"any": [BUYER, BILL]})
        deal.fund()
        deal.submit(1, Evidence(file_id=a_file(deal.seller), name="bill_of_lading"))
        assert (deal.state(), deal.seller.available) == ("released", PAISE)

    def test_a_day_that_comes_releases_by_itself(self) -> None:
        day = (db.clock() + 5 * DAY).astimezone(IST).date()
        deal = a_deal(conditions={"all": [BUYER, {"type": "date", "on": day.isoformat()}]})
        deal.fund()
        deal.approve()
        assert deal.state() == "approved"
        pass_time(3 * DAY)
        assert deal.state() == "approved"
        pass_time(3 * DAY)
        assert (deal.state(), deal.payments()[0].reason) == ("released", "conditions_met")

    def test_what_came_true_before_the_money_came_counts(self) -> None:
        day = (db.clock() - 5 * DAY).date()
        deal = a_deal(conditions={"type": "date", "on": day.isoformat()})
        deal.fund()
        assert deal.state() == "released"

    def test_a_part_is_released_when_all_but_the_word_is_there(self) -> None:
        deal = a_deal(conditions={"all": [BUYER, BILL]})
        deal.fund()
        found = refused(errors.ConditionsUnmet, lambda: deal.approve(paise=1_000))
        assert found.facts["missing"] == [BILL]

    def test_what_is_left_beside_a_dispute_is_a_part_as_well(self) -> None:
        deal = a_deal(conditions={"all": [BUYER, BILL]})
        deal.fund()
        deal.dispute(400_000)
        found = refused(errors.ConditionsUnmet, lambda: deal.approve(paise=600_000))
        assert found.facts["missing"] == [BILL]

    def test_both_have_to_agree_where_both_have_to(self) -> None:
        deal = a_deal(conditions={"all": [BOTH]})
        deal.fund()
        deal.approve()
        assert deal.state() == "approved"
        deal.sellers(actions.approve_milestone, confirmed=confirmation(deal))
        assert deal.state() == "released"
        other = a_deal(conditions={"all": [BOTH]})
        other.fund()
        other.submit()  # handing in is a yes
        other.approve()
        assert other.state() == "released"

    def test_the_sellers_yes_alone_releases_nothing(self) -> None:
        deal = a_deal(conditions={"all": [BOTH]})
        refused(
            IllegalMove,
            lambda: deal.sellers(actions.approve_milestone, confirmed=confirmation(deal, 1)),
        )
        deal.fund()
        deal.sellers(actions.approve_milestone, confirmed=confirmation(deal))
        assert deal.state() == "funded"
        deal.approve()
        assert deal.state() == "released"

    def test_silence_is_the_buyers_word_and_no_more(self) -> None:
        deal = a_deal(conditions={"all": [BUYER, {"type": "signal", "name": "arrived"}]})
        deal.fund()
        deal.submit()
        pass_time(14 * DAY)
        assert deal.state() == "approved"
        signal(deal.buyer, deal)
        assert deal.state() == "released"


class TestWhatNeverComesTrue:
    """The buyer's word is there, and the rest does not come: one day people are asked."""

    @pytest.fixture
    def deal(self) -> Deal:
        an_escrow_fee(200)
        made = a_deal(conditions={"all": [BUYER, BILL]})
        made.fund()
        made.approve()
        return made

    def decide(self, decision: Decision) -> None:
        case = Case.objects.exclude(state="closed").get(kind="escrow_stuck")
        told: dict[str, Any] = {"case_id": case.id, "decision": decision}
        with db.transaction():
            cases.propose_decision(**told, details={}, actor=an_operator(), at=db.clock())
        with db.transaction():
            actions.decide_case(**told, actor=an_operator(), at=db.clock())

    def test_is_a_question_after_half_a_year(self, deal: Deal) -> None:
        pass_time(179 * DAY)
        assert not Case.objects.exists()
        pass_time(DAY)
        case = Case.objects.get()
        assert (case.kind, case.evidence[0]["missing"]) == ("escrow_stuck", [BILL])
        for decision, told in (
            (Decision.ACCEPT, "released to the seller"),
            (Decision.RETURN, "go back to the buyer"),
            (Decision.KEEP_ASKING, "another half year"),
        ):
            assert told in effect_of(case.id, decision, at=db.clock())

    def test_is_released_if_two_operators_say_so(self, deal: Deal) -> None:
        pass_time(180 * DAY)
        self.decide(Decision.ACCEPT)
        assert (deal.state(), deal.seller.available) == ("released", 988_200)
        assert broken_promises() == []

    def test_goes_back_if_two_operators_say_so(self, deal: Deal) -> None:
        before = deal.buyer.available
        pass_time(180 * DAY)
        self.decide(Decision.RETURN)
        assert (deal.state(), deal.buyer.available - before) == ("refunded", 1_011_800)
        assert broken_promises() == []

    def test_waits_on_and_is_asked_about_again(self, deal: Deal) -> None:
        pass_time(180 * DAY)
        self.decide(Decision.KEEP_ASKING)
        pass_time(179 * DAY)
        assert Case.objects.exclude(state="closed").count() == 0
        pass_time(DAY)
        assert Case.objects.exclude(state="closed").count() == 1
        # What the two sides agree on answers it.
        deal.accept(deal.seller, deal.propose(deal.buyer, PAISE, 0))
        assert Case.objects.exclude(state="closed").count() == 0
        assert broken_promises() == []

    def test_moves_nothing_while_it_is_held(self, deal: Deal) -> None:
        pass_time(180 * DAY)
        deal.dispute(PAISE)
        with pytest.raises(errors.MilestonePaused):
            self.decide(Decision.ACCEPT)


class TestSignals:
    def test_by_the_key_that_the_terms_name_and_no_other(self) -> None:
        carrier = a_shop("Chand Carriers")
        key_id = uuid4()
        arrived = {"type": "signal", "name": "arrived", "key_id": str(key_id)}
        deal = a_deal(conditions={"all": [arrived]})
        deal.fund()
        refused(errors.SignalNotYours, lambda: signal(deal.buyer, deal))
        refused(errors.SignalNotYours, lambda: signal(deal.seller, deal, key_id=uuid4()))
        # Whose business it is not has no such milestone.
        refused(errors.MilestoneNotFound, lambda: signal(carrier, deal))
        refused(errors.MilestoneNotFound, lambda: signal(carrier, deal, key_id=uuid4()))
        refused(errors.SignalUnknown, lambda: signal(carrier, deal, "lost", key_id))
        signal(carrier, deal, key_id=key_id)
        assert (deal.state(), deal.seller.available) == ("released", PAISE)
        told = Event.objects.filter(type="milestone.signalled", merchant_id=deal.seller.id)
        assert [each.payload["name"] for each in told] == ["arrived"]
        assert broken_promises() == []

    def test_without_a_key_in_the_terms_are_the_buyers(self) -> None:
        deal = a_deal(conditions={"all": [{"type": "signal", "name": "arrived"}]})
        deal.fund()
        refused(errors.SignalNotYours, lambda: signal(deal.seller, deal))
        refused(errors.SignalNotYours, lambda: signal(deal.seller, deal, key_id=uuid4()))
        signal(deal.buyer, deal)
        assert deal.state() == "released"

    def test_count_once_and_also_before_the_money_is_there(self) -> None:
        deal = a_deal(conditions={"all": [{"type": "signal", "name": "arrived"}]})
        signal(deal.buyer, deal)
        signal(deal.buyer, deal)
        assert Event.objects.filter(type="milestone.signalled").count() == 2  # one for each side
        deal.fund()
        assert deal.state() == "released"
        refused(errors.AgreementOver, lambda: signal(deal.buyer, deal))

    def test_are_not_taken_of_what_is_over_or_held(self) -> None:
        deal = a_deal(PAISE, PAISE, conditions={"any": [BUYER, {"type": "signal", "name": "x"}]})
        deal.fund()
        dispute_id = deal.dispute(PAISE)
        refused(errors.MilestonePaused, lambda: signal(deal.buyer, deal, "x"))
        deal.rule(dispute_id, PAISE, 0)
        refused(IllegalMove, lambda: signal(deal.buyer, deal, "x"))


class TestASecondOwner:
    @pytest.fixture
    def deal(self) -> Deal:
        made = a_deal()
        with db.transaction():
            actions.set_approval_threshold(
                merchant_id=made.buyer.id, above=rupees(500_000), actor=WHO, at=db.clock()
            )
        made.fund()
        return made

    def owner(self, shop: Shop) -> Actor:
        user_id, _ = a_member(shop, MemberRole.OWNER)
        return Actor(ActorKind.USER, str(user_id), str(user_id))

    def decide(self, verb: Any, deal: Deal, actor: Actor) -> Any:
        with db.transaction():
            return verb(
                merchant_id=deal.buyer.id, milestone_id=deal.id(), actor=actor, at=db.clock()
            )

    def test_is_asked_above_the_limit_and_releases(self, deal: Deal) -> None:
        deal.submit()
        deal.approve()
        assert (deal.state(), deal.held()) == ("submitted", PAISE)
        asked = Approval.objects.get()
        assert (asked.kind, asked.subject, asked.details["amount_paise"]) == (
            "release", f"milestone/{deal.id()}", PAISE,
        )  # fmt: skip
        refused(
            ApproverIsMaker, lambda: self.decide(actions.approve_release, deal, deal.buyer.actor)
        )
        refused(AlreadyAsked, deal.approve)
        owner = self.owner(deal.buyer)
        self.decide(actions.approve_release, deal, owner)
        assert (deal.state(), deal.seller.available) == ("released", PAISE)
        assert broken_promises() == []

    def test_is_not_asked_below_it(self, deal: Deal) -> None:
        deal.approve(paise=500_000)
        assert deal.seller.available == 500_000

    def test_decides_about_a_part_and_its_rest_as_well(self, deal: Deal) -> None:
        deal.approve(paise=600_000, rest=Rest.RETURN)
        self.decide(actions.approve_release, deal, self.owner(deal.buyer))
        assert (deal.seller.available, deal.milestone().left_minor) == (600_000, 400_000)

    def test_is_an_owner_of_the_buyers(self, deal: Deal) -> None:
        deal.approve()
        other = self.owner(a_shop("Chand"))
        refused(RoleTooLow, lambda: self.decide(actions.approve_release, deal, other))
        refused(RoleTooLow, lambda: self.decide(actions.refuse_release, deal, other))

    def test_may_refuse_and_nothing_has_changed(self, deal: Deal) -> None:
        deal.approve()
        self.decide(actions.refuse_release, deal, self.owner(deal.buyer))
        assert (deal.state(), deal.held()) == ("funded", PAISE)
        deal.approve()  # and may be asked again
        assert Approval.objects.filter(state="waiting").count() == 1

    def test_need_not_answer_what_is_withdrawn(self, deal: Deal) -> None:
        deal.approve()
        refused(NotTheMaker, lambda: self.decide(actions.withdraw_release, deal, WHO_ELSE))
        self.decide(actions.withdraw_release, deal, deal.buyer.actor)
        assert Approval.objects.get().state == "withdrawn"

    def test_is_waited_for_seven_days(self, deal: Deal) -> None:
        deal.approve()
        assert not self.decide(actions.expire_release, deal, WHO)
        pass_time(7 * DAY)
        assert self.decide(actions.expire_release, deal, WHO)
        owner = self.owner(deal.buyer)
        refused(
            IllegalMove,
            lambda: self.decide(actions.approve_release, deal, owner),
        )

    def test_decides_only_what_was_asked(self, deal: Deal) -> None:
        deal.approve()
        deal.dispute(600_000)
        # What was asked is no longer there to be released: nobody is asked any more.
        assert Approval.objects.get().state == "withdrawn"

    @pytest.mark.parametrize("verb", ["refund", "submit and changes", "silence"])
    def test_is_not_asked_about_what_has_ended(self, deal: Deal, verb: str) -> None:
        deal.submit()
        deal.approve()
        if verb == "refund":
            deal.refund()
        elif verb == "silence":
            # The limit binds the buyer's people; silence was agreed with the seller.
            pass_time(14 * DAY)
            assert deal.state() == "released"
        else:
            deal.request_changes()
        assert Approval.objects.get().state == "withdrawn"
        assert broken_promises() == []

    def test_is_reached_through_the_inbox(self, deal: Deal) -> None:
        deal.approve()
        owner = self.owner(deal.buyer)
        with db.transaction():
            oversight.approve(approval=Approval.objects.get(), actor=owner, at=db.clock())
        assert deal.state() == "released"

    def test_nobody_approves_what_nobody_asked(self, deal: Deal) -> None:
        owner = self.owner(deal.buyer)
        refused(ApprovalNotFound, lambda: self.decide(actions.approve_release, deal, owner))


WHO_ELSE = Actor(ActorKind.USER, str(UUID(int=1)), str(UUID(int=1)))
