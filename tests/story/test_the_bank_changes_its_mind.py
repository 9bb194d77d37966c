"""The bank changes its mind: pays what it refused, takes back what it paid, denies what it said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import override_settings

from adulis.cases import queries as cases
from adulis.cases.values import CaseKind, Decision
from adulis.fees import actions as fees
from adulis.identity import queries as identity
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.payouts.models import Payout, PayoutReturn
from tests.bank import SimulatedBank
from tests.words import decided
from tests.world import Shop, a_shop

PAISE = 60_000
HOUR, DAY = 3_600, 86_400


@pytest.fixture(autouse=True)
def _morning(shared_bank: SimulatedBank) -> None:
    shared_bank.live_until_morning()


def kinds_asked(payout: Payout) -> list[str]:
    return [each.kind for each in cases.open_about(f"payout/{payout.id}")]


def is_frozen(shop: Shop) -> bool:
    return identity.standing(shop.id).are_payouts_frozen


class TestPaidAfterItsNo:
    def refused(self, bank: SimulatedBank, shop: Shop) -> Payout:
        """Refused and refunded; two hours later the bank will pay it all the same."""
        payout = bank.will("late_success", shop, PAISE)
        bank.live(60)
        payout.refresh_from_db()
        assert (payout.state, payout.is_paid_late, shop.held) == ("failed", False, 0)
        return payout

    def test_it_is_taken_from_what_is_there(self, shared_bank: SimulatedBank) -> None:
        shop = a_shop(paise=100_000)
        payout = self.refused(shared_bank, shop)
        assert shop.available == 100_000
        shared_bank.live(3 * HOUR)
        payout.refresh_from_db()
        assert (payout.state, payout.is_paid_late) == ("failed", True)
        assert (shop.available, shop.held, shop.owed) == (40_000, 0, 0)
        assert not is_frozen(shop)
        assert kinds_asked(payout) == [CaseKind.LATE_SUCCESS]
        assert shared_bank.disagreements(shop) == []

    @pytest.mark.parametrize("left", [0, 25_000, PAISE - 1])
    def test_what_is_not_there_is_owed_and_settled_by_what_comes_in(
        self, shared_bank: SimulatedBank, left: int
    ) -> None:
        shop = a_shop(paise=100_000)
        payout = self.refused(shared_bank, shop)
        other = shop.pay_out(100_000 - left)
        shared_bank.live(60)
        shared_bank.live(3 * HOUR)
        owed = PAISE - left
        assert (shop.available, shop.owed, is_frozen(shop)) == (0, owed, True)
        assert shared_bank.disagreements(shop) == []

        # The first money settles the debt; when all of it is settled, payouts go again.
        if owed > 1:
            shop.credit(owed - 1)
            assert (shop.available, shop.owed, is_frozen(shop)) == (0, 1, True)
        shop.credit(20_000)
        left_over = 19_999
        assert (shop.available, shop.owed, is_frozen(shop)) == (left_over, 0, False)
        again = shop.pay_out(10_000)
        shared_bank.live(60)
        for each in (payout, other, again):
            each.refresh_from_db()
        assert (payout.state, other.state, again.state) == ("failed", "completed", "completed")
        assert shared_bank.disagreements(shop) == []

    def test_while_it_is_owed_new_payouts_wait(self, shared_bank: SimulatedBank) -> None:
        shop = a_shop(paise=PAISE)
        self.refused(shared_bank, shop)
        early = shop.pay_out(PAISE - 10_000, scheduled_at=db.clock() + timedelta(hours=4))
        shop.pay_out(PAISE)
        shared_bank.live(60)
        shared_bank.live(3 * HOUR)
        assert is_frozen(shop)
        shop.credit(20_000)
        shared_bank.live(2 * HOUR)
        early.refresh_from_db()
        assert (early.state, early.waiting_for) == ("pending", "funds")
        shop.credit(100_000)
        shared_bank.live(60)
        early.refresh_from_db()
        assert early.state == "completed"
        assert shared_bank.disagreements(shop) == []


class TestTakenBack:
    def test_it_is_returned_and_stays_completed(self, shared_bank: SimulatedBank) -> None:
        shop = a_shop(paise=100_000)
        payout = shared_bank.will("returned", shop, PAISE)
        shared_bank.live(60)
        payout.refresh_from_db()
        assert (payout.state, payout.is_returned, shop.available) == ("completed", False, 40_000)
        shared_bank.live(3 * HOUR)
        payout.refresh_from_db()
        assert (payout.state, payout.is_returned) == ("completed", True)
        assert (shop.available, shop.held) == (100_000, 0)
        assert PayoutReturn.objects.get(payout=payout).amount_minor == PAISE
        assert kinds_asked(payout) == []
        assert shared_bank.disagreements(shop) == []

    def test_told_only_when_it_is_over(self, shared_bank: SimulatedBank) -> None:
        """Paid and sent back before anybody could tell us: one enquiry tells both."""
        shop = a_shop(paise=100_000)
        shared_bank.switch(enquiries_down=True)
        try:
            payout = shared_bank.will("timeout_after+returned+lost_hooks", shop, PAISE)
            shared_bank.live(4 * HOUR)
        finally:
            shared_bank.switch(enquiries_down=False)
        assert (shop.available, shop.held) == (40_000, PAISE)
        shared_bank.live(DAY)
        payout.refresh_from_db()
        assert (payout.state, payout.is_returned) == ("completed", True)
        assert (shop.available, shop.held) == (100_000, 0)
        assert shared_bank.disagreements(shop) == []

    @pytest.mark.parametrize(("refunds_fee", "back"), [(True, 100_000), (False, 98_820)])
    def test_the_fee_comes_back_by_policy(
        self, shared_bank: SimulatedBank, *, refunds_fee: bool, back: int
    ) -> None:
        """₹10 and 18 % GST: ₹11.80 on top of the amount."""
        with db.transaction():
            fees.set_fee(
                service="payout", starts_at=db.clock(), flat_minor=1_000, basis_points=0,
                actor=system("tests"), at=db.clock(),
            )  # fmt: skip
        try:
            shop = a_shop(paise=100_000)
            with override_settings(PAYOUT_RETURN_REFUNDS_FEE=refunds_fee):
                payout = shared_bank.will("returned", shop, PAISE)
                assert (shop.available, shop.held) == (38_820, 61_180)
                shared_bank.live(60)
                assert (shop.available, shop.held) == (38_820, 0)
                shared_bank.live(3 * HOUR)
        finally:
            with db.transaction():
                fees.set_fee(
                    service="payout", starts_at=db.clock(), flat_minor=0, basis_points=0,
                    actor=system("tests"), at=db.clock(),
                )  # fmt: skip
        payout.refresh_from_db()
        assert (payout.is_returned, shop.available, shop.held) == (True, back, 0)
        assert PayoutReturn.objects.get(payout=payout).fee_returned_minor == back - 98_820
        assert shared_bank.disagreements(shop) == []

    def test_a_part_of_it_is_for_people(self, shared_bank: SimulatedBank) -> None:
        shop = a_shop(paise=100_000)
        payout = shared_bank.will("returned_partial", shop, PAISE)
        shared_bank.live(3 * HOUR)
        payout.refresh_from_db()
        assert (payout.state, payout.is_returned, shop.available) == ("completed", False, 40_000)
        assert kinds_asked(payout) == [CaseKind.PARTIAL_RETURN]

    def test_it_can_be_paid_again_and_is_another_payout(self, shared_bank: SimulatedBank) -> None:
        shop = a_shop(paise=100_000)
        payout = shared_bank.will("returned", shop, PAISE)
        shared_bank.live(3 * HOUR)
        again = shop.pay_out(PAISE, retry_of=payout.id)
        shared_bank.live(60)
        again.refresh_from_db()
        assert (again.state, again.retry_of_id) == ("completed", payout.id)
        assert shop.available == 40_000


def test_said_to_be_paid_and_then_refused_is_for_people(shared_bank: SimulatedBank) -> None:
    """Nobody was ever credited; two operators find out, and for the merchant it is a return."""
    shop = a_shop(paise=100_000)
    payout = shared_bank.will("success_then_failure", shop, PAISE)
    shared_bank.live(60)
    payout.refresh_from_db()
    assert payout.state == "completed"
    shared_bank.live(3 * HOUR)
    [case] = cases.open_about(f"payout/{payout.id}")
    assert (case.kind, shop.available) == (CaseKind.EVIDENCE_MISMATCH, 40_000)
    decided(case, Decision.NOT_PAID)
    payout.refresh_from_db()
    assert (payout.state, payout.is_returned, shop.available) == ("completed", True, 100_000)
    assert shared_bank.paid(payout) == [(0, 0)]
    assert shared_bank.disagreements(shop) == []
