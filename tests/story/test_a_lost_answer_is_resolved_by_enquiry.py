"""A payout whose answer is lost is asked about: never paid twice, never refunded on silence."""

from __future__ import annotations

import pytest

from adulis.payouts.models import Attempt, Evidence, Payout
from tests.bank import SimulatedBank, references_of
from tests.world import Shop, a_shop

PAISE = 60_000
DAY = 86_400

# The bank has it, and its answer does not arrive.
AFTER = (
    "timeout_after",
    "reset_after",
    "err500_after",
    "truncated_after",
    "cut_after",
    "html_after",
    "error_body_after",
    "slow_answer",
    "timeout_after+lost_hooks",
    "err500_after+lost_hooks+enquiry_timeout",
    "slow_visible+lost_hooks",
    "invisible",
)
# The bank never got it, and nobody told us.
BEFORE = (
    "timeout_before",
    "reset_before",
    "err500_before",
    "truncated_before",
    "cut_before",
    "html_before",
    "error_body_before",
)
REFUSED = ("timeout_after+accepted_then_fails", "err500_after+reject+lost_hooks")


@pytest.fixture(scope="module")
def shop(shared_bank: SimulatedBank) -> Shop:
    shared_bank.live_until_morning()
    return a_shop(paise=100 * PAISE)


@pytest.fixture(scope="module")
def days(shared_bank: SimulatedBank, shop: Shop) -> dict[str, Payout]:
    """All of them at once, five days later."""
    payouts = {each: shared_bank.will(each, shop, PAISE) for each in (*AFTER, *BEFORE, *REFUSED)}
    shared_bank.work()
    # On the way each of them was in doubt, but for the one that was answered well.
    doubted = Evidence.objects.filter(outcome="in_doubt").values_list("payout_id", flat=True)
    assert {each for each in payouts if payouts[each].id in set(doubted)} == (
        set(payouts) - {"invisible"}
    )
    shared_bank.live(5 * DAY)
    for payout in payouts.values():
        payout.refresh_from_db()
    return payouts


@pytest.mark.parametrize("behaviour", AFTER)
def test_paid_and_not_told_is_completed_and_never_sent_again(
    shared_bank: SimulatedBank, days: dict[str, Payout], behaviour: str
) -> None:
    payout = days[behaviour]
    assert (payout.state, shared_bank.paid(payout)) == ("completed", [(1, PAISE)])
    [reference] = references_of(payout)
    assert shared_bank.truth(reference)["submissions"] == 1


@pytest.mark.parametrize("behaviour", BEFORE)
def test_never_received_is_sent_again_under_the_same_reference(
    shared_bank: SimulatedBank, days: dict[str, Payout], behaviour: str
) -> None:
    payout = days[behaviour]
    assert (payout.state, payout.retry_count) == ("completed", 0)
    assert shared_bank.paid(payout) == [(1, PAISE)]
    [reference] = references_of(payout)
    assert shared_bank.truth(reference)["submissions"] == 2


@pytest.mark.parametrize("behaviour", REFUSED)
def test_refused_and_not_told_is_refunded_once_the_bank_says_so(
    shared_bank: SimulatedBank, days: dict[str, Payout], behaviour: str
) -> None:
    payout = days[behaviour]
    assert (payout.state, shared_bank.paid(payout)) == ("failed", [(0, 0)])


def test_afterwards_both_books_agree(
    shared_bank: SimulatedBank, shop: Shop, days: dict[str, Payout]
) -> None:
    paid = PAISE * (len(days) - len(REFUSED))
    assert (shop.available, shop.held) == (100 * PAISE - paid, 0)
    assert shared_bank.disagreements() == []
    assert shared_bank.violations() == {}


def test_not_found_while_it_cannot_be_seen_yet_sends_nothing(shared_bank: SimulatedBank) -> None:
    """Ten minutes long the bank denies what it has: too early to believe it."""
    shared_bank.live_until_morning()
    payout = shared_bank.will("slow_visible+lost_hooks", a_shop(paise=PAISE), PAISE)
    shared_bank.live(9 * 60)
    attempt = Attempt.objects.get(payout=payout)
    assert (attempt.state, attempt.sent_count, attempt.enquiry_count) == ("in_doubt", 1, 1)
    assert attempt.first_not_found_at is None
    shared_bank.live(60 * 60)
    payout.refresh_from_db()
    assert (payout.state, shared_bank.paid(payout)) == ("completed", [(1, PAISE)])


def test_with_enquiries_down_callbacks_alone_resolve_it(shared_bank: SimulatedBank) -> None:
    shared_bank.live_until_morning()
    shared_bank.switch(enquiries_down=True)
    try:
        shop = a_shop(paise=2 * PAISE)
        paid = shared_bank.will("timeout_after", shop, PAISE)
        refused = shared_bank.will("timeout_after+accepted_then_fails", shop, PAISE)
        shared_bank.live(3600)
    finally:
        shared_bank.switch(enquiries_down=False)
    paid.refresh_from_db()
    refused.refresh_from_db()
    assert (paid.state, refused.state) == ("completed", "failed")
    assert (shop.available, shop.held) == (PAISE, 0)
    assert shared_bank.disagreements() == []


def test_with_callbacks_down_enquiries_alone_resolve_it(shared_bank: SimulatedBank) -> None:
    shared_bank.live_until_morning()
    shared_bank.switch(callbacks_down=True)
    try:
        shop = a_shop(paise=2 * PAISE)
        paid = shared_bank.will("timeout_after", shop, PAISE)
        refused = shared_bank.will("accepted_then_fails", shop, PAISE)
        shared_bank.live(DAY)
    finally:
        shared_bank.switch(callbacks_down=False)
    paid.refresh_from_db()
    refused.refresh_from_db()
    assert (paid.state, refused.state) == ("completed", "failed")
    assert (shop.available, shop.held) == (PAISE, 0)
    assert shared_bank.disagreements() == []
    assert shared_bank.violations() == {}
