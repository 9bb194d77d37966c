"""A refund fails, its money is released, and then the gateway gives it back: who bears that?"""

from __future__ import annotations

from typing import Any

import pytest

from adulis.cases.models import Case
from adulis.cases.values import QUESTIONS, CaseKind, Decision
from adulis.deposits import actions
from adulis.deposits.errors import NothingToRefund, RefundNotGivenBack
from adulis.deposits.models import Deposit, Payment, Refund
from adulis.deposits.queries import booked, done_to, timeline_of, waiting_of_refund
from adulis.events.models import Event
from adulis.gateways.collected import RefundStatus
from adulis.identity import queries as merchants
from adulis.kernel import db
from adulis.kernel.money import Money, rupees
from adulis.ledger.models import Entry
from adulis.wallets.values import OWES
from tests.deciding import an_operator, confirm, decide, effect, propose, question_about
from tests.giving_back import (
    COLLECTED,
    GATEWAY,
    LOSSES,
    SIMGATE,
    SUSPENSE,
    a_deposit,
    asked,
    broken_promises,
    clear,
    dispute_about,
    dispute_of,
    hear,
    paid,
    paise,
    purse,
    refund,
    say_of_refund,
)
from tests.rows import changed_since, everything
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db
PROCESSED, FAILED = RefundStatus.PROCESSED, RefundStatus.FAILED
RECOVER, WRITE_OFF, ACCEPT = Decision.RECOVER, Decision.WRITE_OFF, Decision.ACCEPT
ABROAD, HELD, HOME = f"gateway/{GATEWAY}/receivable/USD", "platform/fx/USD", "platform/fx/INR"


def given_back_after_all(row: Refund) -> Refund:
    """It failed, and its money was released; then the gateway shows it as processed."""
    say_of_refund(row, FAILED)
    return say_of_refund(row, PROCESSED)


def about(row: Refund) -> Case:
    return question_about(f"refund/{row.id}")


def now(row: Any) -> Any:
    return type(row).objects.get(id=row.id)


def test_it_is_asked_who_bears_it_and_until_then_nothing_moves() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    row = given_back_after_all(refund(shop, deposit, 400))
    assert (row.state, row.paid_late_at is None) == ("failed", False)
    assert (purse(shop), paise(COLLECTED)) == ((0, 1_000, 0, 0), [-1_000])
    case = about(row)
    assert QUESTIONS[CaseKind(case.kind)].decisions == (RECOVER, WRITE_OFF, ACCEPT)
    assert case.evidence[0]["told_status"] == "processed"
    waiting = waiting_of_refund(row)
    assert waiting is not None
    assert (waiting.reason, waiting.on) == (
        "decision",
        "two operators, because its payer has the money although it had failed",
    )
    decide(case, ACCEPT)
    assert (waiting_of_refund(now(row)), broken_promises()) == (None, [])


# --- the merchant bears it ------------------------------------------------------------------------


def test_it_is_taken_from_what_the_merchant_has_available() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    row = given_back_after_all(refund(shop, deposit, 400))
    case = about(row)
    assert effect(case, RECOVER) == (
        "4.00 INR is borne by the merchant: 4.00 INR of what the merchant has available."
    )
    decide(case, RECOVER)
    row, deposit = now(row), now(deposit)
    assert (row.state, row.reason, deposit.refunded_minor) == ("processed", "", 400)
    assert (purse(shop), paise(COLLECTED, LOSSES)) == ((0, 600, 0, 0), [-600, 0])
    assert broken_promises() == []


def test_what_the_merchant_has_not_is_owed_and_its_payouts_are_frozen() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    row = given_back_after_all(refund(shop, deposit, 400))
    shop.pay_out(900)
    case = about(row)
    assert effect(case, RECOVER) == (
        "4.00 INR is borne by the merchant: 1.00 INR of what the merchant has available,"
        " 3.00 INR is owed by the merchant."
    )
    decide(case, RECOVER)
    assert purse(shop) == (0, 0, 900, 300)
    assert merchants.standing(shop.id).payouts_frozen_reason == OWES
    [fact] = Event.objects.filter(type="refund.recovered")
    assert {name: fact.payload[name]["amount_minor"] for name in FACTS} == {
        "amount": 400, "paid": 400, "of_pending": 0, "of_available": 100, "shortfall": 300,
    }  # fmt: skip
    assert broken_promises() == []
    # Whatever comes in pays that first.
    a_deposit(shop, 500, cleared=True)
    assert (purse(shop), merchants.standing(shop.id).payouts_frozen_reason) == (
        (0, 200, 900, 0),
        "",
    )


FACTS = ("amount", "paid", "of_pending", "of_available", "shortfall")


def test_what_its_deposit_has_pending_is_taken_before() -> None:
    shop = a_shop(paise=5_000)
    deposit = a_deposit(shop, 1_000)
    row = given_back_after_all(refund(shop, deposit, 400))
    assert purse(shop) == (1_000, 5_000, 0, 0)
    case = about(row)
    assert effect(case, RECOVER) == (
        "4.00 INR is borne by the merchant: 4.00 INR of what the deposit has pending."
    )
    decide(case, RECOVER)
    assert purse(shop) == (600, 5_000, 0, 0)
    clear(now(deposit))
    assert (purse(shop), broken_promises()) == ((0, 5_600, 0, 0), [])


def test_all_of_what_was_pending_may_have_gone_like_that() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    decide(about(given_back_after_all(refund(shop, deposit))), RECOVER)
    assert clear(now(deposit)).state == "cleared"
    assert [each.type for each in Event.objects.filter(type__startswith="deposit.")][-1] == (
        "deposit.emptied"
    )
    assert (purse(shop), paise(COLLECTED), broken_promises()) == ((0, 0, 0, 0), [0], [])


# --- we bear it -----------------------------------------------------------------------------------


def test_the_platform_bears_it_and_the_merchant_keeps_its_own() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    row = given_back_after_all(refund(shop, deposit, 400))
    case = about(row)
    assert effect(case, WRITE_OFF) == "4.00 INR that its payer has becomes our loss."
    decide(case, WRITE_OFF)
    assert (now(row).state, purse(shop)) == ("processed", (0, 1_000, 0, 0))
    assert paise(COLLECTED, LOSSES) == [-600, -400]
    [fact] = Event.objects.filter(type="refund.written_off")
    assert fact.payload["amount"]["amount_minor"] == 400
    assert broken_promises() == []
    # Its payer has that much: no more than the rest goes back.
    rest = refund(shop, now(deposit))
    assert rest.amount == rupees(600)
    say_of_refund(rest, PROCESSED)
    with pytest.raises(NothingToRefund):
        refund(shop, now(deposit))
    assert (paise(COLLECTED), broken_promises()) == ([0], [])


@pytest.mark.parametrize("decision", [RECOVER, WRITE_OFF])
def test_it_is_on_record_and_in_the_timeline(decision: Decision) -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    decide(about(given_back_after_all(refund(shop, deposit, 400))), decision)
    deed = {RECOVER: "recover", WRITE_OFF: "write_off"}[decision]
    fact = {RECOVER: "refund.recovered", WRITE_OFF: "refund.written_off"}[decision]
    assert f"refund.{deed}" in {each.action for each in done_to(deposit)}
    assert fact in [each.what for each in timeline_of(deposit)]
    assert fact.replace(".", "_") in [each.kind for each in booked(deposit)]


# --- foreign money --------------------------------------------------------------------------------


def a_foreign_deposit(shop: Shop) -> Deposit:
    with db.transaction():
        at = db.clock()
        actions.take_rate(
            gateway=GATEWAY, currency="USD", told="80.00", told_at=at, actor=SIMGATE, at=at
        )
    with db.transaction():
        quote = actions.create_quote(
            merchant_id=shop.id, paid=Money(100_00, "USD"), actor=shop.actor, at=db.clock()
        )
    made = asked(shop, Money(100_00, "USD"), quote_id=quote.id, purpose_code="P0802")
    return clear(paid(made))


@pytest.mark.parametrize("decision", [RECOVER, WRITE_OFF])
def test_foreign_money_leaves_our_position_as_it_would_have_at_once(decision: Decision) -> None:
    shop = a_shop()
    deposit = a_foreign_deposit(shop)
    credited = deposit.credited_minor or 0
    row = given_back_after_all(refund(shop, deposit, credited // 4))
    assert (row.paid, paise(HELD, HOME, ABROAD)) == (
        Money(25_00, "USD"),
        [100_00, -credited, -100_00],
    )
    decide(about(row), decision)
    left = credited - credited // 4
    assert paise(HELD, HOME, ABROAD) == [75_00, -left, -75_00]
    is_ours = decision is WRITE_OFF
    assert (purse(shop)[1], paise(LOSSES)) == (
        (credited, [-(credited // 4)]) if is_ours else (left, [0])
    )
    assert broken_promises() == []
    rest = refund(shop, now(deposit))
    assert rest.paid == Money(75_00, "USD")
    say_of_refund(rest, PROCESSED)
    assert (paise(HELD, HOME, ABROAD), broken_promises()) == ([0, 0, 0], [])


# --- it was nobody's ------------------------------------------------------------------------------


def suspended(minor: int = 1_000, currency: str = "INR") -> Payment:
    deposit = paid(
        asked(a_shop(), rupees(500)), amount=Money(minor, currency), fee=Money(0, currency)
    )
    return Payment.objects.get(deposit=deposit)


@pytest.mark.parametrize("currency", ["INR", "USD"])
def test_what_is_in_suspense_still_is_taken_from_there(currency: str) -> None:
    payment = suspended(currency=currency)
    row = given_back_after_all(returned(payment))
    case = about(row)
    assert effect(case, RECOVER) == f"10.00 {currency} leaves suspense: its payer has it."
    assert effect(case, WRITE_OFF) == (
        "It is refused: the money is in suspense, and can be taken from there."
    )
    decide(case, RECOVER)
    payment = now(payment)
    assert (payment.state, payment.returned_minor, now(row).state) == (
        "returned", 1_000, "processed",
    )  # fmt: skip
    places = (f"platform/suspense/{currency}", f"gateway/{GATEWAY}/receivable/{currency}")
    assert paise(*places) == [0, 0]
    # Nobody need say any more whose it is.
    assert not Case.objects.exclude(state="closed").exists()
    assert broken_promises() == []


def returned(payment: Payment) -> Refund:
    """Two operators order it back; the gateway is told."""
    decide(question_about(f"gateway-payment/{payment.id}"), Decision.RETURN)
    return Refund.objects.filter(payment=payment).latest("id")


def test_what_is_a_merchants_since_can_only_be_written_off() -> None:
    shop = a_shop()
    payment = suspended()
    row = returned(payment)
    say_of_refund(row, FAILED)
    decide(
        question_about(f"gateway-payment/{payment.id}"), Decision.ASSIGN, merchant_id=str(shop.id)
    )
    say_of_refund(row, PROCESSED)
    case = about(row)
    assert effect(case, RECOVER) == ("It is refused: what was nobody's then is a merchant's now.")
    decide(case, WRITE_OFF)
    assert (purse(shop), paise(COLLECTED, LOSSES, SUSPENSE)) == (
        (1_000, 0, 0, 0),
        [0, -1_000, 0],
    )
    assert broken_promises() == []


def test_what_went_back_a_second_time_is_the_gateways_to_make_good() -> None:
    payment = suspended()
    row = returned(payment)
    say_of_refund(row, FAILED)
    say_of_refund(returned(payment), PROCESSED)
    say_of_refund(row, PROCESSED)
    case = about(row)
    told = "It is refused: more of its payment would have gone back than came in."
    assert {effect(case, each) for each in (RECOVER, WRITE_OFF)} == {told}
    decide(case, ACCEPT)
    assert (paise(COLLECTED, LOSSES, SUSPENSE), broken_promises()) == ([0, 0, 0], [])


# --- what is refused ------------------------------------------------------------------------------


def refused(case: Case, decision: Decision, why: str) -> None:
    assert effect(case, decision) == f"It is refused: {why}."
    propose(case, decision)
    somebody = an_operator()
    before = everything()
    with pytest.raises(RefundNotGivenBack, match=why):
        confirm(case, decision, somebody)
    assert changed_since(before) == {}


@pytest.mark.parametrize("decision", [RECOVER, WRITE_OFF])
def test_a_word_that_does_not_fit_moves_no_money(decision: Decision) -> None:
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 1_000), 400)
    say_of_refund(row, PROCESSED, amount=rupees(401))
    refused(about(row), decision, "the gateway has not given back what had failed here")
    assert broken_promises() == []


@pytest.mark.parametrize("decision", [RECOVER, WRITE_OFF])
def test_nor_does_a_refund_that_the_gateway_calls_failed_afterwards(decision: Decision) -> None:
    shop = a_shop()
    row = say_of_refund(refund(shop, a_deposit(shop, 1_000), 400), PROCESSED)
    say_of_refund(row, FAILED)
    refused(about(row), decision, "the gateway has not given back what had failed here")


@pytest.mark.parametrize("decision", [RECOVER, WRITE_OFF])
def test_not_while_all_that_is_left_is_on_its_way_back_already(decision: Decision) -> None:
    """The merchant asked for it anew, and only one of the two can be borne out by the payment."""
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    row = refund(shop, deposit)
    say_of_refund(row, FAILED)
    again = refund(shop, deposit)
    say_of_refund(row, PROCESSED)
    case = about(row)
    refused(case, decision, "more of its payment would have gone back than came in")
    # The gateway has nothing left to give back for the second one.
    say_of_refund(again, FAILED)
    confirm(case, decision)
    assert (now(row).state, paise(COLLECTED)) == ("processed", [0])
    assert broken_promises() == []


def test_it_is_booked_once_however_often_it_is_asked() -> None:
    shop = a_shop()
    row = given_back_after_all(refund(shop, a_deposit(shop, 1_000, cleared=True), 400))
    first = about(row)
    decide(first, WRITE_OFF)
    say_of_refund(row, PROCESSED)
    say_of_refund(row, FAILED)
    refused(about(row), RECOVER, "the gateway has not given back what had failed here")
    assert Entry.objects.filter(kind__in=["refund_written_off", "refund_recovered"]).count() == 1


def test_the_first_of_two_does_not_confirm() -> None:
    from adulis.cases.errors import SecondOperatorRequired
    from adulis.oversight import actions as oversight

    shop = a_shop()
    row = given_back_after_all(refund(shop, a_deposit(shop, 1_000, cleared=True), 400))
    case, one = about(row), an_operator()
    given: dict[str, Any] = {"case_id": case.id, "decision": WRITE_OFF, "details": {}}
    with db.transaction():
        oversight.propose_decision(**given, actor=one, at=db.clock())
    with pytest.raises(SecondOperatorRequired), db.transaction():
        oversight.decide_case(**given, actor=one, at=db.clock())
    assert (now(row).state, paise(LOSSES)) == ("failed", [0])


# --- with a chargeback ----------------------------------------------------------------------------


def test_what_was_charged_back_as_well_goes_back_twice_and_people_have_seen_it() -> None:
    shop = a_shop(paise=5_000)
    deposit = a_deposit(shop, 1_000)
    row = refund(shop, deposit, 400)
    say_of_refund(row, FAILED)
    hear(dispute_of(deposit))
    say_of_refund(row, PROCESSED)
    decide(about(row), WRITE_OFF)
    assert paise(COLLECTED, LOSSES) == [400, -400]
    assert broken_promises() == []


def test_of_a_payment_in_suspense_that_was_charged_back_since_nothing_is_there_to_take() -> None:
    payment = suspended()
    row = returned(payment)
    say_of_refund(row, FAILED)
    hear(dispute_about(payment, 100))
    say_of_refund(row, PROCESSED)
    case = about(row)
    assert effect(case, RECOVER) == "It is refused: it is not in suspense any more."


def test_an_unasked_one_is_found() -> None:
    shop = a_shop()
    row = given_back_after_all(refund(shop, a_deposit(shop, 1_000, cleared=True), 400))
    assert (row.state, broken_promises()) == ("failed", [])
    silent = refund(shop, a_deposit(shop, 1_000, cleared=True), 400)
    say_of_refund(silent, FAILED)
    Refund.objects.filter(id=silent.id).update(paid_late_at=db.clock())
    assert broken_promises() == ["refunds_given_back_late_are_asked_about"]
