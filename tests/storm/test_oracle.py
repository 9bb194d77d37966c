"""The oracle of the storms knows what may be held against us, and what may not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from adulis.kernel import db, due
from adulis.payouts import actions, tasks
from tests.bank import SimulatedBank, references_of
from tests.storm.oracle import asked_too_early
from tests.world import a_shop

PAISE = 60_000


@pytest.mark.parametrize(("under_way_seconds", "held_against_us"), [(0, 1), (40, 0)])
def test_an_enquiry_is_too_early_if_the_order_arrived_when_we_say_it_left(
    under_way_seconds: int, held_against_us: int, simulated_bank: SimulatedBank, tmp_path: Path
) -> None:
    """The bank's clock is moved while an order is under way: that is no enquiry of ours."""
    simulated_bank.live_until_morning()
    payout = a_shop(paise=PAISE).pay_out(PAISE)
    claims = due.claim("payouts_payout", limit=1, lease_seconds=60, only="state = 'pending'")
    with db.transaction():
        sending = actions.start_payouts(claims=claims, actor=tasks.WORKER, at=db.clock())
    simulated_bank.sim("POST", "advance", {"seconds": under_way_seconds})
    tasks._send(sending)
    [reference] = references_of(payout)
    assert simulated_bank.bank.enquire(reference).status_code == 429
    assert simulated_bank.violations() == {"enquiry_too_early": 1}

    def books(sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(tmp_path / "bank.sqlite3")) as file:
            return file.execute(sql).fetchall()

    found = asked_too_early(books, lease_seconds=3)
    assert [reference in each for each in found] == [True] * held_against_us
