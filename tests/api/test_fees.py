"""``/fees/`` and ``/fees/quote/``: the tariff, and promises that payouts keep."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from adulis.fees import actions
from adulis.fees.values import Service
from adulis.identity.values import MemberRole
from adulis.kernel import db
from tests.calendar_days import move_on
from tests.doors import Api, problem_of
from tests.openapi import CheckedApi
from tests.people import Person, signed_in
from tests.rows import changed_since, everything
from tests.world import BUILDER, PASSWORD, Shop, a_member, a_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


@pytest.fixture
def api(shop: Shop) -> CheckedApi:
    return CheckedApi(shop.api_key())


def a_fee(service: Service, flat: int, basis_points: int = 0) -> int:
    with db.transaction():
        return actions.set_fee(
            service=service, starts_at=db.clock(), flat_minor=flat, basis_points=basis_points,
            actor=BUILDER, at=db.clock(),
        ).id  # fmt: skip


def quoted(api: Api, paise: int = 60_000, service: str = "payout") -> Any:
    answer = api.post("/fees/quote/", {"service": service, "amount_paise": paise})
    assert answer.status_code == 201, answer.content
    return answer.json()


def pay(api: Api, shop: Shop, paise: int, quote_id: str, key: str = "") -> Any:
    body = {
        "amount_paise": paise,
        "bank_account_id": str(shop.accounts[0].id),
        "quote_id": quote_id,
    }
    return api.post("/payouts/", body, {"Idempotency-Key": key or str(uuid4())})


def test_the_tariff_lists_every_service(api: CheckedApi) -> None:
    rule_id = a_fee(Service.PAYOUT, 500, 10)
    told = api.get("/fees/").json()
    assert told["currency"] == "INR"
    services = {each["service"]: each for each in told["services"]}
    assert set(services) == set(Service)
    assert services["deposit"] == {
        "service": "deposit", "charged": "deducted", "current": None, "coming": [],
    }  # fmt: skip
    current = services["payout"]["current"]
    assert (current["id"], current["flat_paise"], current["basis_points"]) == (rule_id, 500, 10)
    assert current["tax_basis_points"] == 1_800


def test_a_quote_says_what_it_will_cost(api: CheckedApi) -> None:
    a_fee(Service.PAYOUT, 500, 10)
    told = quoted(api)
    assert (told["fee_paise"], told["tax_paise"], told["total_paise"]) == (560, 101, 60_661)
    assert (told["charged"], told["rule"]["flat_paise"]) == ("on_top", 500)


def test_a_payout_keeps_the_promise_and_a_replay_does_not_need_it_again(
    api: CheckedApi, shop: Shop
) -> None:
    a_fee(Service.PAYOUT, 1_000)
    quote_id, key = quoted(api)["id"], str(uuid4())
    a_fee(Service.PAYOUT, 9_000)
    first = pay(api, shop, 60_000, quote_id, key)
    assert (first.status_code, first.json()["fee_paise"]) == (201, 1_000)
    again = pay(api, shop, 60_000, quote_id, key)
    assert (again.status_code, again.content) == (200, first.content)
    before = everything()
    assert problem_of(pay(api, shop, 60_000, quote_id)) == (409, "quote_used")
    assert set(changed_since(before)) <= {"api_idempotency_key", "api_throttle"}


def test_a_payout_refuses_what_was_not_promised(api: CheckedApi, shop: Shop) -> None:
    other = a_shop()
    quote_id = quoted(api)["id"]
    theirs = quoted(Api(other.api_key()))["id"]
    transfers = quoted(api, service="transfer")["id"]
    assert problem_of(pay(api, shop, 59_999, quote_id)) == (422, "quote_differs")
    assert problem_of(pay(api, shop, 60_000, transfers)) == (422, "quote_differs")
    assert problem_of(pay(api, shop, 60_000, theirs)) == (422, "quote_unknown")
    assert problem_of(pay(api, shop, 60_000, "x")) == (400, "malformed")
    with db.transaction():
        move_on(15 * 60 + 1)
    refused = pay(api, shop, 60_000, quote_id)
    assert problem_of(refused) == (409, "quote_expired")
    assert refused.json()["errors"][0]["pointer"] == "/quote_id"
    assert (shop.available, shop.held) == (100_000, 0)


@pytest.mark.parametrize(
    "body",
    [
        {"service": "hosting", "amount_paise": 1},
        {"service": "payout", "amount_paise": 0},
        {"service": "payout", "amount_paise": "100"},
        {"service": "payout"},
        {"service": "payout", "amount_paise": 1, "fee_paise": 0},
    ],
)
def test_a_quote_of_nothing_is_malformed(api: CheckedApi, body: Any) -> None:
    assert problem_of(api.post("/fees/quote/", body)) == (400, "malformed")


def test_a_viewer_may_ask_and_a_stranger_may_not(shop: Shop) -> None:
    user_id, email = a_member(shop, MemberRole.VIEWER)
    viewer = Api(signed_in(Person(user_id, email), password=PASSWORD).access, shop.id)
    quoted(viewer)
    assert viewer.get("/fees/").status_code == 200
    assert problem_of(Api().get("/fees/"))[0] == 401
    stranger = Api(a_shop().api_key(), shop.id)
    asked = stranger.post("/fees/quote/", {"service": "payout", "amount_paise": 100})
    assert problem_of(asked) == (404, "merchant_not_found")
    blind = Api(shop.api_key("payouts:write"))
    assert problem_of(blind.get("/fees/")) == (403, "scope_missing")
    asked = blind.post("/fees/quote/", {"service": "payout", "amount_paise": 100})
    assert problem_of(asked) == (403, "scope_missing")
