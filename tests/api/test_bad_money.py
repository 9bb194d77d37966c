"""Amounts as nobody should write them, in every member that takes money: never read kindly.

The corpus is what generous readers are known to accept (``" 100 "``, ``1e3``, digits of other
scripts, ``true``) and what is known to break strict ones (huge, nested, not UTF-8). Rows of a batch
are marked instead of refused, and tried with the batches.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings

from adulis.deals.values import Visibility
from adulis.identity import actions as identity
from adulis.identity.values import Device, OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import system
from tests.asking import keyed, order
from tests.callers.bidding_things import bidding_things
from tests.callers.deal_things import DEAL
from tests.callers.escrow_things import escrow_things
from tests.callers.things import a_rate
from tests.dealing import a_draft
from tests.doors import problem_of
from tests.giving_back import a_deposit
from tests.openapi import CheckedApi, operations, published
from tests.rows import changed_since, everything
from tests.world import PASSWORD, Shop, a_person, a_shop

pytestmark = pytest.mark.django_db

# JSON texts in the place of an amount.
CORPUS = [
    '" 100 "', '"\\t100\\n"', '"100"', '"1_000"', '"+5"', '"-5"', '"007"', '"1."', '"1.0"',
    '"1e3"', '"1E+2"', '"1e-2"', '"0x10"', '"1,000"', '"₹100"', '"\\u0661\\u0660\\u0660"',
    '"\\u0967\\u0966\\u0966"', '"\\uff11\\uff10\\uff10"', '"\\u2167"', '"\\u22125"',
    '"1\\u200b00"', '"100\\u0000"', '"\\ud800"', '""', '"NaN"', '"Infinity"', '"true"',
    "true", "false", "null", "[]", "[100]", "{}", '{"amount": 100}',
    "0", "-0", "-1", "-100", "1.0", "100.0", "60000.0", "1e3", "1E3", "1e-2", "0.1", "0.29",
    "99.999", "1E400", "-1E400", "NaN", "Infinity", "-Infinity", "0x10", "007", "+5", "1_000",
    "1.", ".5", "10000000000001", str(2**53 + 1), str(2**63 - 1), str(2**63), str(2**64),
    str(-(2**63)), "1" + "0" * 100, "9" * 399, "9" * 5_000,
]  # fmt: skip


def money_members() -> list[tuple[str, str]]:
    """Operation and member, wherever the published interface says that money is taken."""
    schemas = published()["components"]["schemas"]
    found = []
    for operation in operations():
        content = operation.told.get("requestBody", {}).get("content", {})
        for body in content.values():
            name = body["schema"].get("$ref", "").rpartition("/")[2]
            fields = schemas.get(name, {}).get("properties", {})
            found += [
                (operation.name, member)
                for member, told in fields.items()
                if told.get("format") == "money-minor"
            ]
    return found


# How to ask for each with a good amount: method, path and body.
Asked = tuple[str, str, dict[str, Any]]
_WHY = {"reason": "It has to be so."}
ASKING: dict[str, Callable[[Shop], Asked]] = {
    "create_payout": lambda shop: ("post", "/payouts/", order(shop)),
    "preview_payout": lambda shop: ("post", "/payouts/preview/", order(shop)),
    "create_transfer": lambda _: (
        "post", "/transfers/", {"to": str(a_shop("Receiver").id), "amount_paise": 60_000},
    ),
    "create_deposit": lambda _: ("post", "/deposits/", {"amount_minor": 60_000}),
    "create_deposit_quote": lambda _: (
        "post", "/deposits/quote/", {"amount_minor": 60_000, "currency": "USD"},
    ),
    "create_refund": lambda shop: (
        "post", f"/deposits/{a_deposit(shop, 90_000).id}/refunds/", {"amount_paise": 60_000},
    ),
    "quote_fee": lambda _: (
        "post", "/fees/quote/", {"service": "payout", "amount_paise": 60_000},
    ),
    "set_approval_settings": lambda _: (
        "put", "/approvals/settings/",
        {"payouts_above_paise": 60_000, "transfers_above_paise": 60_000},
    ),
    "propose_adjustment": lambda shop: (
        "post", "/operator/adjustments/",
        {"merchant_id": str(shop.id), "direction": "credit", "against": "losses",
         "amount_paise": 60_000, "evidence": "A letter", **_WHY},
    ),
    "propose_limit": lambda _: (
        "post", "/operator/limits/",
        {"tier": "basic", "kind": "payout", "window": "day", "maximum_paise": 60_000, **_WHY},
    ),
    "propose_fee": lambda _: (
        "post", "/operator/fees/",
        {"service": "escrow", "flat_paise": 60_000, "basis_points": 60, **_WHY},
    ),
    "create_deal": lambda _: ("post", "/deals/", DEAL | {"budget_paise": 60_000}),
    "edit_deal": lambda shop: (
        "put", f"/deals/{a_draft(shop).id}/", DEAL | {"budget_paise": 60_000},
    ),
    "plan_auction": lambda shop: (
        "put", f"/deals/{_planned(shop)}/auction/plan/", {"reserve_paise": 50_000},
    ),
    "place_bid": lambda shop: _bidding(shop, "post", "bidding", "bids", amount_paise=60_000),
    "set_auto_bid": lambda shop: _bidding(shop, "put", "bidding", "auto-bid", limit_paise=60_000),
    "retract_bid": lambda shop: _bidding(shop, "post", "bidding", "retract", accept_forfeit=True),
    "confirm_award": lambda shop: _bidding(
        shop, "post", "chosen", "award/confirm", price_paise=90_000
    ),
    "fund_milestone": lambda shop: _escrow(shop, "milestone", "fund"),
    "refund_milestone": lambda shop: _escrow(shop, "selling_milestone", "refund"),
    "open_dispute": lambda shop: _escrow(
        shop, "submitted_milestone", "dispute", reason="late", statement="Nothing came."
    ),
    "approve_milestone": lambda shop: _escrow(shop, "submitted_milestone", "approve"),
    "simulate_credit": lambda _: ("post", "/sandbox/credits/", {"amount_paise": 60_000}),
    "script_next_payout": lambda _: (
        "post", "/sandbox/next-payout/", {"behaviour": "reject", "amount_paise": 60_000},
    ),
}  # fmt: skip


def _planned(shop: Shop) -> UUID:
    return a_draft(shop, visibility=Visibility.INVITED).id


def _bidding(shop: Shop, method: str, which: str, what: str, **body: Any) -> Asked:
    deal_id = bidding_things(shop)[f"{which}_deal_id"]
    if what in {"bids", "auto-bid"}:
        body["terms_version"] = 1
    return method, f"/deals/{deal_id}/auction/{what}/", body


def _escrow(shop: Shop, which: str, what: str, **more: Any) -> Asked:
    things = escrow_things(shop, "money")
    body: dict[str, Any] = {"amount_paise": 1_000, **more}
    if what == "approve":
        body["expected_payee_id"] = str(things["supplier_id"])
    return "post", f"/milestones/{things[f'{which}_id']}/{what}/", body


# They take no money, but numbers that money is made of.
NUMBERS = [("propose_fee", "flat_paise"), ("propose_fee", "basis_points")]
# Whole numbers of nothing, and the word for no limit, where those mean something.
NOTHING, NO_LIMIT = {"0", "-0"}, {"null"}
GOOD: dict[tuple[str, str], set[str]] = {
    ("propose_fee", "flat_paise"): NOTHING,
    ("propose_fee", "basis_points"): NOTHING,
    ("propose_limit", "maximum_paise"): NO_LIMIT,
    ("set_approval_settings", "payouts_above_paise"): NO_LIMIT,
    ("set_approval_settings", "transfers_above_paise"): NO_LIMIT,
    ("set_approval_settings", "releases_above_paise"): NO_LIMIT,
    ("create_deal", "budget_paise"): NO_LIMIT,
    ("edit_deal", "budget_paise"): NO_LIMIT,
}
MEMBERS = [*money_members(), *NUMBERS]
_OPERATORS = {"propose_adjustment", "propose_limit", "propose_fee"}
_IN_PERSON = {"set_approval_settings", "confirm_award"}


@pytest.fixture(autouse=True)
def _settings(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.BANK_BASE_URL = "http://127.0.0.1:9"  # nobody there


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=10**12)


@pytest.fixture
def api(shop: Shop) -> CheckedApi:
    return CheckedApi(shop.api_key())


def who_may(operation: str, shop: Shop) -> CheckedApi:
    if operation in _OPERATORS:
        return CheckedApi(_signed_in(a_person("Farah", operator_role=OperatorRole.FINANCE)[1]))
    return CheckedApi(_signed_in(shop.owner_email) if operation in _IN_PERSON else shop.api_key())


def _signed_in(email: str) -> str:
    with db.transaction():
        return identity.sign_in(
            email=email, password=PASSWORD, device=Device("", "tests"), actor=system("tests"),
            at=db.clock(),
        ).access  # fmt: skip


def sent(api: CheckedApi, method: str, path: str, body: str) -> Any:
    if method == "put":
        return api.client.put(
            f"/api/v1{path}",
            data=body,
            content_type="application/json",
            headers=api.headers | keyed(),
        )
    return api.raw(path, body.encode(), headers=keyed())


def test_every_member_that_takes_money_is_tried() -> None:
    assert {operation for operation, _ in MEMBERS} == set(ASKING)
    assert {member for _, member in MEMBERS} == {
        "amount_paise", "amount_minor", "payouts_above_paise", "transfers_above_paise",
        "maximum_paise", "flat_paise", "basis_points", "releases_above_paise", "budget_paise",
        "start_paise", "reserve_paise", "bond_paise", "limit_paise", "price_paise",
        "corrected_paise",
    }  # fmt: skip


@pytest.mark.parametrize(("operation", "member"), MEMBERS)
def test_none_of_the_corpus_is_an_amount(shop: Shop, operation: str, member: str) -> None:
    a_rate()
    method, path, body = ASKING[operation](shop)
    api = who_may(operation, shop)
    whole = json.dumps(body | {member: "PLACE"})
    before = everything()
    found = {}
    for text in CORPUS:
        if text not in GOOD.get((operation, member), set()):
            answer = sent(api, method, path, whole.replace('"PLACE"', text))
            found[text[:40]] = answer.status_code
    assert set(found.values()) == {400}, {key: it for key, it in found.items() if it != 400}
    assert changed_since(before, "identity_api_key") == {}


@pytest.mark.parametrize("operation", sorted(ASKING))
def test_a_good_amount_is_none_of_the_corpus(shop: Shop, operation: str) -> None:
    """Or the test above would prove nothing."""
    a_rate()
    method, path, body = ASKING[operation](shop)
    answer = sent(who_may(operation, shop), method, path, json.dumps(body))
    assert answer.status_code in {200, 201, 503}, answer.content


CURRENCIES = ["inr", "INR ", " INR", "\uff29\uff2e\uff32", "Inr", "XAU", "JPY", "", "₹", "356"]


@pytest.mark.parametrize("operation", ["create_deposit", "create_deposit_quote"])
def test_a_currency_is_one_of_ours_letter_by_letter(shop: Shop, operation: str) -> None:
    a_rate()
    method, path, body = ASKING[operation](shop)
    api = who_may(operation, shop)
    before = everything()
    for currency in (*CURRENCIES, None, 356, ["INR"], True):
        answer = sent(api, method, path, json.dumps(body | {"currency": currency}))
        assert answer.status_code == 400, currency
    assert changed_since(before, "identity_api_key") == {}


class TestBodies:
    """What is wrong with the whole of it."""

    def refused(self, api: CheckedApi, sent: bytes, **more: Any) -> tuple[int, str]:
        before = everything()
        answer = api.raw("/payouts/", sent, headers=keyed(), **more)
        assert changed_since(before, "identity_api_key") == {}
        return problem_of(answer)

    def body(self, shop: Shop, extra: str = "") -> str:
        told = json.dumps(order(shop))
        return told[:-1] + extra + "}"

    def test_a_member_twice(self, api: CheckedApi, shop: Shop) -> None:
        sent = self.body(shop, ', "amount_paise": 999').encode()
        assert self.refused(api, sent) == (400, "malformed")
        sent = self.body(shop, ', "amount\\u005fpaise": 999').encode()
        assert self.refused(api, sent) == (400, "malformed")

    def test_bytes_that_are_not_utf_8(self, api: CheckedApi, shop: Shop) -> None:
        sent = self.body(shop, ', "narration": "PLACE"').encode().replace(b"PLACE", b"\xff\xfe")
        assert self.refused(api, sent) == (400, "malformed")
        utf_16 = self.body(shop).encode("utf-16")
        assert self.refused(api, utf_16) == (400, "malformed")

    @pytest.mark.parametrize("text", ["\\u0000", "\\ud800", "\\udfff\\ud800", "\\u0007", "\\n"])
    def test_characters_that_cannot_be_kept(self, api: CheckedApi, shop: Shop, text: str) -> None:
        for member in ("narration", "reference"):
            sent = self.body(shop, f', "{member}": "a{text}b"').encode()
            assert self.refused(api, sent) == (400, "malformed")
        for metadata in (f'{{"a": "{text}"}}', f'{{"{text}": "a"}}'):
            sent = self.body(shop, f', "metadata": {metadata}').encode()
            assert self.refused(api, sent) == (400, "malformed")

    @pytest.mark.parametrize("depth", [33, 500, 2_000, 100_000])
    def test_nested_too_deep(self, api: CheckedApi, shop: Shop, depth: int) -> None:
        sent = self.body(shop, f', "metadata": {"[" * depth}{"]" * depth}').encode()
        assert self.refused(api, sent) == (400, "malformed")
        assert self.refused(api, b"[" * depth) == (400, "malformed")
        assert self.refused(api, b'{"a":' * depth) == (400, "malformed")

    def test_ten_megabytes(self, api: CheckedApi, shop: Shop) -> None:
        sent = self.body(shop, f', "narration": "{"x" * 10_000_000}"').encode()
        assert self.refused(api, sent) == (413, "body_too_large")

    @pytest.mark.parametrize(
        "sent",
        [b"", b" ", b"{", b"}", b"{]", b"null", b"true", b"1", b'"x"', b"[]", b"[{}]", b"{},{}",
         b"{'amount_paise': 1}", b"{amount_paise: 1}", b'{"a": 1,}', b"/**/{}", b"\xef\xbb\xbf{}",
         b"\x00", b"<xml/>", b"amount_paise=60000"],
    )  # fmt: skip
    def test_no_json_or_no_object(self, api: CheckedApi, sent: bytes) -> None:
        assert self.refused(api, sent) == (400, "malformed")

    @pytest.mark.parametrize(
        "content_type",
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
         "application/xml", "application/json; charset=utf-16", "application/jsonp", ""],
    )  # fmt: skip
    def test_another_media_type(self, api: CheckedApi, shop: Shop, content_type: str) -> None:
        told = self.refused(api, self.body(shop).encode(), content_type=content_type)
        assert told == (415, "unsupported_media_type")
