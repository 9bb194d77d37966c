"""Whatever a payment gateway does, a deposit is credited once or not at all: both books agree."""

from __future__ import annotations

from typing import Any

import pytest

from adulis.cases.models import Case
from adulis.deposits import actions, tasks, tasks_sweep
from adulis.deposits.models import Deposit, Payment
from adulis.kernel import db
from adulis.ledger import queries as book
from tests.paying import CARDS, ConnectedGateway, now
from tests.world import Shop, a_shop

# What goes wrong while the intent is made. Some were accepted, some were not; nobody is told.
MAKING = (
    "timeout_before", "reset_before", "err500_before", "truncated_before", "cut_before",
    "html_before", "error_body_before", "timeout_after", "reset_after", "err500_after",
    "truncated_after", "cut_after", "html_after", "error_body_after", "slow_answer",
    "invisible", "slow_visible", "enquiry_timeout", "enquiry_reset", "enquiry_err500",
    "enquiry_truncated", "enquiry_cut", "enquiry_html", "enquiry_error_body", "enquiry_429",
    "enquiry_slow",
)  # fmt: skip
# One of each kind; --full takes them all.
SHORT_LIST = {
    "timeout_before", "timeout_after", "truncated_after", "slow_visible", "enquiry_429"
}  # fmt: skip
# What goes wrong with the payment: behaviour -> state, credited, in suspense, kind of case.
PAYING: dict[str, tuple[str, int | None, dict[str, int], str | None]] = {
    "card_declined": ("failed", None, {}, None),
    "unknown_code": ("failed", None, {}, None),
    "stuck": ("processing", None, {}, None),
    "late_failure": ("failed", None, {}, None),
    "late_success": ("cleared", 50_000, {}, None),
    "wrong_amount": ("failed", None, {"INR": 49_900}, "deposit_mismatch"),
    "overpaid": ("failed", None, {"INR": 60_000}, "deposit_mismatch"),
    "wrong_currency": ("failed", None, {"USD": 50_000}, "deposit_mismatch"),
    "paid_twice": ("cleared", 50_000, {"INR": 50_000}, "deposit_mismatch"),
}


@pytest.fixture(scope="module")
def shop(shared_gateway: ConnectedGateway) -> Shop:
    return a_shop()


@pytest.mark.parametrize(
    "behaviour",
    [pytest.param(each, marks=[] if each in SHORT_LIST else pytest.mark.full) for each in MAKING],
)
def test_a_deposit_has_one_intent_however_its_making_goes(
    behaviour: str, shared_gateway: ConnectedGateway, shop: Shop
) -> None:
    # The payer's address is magic, so only this intent is made like that.
    email = f"{behaviour.replace('_', '-')}@simgate.example"
    deposit = shared_gateway.asked(shop, 50_000, opened=False, payer_email=email)
    for _ in range(12):
        shared_gateway.advance(40)
        shared_gateway.work()
        if now(deposit).intent_id:
            break
    deposit = now(deposit)
    assert (deposit.state, shared_gateway.truth(deposit)["intents"]) == (
        "created",
        ["requires_payment"],
    )
    assert deposit.checkout_url != ""
    shared_gateway.pay(deposit, method="upi")
    shared_gateway.live(200)
    assert (now(deposit).state, now(deposit).credited_minor) == ("cleared", 50_000)


@pytest.mark.parametrize("behaviour", PAYING)
def test_a_payment_that_is_not_what_was_asked_for(
    behaviour: str, payment_gateway: ConnectedGateway
) -> None:
    shop = a_shop()
    deposit = payment_gateway.asked(shop, 50_000)
    payment_gateway.pay(deposit, card=CARDS[behaviour])
    payment_gateway.live(300)
    state, credited, suspended, kind = PAYING[behaviour]
    deposit = now(deposit)
    assert (deposit.state, deposit.credited_minor) == (state, credited)
    for currency in ("INR", "USD"):
        held = book.balance(f"platform/suspense/{currency}").minor
        assert held == suspended.get(currency, 0)
    assert [each.kind for each in Case.objects.all()] == ([kind] if kind else [])
    assert payment_gateway.disagreements() == []


def test_nobody_pays_and_it_expires_after_the_gateway_was_told_to_take_nothing(
    payment_gateway: ConnectedGateway,
) -> None:
    deposit = payment_gateway.asked(a_shop(), 50_000)
    payment_gateway.live(31 * 60)
    deposit = now(deposit)
    assert (deposit.state, deposit.reason) == ("expired", "not_paid_in_time")
    assert payment_gateway.truth(deposit)["intents"] in (["expired"], ["cancelled"])


def test_while_the_gateway_is_silent_nothing_expires_and_a_human_is_asked(
    payment_gateway: ConnectedGateway,
) -> None:
    deposit = payment_gateway.asked(a_shop(), 50_000)
    payment_gateway.gateway.switch(enquiries_down=True, maintenance=True)
    payment_gateway.live(40 * 60)
    assert now(deposit).state == "created"
    assert [each.kind for each in Case.objects.all()] == ["deposit_overdue"]
    payment_gateway.gateway.switch(enquiries_down=False, maintenance=False)
    payment_gateway.live(120)
    assert (now(deposit).state, Case.objects.get().state) == ("expired", "closed")


def cancel(shop: Shop, deposit: Deposit) -> None:
    with db.transaction():
        actions.cancel_deposit(
            merchant_id=shop.id, deposit_id=deposit.id, actor=shop.actor, at=db.clock()
        )


def test_a_cancelled_deposit_cannot_be_paid_any_more(payment_gateway: ConnectedGateway) -> None:
    shop = a_shop()
    deposit = payment_gateway.asked(shop, 50_000)
    cancel(shop, deposit)
    tasks.close_at_once(deposit.id)
    assert payment_gateway.truth(deposit)["intents"] == ["cancelled"]
    payment_gateway.live(60)
    assert now(deposit).state == "cancelled"


def test_a_payment_that_crosses_a_cancellation_is_honoured(
    payment_gateway: ConnectedGateway,
) -> None:
    shop = a_shop()
    deposit = payment_gateway.asked(shop, 50_000)
    payment_gateway.pay(deposit, card=CARDS["lost_hooks"])
    cancel(shop, deposit)
    tasks.close_at_once(deposit.id)
    payment_gateway.live(120)
    deposit = now(deposit)
    assert (deposit.state, deposit.is_late, shop.available) == ("cleared", True, 50_000)
    assert payment_gateway.disagreements() == []


def test_one_cancelled_before_the_gateway_answered_is_closed_there_by_the_worker(
    payment_gateway: ConnectedGateway,
) -> None:
    shop = a_shop()
    payment_gateway.gateway.scenario("timeout_after")
    deposit = payment_gateway.asked(shop, 50_000)
    assert now(deposit).intent_id == ""
    cancel(shop, deposit)
    payment_gateway.live(120)
    assert (now(deposit).state, payment_gateway.truth(deposit)["intents"]) == (
        "cancelled",
        ["cancelled"],
    )


def test_a_gateway_that_makes_two_intents_of_one_deposit_is_paid_once_for_it(
    payment_gateway: ConnectedGateway,
) -> None:
    """It promised to know an order again, and did not: what comes for the other one is kept."""
    shop = a_shop()
    payment_gateway.gateway.scenario("nodedup_slow_visible")
    deposit = payment_gateway.asked(shop, 50_000)
    payment_gateway.live(60)
    told = payment_gateway.gateway.get(f"intents?client_reference={deposit.id}")
    names = [each["id"] for each in next(iter(told.values()))]
    for name in names:
        payment_gateway.gateway.pay(name, card=CARDS["ok"])
    payment_gateway.live(300)
    states = sorted(Payment.objects.values_list("state", flat=True))
    assert states == ["credited", *["suspended"] * (len(names) - 1)]
    assert (now(deposit).state, shop.available) == ("cleared", 50_000)


def test_an_api_that_denies_what_the_webhook_says_moves_nothing_and_brings_a_human(
    payment_gateway: ConnectedGateway,
) -> None:
    shop = a_shop()
    deposit = payment_gateway.asked(shop, 50_000)
    payment_gateway.pay(deposit, card=CARDS["contradicting_enquiry"])
    payment_gateway.live(300)
    assert (shop.available, now(deposit).credited_minor) == (0, None)
    assert {each.kind for each in Case.objects.all()} == {"gateway_contradicts"}


def test_an_unknown_payer_by_bank_transfer(payment_gateway: ConnectedGateway) -> None:
    payment_gateway.gateway.sim("POST", "upi", {"vpa": "nobody@simgate", "amount_minor": 70_000})
    payment_gateway.live(60)
    assert [each.kind for each in Case.objects.all()] == ["unknown_payer"]
    assert book.balance("platform/suspense/INR").minor == 70_000
    assert payment_gateway.disagreements() == []


def test_an_unknown_payer_whose_webhook_is_lost_is_found_all_the_same(
    payment_gateway: ConnectedGateway,
) -> None:
    payment_gateway.gateway.switch(callbacks_down=True)
    payment_gateway.gateway.sim("POST", "upi", {"vpa": "nobody@simgate", "amount_minor": 70_000})
    payment_gateway.live(60)
    assert Payment.objects.count() == 0
    # There is nothing to hurry for, found or not: it comes again by itself.
    assert (tasks_sweep.sweep_payments(), tasks_sweep.sweep_payments()) == (0, 0)
    assert [each.kind for each in Case.objects.all()] == ["unknown_payer"]
    assert book.balance("platform/suspense/INR").minor == 70_000
    assert payment_gateway.disagreements() == []


def test_one_payment_that_cannot_be_acted_upon_keeps_no_other_from_being_found(
    payment_gateway: ConnectedGateway,
) -> None:
    payment_gateway.gateway.switch(callbacks_down=True)
    for minor in (70_000, 80_000, 90_000):
        payment_gateway.gateway.sim("POST", "upi", {"vpa": "nobody@simgate", "amount_minor": minor})
    payment_gateway.live(60)
    weighed: list[str] = []

    def busy_once(**told: Any) -> Any:
        weighed.append(told["payment"].id)
        if len(weighed) == 1:
            raise db.Busy
        return actions.weigh_stray(**told)

    assert tasks_sweep.sweep_payments(keep=busy_once) == 0
    assert (len(weighed), Payment.objects.count()) == (3, 2)
    assert tasks_sweep.sweep_payments() == 0
    assert Payment.objects.count() == 3
    assert payment_gateway.disagreements() == []


def test_more_payments_than_fit_into_one_answer_are_all_found(
    payment_gateway: ConnectedGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulators.gateway.v1._MOST", 2)
    payment_gateway.gateway.switch(callbacks_down=True)
    for minor in (70_000, 80_000, 90_000):
        payment_gateway.gateway.sim("POST", "upi", {"vpa": "nobody@simgate", "amount_minor": minor})
        payment_gateway.advance(600)
    tasks_sweep.sweep_payments()
    assert Payment.objects.count() == 3
    assert payment_gateway.disagreements() == []


def test_what_is_paid_long_after_the_end_without_a_word_is_found_and_honoured(
    payment_gateway: ConnectedGateway,
) -> None:
    shop = a_shop()
    deposit = payment_gateway.asked(shop, 50_000)
    payment_gateway.gateway.switch(callbacks_down=True)
    payment_gateway.pay(deposit, card=CARDS["late_success"])
    payment_gateway.live(5)
    assert now(deposit).state == "failed"
    # It is asked about no more.
    Deposit.objects.filter(id=deposit.id).update(due_at=None)
    payment_gateway.advance(3_000)
    # There is nothing to hurry for, found or not: it comes again by itself.
    assert (tasks_sweep.sweep_payments(), tasks_sweep.sweep_payments()) == (0, 0)
    assert (now(deposit).state, now(deposit).is_late) == ("captured", True)
    assert payment_gateway.disagreements() == []
