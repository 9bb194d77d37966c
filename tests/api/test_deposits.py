"""``/deposits/``: shape, refusals, callers, replay, timeline; decisions about what did not fit."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from adulis.api.pages import encode_cursor
from adulis.cases.models import Case
from adulis.deposits.models import Deposit
from adulis.gateways.collected import Payer
from adulis.identity.values import MemberRole, OperatorRole, Verification
from adulis.kernel.money import rupees
from tests.asking import REPLAYED, key_made_by, keyed
from tests.doors import Api, problem_of
from tests.giving_back import a_deposit, asked, paid, purse
from tests.rows import changed_since, everything
from tests.world import PASSWORD, Shop, a_member, a_person, a_shop

pytestmark = pytest.mark.django_db
BODY = {"amount_minor": 50_000, "reference": "INV-7", "methods": ["upi", "card"]}


@pytest.fixture(autouse=True)
def _settings(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    return a_shop()


@pytest.fixture
def api(shop: Shop) -> Api:
    return Api(shop.api_key())


def test_what_a_new_deposit_looks_like(shop: Shop, api: Api) -> None:
    answer = api.post("/deposits/", BODY | {"metadata": {"order": "7"}}, headers=keyed())
    assert answer.status_code == 201
    told = answer.json()
    made = Deposit.objects.get()
    times = {name: told.pop(name) for name in ("created_at", "expires_at")}
    assert all(times.values())
    assert told.pop("waiting")["for"] == "gateway"
    assert told == {
        "id": str(made.id),
        "merchant_id": str(shop.id),
        "amount_minor": 50_000,
        "currency": "INR",
        "status": "created",
        "status_details": None,
        # No gateway answers in this test: the worker will have the page.
        "checkout_url": None,
        "methods": ["upi", "card"],
        "method": None,
        "description": "",
        "reference": "INV-7",
        "metadata": {"order": "7"},
        "quote_id": None,
        "purpose_code": None,
        "rate": None,
        "credited_at_rate_of_the_moment": False,
        "credited_paise": None,
        "pending_paise": 0,
        "fee_paise": 0,
        "tax_paise": 0,
        "refunded_paise": 0,
        "charged_back_paise": 0,
        "late": False,
        "third_party": False,
        "payer_declared_at": None,
        "assigned": False,
        "captured_at": None,
        "clears_at": None,
        "finished_at": None,
        "allowed_moves": ["cancel"],
    }


def test_the_same_request_again_is_the_same_deposit(api: Api) -> None:
    key = keyed()
    first = api.post("/deposits/", BODY, headers=key)
    again = api.post("/deposits/", BODY, headers=key)
    assert (first.status_code, again.status_code, again.headers[REPLAYED]) == (201, 200, "true")
    assert (again.content, Deposit.objects.count()) == (first.content, 1)
    other = api.post("/deposits/", BODY | {"amount_minor": 1_000}, headers=key)
    assert problem_of(other) == (409, "idempotency_key_reused")


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"amount_minor": 99}, 422, "deposit_below_minimum"),
    ({"amount_minor": 0}, 400, "malformed"),
    ({"amount_minor": -5}, 400, "malformed"),
    ({"amount_minor": "50000"}, 400, "malformed"),
    ({"amount_minor": 500.0}, 400, "malformed"),
    ({"amount_minor": True}, 400, "malformed"),
    ({"amount_minor": None}, 400, "malformed"),
    ({"amount_minor": 10**13 + 1}, 400, "malformed"),
    ({"currency": "USD"}, 422, "deposit_currency_not_possible"),
    ({"currency": "JPY"}, 400, "malformed"),
    ({"quote_id": "01939d5a-0000-7000-8000-000000000000"}, 422, "deposit_currency_not_possible"),
    ({"methods": []}, 400, "malformed"),
    ({"methods": ["cowries"]}, 400, "malformed"),
    ({"methods": "upi"}, 400, "malformed"),
    ({"return_url": "javascript:alert(1)"}, 400, "malformed"),
    ({"return_url": "https://a@b.example/"}, 400, "malformed"),
    ({"return_url": "//b.example/"}, 400, "malformed"),
    ({"payer_email": "nobody"}, 400, "malformed"),
    ({"description": "x" * 121}, 400, "malformed"),
    ({"unknown": 1}, 400, "malformed"),
]


@pytest.mark.parametrize(("changes", "status", "code"), REFUSED, ids=lambda each: str(each)[:50])
def test_what_is_refused_writes_no_deposit(
    api: Api, changes: dict[str, Any], status: int, code: str
) -> None:
    answer = api.post("/deposits/", BODY | changes, headers=keyed())
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Deposit.objects.count() == 0


def test_without_an_idempotency_key_nothing_is_asked_for(api: Api) -> None:
    before = everything()
    assert problem_of(api.post("/deposits/", BODY)) == (400, "idempotency_key_invalid")
    assert changed_since(before, "identity_api_key") == {}


def test_an_unverified_merchant_is_refused() -> None:
    shop = a_shop(verification=Verification.SUBMITTED, accounts=0)
    answer = Api(shop.api_key()).post("/deposits/", BODY, headers=keyed())
    assert problem_of(answer) == (403, "merchant_not_verified_for_deposits")


def test_who_may_ask_to_be_paid(shop: Shop) -> None:
    viewer, _ = a_member(shop, MemberRole.VIEWER)
    finance, _ = a_member(shop, MemberRole.FINANCE, "Chitra")
    deposit = asked(shop, rupees(50_000))
    path = f"/deposits/{deposit.id}/"
    callers = {
        "anonymous": Api(),
        "viewer": Api(key_made_by(shop, viewer)),
        "finance": Api(key_made_by(shop, finance)),
        "key without the scope": Api(shop.api_key("read", "payouts:write")),
        "other tenant": Api(a_shop().api_key()),
    }
    found = {
        name: (
            caller.get(path).status_code,
            caller.get(f"{path}timeline/").status_code,
            caller.post("/deposits/", BODY, headers=keyed()).status_code,
            caller.post(f"{path}cancel/", headers=keyed()).status_code,
        )
        for name, caller in callers.items()
    }
    assert found == {
        "anonymous": (401, 401, 401, 401),
        "viewer": (200, 200, 403, 403),
        "finance": (200, 200, 201, 200),
        "key without the scope": (200, 200, 403, 403),
        "other tenant": (404, 404, 201, 404),
    }


def test_lists_are_the_merchants_own_and_can_be_filtered(shop: Shop, api: Api) -> None:
    asked(a_shop(), rupees(1_000))
    first = asked(shop, rupees(1_000), reference="A")
    second = a_deposit(shop, 2_000)
    told = api.get("/deposits/").json()
    assert [each["id"] for each in told["results"]] == [str(second.id), str(first.id)]
    assert told["count"] == 2
    filters: list[tuple[dict[str, Any], Deposit]] = [
        ({"status": "captured"}, second),
        ({"reference": "A"}, first),
        ({"currency": "INR", "status": "created"}, first),
    ]
    for query, expected in filters:
        found = api.get("/deposits/", **query).json()["results"]
        assert [each["id"] for each in found] == [str(expected.id)]
    assert api.get("/deposits/", currency="USD").json()["count"] == 0
    page = api.get("/deposits/", limit=1).json()
    assert [each["id"] for each in page["results"]] == [str(second.id)]
    cursor = encode_cursor("deposits", str(second.id))
    behind = api.get("/deposits/", limit=1, cursor=cursor).json()["results"]
    assert [each["id"] for each in behind] == [str(first.id)]


def test_cancelling_twice_with_one_key_is_one_cancellation(shop: Shop, api: Api) -> None:
    deposit = asked(shop, rupees(50_000))
    key, path = keyed(), f"/deposits/{deposit.id}/cancel/"
    first, again = api.post(path, headers=key), api.post(path, headers=key)
    assert (first.status_code, again.status_code) == (200, 200)
    assert (first.json()["status"], first.json()["allowed_moves"]) == ("cancelled", [])
    assert again.content == first.content
    assert problem_of(api.post(path, headers=keyed())) == (409, "illegal_move")


def test_a_paid_one_says_what_it_waits_for_and_the_balance_shows_it(shop: Shop, api: Api) -> None:
    deposit = a_deposit(shop, 50_000)
    told = api.get(f"/deposits/{deposit.id}/").json()
    assert (told["status"], told["credited_paise"], told["pending_paise"]) == (
        "captured",
        50_000,
        50_000,
    )
    assert (told["method"], told["checkout_url"], told["waiting"]["for"]) == (
        "card",
        None,
        "clearing",
    )
    assert told["waiting"]["until"] == told["clears_at"]
    balance = api.get("/balance/").json()
    assert (balance["pending_paise"], balance["available_paise"]) == (50_000, 0)


def test_its_timeline_has_every_move_every_word_and_all_money_but_what_we_pay(
    shop: Shop, api: Api
) -> None:
    deposit = a_deposit(shop, 50_000, cleared=True, fee=rupees(900))
    told = api.get(f"/deposits/{deposit.id}/timeline/").json()
    assert [(each["kind"], each["what"]) for each in told["steps"]] == [
        ("fact", "deposit.created"),
        ("posting", "deposit_captured"),
        ("fact", "deposit.captured"),
        ("poll", "paid"),
        ("fact", "deposit.cleared"),
        ("posting", "deposit_cleared"),
    ]
    (booked,) = [each for each in told["steps"] if each["what"] == "deposit_captured"]
    assert booked["detail"]["transfers"] == [
        {"source": "gateway", "target": "pending", "amount_minor": 50_000, "currency": "INR"}
    ]
    assert [each["status"] for each in told["payments"]] == ["credited"]
    assert told["steps"][0]["who"]["kind"] == "user"


def test_who_paid_instead_of_whom_was_named_is_shown_and_declared(shop: Shop, api: Api) -> None:
    named = asked(shop, rupees(50_000), payer_name="Nordic Foods")
    deposit = paid(named, payer=Payer(name="Baltic Timber", vpa="baltic@upi"))
    path = f"/deposits/{deposit.id}/declare-payer/"
    told = api.get(f"/deposits/{deposit.id}/timeline/").json()
    assert [each["payer_name"] for each in told["payments"]] == ["Baltic Timber"]
    assert (told["deposit"]["third_party"], told["deposit"]["payer_declared_at"]) == (True, None)
    assert told["deposit"]["waiting"]["for"] == "declaration"
    assert "declare_payer" in told["deposit"]["allowed_moves"]
    for body in ({}, {"explanation": ""}, {"explanation": "x" * 501}, {"explanation": 7}):
        assert problem_of(api.post(path, body, headers=keyed())) == (400, "malformed")
    key, body = keyed(), {"explanation": "Their parent company paid."}
    first, again = api.post(path, body, headers=key), api.post(path, body, headers=key)
    assert (first.status_code, again.status_code, again.content) == (201, 200, first.content)
    assert first.json()["payer_declared_at"] is not None
    assert "declare_payer" not in first.json()["allowed_moves"]
    # What was said is for the platform's operators only.
    assert b"parent" not in first.content
    assert problem_of(api.post(path, body, headers=keyed())) == (409, "nothing_to_declare")


def operator(name: str) -> Api:
    _, email = a_person(name, operator_role=OperatorRole.FINANCE)
    signed_in = Api().post("/auth/token/", {"email": email, "password": PASSWORD})
    return Api(signed_in.json()["access"])


def test_two_operators_assign_a_payment_over_the_api(shop: Shop) -> None:
    paid(asked(shop, rupees(50_000)), amount=rupees(20_000))
    case = Case.objects.get()
    first, second = operator("Farah"), operator("Gita")
    body = {"decision": "assign", "merchant_id": str(shop.id)}
    assert first.post(f"/cases/{case.id}/propose/", body).status_code == 200
    own = first.post(f"/cases/{case.id}/close/", body)
    assert problem_of(own) == (403, "second_operator_required")
    assert purse(shop) == (0, 0, 0, 0)
    assert second.post(f"/cases/{case.id}/close/", body).status_code == 200
    assert purse(shop) == (20_000, 0, 0, 0)
