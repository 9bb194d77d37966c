"""Deposits that pay for milestones, and what happens when the payer's bank takes them back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.deposits.models import Chargeback, Deposit
from adulis.escrow import actions, errors
from adulis.escrow.effects import effect_of
from adulis.escrow.models import FundingIntent, Payment
from adulis.events.models import Event
from adulis.gateways.collected import DisputeStatus
from adulis.identity import queries as identity
from adulis.kernel import db
from adulis.kernel.money import rupees
from tests.bank import broken_promises
from tests.escrowing import (
    DAY,
    PAISE,
    WHO,
    Deal,
    a_deal,
    act,
    an_escrow_fee,
    an_operator,
    pass_time,
)
from tests.giving_back import a_deposit, asked, clear, dispute_of, hear, paid
from tests.rows import changed_since, everything
from tests.world import a_shop

pytestmark = pytest.mark.django_db


def refused(refusal: type[Exception], verb: Callable[[], Any]) -> Any:
    before = everything()
    with pytest.raises(refusal) as found:
        verb()
    assert changed_since(before) == {}
    return found.value


def mean(deal: Deal, deposit: Deposit, position: int = 1) -> None:
    """Let the deposit pay for a milestone as soon as it clears."""
    act(
        actions.fund_from_deposit, deal.buyer, milestone_id=deal.id(position),
        deposit_id=deposit.id,
    )  # fmt: skip


def use(deposit: Deposit) -> bool:
    """What the listener does when it has cleared."""
    with db.transaction():
        return actions.use_deposit(
            merchant_id=deposit.merchant_id, deposit_id=deposit.id, actor=WHO, at=db.clock()
        )


def charge_back(deposit: Deposit, minor: int | None = None) -> Chargeback:
    """The payer's bank takes it back, and escrow hears of it."""
    row = hear(dispute_of(deposit, minor))
    assert row is not None
    tell(row)
    return row


def tell(row: Chargeback) -> int:
    assert row.merchant_id is not None
    assert row.deposit_id is not None
    with db.transaction():
        return actions.charge_back(
            chargeback_id=row.id, deposit_id=row.deposit_id, merchant_id=row.merchant_id,
            shortfall=rupees(row.owed_minor), actor=WHO, at=db.clock(),
        ).minor  # fmt: skip


def a_poor_deal(*paise: int, **more: Any) -> Deal:
    return a_deal(*paise, buyer=a_shop("Asha Exports"), **more)


def two_operators_decide(case: Case, decision: Decision) -> None:
    told: dict[str, Any] = {"case_id": case.id, "decision": decision}
    with db.transaction():
        cases.propose_decision(**told, details={}, actor=an_operator(), at=db.clock())
    with db.transaction():
        actions.decide_case(**told, details={}, actor=an_operator(), at=db.clock())


class TestADepositForAMilestone:
    def test_e01_pays_it_when_it_clears_and_the_excess_stays_in_the_wallet(self) -> None:
        an_escrow_fee(200)
        deal = a_poor_deal()
        deposit = asked(deal.buyer, rupees(1_500_000))
        mean(deal, deposit)
        assert deal.state() == "planned"
        deposit = clear(paid(deposit))
        assert use(deposit)
        assert (deal.state(), deal.held(), deal.buyer.available) == ("funded", 1_011_800, 488_200)
        intent = FundingIntent.objects.get()
        assert (intent.used_minor, intent.note) == (1_011_800, "")
        assert broken_promises() == []

    def test_is_used_once(self) -> None:
        deal = a_poor_deal()
        deposit = asked(deal.buyer, rupees(PAISE))
        mean(deal, deposit)
        mean(deal, deposit)  # said twice is said once
        deposit = clear(paid(deposit))
        assert (use(deposit), use(deposit)) == (True, False)
        assert deal.held() == PAISE

    def test_e02_that_is_too_small_pays_a_part(self) -> None:
        deal = a_poor_deal()
        deposit = asked(deal.buyer, rupees(400_000))
        mean(deal, deposit)
        use(clear(paid(deposit)))
        assert (deal.state(), deal.held()) == ("planned", 400_000)
        assert FundingIntent.objects.get().note == "it was less than was missing"

    def test_e03_a_second_one_for_the_same_stays_in_the_wallet(self) -> None:
        deal = a_poor_deal(PAISE, PAISE)
        first, second = (asked(deal.buyer, rupees(PAISE)) for _ in range(2))
        mean(deal, first)
        mean(deal, second)
        for deposit in (first, second):
            use(clear(paid(deposit)))
        assert (deal.held(1), deal.held(2), deal.buyer.available) == (PAISE, 0, PAISE)
        noted = FundingIntent.objects.get(deposit_id=second.id)
        assert (noted.used_minor, noted.note) == (0, "the milestone was paid already")

    def test_e04_that_is_paid_after_the_agreement_lapsed_stays_in_the_wallet(self) -> None:
        deal = a_poor_deal()
        deposit = asked(deal.buyer, rupees(PAISE))
        mean(deal, deposit)
        pass_time(5 * DAY)
        assert deal.agreement.state == "lapsed"
        use(clear(paid(deposit)))
        assert (deal.held(), deal.buyer.available) == (0, PAISE)
        assert FundingIntent.objects.get().note == "the milestone is over"
        assert broken_promises() == []

    def test_is_the_buyers_own_on_its_way_and_meant_for_one_thing(self) -> None:
        deal = a_poor_deal(PAISE, PAISE)
        other = asked(a_shop("Chand"), rupees(PAISE))
        gone = a_deposit(deal.buyer, PAISE, cleared=True)
        meant = asked(deal.buyer, rupees(PAISE))
        mean(deal, meant)
        for deposit, position in ((other, 1), (gone, 1), (meant, 2)):
            refused(
                errors.DepositNotForThis,
                partial(mean, deal, deposit, position),
            )
        refused(
            errors.WrongSide,
            lambda: act(
                actions.fund_from_deposit, deal.seller, milestone_id=deal.id(),
                deposit_id=meant.id,
            ),
        )  # fmt: skip

    def test_that_nobody_meant_for_anything_pays_for_nothing(self) -> None:
        assert not use(a_deposit(a_shop(), PAISE, cleared=True))


class TestAChargeback:
    def test_e16_takes_from_the_wallet_first_and_then_from_escrow(self) -> None:
        an_escrow_fee(200)
        deal = a_poor_deal()
        deposit = a_deposit(deal.buyer, 1_500_000, cleared=True)
        deal.fund()
        row = charge_back(deposit)
        # 4,882 rupees were in the wallet, the rest had paid for the milestone.
        assert (row.of_available_minor, row.owed_minor) == (488_200, 1_011_800)
        assert (deal.held(), deal.buyer.owed) == (0, 0)
        assert (deal.state(), deal.milestone().paused_reason) == ("funded", "chargeback")
        assert deal.milestone().missing_minor == 1_011_800
        [payment] = deal.payments()
        assert (payment.kind, payment.cause) == ("chargeback", f"chargeback/{row.id}")
        # Who owes nothing any more is not frozen for a debt.
        assert identity.standing(deal.buyer.id).payouts_frozen_reason == ""
        case = Case.objects.get(kind="escrow_charged_back")
        assert case.evidence[0]["amount_paise"] == 1_011_800
        assert tell(row) == 0  # told twice
        assert broken_promises() == []

    def test_takes_the_newest_first_and_no_more_than_is_owed(self) -> None:
        deal = a_poor_deal(300_000, 300_000, 300_000)
        deposit = a_deposit(deal.buyer, 900_000, cleared=True)
        for position in (1, 2, 3):
            deal.fund(position)
        charge_back(deposit, 400_000)
        assert [deal.held(each) for each in (1, 2, 3)] == [300_000, 200_000, 0]
        assert [each.paused_reason for each in deal.milestones] == [
            "", "chargeback", "chargeback",
        ]  # fmt: skip
        assert deal.buyer.owed == 0
        assert broken_promises() == []

    def test_takes_no_more_than_is_still_owed_when_it_is_heard_of(self) -> None:
        deal = a_poor_deal()
        deposit = a_deposit(deal.buyer, PAISE, cleared=True)
        deal.fund()
        row = hear(dispute_of(deposit))
        assert row is not None
        deal.buyer.credit(400_000)
        assert deal.buyer.owed == 600_000
        assert tell(row) == 600_000
        assert (deal.held(), deal.buyer.owed) == (400_000, 0)
        assert broken_promises() == []

    def test_is_taken_once_although_more_is_owed_for_another_one(self) -> None:
        deal = a_poor_deal()
        first, second = (a_deposit(deal.buyer, 500_000, cleared=True) for _ in range(2))
        deal.fund()
        row = charge_back(first, 300_000)
        hear(dispute_of(second, 200_000))
        assert deal.buyer.owed == 200_000
        assert tell(row) == 0
        assert deal.held() == 700_000

    def test_e16_touches_nothing_that_was_released(self) -> None:
        deal = a_poor_deal()
        deposit = a_deposit(deal.buyer, PAISE, cleared=True)
        deal.fund()
        deal.approve()
        charge_back(deposit)
        assert (deal.seller.available, deal.buyer.owed) == (PAISE, PAISE)
        assert not Payment.objects.filter(kind="chargeback").exists()
        assert broken_promises() == []

    def test_touches_nothing_that_was_paid_from_elsewhere(self) -> None:
        """Money that was there before the deposit cleared, or came straight from another one."""
        deal = a_poor_deal(300_000, 300_000)
        deal.buyer.credit(300_000)
        deal.fund(1)
        straight = asked(deal.buyer, rupees(300_000))
        mean(deal, straight, 2)
        deposit = a_deposit(deal.buyer, 300_000, cleared=True)
        deal.buyer.pay_out(300_000)
        use(clear(paid(straight)))
        charge_back(deposit)
        assert [deal.held(each) for each in (1, 2)] == [300_000, 300_000]
        assert deal.buyer.owed == 300_000

    def test_takes_from_the_milestone_it_paid_straight_out_of_the_deposit(self) -> None:
        deal = a_poor_deal()
        deposit = asked(deal.buyer, rupees(PAISE))
        mean(deal, deposit)
        deposit = clear(paid(deposit))
        use(deposit)
        charge_back(deposit, 250_000)
        assert (deal.held(), deal.milestone().left_minor) == (750_000, 750_000)

    def test_of_a_part_that_was_paid_in_leaves_nothing_to_hold(self) -> None:
        deal = a_poor_deal()
        deposit = a_deposit(deal.buyer, 400_000, cleared=True)
        deal.fund(paise=400_000)
        charge_back(deposit)
        assert (deal.state(), deal.held(), deal.milestone().paused_reason) == ("planned", 0, "")
        assert not Case.objects.filter(kind="escrow_charged_back").exists()
        assert broken_promises() == []

    def test_is_over_when_the_money_is_paid_in_again(self) -> None:
        deal = a_poor_deal()
        deposit = a_deposit(deal.buyer, PAISE, cleared=True)
        deal.fund()
        deal.submit()
        charge_back(deposit)
        deal.buyer.credit(PAISE)
        deal.fund()
        assert (deal.state(), deal.milestone().paused_reason, deal.held()) == (
            "submitted", "", PAISE,
        )  # fmt: skip
        assert Case.objects.get(kind="escrow_charged_back").state == "closed"
        deal.approve()
        assert deal.seller.available == PAISE
        assert broken_promises() == []

    def test_is_over_when_it_is_won(self) -> None:
        deal = a_poor_deal()
        deposit = a_deposit(deal.buyer, PAISE, cleared=True)
        deal.fund()
        row = charge_back(deposit)
        hear(dispute_of(deposit, status=DisputeStatus.WON))
        assert deal.buyer.available == PAISE
        with db.transaction():
            again = actions.regain(
                chargeback_id=row.id, merchant_id=deal.buyer.id, actor=WHO, at=db.clock()
            )
        assert (again, deal.held(), deal.milestone().paused_reason) == (1, PAISE, "")
        assert broken_promises() == []

    def test_leaves_it_to_two_operators_to_go_on_with_less(self) -> None:
        deal = a_poor_deal()
        deposit = a_deposit(deal.buyer, PAISE, cleared=True)
        deal.fund()
        deal.submit()
        charge_back(deposit, 400_000)
        case = Case.objects.get(kind="escrow_charged_back")
        assert "6000.00 INR of 10000.00 INR" in effect_of(case.id, Decision.ACCEPT, at=db.clock())
        two_operators_decide(case, Decision.ACCEPT)
        assert (deal.milestone().paused_reason, deal.milestone().left_minor) == ("", 600_000)
        deal.approve()
        assert (deal.state(), deal.seller.available) == ("released", 600_000)
        assert broken_promises() == []

    def test_of_all_of_it_ends_it_once_two_operators_say_so(self) -> None:
        deal = a_poor_deal()
        deposit = a_deposit(deal.buyer, PAISE, cleared=True)
        deal.fund()
        charge_back(deposit)
        case = Case.objects.get(kind="escrow_charged_back")
        assert "ends as refunded" in effect_of(case.id, Decision.ACCEPT, at=db.clock())
        two_operators_decide(case, Decision.ACCEPT)
        assert (deal.state(), deal.agreement.state) == ("refunded", "cancelled")
        assert "over" in effect_of(case.id, Decision.ACCEPT, at=db.clock())
        assert broken_promises() == []


class TestAChargebackAndADispute:
    def test_e17_the_banks_word_comes_first_and_the_dispute_waits(self) -> None:
        deal = a_poor_deal()
        deposit = a_deposit(deal.buyer, PAISE, cleared=True)
        deal.fund()
        dispute_id = deal.dispute(PAISE)
        charge_back(deposit, 300_000)
        # Out of what the dispute had locked, which is all there is.
        assert (deal.milestone().disputed_minor, deal.buyer.owed) == (700_000, 0)
        refused(errors.MilestonePaused, lambda: deal.rule(dispute_id, 700_000, 0))
        two_operators_decide(Case.objects.get(kind="escrow_charged_back"), Decision.ACCEPT)
        refused(errors.AmountNotLeft, lambda: deal.rule(dispute_id, PAISE, 0))
        deal.rule(dispute_id, 200_000, 500_000)
        assert (deal.seller.available, deal.buyer.available) == (200_000, 500_000)
        assert deal.state() == "released"
        assert broken_promises() == []

    def test_e17_takes_what_nobody_disputes_first(self) -> None:
        deal = a_poor_deal()
        deposit = a_deposit(deal.buyer, PAISE, cleared=True)
        deal.fund()
        dispute_id = deal.dispute(400_000)
        charge_back(deposit, 700_000)
        assert (deal.held(), deal.milestone().disputed_minor) == (0, 300_000)
        deal.end_dispute(dispute_id)
        assert (deal.held(), deal.milestone().paused_reason) == (300_000, "chargeback")
        assert broken_promises() == []

    def test_e17_a_dispute_is_not_opened_over_what_is_held(self) -> None:
        deal = a_poor_deal()
        deposit = a_deposit(deal.buyer, PAISE, cleared=True)
        deal.fund()
        charge_back(deposit, 300_000)
        refused(errors.MilestonePaused, lambda: deal.dispute(1_000))


def test_e18_what_a_seller_gives_back_is_the_buyers_wallets() -> None:
    """Whatever became of the card: it arrives where the buyer can pay it out from."""
    deal = a_poor_deal()
    a_deposit(deal.buyer, PAISE, cleared=True)
    deal.fund()
    deal.refund()
    assert deal.buyer.available == PAISE


def test_e23_escrow_is_rupees_whatever_was_paid_in() -> None:
    """Nothing is converted between funding and release: who converts does so at the deposit."""
    deal = a_poor_deal()
    deal.buyer.credit(PAISE)
    deal.fund()
    kinds = {each.partition("/")[2][-3:] for each in accounts()}
    assert kinds == {"INR"}


def accounts() -> list[str]:
    rows = db.fetch_all("SELECT address FROM ledger_account WHERE kind IN ('escrow', 'dispute')")
    return [address for (address,) in rows]


def test_facts_name_what_is_missing() -> None:
    deal = a_poor_deal()
    deposit = a_deposit(deal.buyer, PAISE, cleared=True)
    deal.fund()
    charge_back(deposit, 250_000)
    [told] = Event.objects.filter(type="milestone.charged_back", merchant_id=deal.seller.id)
    assert told.payload["missing"] == {"amount_minor": 250_000, "currency": "INR"}
