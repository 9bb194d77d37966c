"""The fee of escrow on the invoices of both sides: each is billed for its own share."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from adulis.billing.models import Document, Item
from tests.billing import bill, broken_promises, next_month
from tests.escrowing import PAISE, Deal, a_deal, an_escrow_fee
from tests.world import Shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _gstin(settings: Settings) -> None:
    settings.PLATFORM_GSTIN = "29AAGCA1234F1ZX"


@pytest.fixture
def deal() -> Deal:
    an_escrow_fee(200)
    return a_deal()


def billed(shop: Shop) -> list[tuple[str, int, int]]:
    rows = Document.objects.filter(merchant_id=shop.id).order_by("id")
    return [
        (each.lines[0]["service"], each.taxable_minor, each.total_minor - each.taxable_minor)
        for each in rows
    ]


def test_both_sides_are_billed_for_their_share(deal: Deal) -> None:
    deal.fund()
    deal.approve()
    next_month()
    bill()
    assert billed(deal.buyer) == [("escrow", 10_000, 1_800)]
    assert billed(deal.seller) == [("escrow", 10_000, 1_800)]
    subjects = set(Item.objects.values_list("subject", flat=True))
    assert subjects == {f"milestone/{deal.id()}"}
    assert broken_promises() == []


def test_e20_nobody_is_billed_for_what_went_back(deal: Deal) -> None:
    deal.fund()
    deal.accept(deal.seller, deal.propose(deal.buyer, 250_000, 750_000))
    next_month()
    bill()
    assert billed(deal.buyer) == [("escrow", 2_500, 450)]
    assert billed(deal.seller) == [("escrow", 2_500, 450)]
    assert broken_promises() == []


def test_what_is_refunded_whole_is_on_no_invoice(deal: Deal) -> None:
    deal.fund()
    deal.refund()
    next_month()
    bill()
    assert not Document.objects.exists()


def test_a_ruling_is_billed_as_a_release_is(deal: Deal) -> None:
    deal.fund()
    deal.rule(deal.dispute(PAISE), 500_000, 500_000)
    next_month()
    bill()
    assert billed(deal.seller) == [("escrow", 5_000, 900)]
    assert billed(deal.buyer) == [("escrow", 5_000, 900)]


def test_what_one_side_bears_alone_is_on_its_invoice_alone() -> None:
    an_escrow_fee(200)
    deal = a_deal(buyer_fee_share_bp=0)
    deal.fund()
    deal.approve()
    next_month()
    bill()
    assert billed(deal.seller) == [("escrow", 20_000, 3_600)]
    assert billed(deal.buyer) == []
