"""In whatever order and how often a gateway shows what happened, it comes to the same money."""

from __future__ import annotations

from itertools import permutations

import pytest

from adulis.deposits import actions
from adulis.deposits.models import Deposit, Payment
from adulis.gateways.collected import Intent, IntentStatus, PaymentStatus
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.ledger.models import Entry
from tests.bank import broken_promises
from tests.giving_back import GATEWAY, SIMGATE, SUSPENSE, asked, paise, payment_for, purse
from tests.world import a_shop

pytestmark = pytest.mark.django_db
LOOKS = ("waiting", "under way", "declined", "captured", "twice", "over")


def looks_of(deposit: Deposit) -> dict[str, Intent]:
    """The intent as it looked in the course of an hour: paid on the third try, and once more."""
    first = payment_for(deposit, status=PaymentStatus.FAILED, captured_at=None)
    second = payment_for(deposit, status=PaymentStatus.PROCESSING, captured_at=None)
    third, fourth = payment_for(deposit), payment_for(deposit)
    told = {
        "waiting": (IntentStatus.REQUIRES_PAYMENT, ()),
        "declined": (IntentStatus.FAILED, (first,)),
        "under way": (IntentStatus.PROCESSING, (first, second)),
        "captured": (IntentStatus.SUCCEEDED, (first, third)),
        "twice": (IntentStatus.SUCCEEDED, (first, third, fourth)),
        "over": (IntentStatus.EXPIRED, (first,)),
    }
    return {
        name: Intent(
            id=f"pi_{deposit.id.hex[:16]}",
            client_reference=str(deposit.id),
            amount=deposit.paid,
            status=status,
            payments=payments,
        )
        for name, (status, payments) in told.items()
    }


def show(intent: Intent, source: str) -> None:
    with db.transaction():
        actions.weigh_intent(
            intent=intent, gateway=GATEWAY, source=source, actor=SIMGATE, at=db.clock()
        )


ORDERS = list(permutations(LOOKS))


@pytest.mark.parametrize("sources", [("poll",), ("webhook", "poll", "webhook")], ids=len)
def test_any_order_comes_to_the_same_money(sources: tuple[str, ...]) -> None:
    shop = a_shop()
    # Every sixteenth of all orders.
    orders = ORDERS[:: 16 * len(sources)]
    for order in orders:
        deposit = asked(shop, rupees(50_000))
        looks = looks_of(deposit)
        for name in order:
            for source in sources:
                show(looks[name], source)
        deposit.refresh_from_db()
        assert (deposit.state, deposit.credited_minor) == ("captured", 50_000), order
        states = sorted(Payment.objects.filter(deposit=deposit).values_list("state", flat=True))
        assert states == ["credited", "suspended"], order
        assert Entry.objects.filter(key=f"deposit/{deposit.id}/captured").count() == 1, order
    money = 50_000 * len(orders)
    assert (purse(shop), paise(SUSPENSE)) == ((money, 0, 0, 0), [money])
    assert broken_promises() == []
