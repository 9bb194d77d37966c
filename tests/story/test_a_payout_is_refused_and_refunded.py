"""A payout is refused, and its money is back: on the bank's word only, never on silence."""

from __future__ import annotations

import pytest

from adulis.cases import queries as cases
from adulis.payouts.models import Attempt, Payout
from tests.bank import SimulatedBank
from tests.world import Shop, a_shop

PAISE = 60_000
DAY = 86_400

# behaviour: the reason the merchant reads
FINAL = {
    "reject": "refused",
    "account_closed": "account_closed",
    "account_frozen": "account_frozen",
    "account_dormant": "account_dormant",
    "invalid_account": "invalid_account",
    "nre_account": "nre_account",
    "imps_not_allowed": "imps_not_allowed",
    "accepted_then_fails": "beneficiary_bank_rejected",
    "late_failure": "beneficiary_bank_rejected",
    "deemed_failure": "beneficiary_bank_rejected",
    "late_failure+lost_hooks": "beneficiary_bank_rejected",
    "reject+enquiry_err500": "refused",
}
# The bank says that another try may pass; with a scenario that strikes once, it does.
FOR_NOW = ("beneficiary_bank_down", "insufficient_nostro", "window_closed")


@pytest.fixture(scope="module")
def shop(shared_bank: SimulatedBank) -> Shop:
    shared_bank.live_until_morning()
    return a_shop(paise=100 * PAISE)


@pytest.fixture(scope="module")
def days(shared_bank: SimulatedBank, shop: Shop) -> dict[str, Payout]:
    """All of them at once, five days later."""
    payouts = {each: shared_bank.will(each, shop, PAISE) for each in (*FINAL, *FOR_NOW)}
    shared_bank.live(5 * DAY)
    for payout in payouts.values():
        payout.refresh_from_db()
    return payouts


@pytest.mark.parametrize("behaviour", FINAL)
def test_a_final_no_ends_it_at_once(
    shared_bank: SimulatedBank, days: dict[str, Payout], behaviour: str
) -> None:
    payout = days[behaviour]
    assert (payout.state, payout.reason, payout.retry_count) == ("failed", FINAL[behaviour], 0)
    assert shared_bank.paid(payout) == [(0, 0)]
    assert not payout.is_paid_late
    assert cases.open_about(f"payout/{payout.id}") == []


@pytest.mark.parametrize("behaviour", FOR_NOW)
def test_a_no_for_now_is_tried_again_under_a_new_reference(
    shared_bank: SimulatedBank, days: dict[str, Payout], behaviour: str
) -> None:
    payout = days[behaviour]
    assert (payout.state, payout.retry_count) == ("completed", 1)
    assert shared_bank.paid(payout) == [(0, 0), (1, PAISE)]


def test_afterwards_both_books_agree(
    shared_bank: SimulatedBank, shop: Shop, days: dict[str, Payout]
) -> None:
    completed = sum(payout.state == "completed" for payout in days.values())
    assert completed == len(FOR_NOW)
    assert (shop.available, shop.held) == (PAISE * (100 - completed), 0)
    assert shared_bank.disagreements() == []
    assert shared_bank.violations() == {}


def test_a_no_for_now_that_never_ends_is_refunded_after_the_last_try(
    shared_bank: SimulatedBank,
) -> None:
    shared_bank.live_until_morning()
    shop = a_shop(paise=PAISE)
    account = shop.accounts[0]
    shared_bank.scenario("beneficiary_bank_down", {"account_number": account.number}, times=None)
    payout = shop.pay_out(PAISE)
    shared_bank.live(3600)
    payout.refresh_from_db()
    assert (payout.state, payout.reason) == ("failed", "beneficiary_bank_down")
    assert [each.state for each in Attempt.objects.filter(payout=payout)] == [
        "confirmed_failure"
    ] * 4
    assert shared_bank.paid(payout) == [(0, 0)] * 4
    assert (shop.available, shop.held) == (PAISE, 0)


def test_what_the_bank_keeps_working_on_is_not_refunded_however_long_it_takes(
    shared_bank: SimulatedBank,
) -> None:
    shared_bank.live_until_morning()
    shop = a_shop(paise=PAISE)
    payout = shared_bank.will("stuck", shop, PAISE)
    shared_bank.live(10 * DAY)
    payout.refresh_from_db()
    assert (payout.state, shop.available, shop.held) == ("processing", 0, PAISE)
    assert [each.kind for each in cases.open_about(f"payout/{payout.id}")] == ["in_doubt"]
    assert shared_bank.disagreements() == []
    assert shared_bank.violations() == {}


def test_an_unknown_code_is_no_refusal(shared_bank: SimulatedBank) -> None:
    """422 with a code in no list and no word on whether it is final: asked about, not refunded."""
    shared_bank.live_until_morning()
    shop = a_shop(paise=PAISE)
    payout = shared_bank.will("unknown_code", shop, PAISE)
    shared_bank.work()
    payout.refresh_from_db()
    attempt = Attempt.objects.get(payout=payout)
    assert (payout.state, attempt.state, shop.held) == ("processing", "in_doubt", PAISE)
    shared_bank.live(DAY)
    payout.refresh_from_db()
    # Asked, the bank says that it is rejected: that is an answer.
    assert (payout.state, shop.available) == ("failed", PAISE)
    assert shared_bank.disagreements() == []
