"""Rulings: who may, the second person, the appeal, and when money moves; and the bank's word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from adulis.approvals import queries as approvals
from adulis.approvals.errors import ApprovedThingChanged, ApproverIsMaker, NotTheMaker
from adulis.cases.values import Decision
from adulis.deals import queries as deals
from adulis.disputes import actions, errors, queries
from adulis.disputes.models import Dispute, Ruling
from adulis.escrow import actions as escrow
from adulis.escrow.models import Lock, Milestone
from adulis.identity import actions as people
from adulis.identity.errors import OperatorRequired
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from adulis.oversight import actions as oversight
from adulis.oversight.effects import effect_of
from adulis.oversight.tasks import expire_approvals
from tests.bank import broken_promises
from tests.dealing import agreed, amounts, fund
from tests.deciding import decide, effect, question_about
from tests.disputing import (
    DAY,
    LOCKED,
    PAISE,
    Quarrel,
    a_judge,
    a_quarrel,
    held_by_bank,
    joins,
    let_go_by_bank,
    opened_by,
    pass_time,
)
from tests.escrowing import WHO, Deal, a_deal, an_escrow_fee
from tests.rows import changed_since, everything
from tests.world import a_shop

pytestmark = pytest.mark.django_db


def refused(why: type[Refusal], verb: Callable[[], Any]) -> Refusal:
    """It is refused, and nothing changed."""
    before = everything()
    with pytest.raises(why) as caught:
        verb()
    assert changed_since(before) == {}
    return caught.value


@pytest.fixture
def quarrel() -> Quarrel:
    return a_quarrel().escalated()


class TestWhoRules:
    def test_somebody_of_neither_side(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 360_000, reason="It pumps, but not as agreed.")
        (ruling,) = quarrel.rulings
        assert (ruling.to_seller_minor, ruling.to_buyer_minor) == (360_000, 240_000)
        assert (quarrel.state, quarrel.told(seller=True)[-1]) == ("ruled", "ruled")
        # Nothing has moved yet.
        assert (quarrel.locked, quarrel.seller.available) == (LOCKED, 0)
        for shop in (quarrel.buyer, quarrel.seller):
            (seen,) = queries.rulings_of(shop.viewer, quarrel.id)
            assert seen.reason == "It pumps, but not as agreed."
        assert broken_promises() == []

    def test_not_the_two_sides(self, quarrel: Quarrel) -> None:
        for shop in (quarrel.buyer, quarrel.seller):
            refused(OperatorRequired, lambda shop=shop: quarrel.rule(shop.actor, 1))  # type: ignore[misc]

    @pytest.mark.parametrize("role", [OperatorRole.SUPPORT, OperatorRole.FINANCE])
    def test_not_staff_of_another_kind(self, quarrel: Quarrel, role: OperatorRole) -> None:
        judge = a_judge(role)
        refused(OperatorRequired, lambda: quarrel.rule(judge, 1))

    def test_nobody_who_belongs_to_a_side(self, quarrel: Quarrel) -> None:
        judge = a_judge(OperatorRole.ADMIN)
        joins(judge, quarrel.seller)
        refused(errors.RulerIsParty, lambda: quarrel.rule(judge, 1))

    def test_to_the_paisa(self, quarrel: Quarrel) -> None:
        judge = a_judge()
        for sellers, buyers in ((1, LOCKED), (LOCKED + 1, -1), (0, 0)):
            refused(
                errors.DivisionWrong,
                lambda one=sellers, two=buyers: quarrel.rule(judge, one, two),  # type: ignore[misc]
            )

    def test_not_while_they_talk_nor_twice(self) -> None:
        quarrel, judge = a_quarrel(), a_judge()
        refused(IllegalMove, lambda: quarrel.rule(judge, 1))
        quarrel.escalated().rule(judge, 1)
        refused(IllegalMove, lambda: quarrel.rule(judge, 2))

    def test_what_is_shown_before_is_what_is_done(self) -> None:
        an_escrow_fee(233)
        deal = a_deal(1_000_003)
        deal.fund()
        quarrel = a_quarrel(1_000_003, deal=deal).escalated()
        shown = queries.preview_for_operator(
            quarrel.id, to_seller=rupees(333_334), to_buyer=rupees(666_669)
        )
        before = quarrel.buyer.available
        quarrel.rule(a_judge(), 333_334)
        for shop in (quarrel.buyer, quarrel.seller):
            quarrel.do(shop, actions.accept_ruling)
        assert quarrel.seller.available == shown.seller_net.minor
        assert quarrel.buyer.available - before == (shown.to_buyer + shown.fee_back).minor
        assert broken_promises() == []


class TestASecondPerson:
    @pytest.fixture(autouse=True)
    def a_low_limit(self, settings: Any) -> None:
        settings.DISPUTE_APPROVAL_ABOVE_PAISE = LOCKED - 1

    def test_above_the_limit_nothing_is_ruled_by_one(self, quarrel: Quarrel) -> None:
        first = a_judge()
        quarrel.rule(first, 360_000)
        assert (quarrel.state, quarrel.rulings) == ("ruling", [])
        # The two sides are told when it is decided, and not before.
        assert quarrel.told()[-1] == "escalated"
        (seen,) = queries.disputes_seen(quarrel.buyer.viewer, [quarrel.row], now=db.clock())
        assert seen.waiting is not None
        assert seen.waiting.reason == "second_operator"
        refused(ApproverIsMaker, lambda: quarrel.of_operators(actions.approve_ruling, first))
        second = a_judge(OperatorRole.ADMIN)
        quarrel.of_operators(actions.approve_ruling, second)
        (ruling,) = quarrel.rulings
        assert (ruling.ruled_by, ruling.confirmed_by) == (first.user_id, second.user_id)
        assert quarrel.state == "ruled"
        assert broken_promises() == []

    def test_at_the_limit_one_is_enough(self, quarrel: Quarrel, settings: Any) -> None:
        settings.DISPUTE_APPROVAL_ABOVE_PAISE = LOCKED
        quarrel.rule(a_judge(), 1)
        assert quarrel.state == "ruled"

    def test_by_the_inbox_of_operators(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 360_000)
        asked = approvals.waiting_about(quarrel.row.subject)
        assert asked is not None
        assert "₹3,600.00 go to Binu Traders" in effect_of(asked.kind, asked.details, at=db.clock())
        second = a_judge()
        with db.transaction():
            oversight.approve(approval=asked, actor=second, at=db.clock())
        assert quarrel.state == "ruled"

    def test_the_second_says_no(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 1)
        quarrel.of_operators(actions.refuse_ruling, a_judge(), note="Too little.")
        assert quarrel.state == "ruling"
        quarrel.rule(a_judge(), 2)

    def test_the_first_thinks_better_of_it(self, quarrel: Quarrel) -> None:
        first = a_judge()
        quarrel.rule(first, 1)
        other = a_judge()
        refused(NotTheMaker, lambda: quarrel.of_operators(actions.withdraw_ruling, other))
        quarrel.of_operators(actions.withdraw_ruling, first)
        assert approvals.waiting_about(quarrel.row.subject) is None

    def test_the_second_belongs_to_neither_side_either(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 1)
        judge = a_judge()
        joins(judge, quarrel.buyer)
        for verb in (actions.approve_ruling, actions.refuse_ruling):
            refused(
                errors.RulerIsParty,
                lambda verb=verb: quarrel.of_operators(verb, judge),  # type: ignore[misc]
            )

    def test_it_is_not_agreed_to_when_the_money_is_another(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 1)
        taken_by_bank(quarrel, 100_000)
        other = a_judge()
        refused(ApprovedThingChanged, lambda: quarrel.of_operators(actions.approve_ruling, other))

    def test_it_is_withdrawn_with_the_dispute(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 1)
        quarrel.do(quarrel.buyer, actions.withdraw_dispute)
        assert approvals.waiting_about(quarrel.row.subject) is None
        assert broken_promises() == []

    def test_silence_is_no_yes(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 1)
        pass_time(7 * DAY)
        assert expire_approvals() == 1
        assert (quarrel.state, approvals.waiting_about(quarrel.row.subject)) == ("ruling", None)

    def test_the_table_knows_four_eyes(self, quarrel: Quarrel) -> None:
        with pytest.raises(IntegrityError, match="disputes_ruling_four_eyes"), db.transaction():
            Ruling.objects.create(
                dispute_id=quarrel.id, number=1, to_seller_minor=1, to_buyer_minor=1, reason="x",
                ruled_by="x", confirmed_by="x", at=db.clock(),
            )  # fmt: skip


class TestCarryingOut:
    def test_when_both_accept(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 360_000)
        quarrel.do(quarrel.buyer, actions.accept_ruling)
        assert quarrel.state == "ruled"
        refused(errors.RulingAccepted, lambda: quarrel.do(quarrel.buyer, actions.accept_ruling))
        quarrel.do(quarrel.seller, actions.accept_ruling)
        assert (quarrel.state, quarrel.locked) == ("executed", 0)
        assert (quarrel.row.to_seller_minor, quarrel.row.to_buyer_minor) == (360_000, 240_000)
        assert quarrel.seller.available == 360_000
        assert quarrel.told(seller=True)[-1] == "executed"
        assert broken_promises() == []

    def test_when_the_time_for_an_appeal_is_over(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 360_000)
        pass_time(4 * DAY)
        assert quarrel.state == "ruled"
        pass_time(DAY)
        assert (quarrel.state, quarrel.seller.available) == ("executed", 360_000)
        assert broken_promises() == []

    @pytest.mark.parametrize("to_seller", [0, LOCKED])
    def test_all_of_it_to_one(self, quarrel: Quarrel, to_seller: int) -> None:
        quarrel.rule(a_judge(), to_seller)
        pass_time(5 * DAY)
        assert (quarrel.state, quarrel.seller.available) == ("executed", to_seller)
        assert broken_promises() == []

    def test_it_is_not_accepted_before_it_is_there(self, quarrel: Quarrel) -> None:
        refused(IllegalMove, lambda: quarrel.do(quarrel.buyer, actions.accept_ruling))


class TestAppeals:
    def appeal(self, quarrel: Quarrel, seller: bool = False) -> None:  # noqa: FBT002
        shop = quarrel.seller if seller else quarrel.buyer
        quarrel.do(shop, actions.appeal, statement="The photo shows it.")

    def test_another_operator_rules_and_it_is_done(self, quarrel: Quarrel) -> None:
        first = a_judge()
        quarrel.rule(first, 360_000)
        self.appeal(quarrel)
        assert (quarrel.state, quarrel.told()[-1]) == ("appealed", "appealed")
        pass_time(5 * DAY)
        assert (quarrel.state, quarrel.locked) == ("appealed", LOCKED)
        refused(errors.RulerIsSame, lambda: quarrel.rule(first, 100_000))
        quarrel.rule(a_judge(), 100_000)
        assert (quarrel.state, quarrel.seller.available) == ("executed", 100_000)
        assert quarrel.told()[-2:] == ["ruled", "executed"]
        assert broken_promises() == []

    def test_nor_does_the_second_person_of_the_first_time(
        self, quarrel: Quarrel, settings: Any
    ) -> None:
        settings.DISPUTE_APPROVAL_ABOVE_PAISE = 0
        first, second = a_judge(), a_judge()
        quarrel.rule(first, 360_000)
        quarrel.of_operators(actions.approve_ruling, second)
        self.appeal(quarrel)
        for judge in (first, second):
            refused(errors.RulerIsSame, lambda judge=judge: quarrel.rule(judge, 1))  # type: ignore[misc]
        quarrel.rule(a_judge(), 1)
        for judge in (first, second):
            refused(
                errors.RulerIsSame,
                lambda judge=judge: quarrel.of_operators(actions.approve_ruling, judge),  # type: ignore[misc]
            )
        quarrel.of_operators(actions.approve_ruling, a_judge())
        assert quarrel.state == "executed"
        assert broken_promises() == []

    def test_only_by_a_side_that_got_less_than_it_claimed(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), LOCKED)
        refused(errors.NothingToAppeal, lambda: self.appeal(quarrel, seller=True))
        self.appeal(quarrel)

    def test_only_once(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 360_000)
        self.appeal(quarrel)
        refused(IllegalMove, lambda: self.appeal(quarrel, seller=True))
        held_by_bank(quarrel)
        quarrel.rule(a_judge(), 100_000)
        # It is final, though the bank holds the money: nobody appeals or accepts any more.
        assert quarrel.state == "ruled"
        refused(errors.NothingToAppeal, lambda: self.appeal(quarrel, seller=True))
        refused(errors.RulingFinal, lambda: quarrel.do(quarrel.buyer, actions.accept_ruling))
        with pytest.raises(IntegrityError, match="it was appealed before"), db.transaction():
            Dispute.objects.filter(id=quarrel.id).update(state="appealed")

    def test_not_by_whoever_accepted(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 360_000)
        quarrel.do(quarrel.buyer, actions.accept_ruling)
        refused(errors.NothingToAppeal, lambda: self.appeal(quarrel))

    def test_not_too_late(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 360_000)
        held_by_bank(quarrel)
        pass_time(5 * DAY)
        refused(errors.AppealTooLate, lambda: self.appeal(quarrel))


class TestTheBanksWordComesFirst:
    def test_a_ruling_waits_for_it(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 360_000)
        held_by_bank(quarrel)
        for shop in (quarrel.buyer, quarrel.seller):
            quarrel.do(shop, actions.accept_ruling)
        assert (quarrel.state, quarrel.locked) == ("ruled", LOCKED)
        (seen,) = queries.disputes_seen(quarrel.buyer.viewer, [quarrel.row], now=db.clock())
        assert seen.waiting is not None
        assert (seen.waiting.reason, seen.allowed_moves) == ("execution", [])
        pass_time(DAY)
        assert quarrel.state == "ruled"
        let_go_by_bank(quarrel)
        pass_time(DAY)
        assert (quarrel.state, quarrel.seller.available) == ("executed", 360_000)


class TestWhileASideIsLookedAt:
    def test_nothing_is_divided_and_nobody_is_told_why(self, quarrel: Quarrel) -> None:
        quarrel.rule(a_judge(), 360_000)
        looked_at: dict[str, Any] = {"merchant_id": quarrel.seller.id, "actor": WHO}
        with db.transaction():
            people.freeze_payouts(**looked_at, reason="A look", at=db.clock())
            escrow.hold_all_of(**looked_at, at=db.clock())
        for shop in (quarrel.buyer, quarrel.seller):
            quarrel.do(shop, actions.accept_ruling)
        assert (quarrel.state, quarrel.locked) == ("ruled", LOCKED)
        (seen,) = queries.disputes_seen(quarrel.buyer.viewer, [quarrel.row], now=db.clock())
        assert seen.waiting is not None
        assert seen.waiting.on == "whoever holds the money"
        with db.transaction():
            people.unfreeze_payouts(**looked_at, only_because_of="A look", at=db.clock())
            escrow.resume_all_of(**looked_at, at=db.clock())
        pass_time(DAY)
        assert (quarrel.state, quarrel.seller.available) == ("executed", 360_000)
        assert broken_promises() == []


class TestTheScore:
    def test_whoever_lost_a_dispute_about_a_deal_has_it_in_theirs(self) -> None:
        asha, binu = a_shop("Asha Exports", paise=10 * PAISE), a_shop("Binu Traders")
        row = agreed(asha, binu, body=amounts(PAISE))
        fund(asha, row)
        assert row.agreement_id is not None
        quarrel = opened_by(asha, Deal(asha, binu, row.agreement_id)).escalated()
        quarrel.rule(a_judge(), 100_000)
        pass_time(5 * DAY)
        lost = {shop.id: deals.score_of(shop.viewer).disputes_lost_count for shop in (asha, binu)}
        assert lost == {asha.id: 0, binu.id: 1}
        (found,) = queries.about_deals(asha.viewer, [row.id])[row.id]
        assert found.id == quarrel.id

    def test_a_settlement_is_nobodys_defeat(self) -> None:
        asha, binu = a_shop("Asha Exports", paise=10 * PAISE), a_shop("Binu Traders")
        row = agreed(asha, binu, body=amounts(PAISE))
        fund(asha, row)
        assert row.agreement_id is not None
        opened_by(asha, Deal(asha, binu, row.agreement_id)).accept(binu)
        assert deals.score_of(binu.viewer).disputes_lost_count == 0


def test_a_ruling_that_is_late_gets_another_week(quarrel: Quarrel) -> None:
    pass_time(7 * DAY)
    case = question_about(f"milestone-dispute/{quarrel.id}")
    assert "another week" in effect(case, Decision.KEEP_ASKING)
    decide(case, Decision.KEEP_ASKING)
    pass_time(6 * DAY)
    assert broken_promises() == []
    pass_time(DAY)
    assert question_about(f"milestone-dispute/{quarrel.id}").kind == "dispute_overdue"


def test_the_tables_keep_what_was_said(quarrel: Quarrel) -> None:
    for changed in ({"statement": "x"}, {"answer": "x"}, {"amount_minor": 1}):
        with pytest.raises(IntegrityError, match="stays"), db.transaction():
            Dispute.objects.filter(id=quarrel.id).update(**changed)
    quarrel.rule(a_judge(), 1)
    with pytest.raises(Exception, match="disputes_ruling"), db.transaction():
        Ruling.objects.filter(dispute_id=quarrel.id).update(reason="x")


def taken_by_bank(quarrel: Quarrel, paise: int) -> None:
    """As a chargeback leaves it, but for the money: that is in ``test_disputes_listen``."""
    Lock.objects.filter(id=quarrel.id).update(charged_back_minor=paise)
    row = Milestone.objects.get(id=quarrel.deal.id())
    Milestone.objects.filter(id=row.id).update(
        disputed_minor=row.disputed_minor - paise, withdrawn_minor=row.withdrawn_minor + paise
    )
