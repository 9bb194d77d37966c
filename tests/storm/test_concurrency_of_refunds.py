"""Races over what is left of one deposit: refunds, chargebacks, and the moment it clears."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pytest

from adulis.cases.models import Case
from adulis.deposits import actions
from adulis.deposits.models import Chargeback, Deposit, Refund
from adulis.gateways.collected import DisputeStatus, RefundStatus
from adulis.kernel import db, due
from tests.bank import together
from tests.databases import TestDatabase
from tests.giving_back import (
    SIMGATE,
    a_deposit,
    broken_promises,
    dispute_of,
    hear,
    pass_time,
    purse,
    refund,
    word_of_refund,
)
from tests.world import BUILDER, a_shop

pytestmark = pytest.mark.usefixtures("fresh_database")


def kinds(outcomes: list[Any]) -> Counter[str]:
    return Counter(type(each).__name__ for each in outcomes)


@pytest.mark.parametrize("cleared", [False, True], ids=["pending", "cleared"])
def test_two_refunds_at_once_never_take_more_than_there_is(
    cleared: bool, fresh_database: TestDatabase
) -> None:
    shop = a_shop(paise=5_000)
    deposit = a_deposit(shop, 1_000, cleared=cleared)
    outcomes = together(*[partial(refund, shop, deposit, 600) for _ in range(4)])
    assert kinds(outcomes) == {"Refund": 1, "RefundAboveDeposit": 3}
    deposit.refresh_from_db()
    assert (deposit.refunded_minor, purse(shop)[2]) == (600, 600)
    assert broken_promises() == []


def test_a_refund_and_a_chargeback_at_once_add_up(fresh_database: TestDatabase) -> None:
    """Whichever comes first: never both of all of it, unless people are asked."""
    for _ in range(5):
        shop = a_shop(paise=5_000)
        deposit = a_deposit(shop, 1_000)
        told = dispute_of(deposit)
        together(partial(refund, shop, deposit), partial(hear, told), partial(hear, told))
        row = Chargeback.objects.get(deposit=deposit)
        given = Refund.objects.filter(deposit=deposit).count()
        # The refund first: all of it is on its way back, and what is taken as well is asked about.
        assert purse(shop) == ((0, 4_000, 1_000, 0) if given else (0, 5_000, 0, 0))
        asked = Case.objects.filter(subject=f"chargeback/{row.id}", kind="chargeback_exceeds")
        assert asked.count() == given
    assert broken_promises() == []


def test_one_dispute_told_by_eight_at_once_is_taken_once(fresh_database: TestDatabase) -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    shop.pay_out(700)
    words = [dispute_of(deposit, status=each) for each in (DisputeStatus.OPEN, DisputeStatus.WON)]
    outcomes = together(*[partial(hear, words[place % 2]) for place in range(8)])
    assert kinds(outcomes) == {"Chargeback": 8}
    assert Chargeback.objects.get().state == "won"
    assert purse(shop) == (0, 300, 700, 0)
    assert broken_promises() == []


def test_one_refund_told_by_eight_at_once_ends_once(fresh_database: TestDatabase) -> None:
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 1_000), 400)
    row = Refund.objects.select_related("payment").get(id=row.id)
    words = [word_of_refund(row, each) for each in (RefundStatus.PROCESSED, RefundStatus.PENDING)]

    def say(told: Any) -> None:
        with db.transaction():
            actions.weigh_refund(refund_id=row.id, told=told, actor=SIMGATE, at=db.clock())

    together(*[partial(say, words[place % 2]) for place in range(8)])
    row.refresh_from_db()
    assert (row.state, purse(shop)) == ("processed", (600, 0, 0, 0))
    assert broken_promises() == []


def test_what_is_refunded_while_it_clears_comes_from_one_of_both(
    fresh_database: TestDatabase,
) -> None:
    for _ in range(3):
        shop = a_shop()
        deposit = a_deposit(shop, 1_000)
        assert deposit.clears_at is not None
        pass_time(deposit.clears_at - db.clock())
        [claim] = [
            each
            for each in due.claim("deposits_deposit", limit=99, lease_seconds=60)
            if each.id == deposit.id
        ]

        def clear(claim: Any = claim) -> None:
            with db.transaction():
                actions.clear_deposit(claim=claim, actor=BUILDER, at=db.clock())

        together(clear, partial(refund, shop, deposit, 400), partial(refund, shop, deposit, 400))
        assert Deposit.objects.get(id=deposit.id).state == "cleared"
        assert purse(shop) == (0, 200, 800, 0)
    assert broken_promises() == []
