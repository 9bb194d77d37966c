"""Following a payout: who did what, what the bank said, what money moved."""

from __future__ import annotations

from typing import Any

from adulis.kernel import db
from adulis.payouts import actions
from tests.bank import SimulatedBank
from tests.doors import Api
from tests.people import Person, signed_in
from tests.world import PASSWORD, Shop, a_shop


def steps_of(shop: Shop, payout: Any, kind: str) -> list[dict[str, Any]]:
    answer = Api(shop.api_key(), shop.id).get(f"/payouts/{payout.id}/timeline/")
    assert answer.status_code == 200, answer.content
    steps: list[dict[str, Any]] = answer.json()["steps"]
    assert [step["at"] for step in steps] == sorted(step["at"] for step in steps)
    return [step for step in steps if step["kind"] == kind]


def moved(shop: Shop, payout: Any) -> list[tuple[str, str, str, int]]:
    return [
        (step["what"], each["source"], each["target"], each["amount_paise"])
        for step in steps_of(shop, payout, "posting")
        for each in step["detail"]["transfers"]
    ]


def test_a_completed_one_shows_every_rupee_that_moved(shared_bank: SimulatedBank) -> None:
    shared_bank.live_until_morning()
    shop = a_shop(paise=100_000)
    payout = shared_bank.will("ok", shop, 60_000)
    shared_bank.live(3_600)
    assert moved(shop, payout) == [
        ("payout_held", "available", "held", 60_000),
        ("payout_completed", "held", "bank", 60_000),
    ]


def test_a_person_is_named_and_the_platform_is_the_platform(shared_bank: SimulatedBank) -> None:
    shared_bank.live_until_morning()
    shop = a_shop(paise=100_000)
    owner = Api(signed_in(Person(shop.owner_id, shop.owner_email), password=PASSWORD).access)
    made = owner.post(
        "/payouts/",
        {"amount_paise": 500, "bank_account_id": str(shop.accounts[0].id)},
        headers={"Idempotency-Key": "0a1b2c3d-0000-4000-8000-000000000001"},
    ).json()
    steps = owner.get(f"/payouts/{made['id']}/timeline/").json()["steps"]
    assert [step["who"] for step in steps if step["what"] == "payout.created"] == [
        {"kind": "user", "name": "Asha"}
    ]
    shared_bank.work()
    steps = owner.get(f"/payouts/{made['id']}/timeline/").json()["steps"]
    (started,) = [step for step in steps if step["what"] == "payout.processing"]
    assert started["who"] in (None, {"kind": "platform", "name": "the platform"})


def test_a_cancelled_one_shows_the_money_coming_back(shared_bank: SimulatedBank) -> None:
    shop = a_shop(paise=100_000)
    payout = shop.pay_out(60_000)
    with db.transaction():
        actions.cancel_payout(
            merchant_id=shop.id, payout_id=payout.id, actor=shop.actor, at=db.clock()
        )
    assert moved(shop, payout) == [
        ("payout_held", "available", "held", 60_000),
        ("payout_released", "held", "available", 60_000),
    ]
    (cancelled,) = [
        step for step in steps_of(shop, payout, "fact") if step["what"] == "payout.cancelled"
    ]
    assert cancelled["who"] == {"kind": "user", "name": "Asha"}
