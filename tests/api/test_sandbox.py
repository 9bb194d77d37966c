"""``/sandbox/``: the simulated world does what it is told, for everybody in it, and not in live."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from adulis.gateways.models import Callback
from adulis.kernel import db
from simulators.bank.behaviours import CATALOGUE
from tests.asking import keyed, order
from tests.bank import SimulatedBank
from tests.doors import problem_of
from tests.gateway import STARTS_AT, Gateway, running_gateway
from tests.openapi import CheckedApi
from tests.world import Shop, a_shop

PAISE = 60_000


@pytest.fixture(autouse=True)
def _settings(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]


@pytest.fixture
def gateway(tmp_path: Path, settings: Settings) -> Iterator[Gateway]:
    """The payment gateway beside the bank."""
    with running_gateway(tmp_path) as running:
        settings.PAYMENT_GATEWAY_URL = running.url
        yield running


@pytest.fixture
def shop(shared_bank: SimulatedBank) -> Shop:
    shared_bank.live_until_morning()
    return a_shop(paise=100_000)


@pytest.fixture
def api(shop: Shop) -> CheckedApi:
    return CheckedApi(shop.api_key())


def paid_out(api: CheckedApi, shop: Shop) -> str:
    return str(api.post("/payouts/", order(shop), keyed()).json()["id"])


def test_the_clock_moves_for_the_platform_the_bank_and_the_gateway(
    api: CheckedApi, shared_bank: SimulatedBank, gateway: Gateway
) -> None:
    before = datetime.fromisoformat(api.get("/sandbox/clock/").json()["now"])
    bank_before = datetime.fromisoformat(shared_bank.sim("GET", "clock")["now"])
    told = datetime.fromisoformat(api.post("/sandbox/clock/", {"seconds": 3_600}).json()["now"])
    assert timedelta(hours=1) <= told - before < timedelta(hours=1, minutes=5)
    shared_bank.bank_now = datetime.fromisoformat(shared_bank.sim("GET", "clock")["now"])
    assert shared_bank.bank_now - bank_before == timedelta(hours=1)
    assert gateway.now() - STARTS_AT == timedelta(hours=1)
    assert db.clock() >= told


@pytest.mark.parametrize("seconds", [0, -1, 1.5, "60", True, 10**12, None])
def test_the_clock_does_not_move_so(api: CheckedApi, seconds: Any) -> None:
    before = db.clock()
    assert api.post("/sandbox/clock/", {"seconds": seconds}).status_code == 400
    assert db.clock() - before < timedelta(minutes=5)


def test_the_next_payout_lives_through_what_was_asked_for(
    api: CheckedApi, shop: Shop, shared_bank: SimulatedBank
) -> None:
    answer = api.post("/sandbox/next-payout/", {"behaviour": "account_closed"})
    assert (answer.status_code, answer.json()) == (
        201, {"behaviour": "account_closed", "times": 1},
    )  # fmt: skip
    refused, paid = paid_out(api, shop), ""
    shared_bank.live(60)
    paid = paid_out(api, shop)
    shared_bank.live(60)
    told = [api.get(f"/payouts/{each}/").json() for each in (refused, paid)]
    assert [each["status"] for each in told] == ["failed", "completed"]
    assert told[0]["status_details"]["reason"] == "account_closed"
    [truth] = api.get(f"/sandbox/payouts/{paid}/truth/").json()["attempts"]
    assert (truth["payments"], truth["net_paise"]) == (1, PAISE)
    [truth] = api.get(f"/sandbox/payouts/{refused}/truth/").json()["attempts"]
    assert (truth["payments"], truth["net_paise"]) == (0, 0)


def test_only_a_payment_of_the_amount_that_was_named(
    api: CheckedApi, shop: Shop, shared_bank: SimulatedBank
) -> None:
    api.post("/sandbox/next-payout/", {"behaviour": "reject", "amount_paise": 777})
    payout = paid_out(api, shop)
    shared_bank.live(60)
    assert api.get(f"/payouts/{payout}/").json()["status"] == "completed"
    shared_bank.sim("DELETE", "scenarios")


def test_parameters_are_passed_on(api: CheckedApi, shop: Shop, shared_bank: SimulatedBank) -> None:
    body = {"behaviour": "returned", "times": 1, "parameters": {"after_seconds": "120"}}
    assert api.post("/sandbox/next-payout/", body).status_code == 201
    payout = paid_out(api, shop)
    shared_bank.live(60)
    assert api.get(f"/payouts/{payout}/").json()["returned"] is False
    shared_bank.live(120)
    assert api.get(f"/payouts/{payout}/").json()["returned"] is True


@pytest.mark.parametrize(
    "body",
    [
        {"behaviour": "dance"},
        {"behaviour": "returned", "parameters": {"dance": "1"}},
        {"behaviour": ""},
        {"behaviour": "+"},
    ],
)
def test_what_the_bank_cannot_do_is_refused(api: CheckedApi, body: dict[str, Any]) -> None:
    assert problem_of(api.post("/sandbox/next-payout/", body)) == (422, "simulator_refused")


def test_everything_it_can_do_is_listed(api: CheckedApi) -> None:
    listed = api.get("/sandbox/behaviours/").json()["behaviours"]
    by_name = {each["name"]: each for each in listed}
    assert by_name["timeout_after"]["account_number"].startswith("9000000000")
    assert by_name["returned"]["parameters"] == {"after_seconds": 7_200}
    assert set(by_name) == {each.name for each in CATALOGUE.behaviours}


def test_money_arrives_once_and_is_credited(
    api: CheckedApi, shop: Shop, shared_bank: SimulatedBank
) -> None:
    answer = api.post("/sandbox/credits/", {"amount_paise": 5_000, "payer_name": "A Customer"})
    told = answer.json()
    assert (answer.status_code, told["amount_paise"]) == (201, 5_000)
    shared_bank.live(60)
    assert shop.available == 105_000
    assert Callback.objects.filter(type="credit.received").count() >= 1
    newest = api.get("/ledger/", limit=1).json()["results"][0]
    assert (newest["kind"], newest["amount_paise"]) == ("bank_transfer_credited", 5_000)


def test_a_bank_that_is_not_there_is_told_so(
    api: CheckedApi, shop: Shop, settings: Settings
) -> None:
    settings.BANK_BASE_URL = "http://127.0.0.1:9"
    for answer in (
        api.get("/sandbox/behaviours/"),
        api.post("/sandbox/credits/", {"amount_paise": 5_000}),
        api.post("/sandbox/next-payout/", {"behaviour": "reject"}),
    ):
        assert problem_of(answer) == (503, "bank_not_answering")
