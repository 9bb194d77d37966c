"""What a payout would do: said by the verb itself, and then undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from adulis.kernel import db
from adulis.payouts.models import PayoutSettings
from tests.asking import order
from tests.doors import Api, problem_of
from tests.rows import changed_since, everything
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db


def previewed(shop: Shop, paise: Any = 60_000, **more: Any) -> Any:
    return Api(shop.api_key(), shop.id).post("/payouts/preview/", order(shop, paise, **more))


def test_it_says_what_would_happen() -> None:
    answer = previewed(a_shop(paise=100_000))
    assert answer.status_code == 200, answer.content
    assert answer.json() == {
        "mode": "IMPS",
        "amount_paise": 60_000,
        "fee_paise": 0,
        "tax_paise": 0,
        "total_paise": 60_000,
        "available_paise": 100_000,
        "available_after_paise": 40_000,
        "waiting": {
            "for": "worker",
            "on": "its turn",
            "until": None,
            "then": "It goes to the bank in a moment.",
        },
    }


def test_it_keeps_nothing() -> None:
    shop = a_shop(paise=100_000)
    api = Api(shop.api_key(), shop.id)
    api.post("/payouts/preview/", order(shop))  # the first use of a key is written down
    before = everything()
    assert api.post("/payouts/preview/", order(shop)).status_code == 200
    assert changed_since(before) == {}
    assert (shop.available, shop.held) == (100_000, 0)


def test_it_refuses_what_creating_refuses() -> None:
    shop = a_shop(paise=100)
    refused = previewed(shop)
    assert problem_of(refused) == (409, "insufficient_funds")
    assert refused.json()["available_paise"] == 100
    assert problem_of(previewed(shop, 99)) == (422, "payout_below_minimum")
    assert problem_of(previewed(shop, "100")) == (400, "malformed")


def test_it_says_for_what_it_would_wait() -> None:
    shop = a_shop(paise=100_000)
    later = (db.clock() + timedelta(days=1)).isoformat()
    scheduled = previewed(shop, scheduled_at=later).json()
    assert scheduled["waiting"]["for"] == "schedule"
    assert scheduled["available_after_paise"] == 100_000
    short = previewed(shop, 900_000, queue_if_low_balance=True).json()
    assert short["waiting"]["for"] == "funds"
    PayoutSettings.objects.create(merchant_id=shop.id, approval_above_minor=1_000)
    assert previewed(shop).json()["waiting"]["for"] == "approval"
