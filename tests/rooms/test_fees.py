"""Rules begin now or later and stay; quotes are kept, once, to whom they were given."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from adulis.audit.models import AuditRecord
from adulis.events.models import Event
from adulis.fees import actions, queries
from adulis.fees.errors import (
    FeeRuleInvalid,
    FeeStartsInPast,
    FeeStartTaken,
    QuoteDiffers,
    QuoteExpired,
    QuoteUnknown,
    QuoteUsed,
)
from adulis.fees.models import FeeRule, Quote, QuoteUse
from adulis.fees.values import Fee, Quoted, Service, ServiceTariff, Tariff
from adulis.gateways.values import Verdict
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.kernel.money import rupees
from adulis.ledger.errors import InsufficientFunds
from adulis.payouts import actions as payouts
from tests.calendar_days import move_on
from tests.databases import TestDatabase
from tests.rows import changed_since, everything
from tests.words import said, started
from tests.world import BUILDER, Shop, a_shop

HOUR = timedelta(hours=1)


def a_fee(**changes: Any) -> FeeRule:
    given: dict[str, Any] = {
        "service": Service.PAYOUT,
        "starts_at": db.clock(),
        "flat_minor": 1_000,
        "basis_points": 0,
    }
    with db.transaction():
        return actions.set_fee(**given | changes, actor=BUILDER, at=db.clock())


def a_quote(shop: Shop, paise: int = 60_000, service: Service = Service.PAYOUT) -> Quoted:
    with db.transaction():
        return actions.give_quote(
            merchant_id=shop.id,
            service=service,
            amount=rupees(paise),
            actor=shop.actor,
            at=db.clock(),
        )


def refused(kind: type[Refusal], **changes: Any) -> Refusal:
    before = everything()
    with pytest.raises(kind) as refusal:
        a_fee(**changes)
    assert changed_since(before) == {}
    return refusal.value


@pytest.mark.django_db
class TestRules:
    @pytest.mark.parametrize("service", Service)
    def test_every_service_has_its_own(self, service: Service) -> None:
        a_fee(service=service, flat_minor=500, basis_points=25)
        now = db.clock()
        for each in Service:
            fee = queries.fee_for(each, rupees(100_000), at=now)
            expected = (750, 135) if each == service else (0, 0)
            assert (fee.net.minor, fee.tax.minor) == expected

    def test_the_newest_that_has_begun_counts(self) -> None:
        a_fee(flat_minor=1)
        a_fee(flat_minor=3, starts_at=db.clock() + 2 * HOUR)
        a_fee(flat_minor=2, starts_at=db.clock() + HOUR)
        now = db.clock()
        for hours, flat in ((0, 1), (1, 2), (2, 3), (99, 3)):
            assert queries.tariff_of("payout", at=now + hours * HOUR).flat_minor == flat

    def test_the_tariff_says_what_is_to_come(self) -> None:
        now = db.clock()
        first = a_fee(flat_minor=1)
        later = a_fee(flat_minor=2, starts_at=now + HOUR)
        latest = a_fee(flat_minor=3, starts_at=now + 2 * HOUR)
        found = {each.service: each for each in queries.tariffs(at=db.clock())}
        assert found[Service.DEPOSIT] == ServiceTariff(Service.DEPOSIT, None, ())
        payout = found[Service.PAYOUT]
        assert payout.current is not None
        assert (payout.current.id, payout.current.tariff) == (first.id, Tariff(1, 0, 1_800))
        assert [each.id for each in payout.coming] == [later.id, latest.id]

    def test_is_told_and_written_down(self) -> None:
        rule = a_fee(flat_minor=5, tax_basis_points=500)
        (payload,) = Event.objects.filter(type="fee.set").values_list("payload", flat=True)
        assert payload == {
            "service": "payout",
            "starts_at": rule.starts_at.isoformat(),
            "flat_minor": 5,
            "basis_points": 0,
            "tax_basis_points": 500,
        }
        record = AuditRecord.objects.get(action="fee.set")
        assert (record.subject, record.after["flat_minor"]) == ("fee/payout", 5)

    @pytest.mark.parametrize(
        ("changes", "pointer"),
        [
            ({"service": "hosting"}, "/service"),
            ({"flat_minor": -1}, "/flat_minor"),
            ({"basis_points": 10_001}, "/basis_points"),
            ({"tax_basis_points": -1}, "/tax_basis_points"),
        ],
    )
    def test_what_cannot_be_a_fee_is_refused(self, changes: dict[str, Any], pointer: str) -> None:
        assert refused(FeeRuleInvalid, **changes).pointer == pointer

    def test_none_begins_in_the_past(self) -> None:
        past = db.clock() - timedelta(seconds=61)
        assert refused(FeeStartsInPast, starts_at=past).pointer == "/starts_at"

    def test_two_do_not_begin_at_once(self) -> None:
        rule = a_fee()
        refused(FeeStartTaken, starts_at=rule.starts_at)

    def test_they_stay(self) -> None:
        rule = a_fee()
        with pytest.raises(DatabaseError), db.transaction():
            FeeRule.objects.filter(id=rule.id).update(flat_minor=1)


@pytest.mark.django_db
class TestQuotes:
    def test_are_kept_when_the_fee_has_changed(self) -> None:
        shop = a_shop(paise=100_000)
        a_fee(flat_minor=1_000)
        quote = a_quote(shop)
        assert quote.fee == Fee(rupees(1_000), rupees(180))
        assert quote.total == rupees(61_180)
        a_fee(flat_minor=5_000)
        payout = shop.pay_out(60_000, quote_id=quote.id)
        assert (payout.fee_minor, payout.tax_minor) == (1_000, 180)
        assert (shop.available, shop.held) == (38_820, 61_180)
        assert QuoteUse.objects.get(quote_id=quote.id).subject == f"payout/{payout.id}"

    def test_of_a_deposit_say_what_arrives(self) -> None:
        a_fee(service=Service.DEPOSIT, flat_minor=0, basis_points=200)
        quote = a_quote(a_shop(), 100_000, Service.DEPOSIT)
        assert quote.total == rupees(100_000 - 2_000 - 360)

    def test_without_a_rule_promise_that_it_is_free(self) -> None:
        shop = a_shop(paise=100_000)
        quote = a_quote(shop)
        a_fee()
        assert shop.pay_out(60_000, quote_id=quote.id).fee_minor == 0

    def refuses(self, kind: type[Refusal], shop: Shop, paise: int, quote_id: Any) -> Refusal:
        before = everything()
        with pytest.raises(kind) as refusal:
            shop.pay_out(paise, quote_id=quote_id)
        assert changed_since(before) == {}
        assert refusal.value.pointer == "/quote_id"
        return refusal.value

    def test_are_for_one_amount_and_one_service(self) -> None:
        shop = a_shop(paise=100_000)
        told = self.refuses(QuoteDiffers, shop, 59_999, a_quote(shop).id).facts
        assert told == {"service": "payout", "amount_paise": 60_000}
        quote = a_quote(shop, service=Service.TRANSFER)
        self.refuses(QuoteDiffers, shop, 60_000, quote.id)

    def test_are_for_one_merchant(self) -> None:
        shop, other = a_shop(paise=100_000), a_shop()
        self.refuses(QuoteUnknown, shop, 60_000, a_quote(other).id)
        self.refuses(QuoteUnknown, shop, 60_000, uuid4())

    def test_are_kept_once(self) -> None:
        shop = a_shop(paise=200_000)
        quote = a_quote(shop)
        shop.pay_out(60_000, quote_id=quote.id)
        self.refuses(QuoteUsed, shop, 60_000, quote.id)

    def test_expire(self) -> None:
        shop = a_shop(paise=200_000)
        early, late = a_quote(shop), a_quote(shop)
        with db.transaction():
            move_on(14 * 60)
        shop.pay_out(60_000, quote_id=early.id)
        with db.transaction():
            move_on(61)
        told = self.refuses(QuoteExpired, shop, 60_000, late.id).facts
        assert told == {"expired_at": late.expires_at}

    def test_are_not_used_up_by_what_was_refused(self) -> None:
        shop = a_shop(paise=60_000)
        a_fee()
        quote = a_quote(shop)
        before = everything()
        with pytest.raises(InsufficientFunds):
            shop.pay_out(60_000, quote_id=quote.id)
        assert changed_since(before) == {}
        shop.credit(1_180)
        assert shop.pay_out(60_000, quote_id=quote.id).fee_minor == 1_000
        assert shop.available == 0

    def test_stay_as_they_were_given(self) -> None:
        quote = a_quote(a_shop())
        with pytest.raises(DatabaseError), db.transaction():
            Quote.objects.filter(id=quote.id).update(fee_minor=0)


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["refused", "cancelled"])
def test_what_was_not_paid_costs_nothing(end: str) -> None:
    shop = a_shop(paise=100_000)
    a_fee()
    payout = shop.pay_out(60_000)
    assert (shop.available, shop.held) == (38_820, 61_180)
    if end == "refused":
        said(started(payout), Verdict.REFUSED)
    else:
        with db.transaction():
            payouts.cancel_payout(
                merchant_id=shop.id, payout_id=payout.id, actor=shop.actor, at=db.clock()
            )
    assert (shop.available, shop.held) == (100_000, 0)


@pytest.mark.parametrize("holds", [True, False], ids=["held", "scheduled"])
def test_of_many_who_use_one_quote_at_once_one_does(
    fresh_database: TestDatabase, *, holds: bool
) -> None:
    """What is scheduled locks no wallet: there the quote itself decides who was first."""
    shop = a_shop(paise=1_000_000)
    quote = a_quote(shop)
    more = {} if holds else {"scheduled_at": db.clock() + 24 * HOUR}
    begin = Barrier(6)

    def use(_: int) -> str:
        begin.wait()
        try:
            shop.pay_out(60_000, quote_id=quote.id, **more)
        except QuoteUsed:
            return "refused"
        else:
            return "paid"
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as payers:
        outcomes = sorted(payers.map(use, range(6)))
    assert outcomes == ["paid"] + ["refused"] * 5
    assert shop.held == (60_000 if holds else 0)
