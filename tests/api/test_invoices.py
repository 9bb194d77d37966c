"""``/invoices/``: as they were issued, as JSON and on paper, and for whom."""

from __future__ import annotations

from uuid import uuid4

import pytest
from pytest_django import Settings

from adulis.billing.models import Document
from adulis.billing.values import Party
from adulis.identity.values import MemberRole
from adulis.kernel.money import rupees
from adulis.ops.billing import billed_as
from adulis.papers.values import day, written
from tests.billing import a_fee, bill, next_month, paid, returned
from tests.doors import Api, problem_of
from tests.openapi import CheckedApi
from tests.paper import lines_of, text_of
from tests.people import Person, signed_in
from tests.verifying import BUSINESS, an_operator, an_unverified_shop, submitted, verify
from tests.world import PASSWORD, Shop, a_member, a_shop

pytestmark = pytest.mark.django_db

PARTY = Party("Asha Exports LLP", "1 Quay, Mumbai 400001", "27AAACA0001A1ZX", "27")


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    a_fee(1_001)
    return a_shop(paise=1_000_000)


@pytest.fixture
def issued(shop: Shop) -> list[Document]:
    """An invoice of two payouts, and a month later another one and a credit note."""
    first = paid(shop)
    paid(shop)
    next_month()
    bill(PARTY)
    paid(shop)
    returned(first)
    next_month()
    return bill(PARTY)


@pytest.fixture
def api(shop: Shop, issued: list[Document]) -> CheckedApi:
    return CheckedApi(shop.api_key())


def test_the_list_is_newest_first_and_by_kind(api: CheckedApi, issued: list[Document]) -> None:
    first, second, note = issued
    told = api.get("/invoices/").json()
    assert (told["count"], [each["id"] for each in told["results"]]) == (
        3, [str(each.id) for each in (note, second, first)],
    )  # fmt: skip
    notes = api.get("/invoices/", kind="credit_note").json()["results"]
    assert [each["number"] for each in notes] == [note.number]
    assert problem_of(api.get("/invoices/", kind="bill")) == (400, "malformed")


def test_an_invoice_says_what_was_charged_to_whom(api: CheckedApi, issued: list[Document]) -> None:
    told = api.get(f"/invoices/{issued[0].id}/").json()
    assert (told["kind"], told["number"]) == ("invoice", issued[0].number)
    assert (told["taxable_paise"], told["igst_paise"], told["total_paise"]) == (2_002, 360, 2_362)
    assert (told["cgst_paise"], told["sgst_paise"], told["place_of_supply"]) == (0, 0, "27")
    assert told["recipient"] == {
        "name": PARTY.name, "address": PARTY.address, "gstin": PARTY.gstin, "state": "27",
    }  # fmt: skip
    assert told["supplier"]["gstin"] == "29AAACA0001A1ZT"
    assert told["refers_to"] is None
    (line,) = told["lines"]
    assert (line["sac"], line["count"], line["taxable_paise"]) == ("9971", 2, 2_002)


def test_a_credit_note_names_its_invoice(api: CheckedApi, issued: list[Document]) -> None:
    told = api.get(f"/invoices/{issued[2].id}/").json()
    assert told["refers_to"] == {
        "id": str(issued[0].id),
        "number": issued[0].number,
        "issued_on": str(issued[0].issued_on),
    }
    assert told["total_paise"] == 1_181


def test_its_items_are_entries_of_the_ledger(api: CheckedApi, issued: list[Document]) -> None:
    path = f"/invoices/{issued[0].id}/items/"
    told = api.get(path, limit="1").json()
    assert (told["count"], len(told["results"])) == (2, 1)
    both = api.get(path).json()["results"]
    assert [each["direction"] for each in both] == ["charge", "charge"]
    assert {each["subject"].partition("/")[0] for each in both} == {"payout"}
    (back,) = api.get(f"/invoices/{issued[2].id}/items/").json()["results"]
    assert (back["direction"], back["fee_paise"], back["tax_paise"]) == ("give_back", 1_001, 180)
    assert back["subject"] == both[0]["subject"]


def test_the_paper_has_what_rule_46_asks_for(
    api: CheckedApi, issued: list[Document], settings: Settings
) -> None:
    invoice = issued[0]
    answer = api.get(f"/invoices/{invoice.id}/pdf/")
    assert answer.headers["Content-Type"] == "application/pdf"
    name = invoice.number.replace("/", "-")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.pdf"'
    lines = lines_of(answer.content)
    for label, said in (
        ("Number", invoice.number),
        ("Date", day(invoice.issued_on)),
        ("Place of supply", "Maharashtra (27)"),
        ("Recipient", PARTY.name),
        (PARTY.name, PARTY.address),
        ("Supplier", "Adulis sandbox (not a registered company)"),
    ):
        assert lines[lines.index(label) + 1] == said
    assert "Tax invoice" in lines
    assert f"GSTIN {PARTY.gstin}" in lines
    text = text_of(answer.content)
    for said in ("9971", "18 %", "IGST", "20.02", "3.60", written(rupees(2_362))):
        assert said in text
    assert "Rupees twenty-three and paise sixty-two only" in text
    assert "reverse charge: no" in text
    # It says what was issued, whoever we are today.
    settings.PLATFORM_LEGAL_NAME = "Somebody else"
    assert api.get(f"/invoices/{invoice.id}/pdf/").content == answer.content


def test_the_paper_of_a_credit_note_names_its_invoice(
    api: CheckedApi, issued: list[Document]
) -> None:
    text = text_of(api.get(f"/invoices/{issued[2].id}/pdf/").content)
    assert "Credit note" in text
    assert f"Refers to invoice\n{issued[0].number}" in text


def test_they_are_for_whoever_may_look_at_the_merchant(shop: Shop, issued: list[Document]) -> None:
    user_id, email = a_member(shop, MemberRole.VIEWER)
    viewer = Api(signed_in(Person(user_id, email), password=PASSWORD).access, shop.id)
    other = a_shop()
    paths = [f"/invoices/{issued[0].id}/{part}" for part in ("", "items/", "pdf/")]
    for path in ["/invoices/", *paths]:
        assert viewer.get(path).status_code == 200
        assert problem_of(Api().get(path))[0] == 401
        assert problem_of(Api(other.api_key(), shop.id).get(path)) == (404, "merchant_not_found")
        assert problem_of(Api(shop.api_key("payouts:write")).get(path)) == (403, "scope_missing")
    for path in paths:
        assert problem_of(Api(other.api_key()).get(path)) == (404, "invoice_not_found")
        absent = path.replace(str(issued[0].id), str(uuid4()))
        assert problem_of(viewer.get(absent)) == (404, "invoice_not_found")
    assert Api(other.api_key()).get("/invoices/").json()["count"] == 0


def test_a_merchant_is_billed_as_it_was_verified() -> None:
    shop = an_unverified_shop()
    assert billed_as(shop.id) == Party(shop.name)
    submission = submitted(shop)
    assert billed_as(shop.id) == Party(shop.name)
    verify(shop, submission, an_operator())
    party = billed_as(shop.id)
    assert (party.name, party.gstin) == (BUSINESS.legal_name, BUSINESS.gstin)
    assert party.state == BUSINESS.gstin[:2]
    assert BUSINESS.address is not None
    assert party.address.startswith(BUSINESS.address.line1)
