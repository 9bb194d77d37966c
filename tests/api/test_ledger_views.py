"""``/balance/`` and ``/ledger/``: figures that add up, and every line that made them so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from adulis.gateways.values import Source, Verdict
from adulis.kernel import db
from tests.doors import problem_of
from tests.openapi import CheckedApi
from tests.words import said, started
from tests.world import Shop, a_shop

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


class TestBalance:
    def test_of_a_new_merchant_is_nothing(self) -> None:
        shop = a_shop()
        told = CheckedApi(shop.api_key()).get("/balance/").json()
        assert {value for name, value in told.items() if name.endswith("_paise")} == {0}
        assert (told["currency"], told["merchant_id"]) == ("INR", str(shop.id))
        assert told["virtual_account"]

    def test_adds_up_whatever_happens(self, api: CheckedApi, shop: Shop) -> None:
        payouts = [shop.pay_out(10_000) for _ in range(4)]
        attempts = [started(each) for each in payouts]
        said(attempts[0], Verdict.UNKNOWN, Source.SUBMISSION)
        said(attempts[1], Verdict.SUCCESS)
        said(attempts[2], Verdict.REFUSED)
        told = api.get("/balance/").json()
        assert (told["available_paise"], told["held_paise"]) == (70_000, 20_000)
        assert told["available_paise"] + told["held_paise"] == told["total_paise"]
        assert (told["in_doubt_paise"], told["owed_paise"]) == (10_000, 0)
        assert told["in_doubt_paise"] <= told["held_paise"]

    def test_shows_what_is_owed(self, api: CheckedApi, shop: Shop) -> None:
        attempt = started(shop.pay_out(60_000))
        said(attempt, Verdict.REFUSED)
        shop.pay_out(100_000)
        said(attempt, Verdict.SUCCESS)
        told = api.get("/balance/").json()
        assert (told["available_paise"], told["held_paise"], told["owed_paise"]) == (
            0, 100_000, 60_000,
        )  # fmt: skip

    def test_takes_no_parameter_it_does_not_know(self, api: CheckedApi, shop: Shop) -> None:
        assert api.get("/balance/", merchant_id=shop.id).status_code == 200


class TestLines:
    def test_tell_what_changed_what_it_made_and_why(self, api: CheckedApi, shop: Shop) -> None:
        payout = shop.pay_out(60_000)
        told = api.get("/ledger/").json()
        lines = [
            (each["account"], each["amount_paise"], each["balance_paise"], each["kind"])
            for each in told["results"]
        ]
        assert lines == [
            ("held", 60_000, 60_000, "payout_held"),
            ("available", -60_000, 40_000, "payout_held"),
            ("available", 100_000, 100_000, "bank_transfer_credited"),
        ]
        subjects = [each["subject"] for each in told["results"]]
        assert subjects == [f"payout/{payout.id}", f"payout/{payout.id}", None]
        assert told["results"][2]["memo"] == "Bank transfer from A Customer"
        assert told["count"] == 3

    def test_sum_up_to_the_balance(self, api: CheckedApi, shop: Shop) -> None:
        for verdict in (Verdict.SUCCESS, Verdict.REFUSED, Verdict.RETURNED):
            said(started(shop.pay_out(20_000)), verdict)
        lines = api.get("/ledger/", limit=100).json()["results"]
        balance = api.get("/balance/").json()
        for place in ("available", "held"):
            mine = [each for each in lines if each["account"] == place]
            assert sum(each["amount_paise"] for each in mine) == balance[f"{place}_paise"]
            assert mine[0]["balance_paise"] == balance[f"{place}_paise"]
            running = 0
            for each in reversed(mine):
                running += each["amount_paise"]
                assert each["balance_paise"] == running >= 0

    def test_are_narrowed(self, api: CheckedApi, shop: Shop) -> None:
        shop.pay_out(60_000)
        assert accounts(api, account="held") == ["held"]
        assert accounts(api, account="available") == ["available", "available"]
        assert accounts(api, kind="payout_held") == ["held", "available"]
        assert accounts(api, kind="nothing_of_the_sort") == []
        now = db.clock()
        assert accounts(api, to=(now - timedelta(hours=1)).isoformat()) == []
        assert len(accounts(api, **{"from": (now - timedelta(hours=1)).isoformat()})) == 3

    def test_page_on_without_a_gap(self, api: CheckedApi, shop: Shop) -> None:
        for _ in range(5):
            shop.pay_out(1_000)
        whole = [each["id"] for each in api.get("/ledger/", limit=100).json()["results"]]
        assert len(whole) == 11
        seen: list[int] = []
        page = api.get("/ledger/", limit=4).json()
        while True:
            seen += [each["id"] for each in page["results"]]
            if page["next"] is None:
                break
            page = api.client.get(page["next"], headers=api.headers).json()
        assert seen == whole

    @pytest.mark.parametrize(
        ("query", "parameter"),
        [
            ({"account": "receivable"}, "account"),
            ({"account": "platform/fees"}, "account"),
            ({"kind": ""}, "kind"),
            ({"kind": "x" * 61}, "kind"),
            ({"from": "yesterday"}, "from"),
            ({"to": "2026-11-21"}, "to"),
            ({"limit": "1000"}, "limit"),
        ],
    )
    def test_refuse_what_is_not_understood(
        self, api: CheckedApi, query: dict[str, Any], parameter: str
    ) -> None:
        answer = api.get("/ledger/", **query)
        assert problem_of(answer) == (400, "malformed")
        assert [each["parameter"] for each in answer.json()["errors"]] == [parameter]

    def test_of_another_merchant_are_not_there(self, api: CheckedApi, shop: Shop) -> None:
        other = a_shop(paise=500_000)
        assert len(accounts(api)) == 1
        answer = CheckedApi(shop.api_key(), other.id).get("/ledger/")
        assert problem_of(answer) == (404, "merchant_not_found")


def accounts(api: CheckedApi, **query: Any) -> list[str]:
    return [each["account"] for each in api.get("/ledger/", **query).json()["results"]]
