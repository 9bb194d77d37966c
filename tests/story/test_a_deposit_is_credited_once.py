"""A deposit is paid, and credited once: however it is paid, and however badly it is told of."""

from __future__ import annotations

import random
from typing import Any

import pytest

from adulis.deposits import tasks
from adulis.deposits.models import Deposit, Payment
from adulis.gateways.models import Callback
from adulis.ledger.models import Entry
from tests.bank import together
from tests.gateway import said_at, signed
from tests.paying import CARDS, ConnectedGateway, hang_up, now, work_in_a_process
from tests.world import a_shop

# What the gateway does is right in all of these; how it says so is not.
TOLD = (
    "ok",
    "pending",
    "dup_hooks",
    "replayed_hooks",
    "delayed_hooks",
    "lost_hooks",
    "forged_hooks",
    "bad_signature_hooks",
    "old_secret_hooks",
    "stale_hooks",
    "unknown_reference_hooks",
    "wrong_amount_hooks",
    "malformed_hooks",
    "contradicting_hooks",
    "unknown_type_hooks",
    "changed_hooks",
    "swapped_hooks",
    "status_goes_back",
    "late_success",
)


@pytest.fixture(scope="module")
def week(shared_gateway: ConnectedGateway) -> dict[str, Deposit]:
    """All of them at once, an hour later."""
    shop = a_shop()
    made = {each: shared_gateway.asked(shop, 50_000) for each in TOLD}
    for behaviour, deposit in made.items():
        shared_gateway.pay(deposit, card=CARDS[behaviour])
    shared_gateway.live(3_600)
    return made


@pytest.mark.parametrize("behaviour", TOLD)
def test_it_is_credited_once(behaviour: str, week: dict[str, Deposit]) -> None:
    deposit = now(week[behaviour])
    assert (deposit.state, deposit.credited_minor, deposit.pending_minor) == ("cleared", 50_000, 0)


def test_the_books_agree(shared_gateway: ConnectedGateway, week: dict[str, Deposit]) -> None:
    assert shared_gateway.disagreements() == []


@pytest.mark.timeout(600)
def test_e05_one_payment_told_of_as_two_things_is_credited_once(
    fresh_database: Any, payment_gateway: ConnectedGateway, release_size: bool
) -> None:
    """Each payment is told of under two types, as two messages, each delivered six times in any
    order; workers act upon them meanwhile, and one of them dies while it does.
    """
    count = 25 if release_size else 8
    shop = a_shop()
    payment_gateway.gateway.switch(callbacks_down=True)
    made = [payment_gateway.asked(shop, 50_000) for _ in range(count)]
    said = []
    for deposit in made:
        payment_gateway.pay(deposit, card=CARDS["ok"])
        intent = payment_gateway.gateway.get(f"intents/{deposit.intent_id}")
        [payment] = intent["payments"]
        for name, about in (("payment.captured", payment), ("intent.succeeded", intent)):
            said += [signed({"type": name, "data": about})] * 6
    random.Random(5).shuffle(said)
    places = range(0, len(said), 1 + len(said) // 4)
    batches = [said[place : place + len(said) // 4 + 1] for place in places]

    def worker() -> None:
        try:
            for _ in range(8):
                for task in (tasks.apply_nudges, tasks.follow_deposits, tasks.clear_deposits):
                    task()
        finally:
            hang_up()

    def one_who_dies() -> bool:
        return work_in_a_process(fresh_database, "nudge.before_commit", "nudges")

    def door(batch: list[Any]) -> set[int]:
        return {said_at(payment_gateway.url, each) for each in batch}

    outcomes = together(
        *(lambda batch=batch: door(batch) for batch in batches), worker, worker, one_who_dies
    )
    assert outcomes[:4] == [{200}] * 4, outcomes
    assert [each for each in outcomes if isinstance(each, Exception)] == []
    payment_gateway.live(300)

    assert Callback.objects.count() == 2 * count
    assert {(now(each).state, now(each).credited_minor) for each in made} == {("cleared", 50_000)}
    assert Payment.objects.count() == count
    assert Entry.objects.filter(kind="deposit_captured").count() == count
    assert shop.available == 50_000 * count
    assert payment_gateway.disagreements() == []
