"""What cannot go now waits, says for what, and goes: hours, limits, money, an absent bank."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from django.test import override_settings

from adulis.gateways import queries as gateways
from adulis.identity.models import Merchant
from adulis.kernel import db
from adulis.kernel.actors import bank as bank_actor
from adulis.limits.values import Window
from adulis.payouts import actions
from adulis.payouts.calendar import CLOSES, IST, is_working_day, next_opening
from adulis.payouts.models import Payout, PayoutSettings
from adulis.payouts.values import Mode
from tests.bank import SimulatedBank, hang_up, references_of
from tests.world import BANK, Shop, a_shop

LAKH = 100_000 * 100
PAISE = 60_000
HOUR, DAY = 3_600, 86_400


@pytest.fixture(autouse=True)
def _morning(shared_bank: SimulatedBank) -> None:
    shared_bank.live_until_morning()


def fresh(payout: Payout) -> Payout:
    payout.refresh_from_db()
    return payout


def closing_today() -> datetime:
    return datetime.combine(db.clock().astimezone(IST).date(), CLOSES, IST)


class TestHours:
    def test_before_the_cut_off_it_goes_and_after_it_waits_for_the_morning(
        self, shared_bank: SimulatedBank
    ) -> None:
        shop = a_shop(paise=10 * LAKH)
        shared_bank.live_until(closing_today() - timedelta(seconds=90))
        early = shop.pay_out(3 * LAKH, mode=Mode.RTGS)
        shared_bank.work()
        assert fresh(early).state == "processing"
        # Created in time, looked at too late: the cut-off is the bank's, not the caller's.
        late = shop.pay_out(3 * LAKH, mode=Mode.RTGS)
        shared_bank.advance(120)
        shared_bank.work()
        opening = next_opening(Mode.RTGS, Window.DAY.next_start(db.clock()))
        assert (fresh(late).state, late.waiting_for) == ("pending", "window")
        assert late.waiting_until == opening
        shared_bank.live_until(opening - timedelta(minutes=1))
        assert fresh(late).state == "pending"
        shared_bank.live_until(opening + timedelta(hours=1))
        assert (fresh(early).state, fresh(late).state) == ("completed", "completed")
        assert shared_bank.disagreements(shop) == []
        assert shared_bank.violations() == {}

    def test_on_a_sunday_rtgs_waits_and_imps_does_not(self, shared_bank: SimulatedBank) -> None:
        today = db.clock().astimezone(IST).date()
        sunday = today + timedelta(days=(6 - today.weekday()) % 7 or 7)
        shared_bank.live_until(datetime.combine(sunday, time(11), IST))
        shop = a_shop(paise=20 * LAKH)
        rtgs, imps = shop.pay_out(6 * LAKH, mode=Mode.RTGS), shop.pay_out(LAKH)
        shared_bank.live(HOUR)
        assert (fresh(rtgs).waiting_for, fresh(imps).state) == ("window", "completed")
        # Unnamed, the rail for such an amount would be NEFT now; it has the same hours here.
        assert shop.pay_out(6 * LAKH).mode == Mode.NEFT
        shared_bank.live_until(_next_working_day(sunday) + timedelta(hours=10))
        assert fresh(rtgs).state == "completed"
        assert shared_bank.disagreements(shop) == []

    def test_a_scheduled_payout_waits_for_its_time_and_then_for_its_money(
        self, shared_bank: SimulatedBank
    ) -> None:
        shop = a_shop(paise=PAISE)
        when = db.clock() + timedelta(days=2)
        payout = shop.pay_out(2 * PAISE, scheduled_at=when)
        assert (payout.waiting_for, payout.waiting_until, shop.held) == ("schedule", when, 0)
        shared_bank.live_until(when - timedelta(minutes=1))
        assert (fresh(payout).waiting_for, shop.held) == ("schedule", 0)
        shared_bank.live_until(when + timedelta(minutes=1))
        assert (fresh(payout).waiting_for, shop.held) == ("funds", 0)
        shop.credit(PAISE)
        shared_bank.live(60)
        assert (fresh(payout).state, shop.available) == ("completed", 0)


def _next_working_day(after: date) -> datetime:
    day = after + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, time.min, IST)


class TestMoney:
    def test_the_oldest_goes_first_and_smaller_ones_may_pass(
        self, shared_bank: SimulatedBank
    ) -> None:
        shop = a_shop(paise=0)
        big, small, tiny = (
            shop.pay_out(paise, queue_if_low_balance=True) for paise in (90_000, 40_000, 30_000)
        )
        shop.credit(50_000)
        shared_bank.live(60)
        states = [fresh(each).state for each in (big, small, tiny)]
        assert (states, shop.available) == (["pending", "completed", "pending"], 10_000)
        shop.credit(110_000)
        shared_bank.live(60)
        states = [fresh(each).state for each in (big, small, tiny)]
        assert (states, shop.available) == (["completed"] * 3, 0)

    def test_many_that_are_too_big_do_not_hide_a_small_one(
        self, shared_bank: SimulatedBank
    ) -> None:
        shop = a_shop(paise=0)
        for _ in range(40):
            shop.pay_out(90_000, queue_if_low_balance=True)
        small = shop.pay_out(10_000, queue_if_low_balance=True)
        shop.credit(50_000)
        shared_bank.live(60)
        assert (fresh(small).state, shop.available) == ("completed", 40_000)
        waiting = Payout.objects.filter(merchant_id=shop.id, waiting_for="funds")
        assert waiting.count() == 40

    def test_after_ninety_days_it_is_given_up(self, shared_bank: SimulatedBank) -> None:
        shop = a_shop(paise=0)
        payout = shop.pay_out(PAISE, queue_if_low_balance=True)
        shared_bank.live(89 * DAY)
        assert (fresh(payout).state, payout.waiting_for) == ("pending", "funds")
        shared_bank.live(2 * DAY)
        assert (fresh(payout).state, payout.reason) == ("cancelled", "never_affordable")
        shop.credit(PAISE)
        shared_bank.live(60)
        assert (fresh(payout).state, shop.available) == ("cancelled", PAISE)

    def test_the_platforms_own_account_at_the_bank_is_short_for_a_minute(
        self, shared_bank: SimulatedBank
    ) -> None:
        shop = a_shop(paise=PAISE)
        shared_bank.switch(nostro_short=True)
        payout = shop.pay_out(PAISE)
        shared_bank.work()
        shared_bank.switch(nostro_short=False)
        shared_bank.live(HOUR)
        assert (fresh(payout).state, payout.retry_count) == ("completed", 1)
        assert shared_bank.paid(payout) == [(0, 0), (1, PAISE)]
        assert shared_bank.disagreements(shop) == []


class TestRules:
    def test_a_new_account_cools_off_for_a_day(self, shared_bank: SimulatedBank) -> None:
        shop = a_shop(paise=PAISE, accounts=0)
        shop.add_account(trusted=False)
        payout = shop.pay_out(PAISE)
        shared_bank.live(23 * HOUR)
        assert (fresh(payout).state, payout.waiting_for) == ("pending", "cool_off")
        shared_bank.live(2 * HOUR)
        assert fresh(payout).state == "completed"

    def test_checking_the_account_ends_its_cooling_off(self, shared_bank: SimulatedBank) -> None:
        shop = a_shop(paise=PAISE, accounts=0)
        account = shop.add_account(trusted=False)
        payout = shop.pay_out(PAISE)
        shared_bank.work()
        check = gateways.connected_bank().check_account(
            name="Asha Rao", account_number=account.number, ifsc="HDFC0CAACOB", vpa="",
            at=db.clock(),
        )  # fmt: skip
        with db.transaction():
            actions.record_account_check(
                merchant_id=shop.id, account_id=account.id, check=check, actor=bank_actor(BANK),
                at=db.clock(),
            )  # fmt: skip
        shared_bank.live(60)
        assert fresh(payout).state == "completed"

    def test_above_a_limit_another_owner_has_to_agree(self, shared_bank: SimulatedBank) -> None:
        shop = a_shop(paise=2 * PAISE)
        PayoutSettings.objects.create(merchant_id=shop.id, approval_above_minor=PAISE - 1)
        payout, free = shop.pay_out(PAISE), shop.pay_out(PAISE - 1)
        shared_bank.live(DAY)
        assert (fresh(payout).waiting_for, fresh(free).state) == ("approval", "completed")
        assert references_of(payout) == []

    def test_the_rest_of_a_days_limit_waits_for_midnight(self, shared_bank: SimulatedBank) -> None:
        shop = a_shop(paise=20 * LAKH)
        Merchant.objects.filter(id=shop.id).update(tier="starter")
        payouts = [shop.pay_out(2 * LAKH) for _ in range(6)]
        shared_bank.live(HOUR)
        assert Counter(fresh(each).state for each in payouts) == {"completed": 5, "pending": 1}
        [last] = [each for each in payouts if each.state == "pending"]
        midnight = Window.DAY.next_start(db.clock())
        assert (last.waiting_for, last.waiting_until) == ("limit", midnight)
        shared_bank.live_until(midnight + timedelta(minutes=2))
        assert fresh(last).state == "completed"


class TestABankThatIsAway:
    def many(self, count: int = 30) -> tuple[Shop, list[Payout]]:
        shop = a_shop(paise=count * PAISE)
        return shop, [shop.pay_out(PAISE) for _ in range(count)]

    def test_nothing_fails_while_it_cannot_be_reached_for_twenty_minutes(
        self, shared_bank: SimulatedBank
    ) -> None:
        shop, payouts = self.many()
        with override_settings(BANK_BASE_URL="http://127.0.0.1:9"):
            shared_bank.live(20 * 60)
            states = Counter(fresh(each).state for each in payouts)
            assert states["failed"] == states["completed"] == 0
            assert not gateways.health(BANK).is_well
        hang_up()
        shared_bank.live(HOUR)
        assert Counter(fresh(each).state for each in payouts) == {"completed": len(payouts)}
        assert (shop.available, shop.held) == (0, 0)
        assert shared_bank.disagreements(shop) == []
        assert shared_bank.violations() == {}

    def test_nothing_fails_while_it_answers_nothing_but_errors(
        self, shared_bank: SimulatedBank
    ) -> None:
        shop, payouts = self.many()
        shared_bank.switch(maintenance=True)
        shared_bank.live(20 * 60)
        assert "failed" not in {fresh(each).state for each in payouts}
        shared_bank.switch(maintenance=False)
        shared_bank.live(DAY)
        assert Counter(fresh(each).state for each in payouts) == {"completed": len(payouts)}
        assert shared_bank.disagreements(shop) == []
        assert shared_bank.violations() == {}

    def test_a_spike_of_doubt_stops_submitting_and_not_asking(
        self, shared_bank: SimulatedBank
    ) -> None:
        shop = a_shop(paise=40 * PAISE)
        lost = [shared_bank.will("err500_after+lost_hooks", shop) for _ in range(12)]
        shared_bank.work()
        assert not gateways.health(BANK).is_well
        held_back = shop.pay_out(PAISE)
        shared_bank.work()
        assert (fresh(held_back).state, held_back.waiting_for) == ("pending", "bank")
        assert references_of(held_back) == []
        shared_bank.live(HOUR)
        assert {fresh(each).state for each in (*lost, held_back)} == {"completed"}
        assert gateways.health(BANK).is_well
        assert shared_bank.disagreements(shop) == []

    def test_a_bank_that_takes_a_few_a_second_gets_all_of_them_in_the_end(
        self, shared_bank: SimulatedBank
    ) -> None:
        shop, payouts = self.many(100)
        shared_bank.switch(rate_limit_per_second=2)
        try:
            shared_bank.live(2 * HOUR)
        finally:
            shared_bank.switch(rate_limit_per_second=None)
        assert Counter(fresh(each).state for each in payouts) == {"completed": len(payouts)}
        assert shared_bank.disagreements(shop) == []


def test_a_clock_that_jumps_forty_days_loses_nothing(shared_bank: SimulatedBank) -> None:
    """Everything in flight at once, and all deadlines passed together."""
    shop = a_shop(paise=100 * PAISE)
    behaviours = (
        "ok",
        "pending",
        "lost_hooks",
        "err500_after+lost_hooks",
        "reset_before",
        "reject",
    )
    payouts = [shared_bank.will(each, shop) for each in behaviours]
    payouts.append(shop.pay_out(PAISE, scheduled_at=db.clock() + timedelta(days=20)))
    shared_bank.work()
    shared_bank.advance(40 * DAY)
    shared_bank.live(5 * DAY)
    states = [fresh(each).state for each in payouts]
    assert states == ["completed"] * 5 + ["failed", "completed"]
    assert shared_bank.disagreements(shop) == []
