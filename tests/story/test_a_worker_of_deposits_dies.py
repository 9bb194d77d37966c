"""Whoever works on a deposit dies, anywhere: it is credited and cleared once all the same."""

from __future__ import annotations

from typing import Any

import pytest

from adulis.deposits import tasks
from adulis.kernel.failpoints import POINTS
from adulis.ledger.models import Entry
from tests.bank import together
from tests.paying import CARDS, ConnectedGateway, hang_up, now, work_in_a_process
from tests.world import a_shop

_OF_DEPOSITS = ("follow.", "open.", "weigh.", "nudge.", "clear.")
FAILPOINTS = sorted(point for point in POINTS if point.startswith(_OF_DEPOSITS))


@pytest.mark.parametrize("failpoint", FAILPOINTS)
def test_it_is_credited_and_cleared_once(
    failpoint: str, fresh_database: Any, payment_gateway: ConnectedGateway
) -> None:
    shop = a_shop()
    deposit = payment_gateway.asked(shop, 50_000, opened=False)
    deaths = 0

    def work_after(seconds: float) -> None:
        nonlocal deaths
        payment_gateway.advance(seconds)
        deaths += work_in_a_process(fresh_database, failpoint)

    work_after(11)  # it is opened,
    work_after(130)  # and asked about; leases of the dead have run out meanwhile.
    payment_gateway.live(130)
    payment_gateway.pay(deposit, card=CARDS["dup_hooks"])
    work_after(5)  # It is captured,
    if now(deposit).state == "captured":
        work_after(30)  # and cleared.
    payment_gateway.live(300)

    deposit = now(deposit)
    assert (deposit.state, deposit.credited_minor, shop.available) == ("cleared", 50_000, 50_000)
    assert sorted(
        Entry.objects.filter(key__startswith="deposit/").values_list("kind", flat=True)
    ) == [
        "deposit_captured",
        "deposit_cleared",
    ]
    told = payment_gateway.truth(deposit)
    assert (told["intents"], told["captures"]) == (["succeeded"], 1)
    assert payment_gateway.disagreements() == []
    assert deaths >= 1, "nobody came by there"


def test_many_workers_and_many_deliveries_at_once_credit_once(
    payment_gateway: ConnectedGateway,
) -> None:
    shop = a_shop()
    deposits = [payment_gateway.asked(shop, 50_000) for _ in range(8)]
    for deposit in deposits:
        payment_gateway.pay(deposit, card=CARDS["dup_hooks"])
    payment_gateway.advance(35)

    def worker() -> int:
        try:
            return sum(
                task()
                for _ in range(6)
                for task in (tasks.apply_nudges, tasks.follow_deposits, tasks.clear_deposits)
            )
        finally:
            hang_up()

    outcomes = together(*([worker] * 4))
    assert [each for each in outcomes if isinstance(each, BaseException)] == []
    payment_gateway.live(200)
    assert {now(each).state for each in deposits} == {"cleared"}
    assert (shop.available, payment_gateway.disagreements()) == (8 * 50_000, [])
