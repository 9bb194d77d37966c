"""Amounts as nobody should write them, in every member that takes money: never read kindly.

The corpus is what generous readers are known to accept (``" 100 "``, ``1e3``, digits of other
scripts, ``true``) and what is known to break strict ones (huge, nested, not UTF-8). Rows of a batch
are marked instead of refused, and tried with the batches.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from pytest_django import Settings

from tests.asking import keyed, order
from tests.doors import problem_of
from tests.openapi import CheckedApi, operations, published
from tests.rows import changed_since, everything
from tests.world import Shop, a_shop

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


# How to ask for each with a good amount: path and body.
ASKING: dict[str, Any] = {
    "create_payout": lambda shop: ("/payouts/", order(shop)),
    "preview_payout": lambda shop: ("/payouts/preview/", order(shop)),
    "simulate_credit": lambda _: ("/sandbox/credits/", {"amount_paise": 60_000}),
    "script_next_payout": lambda _: (
        "/sandbox/next-payout/",
        {"behaviour": "reject", "amount_paise": 60_000},
    ),
}


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


def test_every_member_that_takes_money_is_tried() -> None:
    assert {operation for operation, _ in money_members()} == set(ASKING)
    assert {member for _, member in money_members()} == {"amount_paise"}


@pytest.mark.parametrize("operation", sorted(ASKING))
def test_none_of_the_corpus_is_an_amount(api: CheckedApi, shop: Shop, operation: str) -> None:
    path, body = ASKING[operation](shop)
    whole = json.dumps(body | {"amount_paise": "PLACE"})
    before = everything()
    found = {}
    for text in CORPUS:
        sent = whole.replace('"PLACE"', text).encode("utf-8")
        answer = api.raw(path, sent, headers=keyed())
        found[text[:40]] = answer.status_code
    assert set(found.values()) == {400}, {key: it for key, it in found.items() if it != 400}
    assert changed_since(before, "identity_api_key") == {}


@pytest.mark.parametrize("operation", sorted(ASKING))
def test_a_good_amount_is_none_of_the_corpus(api: CheckedApi, shop: Shop, operation: str) -> None:
    """Or the test above would prove nothing."""
    path, body = ASKING[operation](shop)
    assert api.post(path, body, keyed()).status_code in {200, 201, 503}


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
