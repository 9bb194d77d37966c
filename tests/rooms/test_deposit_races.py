"""Two who ask for money at the same moment: each is measured with what the other has taken."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from adulis.deposits import actions
from adulis.deposits.errors import DepositAboveLimit, QuoteNotUsable
from adulis.deposits.models import Deposit
from adulis.deposits.values import DepositOrder
from adulis.kernel import db
from adulis.kernel.money import Money, rupees
from adulis.limits import actions as limits
from adulis.limits.values import LimitKind, Window
from tests.bank import overtaken
from tests.giving_back import GATEWAY, SIMGATE, asked
from tests.world import Shop, a_shop

pytestmark = pytest.mark.usefixtures("fresh_database")
USD = Money(100_00, "USD")


def twice(shop: Shop, **order: Any) -> tuple[Any, Any]:
    """The same is asked for again before the first is committed; what became of both."""

    def first() -> Deposit:
        return actions.create_deposit(
            viewer=shop.viewer, order=DepositOrder(**order), actor=shop.actor, at=db.clock()
        )

    return overtaken(first, partial(asked, shop, **order))


def test_two_at_once_do_not_each_see_the_room_that_the_other_takes() -> None:
    shop = a_shop()
    with db.transaction():
        limits.set_limit(
            tier=shop.viewer.standing.tier, kind=LimitKind.DEPOSIT, window=Window.DAY,
            maximum=rupees(10_000), starts_at=db.clock(), actor=SIMGATE, at=db.clock(),
        )  # fmt: skip
    first, second = twice(shop, amount=rupees(6_000))
    assert isinstance(first, Deposit)
    assert isinstance(second, DepositAboveLimit)
    assert second.facts["left_paise"] == 4_000


def test_a_quote_is_used_once_by_two_at_once() -> None:
    shop = a_shop()
    with db.transaction():
        now = db.clock()
        actions.take_rate(
            gateway=GATEWAY, currency="USD", told="83.4512", told_at=now, actor=SIMGATE, at=now
        )
    with db.transaction():
        quote = actions.create_quote(merchant_id=shop.id, paid=USD, actor=shop.actor, at=db.clock())
    first, second = twice(shop, amount=USD, quote_id=quote.id, purpose_code="P0802")
    assert isinstance(first, Deposit)
    assert isinstance(second, QuoteNotUsable)
