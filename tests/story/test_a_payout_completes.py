"""A payout completes: on every rail, and however badly the bank tells of it."""

from __future__ import annotations

import pytest

from adulis.payouts.models import Payout
from adulis.payouts.values import Mode
from tests.bank import SimulatedBank, references_of
from tests.world import Shop, a_shop

LAKH = 100_000 * 100
DAY = 86_400
RICH = 100 * LAKH

# What the bank does is right in all of these; how it says so is not.
TOLD = (
    "ok",
    "instant",
    "pending",
    "deemed_success",
    "accepted_hooks",
    "hook_before_reply",
    "dup_hooks",
    "reordered_hooks",
    "swapped_hooks",
    "delayed_hooks",
    "lost_hooks",
    "bad_signature_hooks",
    "old_secret_hooks",
    "stale_hooks",
    "forged_hooks",
    "malformed_hooks",
    "unknown_type_hooks",
    "status_goes_back",
    "enquiry_reset",
    "enquiry_err500",
    "enquiry_truncated",
    "enquiry_cut",
    "enquiry_html",
    "enquiry_error_body",
    "enquiry_429",
    "lost_hooks+enquiry_err500",
    "deemed_success+lost_hooks",
)


@pytest.fixture(scope="module")
def shop(shared_bank: SimulatedBank) -> Shop:
    shared_bank.live_until_morning()
    return a_shop(paise=RICH)


@pytest.fixture(scope="module")
def week(shared_bank: SimulatedBank, shop: Shop) -> dict[str, Payout]:
    """All of them at once, five days later."""
    payouts = {behaviour: shared_bank.will(behaviour, shop) for behaviour in TOLD}
    shared_bank.live(5 * DAY)
    return payouts


@pytest.mark.parametrize("behaviour", TOLD)
def test_however_it_is_told(
    shared_bank: SimulatedBank, week: dict[str, Payout], behaviour: str
) -> None:
    payout = week[behaviour]
    payout.refresh_from_db()
    assert (payout.state, payout.retry_count) == ("completed", 0)
    assert shared_bank.paid(payout) == [(1, 60_000)]
    assert payout.utr


@pytest.mark.usefixtures("week")
def test_afterwards_both_books_agree(shared_bank: SimulatedBank, shop: Shop) -> None:
    assert (shop.available, shop.held) == (RICH - 60_000 * len(TOLD), 0)
    assert shared_bank.disagreements() == []
    assert shared_bank.violations() == {}


@pytest.mark.parametrize(
    ("mode", "paise"),
    [(Mode.IMPS, 60_000), (Mode.NEFT, 60_000), (Mode.RTGS, 3 * LAKH), (Mode.UPI, 60_000)],
)
def test_on_every_rail(shared_bank: SimulatedBank, mode: Mode, paise: int) -> None:
    shared_bank.live_until_morning()
    shop = a_shop(paise=5 * LAKH, accounts=0)
    if mode is Mode.UPI:
        shop.add_account(vpa="asha@okbank")
    else:
        shop.add_account()
    payout = shop.pay_out(paise, mode=mode)
    shared_bank.live(3600)
    payout.refresh_from_db()
    assert (payout.state, payout.mode, shared_bank.paid(payout)) == (
        "completed", mode, [(1, paise)],
    )  # fmt: skip
    assert (shop.available, shop.held) == (5 * LAKH - paise, 0)


def test_a_worker_that_looks_again_and_again_sends_it_once(shared_bank: SimulatedBank) -> None:
    payout = a_shop(paise=60_000).pay_out(60_000)
    for _ in range(5):
        shared_bank.work()
    payout.refresh_from_db()
    assert payout.state == "processing"
    [reference] = references_of(payout)
    assert shared_bank.truth(reference)["submissions"] == 1
