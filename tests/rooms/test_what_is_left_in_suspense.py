"""Of a payment in suspense the payer's bank takes a part: the rest is still somebody's."""

from __future__ import annotations

from typing import Any

import pytest

from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.deposits import actions
from adulis.deposits.errors import PaymentDisputed, PaymentNotReturnable, PaymentNotSuspended
from adulis.deposits.models import Deposit, Payment, Refund
from adulis.gateways.collected import DisputeStatus, RefundStatus
from adulis.kernel import db
from adulis.kernel.money import Money, rupees
from adulis.ledger.models import Entry
from tests.deciding import an_operator, confirm, decide, effect, propose, question_about
from tests.giving_back import (
    COLLECTED,
    GATEWAY,
    SIMGATE,
    SUSPENSE,
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
WON, LOST = DisputeStatus.WON, DisputeStatus.LOST
ABROAD, HELD, HOME = f"gateway/{GATEWAY}/receivable/USD", "platform/fx/USD", "platform/fx/INR"
DISPUTED = "It is refused while the payer's bank may still give back, or take, a part of it."


def kept(shop: Shop, minor: int = 1_000) -> Payment:
    """₹5 were asked for and ₹10 came."""
    deposit = paid(asked(shop, rupees(500)), amount=rupees(minor))
    return Payment.objects.get(deposit=deposit)


def lost(payment: Payment, minor: int, **more: Any) -> Payment:
    hear(dispute_about(payment, minor, **more))
    hear(dispute_about(payment, minor, status=LOST, **more))
    return Payment.objects.get(id=payment.id)


def told_rate() -> None:
    with db.transaction():
        now = db.clock()
        actions.take_rate(
            gateway=GATEWAY, currency="USD", told="80.00", told_at=now, actor=SIMGATE, at=now
        )


def about(payment: Payment) -> Case:
    return question_about(f"gateway-payment/{payment.id}")


def test_what_is_left_is_assigned_and_the_lost_part_is_nobodys() -> None:
    shop = a_shop()
    payment = lost(kept(shop), 400)
    case = about(payment)
    assert [(each.get("left_minor"), each.get("charged_back_minor")) for each in case.evidence] == [
        (None, None),
        (600, 400),
    ]
    told = effect(case, Decision.ASSIGN, merchant_id=str(shop.id))
    assert told.startswith(f"6.00 INR leaves suspense: 6.00 INR is pending for {shop.name}")
    decide(case, Decision.ASSIGN, merchant_id=str(shop.id))
    payment.refresh_from_db()
    assert (payment.state, payment.lost_minor, payment.credited) == ("assigned", 400, rupees(600))
    assert (purse(shop), paise(SUSPENSE, COLLECTED)) == ((600, 0, 0, 0), [0, -600])
    assert broken_promises() == []


def test_it_is_a_deposit_like_any_other_from_then_on() -> None:
    shop = a_shop()
    payment = lost(kept(shop), 400)
    decide(about(payment), Decision.ASSIGN, merchant_id=str(shop.id))
    deposit = clear(Deposit.objects.get(credited_minor=600))
    say_of_refund(refund(shop, deposit, 250), RefundStatus.PROCESSED)
    row = hear(dispute_of(deposit, 350, id="dp_later"))
    assert row is not None
    assert (row.amount_minor, row.has_case, purse(shop)) == (350, False, (0, 0, 0, 0))
    assert paise(SUSPENSE, COLLECTED) == [0, 0]
    assert broken_promises() == []


def test_all_that_is_left_can_be_refunded_and_no_more() -> None:
    shop = a_shop()
    payment = lost(kept(shop), 400)
    decide(about(payment), Decision.ASSIGN, merchant_id=str(shop.id))
    row = refund(shop, Deposit.objects.get(credited_minor=600))
    assert (row.amount, row.paid) == (rupees(600), rupees(600))
    say_of_refund(row, RefundStatus.PROCESSED)
    assert (purse(shop), paise(SUSPENSE, COLLECTED)) == ((0, 0, 0, 0), [0, 0])
    assert broken_promises() == []


def test_what_is_left_goes_back_to_its_payer() -> None:
    payment = lost(kept(a_shop()), 400)
    case = about(payment)
    assert effect(case, Decision.RETURN) == (
        "6.00 INR is ordered back to its payer,"
        " and leaves suspense when the gateway says that it is there."
    )
    decide(case, Decision.RETURN)
    row = Refund.objects.get(payment=payment)
    assert row.paid == rupees(600)
    say_of_refund(row, RefundStatus.PROCESSED)
    payment.refresh_from_db()
    assert (payment.state, payment.returned_minor) == ("returned", 600)
    assert (paise(SUSPENSE, COLLECTED), broken_promises()) == ([0, 0], [])


def test_what_could_not_go_back_is_asked_about_again() -> None:
    payment = lost(kept(a_shop()), 400)
    decide(about(payment), Decision.RETURN)
    say_of_refund(Refund.objects.get(payment=payment), RefundStatus.FAILED)
    payment.refresh_from_db()
    assert (payment.state, payment.returned_minor) == ("suspended", 0)
    case = about(payment)
    assert case.evidence[0]["left_minor"] == 600
    decide(case, Decision.RETURN)
    say_of_refund(Refund.objects.latest("id"), RefundStatus.PROCESSED)
    assert (paise(SUSPENSE, COLLECTED), broken_promises()) == ([0, 0], [])


@pytest.mark.parametrize("decision", [Decision.ASSIGN, Decision.RETURN])
def test_nobody_decides_while_a_part_may_still_come_back(decision: Decision) -> None:
    shop = a_shop()
    payment = kept(shop)
    case = about(payment)
    details = {"merchant_id": str(shop.id)} if decision is Decision.ASSIGN else {}
    propose(case, decision, **details)
    hear(dispute_about(payment, 400))
    assert effect(case, decision, **details) == DISPUTED
    somebody = an_operator()
    before = everything()
    with pytest.raises(PaymentDisputed):
        confirm(case, decision, somebody, **details)
    assert changed_since(before) == {}
    # It is won: all of it is there again, and what was proposed can be confirmed.
    hear(dispute_about(payment, 400, status=WON))
    confirm(case, decision, **details)
    payment.refresh_from_db()
    assert payment.state == {"assign": "assigned", "return": "returning"}[decision]
    assert (payment.lost_minor, broken_promises()) == (0, [])


def test_of_what_is_gone_whole_there_is_nothing_to_decide() -> None:
    shop = a_shop()
    payment = kept(shop)
    case = about(payment)
    propose(case, Decision.RETURN)
    hear(dispute_about(payment))
    assert effect(case, Decision.RETURN) == "It is refused: this payment is not in suspense."
    with pytest.raises(PaymentNotSuspended):
        confirm(case, Decision.RETURN)
    hear(dispute_about(payment, status=LOST))
    case.refresh_from_db()
    assert (case.state, paise(SUSPENSE), broken_promises()) == ("closed", [0], [])


def test_nor_is_anything_ordered_back_of_it() -> None:
    payment = lost(kept(a_shop()), 1_000)
    somebody = an_operator()
    with pytest.raises(PaymentNotReturnable), db.transaction():
        actions.return_payment(payment_id=payment.id, actor=somebody, at=db.clock())


def test_several_parts_may_be_lost_before() -> None:
    shop = a_shop()
    payment = kept(shop)
    hear(dispute_about(payment, 100, id="dp_1"))
    payment = lost(payment, 300, id="dp_2")
    # The first one may still be won.
    assert effect(about(payment), Decision.RETURN) == DISPUTED
    hear(dispute_about(payment, 100, id="dp_1", status=LOST))
    decide(about(payment), Decision.ASSIGN, merchant_id=str(shop.id))
    assert (purse(shop), paise(SUSPENSE), broken_promises()) == ((600, 0, 0, 0), [0], [])


def test_of_foreign_money_the_position_grows_by_what_is_left() -> None:
    shop = a_shop()
    told_rate()
    deposit = paid(asked(shop, rupees(500)), amount=Money(100_00, "USD"), fee=Money(0, "USD"))
    payment = lost(Payment.objects.get(deposit=deposit), 25_01)
    decide(about(payment), Decision.ASSIGN, merchant_id=str(shop.id))
    # One per cent of the rate is ours.
    credited = round(74_99 * 79.2)
    assert (purse(shop)[0], paise(HELD, HOME, ABROAD)) == (
        credited,
        [74_99, -credited, -74_99],
    )
    assert paise("platform/suspense/USD") == [0]
    assert broken_promises() == []
    deposit = clear(Deposit.objects.get(credited_minor=credited))
    told = Entry.objects.get(kind="deposit_cleared").metadata
    assert (told["source_amount_minor"], told["source_currency"]) == (74_99, "USD")
    say_of_refund(refund(shop, deposit), RefundStatus.PROCESSED)
    assert (purse(shop), paise(HELD, HOME, ABROAD)) == ((0, 0, 0, 0), [0, 0, 0])
    assert broken_promises() == []
