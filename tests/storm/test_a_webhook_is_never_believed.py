"""Whatever is said at the gateway's door: only what the gateway's own books say is ever booked.

Hundreds of messages about payments, refunds and disputes that never were, or were of another
amount, arrive at once: some are signed by nobody, and some as only the gateway can, because
somebody has its secret. Workers act upon them meanwhile, and one of them dies while it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from adulis.cases.models import Case
from adulis.deposits import tasks, tasks_back
from adulis.deposits.models import Chargeback, Deposit, Payment, Refund
from adulis.ledger.models import Entry
from tests.bank import together
from tests.gateway import WEBHOOK_SECRET, said_at, signed
from tests.giving_back import purse, refund
from tests.paying import (
    CARDS,
    ConnectedGateway,
    connected_gateway,
    hang_up,
    now,
    work_in_a_process,
)
from tests.storm.collected import compare
from tests.world import a_shop

pytestmark = pytest.mark.timeout(300)
ANOTHER_SECRET = "whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldA=="
LIARS = 8


@dataclass
class World:
    gateway: ConnectedGateway
    database: Any

    def movements(self) -> list[tuple[Any, ...]]:
        """What the gateway's own books say has moved."""
        told = (
            "SELECT kind, object_id, amount_minor, currency FROM movements WHERE kind <> 'payout'"
        )
        return self.gateway.books(told)


@pytest.fixture
def world(fresh_database: Any, tmp_path: Path) -> Iterator[World]:
    with connected_gateway(tmp_path) as gateway:
        yield World(gateway, fresh_database)


# --- what is said ---------------------------------------------------------------------------------


def lies_about(deposit: Deposit, payment_id: str, row: Refund | None) -> Iterator[dict[str, Any]]:
    """Everything that could be said of a deposit and its payment, and is not so."""
    money = {"currency": "INR", "client_reference": str(deposit.id), "status": "captured"}
    for minor in (1, 50_000, 5_000_000):
        for name in (payment_id, f"pay_{uuid4().hex[:16]}"):
            about = {**money, "id": name, "intent_id": deposit.intent_id, "amount_minor": minor}
            yield {"type": "payment.captured", "data": about}
        paid = {**money, "id": deposit.intent_id, "amount_minor": minor, "status": "succeeded"}
        yield {"type": "intent.succeeded", "data": {**paid, "payments": [{"id": payment_id}]}}
        stray = {"id": f"pay_{uuid4().hex[:16]}", "amount_minor": minor, "currency": "INR"}
        yield {"type": "payment.captured", "data": {**stray, "status": "captured"}}
        dispute = {"id": f"dp_{uuid4().hex[:16]}", "payment_id": payment_id, "currency": "INR"}
        for kind in ("opened", "won", "lost"):
            yield {"type": f"dispute.{kind}", "data": {**dispute, "amount_minor": minor}}
        back = {"id": f"rfnd_{uuid4().hex[:16]}", "payment_id": payment_id, "amount_minor": minor}
        reference = str(row.id) if row else str(uuid4())
        for kind in ("processed", "failed"):
            told = {**back, "client_reference": reference, "status": kind}
            yield {"type": f"refund.{kind}", "data": told}


# --- the storm ------------------------------------------------------------------------------------


def test_only_what_the_gateways_books_say_is_ever_booked(world: World) -> None:
    shop, other = a_shop(), a_shop()
    unpaid = [world.gateway.asked(shop, 50_000) for _ in range(3)]
    short, paid = world.gateway.asked(shop, 50_000), world.gateway.asked(other, 50_000)
    world.gateway.pay(short, card=CARDS["wrong_amount"])
    world.gateway.pay(paid, card=CARDS["refund_stuck"])
    world.gateway.live(60)
    row = refund(other, now(paid), 20_000)
    tasks_back.follow_refunds()
    before, had = world.movements(), (purse(shop), purse(other))
    assert had == ((0, 0, 0, 0), (0, 30_000, 20_000, 0))

    lies = [
        lie
        for deposit in (*unpaid, short, paid)
        for lie in lies_about(deposit, payment_of(world, deposit), row if deposit is paid else None)
    ]
    genuine = [signed(lie, WEBHOOK_SECRET, timedelta(0)) for lie in lies]
    forged = [signed(lie, ANOTHER_SECRET, timedelta(0)) for lie in lies[::3]]
    forged += [signed(lie, WEBHOOK_SECRET, timedelta(minutes=6)) for lie in lies[1::3]]
    forged += [(body, {"content-type": "application/json"}) for body, _ in genuine[2::3]]

    def liars() -> list[int]:
        with ThreadPoolExecutor(LIARS) as threads:
            answers = threads.map(
                lambda each: said_at(world.gateway.url, each), [*genuine, *forged, *genuine]
            )
            return list(answers)

    def worker() -> None:
        try:
            for _ in range(10):
                for task in (tasks.apply_nudges, tasks.follow_deposits, tasks_back.follow_refunds):
                    task()
        finally:
            hang_up()

    def one_who_dies() -> bool:
        return work_in_a_process(world.database, "nudge.before_commit", "nudges")

    answers, *worked = together(liars, worker, worker, one_who_dies)
    assert [each for each in worked if isinstance(each, BaseException)] == []
    assert isinstance(answers, list), answers
    counted = len(genuine), len(genuine) + len(forged)
    assert set(answers[: counted[0]] + answers[counted[1] :]) == {200}
    assert set(answers[counted[0] : counted[1]]) == {401}

    # Past the time that its API may be behind what it says, and that whoever was to pay had.
    world.gateway.live(60)
    world.gateway.advance(40 * 60)
    world.gateway.live(30)
    tasks_back.watch_refunds()
    assert world.movements() == before
    assert compare(world.gateway.books_without_a_bank) == []
    assert world.gateway.disagreements() == []
    assert {now(each).state for each in unpaid} == {"expired"}
    assert {now(each).credited_minor for each in (*unpaid, short)} == {None}
    assert (purse(shop), purse(other)) == had
    assert (Payment.objects.count(), Chargeback.objects.count()) == (2, 0)
    assert Entry.objects.filter(kind__in=["deposit_captured", "payment_suspended"]).count() == 2
    row.refresh_from_db()
    assert row.state == "pending"
    # What its API did not bear out is in front of people; nothing was believed, nothing lost.
    asked = set(Case.objects.values_list("kind", flat=True))
    assert asked == {"deposit_mismatch", "gateway_contradicts", "refund_in_doubt"}


def payment_of(world: World, deposit: Deposit) -> str:
    found = world.gateway.gateway.get(f"intents/{deposit.intent_id}")["payments"]
    return str(found[0]["id"]) if found else f"pay_{uuid4().hex[:16]}"
