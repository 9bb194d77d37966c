"""What piles up is rolled up or forgotten by the worker, not by somebody who remembers to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adulis.api import throttles
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.ledger.models import Checkpoint
from adulis.notifications import actions as notifications
from adulis.ops.tasks import TASKS
from adulis.timers import actions as timers
from tests.doors import Api
from tests.telling import notices_to, tell_all
from tests.waiting import until
from tests.world import a_shop

PAISE = 60_000


def task(name: str) -> Callable[[], int]:
    [found] = [each for each in TASKS if each.name == name]
    return found.run


@pytest.mark.usefixtures("fresh_database")
def test_answers_are_forgotten_when_their_window_is_over() -> None:
    shop = a_shop(paise=PAISE)
    body = {"amount_paise": PAISE, "bank_account_id": str(shop.accounts[0].id)}
    key = "01a1fcf6-0f50-74d7-ab4d-8435be83fe31"
    made = Api(shop.api_key()).post("/payouts/", body, headers={"Idempotency-Key": key})
    assert (made.status_code, task("api.answers")()) == (201, 0)
    with db.transaction():
        timers.advance_clock(seconds=24 * 3600, actor=system("tests"), at=db.clock())
    assert (task("api.answers")(), task("api.answers")()) == (1, 0)


@pytest.mark.usefixtures("fresh_database")
def test_buckets_that_are_full_again_are_forgotten() -> None:
    throttles.take("login_per_address", "203.0.113.7", cost=0)
    assert (task("api.throttles")(), task("api.throttles")()) == (1, 0)


@pytest.mark.usefixtures("fresh_database")
def test_notices_are_forgotten_half_a_year_after_they_were_read() -> None:
    shop = a_shop()
    tell_all("bank_account.added")
    with db.transaction():
        notifications.read_all(
            up_to=notices_to(shop.owner_id)[-1].id, user_id=shop.owner_id, merchant_ids=[shop.id],
            with_own=False, actor=system("tests"), at=db.clock(),
        )  # fmt: skip
    assert task("notifications.forget")() == 0
    with db.transaction():
        timers.advance_clock(seconds=181 * 24 * 3600, actor=system("tests"), at=db.clock())
    assert (task("notifications.forget")(), task("notifications.forget")()) == (1, 0)


@pytest.mark.usefixtures("fresh_database")
def test_the_lines_of_hot_accounts_are_rolled_up() -> None:
    shop = a_shop()
    for number in range(1_000):
        shop.credit(100, utr=f"UTR{number}")
    # Nothing is rolled up that is younger than a transaction still running somewhere on the server.
    until(lambda: task("ledger.checkpoints")() == 1, "the horizon to pass these lines")
    assert task("ledger.checkpoints")() == 0
    [point] = Checkpoint.objects.all()
    assert (point.line_count, point.balance_minor) == (1_000, -100_000)
