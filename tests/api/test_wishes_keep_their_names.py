"""What a wish is called outside is made of its merchant and its Idempotency-Key, at every door.

After a restore we know neither the wish nor its key. Whoever repeats the request makes it again,
and the bank and the gateway, which forgot nothing, know it by that name: nothing is paid twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from adulis.deposits.models import Deposit
from adulis.kernel import db
from adulis.kernel.ids import derived_id
from adulis.payouts import tasks
from adulis.payouts.models import Payout
from adulis.payouts.values import bank_reference
from tests.asking import keyed, order
from tests.doors import Api
from tests.giving_back import a_deposit
from tests.words import started
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db


def made(answer: Any, status: int = 201) -> Any:
    """What was answered; a replay, which makes nothing, has another status."""
    assert answer.status_code == status, answer.content
    return answer.json()


def paid_out(shop: Shop, key: UUID) -> list[str]:
    """The bank's reference of a payout."""
    told = made(Api(shop.api_key()).post("/payouts/", order(shop, 500), keyed(key)))
    return [started(Payout.objects.get(id=told["id"])).reference]


def paid_out_by_the_file(shop: Shop, key: UUID) -> list[str]:
    """The bank's references of a batch's rows, in their order."""
    api = Api(shop.api_key())
    rows = [order(shop, 500), order(shop, 500)]
    batch = made(api.post("/payout-batches/", {"rows": rows}, keyed(key)))
    made(api.post(f"/payout-batches/{batch['id']}/approve/", headers=keyed()), 200)
    tasks.run_batches()
    told = made(api.get(f"/payout-batches/{batch['id']}/rows/"), 200)["results"]
    return [started(Payout.objects.get(id=row["payout_id"])).reference for row in told]


def given_back(shop: Shop, key: UUID) -> list[str]:
    """The gateway's name for a refund, which is our id of it."""
    deposit = Deposit.objects.get(merchant_id=shop.id)
    path = f"/deposits/{deposit.id}/refunds/"
    return [made(Api(shop.api_key()).post(path, {"amount_paise": 500}, keyed(key)))["id"]]


def expected(door: object, shop: Shop, key: UUID) -> list[str]:
    wish = derived_id(shop.id, key)
    if door is paid_out:
        return [bank_reference(wish, 1)]
    if door is paid_out_by_the_file:
        return [bank_reference(derived_id(wish, line), 1) for line in (1, 2)]
    return [str(wish)]


@pytest.mark.parametrize("door", [paid_out, paid_out_by_the_file, given_back])
def test_what_is_forgotten_and_repeated_has_the_same_name_outside(
    door: Callable[[Shop, UUID], list[str]],
) -> None:
    shop, other = a_shop(paise=10_000), a_shop(paise=10_000)
    for each in (shop, other):
        a_deposit(each, 1_000)

    def forgotten(asker: Shop, key: UUID) -> list[str]:
        """What it was called; then the database is what it was before, as after a restore."""
        db.execute("SAVEPOINT backed_up")
        names = door(asker, key)
        db.execute("ROLLBACK TO SAVEPOINT backed_up")
        return names

    key = uuid4()
    first = forgotten(shop, key)
    assert first == expected(door, shop, key)
    assert forgotten(shop, key) == first
    # ... and nobody else's wish, nor another one of the same merchant, is taken for it.
    told = [*first, *forgotten(shop, uuid4()), *forgotten(other, key)]
    assert len(set(told)) == 3 * len(first)
