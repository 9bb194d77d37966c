"""The overview: every figure of it, against what was done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from adulis.api.overview import success_rate
from adulis.kernel import db
from adulis.payouts.machine import PayoutState
from adulis.payouts.models import Payout
from tests.bank import SimulatedBank
from tests.doors import Api, problem_of
from tests.world import Shop, a_shop

IST = ZoneInfo("Asia/Kolkata")


def overview_of(shop: Shop, **query: Any) -> dict[str, Any]:
    answer = Api(shop.api_key(), shop.id).get("/overview/", **query)
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def total(told: dict[str, Any], name: str) -> int:
    return sum(day[name] for day in told["days"])


@pytest.mark.parametrize(
    ("completed", "failed", "rate"),
    [(0, 0, None), (1, 0, 10_000), (0, 3, 0), (2, 1, 6_667), (1, 2, 3_333), (1, 7, 1_250)],
)
def test_a_success_rate_is_rounded_half_up(completed: int, failed: int, rate: int | None) -> None:
    assert success_rate(completed, failed) == rate


@pytest.mark.django_db
class TestBeforeTheBank:
    def test_a_new_merchant_has_zeroes_and_no_rate(self) -> None:
        told = overview_of(a_shop(), days=7)
        assert len(told["days"]) == 7
        assert [total(told, name) for name in ("in_paise", "out_paise", "completed_count")] == [
            0, 0, 0,
        ]  # fmt: skip
        assert told["success_rate_basis_points"] is None
        assert told["settling"]["median_seconds"] is None
        assert [band["count"] for band in told["settling"]["bands"]] == [0] * 7
        assert told["open"] == []
        assert (told["open_case_count"], told["batches_to_approve_count"]) == (0, 0)

    def test_days_are_those_of_the_platform_and_the_last_one_is_today(self) -> None:
        told = overview_of(a_shop(), days=3)
        today = db.clock().astimezone(IST).date()
        assert [day["on"] for day in told["days"]] == [
            str(today - timedelta(days=ago)) for ago in (2, 1, 0)
        ]
        assert datetime.fromisoformat(told["from"]).astimezone(IST).strftime("%H:%M") == "00:00"

    def test_money_in_stands_on_the_day_it_came(self) -> None:
        shop = a_shop(paise=70_000)
        shop.credit(5_000, at=db.clock() - timedelta(days=1))
        shop.credit(9_900, at=db.clock() - timedelta(days=40))
        told = overview_of(shop, days=2)
        assert [day["in_paise"] for day in told["days"]] == [5_000, 70_000]

    def test_holding_money_moves_none_in_or_out(self) -> None:
        shop = a_shop(paise=70_000)
        shop.pay_out(30_000)
        told = overview_of(shop)
        assert (total(told, "in_paise"), total(told, "out_paise")) == (70_000, 0)

    def test_what_waits_is_grouped_by_what_it_waits_for(self) -> None:
        shop = a_shop(paise=70_000)
        later = db.clock() + timedelta(days=2)
        shop.pay_out(30_000)
        shop.pay_out(20_000)
        shop.pay_out(90_000, queue_if_low_balance=True)
        shop.pay_out(1_000, scheduled_at=later)
        told = {group["waiting"]["for"]: group for group in overview_of(shop)["open"]}
        assert {name: (each["count"], each["total_paise"]) for name, each in told.items()} == {
            "worker": (2, 50_000),
            "funds": (1, 90_000),
            "schedule": (1, 1_000),
        }
        assert {name: each["held_paise"] for name, each in told.items()} == {
            "worker": 50_000, "funds": 0, "schedule": 0,
        }  # fmt: skip
        assert told["schedule"]["waiting"]["on"] == "the time you chose"
        assert datetime.fromisoformat(told["schedule"]["waiting"]["until"]) == later

    def test_another_merchants_figures_are_not_there(self) -> None:
        theirs = a_shop(paise=70_000)
        theirs.pay_out(30_000)
        told = overview_of(a_shop())
        assert total(told, "in_paise") == 0
        assert told["open"] == []

    @pytest.mark.parametrize("days", ["0", "367", "ten"])
    def test_a_period_is_a_number_of_days(self, days: str) -> None:
        shop = a_shop()
        refused = Api(shop.api_key(), shop.id).get("/overview/", days=days)
        assert problem_of(refused) == (400, "malformed")


def test_with_the_bank(shared_bank: SimulatedBank) -> None:
    shared_bank.live_until_morning()
    shop = a_shop(paise=1_000_000)
    shared_bank.will("ok", shop, 60_000)
    shared_bank.will("ok", shop, 10_000)
    shared_bank.will("account_closed", shop, 7_000)
    shared_bank.will("returned", shop, 5_000)
    shared_bank.live(86_400)
    shared_bank.will("reset_after", shop, 40_000)
    shared_bank.work()

    told = overview_of(shop)
    rows = Payout.objects.filter(merchant_id=shop.id)
    assert rows.filter(state=PayoutState.PROCESSING).count() == 1
    assert total(told, "completed_count") == 3
    assert total(told, "failed_count") == 1
    assert total(told, "paid_paise") == 75_000
    assert told["success_rate_basis_points"] == 7_500
    assert total(told, "out_paise") == 75_000
    # The return came back in.
    assert total(told, "returned_count") == 1
    assert total(told, "in_paise") == 1_000_000 + 5_000

    (waiting,) = told["open"]
    assert waiting["waiting"]["for"] == "bank_confirmation"
    assert (waiting["count"], waiting["held_paise"]) == (1, 40_000)
    assert shop.held == 40_000

    settled = [
        each.finished_at - each.started_at
        for each in rows.filter(state=PayoutState.COMPLETED)
        if each.finished_at is not None and each.started_at is not None
    ]
    assert told["settling"]["count"] == len(settled) == 3
    assert sum(band["count"] for band in told["settling"]["bands"]) == 3
    median = sorted(settled)[1].total_seconds()
    assert told["settling"]["median_seconds"] == -(-median // 1)
