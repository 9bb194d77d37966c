"""Refused for now, and paid while the next attempt is lost: that one is not sent again."""

from __future__ import annotations

from adulis.payouts.models import Attempt
from tests.bank import SimulatedBank
from tests.world import a_shop

PAISE = 60_000


def test_an_earlier_attempt_is_paid_after_all(simulated_bank: SimulatedBank) -> None:
    simulated_bank.live_until_morning()
    shop = a_shop(paise=2 * PAISE)
    account = shop.add_account()
    match = {"account_number": account.number}
    # The first order is paid ten minutes after a refusal that may pass; the second never arrives.
    simulated_bank.scenario("late_success", match, after_seconds=600, code="BENEFICIARY_BANK_DOWN")
    simulated_bank.scenario("timeout_before", match)

    payout = shop.pay_out(PAISE, account=account)
    simulated_bank.live(12 * 3600)

    payout.refresh_from_db()
    assert (payout.state, payout.reason, payout.is_paid_late) == (
        "failed", "paid_by_another", True,
    )  # fmt: skip
    first, second = Attempt.objects.filter(payout=payout).order_by("number")
    assert simulated_bank.paid(payout) == [(1, PAISE), (0, 0)]
    assert simulated_bank.truth(second.reference)["submissions"] == 1
    assert (first.is_paid_late, second.sent_count) == (True, 1)
    assert (shop.available, shop.held, shop.owed) == (PAISE, 0, 0)
    assert simulated_bank.disagreements() == []
    assert simulated_bank.violations() == {}
