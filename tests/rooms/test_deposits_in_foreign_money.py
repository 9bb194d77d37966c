"""Foreign money: promised for a while, converted once, and sent back at the rate it came at."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from adulis.cases.models import Case
from adulis.deposits import actions, queries
from adulis.deposits.errors import (
    DepositCurrencyNotPossible,
    PurposeCodeNeeded,
    QuoteNotPossible,
    QuoteNotUsable,
    RateUnavailable,
    RefundTooSmall,
)
from adulis.deposits.models import Deposit, Quote, Refund
from adulis.gateways.collected import DisputeStatus, RefundStatus
from adulis.kernel import db
from adulis.kernel.money import Money, rupees
from adulis.ledger.models import Entry
from tests.giving_back import (
    GATEWAY,
    SIMGATE,
    asked,
    broken_promises,
    clear,
    dispute_of,
    hear,
    paid,
    paise,
    pass_time,
    purse,
    refund,
    say_of_refund,
)
from tests.rows import changed_since, everything
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db
ABROAD = f"gateway/{GATEWAY}/receivable/USD"
HELD, HOME = "platform/fx/USD", "platform/fx/INR"
USD = Money(100_00, "USD")


def told_rate(rate: str = "83.4512", currency: str = "USD") -> None:
    with db.transaction():
        now = db.clock()
        actions.take_rate(
            gateway=GATEWAY, currency=currency, told=rate, told_at=now, actor=SIMGATE, at=now
        )


def a_quote(shop: Shop, paid_: Money = USD) -> Quote:
    with db.transaction():
        return actions.create_quote(
            merchant_id=shop.id, paid=paid_, actor=shop.actor, at=db.clock()
        )


def a_foreign_deposit(shop: Shop, paid_: Money = USD, rate: str = "83.4512") -> Deposit:
    told_rate(rate, paid_.currency)
    quote = a_quote(shop, paid_)
    return asked(shop, paid_, quote_id=quote.id, purpose_code="P0802")


# --- quotes ---------------------------------------------------------------------------------------


def test_a_quote_says_what_an_amount_is_worth_less_our_share() -> None:
    told_rate()
    shop = a_shop()
    quote = a_quote(shop)
    # 1 % of 83.4512 is ours: 82.616688 for one dollar.
    assert (quote.rate_micros, quote.amount) == (82_616_688, rupees(8_261_67))
    assert quote.expires_at - quote.created_at >= timedelta(minutes=15)
    assert quote.margin_basis_points == 100


def test_there_is_no_quote_without_a_fresh_rate() -> None:
    shop = a_shop()
    with pytest.raises(RateUnavailable):
        a_quote(shop)
    told_rate()
    pass_time(timedelta(seconds=settings.FX_RATE_MAX_AGE_SECONDS))
    before = everything()
    with pytest.raises(RateUnavailable):
        a_quote(shop)
    assert changed_since(before) == {}
    told_rate("84.00")
    assert a_quote(shop).amount == rupees(8_316_00)


@pytest.mark.parametrize("paid_", [Money(100, "INR"), Money(10**13, "USD")], ids=str)
def test_there_is_no_quote_for_everything(paid_: Money) -> None:
    told_rate("999999.00")
    with pytest.raises(QuoteNotPossible):
        a_quote(a_shop(), paid_)


def test_a_promise_is_kept_once_to_one_merchant_for_its_amount_and_its_time() -> None:
    told_rate()
    shop, other = a_shop(), a_shop()
    quote = a_quote(shop)
    tries = [
        (other, USD, DepositCurrencyNotPossible),
        (shop, Money(100_01, "USD"), DepositCurrencyNotPossible),
        (shop, Money(100_00, "EUR"), DepositCurrencyNotPossible),
    ]
    before = everything()
    for whose, amount, refused in tries:
        with pytest.raises(refused):
            asked(whose, amount, quote_id=quote.id, purpose_code="P0802")
    assert changed_since(before) == {}
    assert asked(shop, USD, quote_id=quote.id, purpose_code="P0802").quote_id == quote.id
    with pytest.raises(QuoteNotUsable):
        asked(shop, USD, quote_id=quote.id, purpose_code="P0802")
    late = a_quote(shop)
    pass_time(timedelta(minutes=15))
    with pytest.raises(QuoteNotUsable):
        asked(shop, USD, quote_id=late.id, purpose_code="P0802")


def test_foreign_money_needs_a_purpose_and_rupees_have_none() -> None:
    told_rate()
    shop = a_shop()
    quote = a_quote(shop)
    before = everything()
    for code in ("", "P9999", "S0101"):
        with pytest.raises(PurposeCodeNeeded):
            asked(shop, USD, quote_id=quote.id, purpose_code=code)
    with pytest.raises(PurposeCodeNeeded):
        asked(shop, rupees(100), purpose_code="P0802")
    assert changed_since(before) == {}


# --- captured -------------------------------------------------------------------------------------


def test_it_is_credited_as_quoted() -> None:
    shop = a_shop()
    deposit = paid(a_foreign_deposit(shop))
    assert (deposit.credited_minor, deposit.is_rate_of_capture) == (8_261_67, False)
    assert deposit.purpose_code == "P0802"
    assert purse(shop) == (8_261_67, 0, 0, 0)
    assert paise(ABROAD, HELD, HOME) == [-100_00, 100_00, -8_261_67]
    assert broken_promises() == []
    clear(deposit)
    assert purse(shop) == (0, 8_261_67, 0, 0)


@pytest.mark.parametrize("reference", ["INV-7", ""])
def test_a_statement_can_say_what_it_was_before_it_was_converted(reference: str) -> None:
    shop = a_shop()
    told_rate()
    quote = a_quote(shop)
    deposit = asked(shop, USD, quote_id=quote.id, purpose_code="P0802", reference=reference)
    clear(paid(deposit, id="pay_1"))
    for kind in ("deposit_captured", "deposit_cleared"):
        told = Entry.objects.get(kind=kind).metadata
        assert {name: each for name, each in told.items() if name != "payment"} == {
            "deposit_id": str(deposit.id),
            "reference": reference or "pay_1",
            "source_amount_minor": 100_00,
            "source_currency": "USD",
            "rate": "82.616688",
            "purpose_code": "P0802",
        }


def test_what_comes_in_in_rupees_was_nothing_else_before() -> None:
    shop = a_shop()
    deposit = clear(paid(asked(shop, rupees(5_000), reference="INV-8"), id="pay_2"))
    told = Entry.objects.get(kind="deposit_cleared").metadata
    assert told == {"deposit_id": str(deposit.id), "reference": "INV-8"}


@pytest.mark.parametrize(("seconds", "is_promised"), [(0, True), (1, False)])
def test_what_is_captured_after_the_quote_expired_is_credited_at_the_rate_of_then(
    seconds: int, is_promised: bool
) -> None:
    shop = a_shop()
    deposit = a_foreign_deposit(shop)
    assert deposit.quote is not None
    pass_time(timedelta(minutes=16))
    told_rate("90.00")
    captured_at = deposit.quote.expires_at + timedelta(seconds=seconds)
    deposit = paid(deposit, captured_at=captured_at)
    assert deposit.is_rate_of_capture is not is_promised
    assert deposit.credited_minor == (8_261_67 if is_promised else 8_910_00)
    assert deposit.rate_micros == (82_616_688 if is_promised else 89_100_000)
    assert broken_promises() == []


def test_without_any_rate_it_waits_and_nothing_is_booked() -> None:
    shop = a_shop()
    deposit = a_foreign_deposit(shop)
    pass_time(timedelta(minutes=40))
    before = everything()
    with pytest.raises(RateUnavailable):
        paid(deposit)
    assert changed_since(before) == {}
    told_rate("90.00")
    assert paid(deposit).credited_minor == 8_910_00


# --- given back -----------------------------------------------------------------------------------


def test_it_goes_back_in_its_currency_at_its_rate_to_the_last_cent_and_paisa() -> None:
    shop = a_shop()
    deposit = paid(a_foreign_deposit(shop))
    told_rate("120.00")
    parts = [refund(shop, deposit, minor) for minor in (1_000_00, 3_333_33, 42)]
    parts.append(refund(shop, deposit))
    assert [(each.amount_minor, each.paid_minor) for each in parts] == [
        (1_000_00, 12_10),
        (3_333_33, 40_35),
        (42, 1),
        (3_927_92, 47_54),
    ]
    assert sum(each.paid_minor for each in parts) == 100_00
    assert sum(each.amount_minor or 0 for each in parts) == 8_261_67
    for each in parts:
        say_of_refund(each, RefundStatus.PROCESSED)
    assert paise(ABROAD, HELD, HOME) == [0, 0, 0]
    assert purse(shop) == (0, 0, 0, 0)
    assert broken_promises() == []


def test_less_than_a_cent_cannot_be_sent_back() -> None:
    shop = a_shop()
    deposit = paid(a_foreign_deposit(shop))
    before = everything()
    with pytest.raises(RefundTooSmall):
        refund(shop, deposit, 41)
    assert changed_since(before) == {}
    assert refund(shop, deposit, 42).paid == Money(1, "USD")


def test_a_chargeback_of_foreign_money_is_taken_at_the_rate_of_its_deposit() -> None:
    shop = a_shop()
    deposit = paid(a_foreign_deposit(shop))
    told_rate("120.00")
    row = hear(dispute_of(deposit, 50_00, fee=Money(15_00, "USD")))
    assert row is not None
    assert (row.amount_minor, row.of_pending_minor) == (4_130_84, 4_130_84)
    assert paise(ABROAD, HELD, HOME) == [-35_00, 50_00, -4_130_83]
    assert broken_promises() == []
    hear(dispute_of(deposit, 50_00, status=DisputeStatus.WON))
    assert paise(ABROAD, HELD, HOME) == [-85_00, 100_00, -8_261_67]
    assert purse(shop) == (8_261_67, 0, 0, 0)
    assert broken_promises() == []


def test_what_was_partly_refunded_and_then_charged_back_comes_out_even() -> None:
    shop = a_shop()
    deposit = paid(a_foreign_deposit(shop))
    say_of_refund(refund(shop, deposit, 3_333_33), RefundStatus.PROCESSED)
    left = 100_00 - Refund.objects.get().paid_minor
    hear(dispute_of(deposit, left))
    assert (purse(shop), paise(ABROAD, HELD, HOME)) == ((0, 0, 0, 0), [0, 0, 0])
    assert Case.objects.count() == 0
    assert broken_promises() == []


# --- the position ---------------------------------------------------------------------------------


def test_the_position_says_what_is_held_what_it_cost_and_what_it_is_worth() -> None:
    shop = a_shop()
    paid(a_foreign_deposit(shop))
    paid(a_foreign_deposit(shop, Money(10_00, "EUR"), "90.00"))
    told_rate("80.00")
    usd, eur, gbp = queries.positions(GATEWAY)
    assert (usd.held, usd.cost) == (USD, rupees(8_261_67))
    assert (usd.worth, usd.result) == (rupees(8_000_00), rupees(-261_67))
    assert (eur.held, eur.cost, eur.result) == (Money(10_00, "EUR"), rupees(891_00), rupees(9_00))
    assert (gbp.held, gbp.cost, gbp.worth) == (Money(0, "GBP"), rupees(0), None)
    assert broken_promises() == []


def test_clients_are_covered_by_what_foreign_money_cost() -> None:
    """The gateway's account in rupees has nothing of it; the position has."""
    shop = a_shop()
    paid(a_foreign_deposit(shop))
    shop_total = sum(purse(shop)[:3])
    assert (shop_total, paise(HOME)) == (8_261_67, [-8_261_67])
    assert "clients_are_covered" not in broken_promises()
    assert Entry.objects.filter(kind="deposit_captured").count() == 1
