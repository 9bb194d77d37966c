"""Whoever works on money that goes back dies, anywhere: both books end as if nobody had.

Every failpoint of refunds, chargebacks, answers to them, settlement reports, and of the line to the
gateway and its door (``kernel/failpoints.py``). A real process with just that work due dies there
by SIGKILL; then the work is done by somebody who lives, and what came of it is what comes of it
when nobody dies: each story is lived through once without a death, to see that it ends like that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import orjson
import pytest
from django.conf import settings
from standardwebhooks import Webhook

from adulis.deposits import actions, tasks, tasks_back
from adulis.deposits.models import (
    Chargeback,
    ChargebackReply,
    Deposit,
    Refund,
    SettlementFile,
    SettlementLine,
    SettlementPayout,
)
from adulis.deposits.values import Answer
from adulis.kernel import db
from adulis.kernel.failpoints import POINTS
from adulis.ledger.models import Entry
from tests.gateway import WEBHOOK_SECRET
from tests.giving_back import purse, refund
from tests.paying import CARDS, ConnectedGateway, connected_gateway, now, work_in_a_process
from tests.processes import a_web, free_port, wait_for
from tests.storm.collected import compare
from tests.world import Shop, a_shop

pytestmark = pytest.mark.timeout(300)
NEVER = "none"
# Longer than any lease; and then until what was taken up again has come to its end.
LEASED, UNTIL_REST = 130, 60


@dataclass
class World:
    """The gateway and the platform, for all stories; each of them has a merchant of its own."""

    gateway: ConnectedGateway
    database: Any

    def paid(self, shop: Shop, minor: int = 50_000) -> Deposit:
        """₹500, cleared."""
        deposit = self.gateway.asked(shop, minor)
        self.gateway.pay(deposit, card=CARDS["ok"])
        self.gateway.live(60)
        return now(deposit)

    def payment_of(self, deposit: Deposit) -> str:
        [payment] = self.gateway.gateway.get(f"intents/{deposit.intent_id}")["payments"]
        return str(payment["id"])

    def switch(self, **switches: Any) -> None:
        self.gateway.gateway.switch(**switches)

    def come_to_rest(self) -> None:
        for seconds in (LEASED, UNTIL_REST):
            self.gateway.live(seconds)

    def disagreements(self) -> list[str]:
        """Both books, to the last paisa, and every invariant."""
        return self.gateway.disagreements() + compare(self.gateway.books_without_a_bank)


@pytest.fixture(scope="module")
def world(shared_database: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with connected_gateway(tmp_path_factory.mktemp("gateway")) as gateway:
        yield World(gateway, shared_database)


@dataclass(frozen=True)
class Story:
    """``begun`` leaves work for the ``named`` task; ``told`` says how it stands, and ``ends``."""

    begun: Callable[[World, Shop], Any]
    named: str
    told: Callable[[World, Shop, Any], Any]
    ends: Any
    afterwards: Callable[[], Any] = lambda: None


# --- refunds --------------------------------------------------------------------------------------


def a_refund(world: World, shop: Shop) -> Refund:
    return refund(shop, world.paid(shop), 20_000)


def a_refund_whose_order_was_lost(world: World, shop: Shop) -> Refund:
    row = a_refund(world, shop)
    world.gateway.gateway.scenario(
        "timeout_before", {"object": "refund", "client_reference": str(row.id)}
    )
    tasks_back.follow_refunds()
    row.refresh_from_db()
    assert (row.state, row.asked_at is None) == ("requested", False)
    # Past the time that the gateway may need to show it.
    world.gateway.advance(25)
    return row


def of_refund(world: World, shop: Shop, row: Refund) -> Any:
    row.refresh_from_db()
    truth = world.gateway.gateway.refund_truth(str(row.id))
    there = world.gateway.gateway.get(f"refunds?client_reference={row.id}")
    found = there["data"] if isinstance(there, dict) else there
    return row.state, purse(shop), [each["status"] for each in found], bool(truth), kinds(row.id)


REFUNDED = (
    "processed", (0, 30_000, 0, 0), ["processed"], True, ["refund_held", "refund_processed"],
)  # fmt: skip


def kinds(part: Any) -> list[str]:
    """What was booked under the name of a part, each once."""
    found = Entry.objects.filter(key__contains=f"/{part}/").values_list("kind", flat=True)
    return sorted(found)


# --- disputes -------------------------------------------------------------------------------------


def a_new_dispute(world: World, shop: Shop) -> Deposit:
    deposit = world.paid(shop)
    world.gateway.gateway.act(world.payment_of(deposit), "dispute")
    world.gateway.advance(2)
    return deposit


def a_dispute_that_was_won(world: World, shop: Shop) -> Deposit:
    """Nobody tells of it: it is asked about because its time has come."""
    deposit = a_new_dispute(world, shop)
    world.gateway.work()
    row = Chargeback.objects.get(deposit=deposit)
    world.switch(callbacks_down=True)
    world.gateway.gateway.act(row.dispute_id, "win")
    world.gateway.advance(40)
    return deposit


def an_accepted_dispute(world: World, shop: Shop) -> Deposit:
    deposit = a_new_dispute(world, shop)
    world.gateway.work()
    row = Chargeback.objects.get(deposit=deposit)
    with db.transaction():
        actions.answer_chargeback(
            merchant_id=shop.id, deposit_id=deposit.id, chargeback_id=row.id,
            answer=Answer.ACCEPT, text="", actor=shop.actor, at=db.clock(),
        )  # fmt: skip
    return deposit


def of_dispute(world: World, shop: Shop, deposit: Deposit) -> Any:
    row = Chargeback.objects.get(deposit=deposit)
    [payment] = world.gateway.gateway.get(f"intents/{deposit.intent_id}")["payments"]
    there = [each["status"] for each in disputes_of(world, str(payment["id"]))]
    sent = [
        (each.sent_at is not None, each.refusal)
        for each in ChargebackReply.objects.filter(chargeback=row)
    ]
    return row.state, purse(shop), there, sent, kinds(row.id)


def disputes_of(world: World, payment_id: str) -> list[Any]:
    told = world.gateway.gateway.get("disputes?from=2020-01-01T00:00:00Z")
    rows = told["data"] if isinstance(told, dict) else told
    return [each for each in rows if each["payment_id"] == payment_id]


# --- settlement reports ---------------------------------------------------------------------------


def a_report(world: World, shop: Shop) -> Deposit:
    # More than other stories gave back: else there is nothing to pay out.
    deposit = world.paid(shop, 5_000_000)
    world.gateway.gateway.sim("POST", "settle", {})
    return deposit


def a_report_that_was_read(world: World, shop: Shop) -> Deposit:
    deposit = a_report(world, shop)
    tasks_back.fetch_settlements()
    return deposit


def of_report(world: World, shop: Shop, deposit: Deposit) -> Any:
    payment_id = world.payment_of(deposit)
    lines = SettlementLine.objects.filter(object_id=payment_id)
    [payout] = SettlementPayout.objects.filter(id__in=lines.values("payout_id"))
    is_kept_once = SettlementFile.objects.filter(id=payout.file_id).count()
    return [each.state for each in lines], payout.standing, is_kept_once


# --- the page of a deposit ------------------------------------------------------------------------


def a_cancelled_deposit(world: World, shop: Shop) -> Deposit:
    deposit = world.gateway.asked(shop, 50_000)
    with db.transaction():
        actions.cancel_deposit(
            merchant_id=shop.id, deposit_id=deposit.id, actor=shop.actor, at=db.clock()
        )
    # A cancelled one is looked at a little later.
    world.gateway.advance(15)
    return deposit


def of_deposit(world: World, shop: Shop, deposit: Deposit) -> Any:
    return now(deposit).state, world.gateway.truth(deposit)["intents"], purse(shop)


NOTHING = (0, 0, 0, 0)
STORIES = {
    "a refund": Story(a_refund, "refunds", of_refund, REFUNDED),
    "a lost order": Story(a_refund_whose_order_was_lost, "refunds", of_refund, REFUNDED),
    "a dispute is told": Story(
        a_new_dispute, "nudges", of_dispute,
        ("open", NOTHING, ["open"], [], ["chargeback_opened"]),
    ),
    "a dispute is won": Story(
        a_dispute_that_was_won, "disputes", of_dispute,
        ("won", (0, 50_000, 0, 0), ["won"], [], ["chargeback_opened", "chargeback_won"]),
    ),
    "a dispute is accepted": Story(
        an_accepted_dispute, "answers", of_dispute,
        ("lost", NOTHING, ["lost"], [(True, "")], ["chargeback_opened"]),
    ),
    "a report": Story(
        a_report, "reports", of_report, (["matched"], "awaited", 1), tasks_back.fetch_settlements
    ),
    "its lines": Story(
        a_report_that_was_read, "lines", of_report, (["matched"], "awaited", 1)
    ),
    "a page is closed": Story(
        a_cancelled_deposit, "follow", of_deposit, ("cancelled", ["cancelled"], NOTHING)
    ),
}  # fmt: skip
# Where whoever works on it may die.
DEATHS = {
    "a refund": [
        *("refund.after_lease", "refund.before_order", "refund.after_order", "refund.after_reply"),
        *("refund.before_commit", "refund.after_commit"),
        *("call.request_lost", "call.after_all_before_reply"),
    ],
    "a lost order": ["refund.before_order_again", "refund.after_order_again"],
    "a dispute is told": [
        *("dispute.after_reply", "dispute.before_commit", "dispute.after_commit"),
        *("nudge.after_lease", "nudge.before_commit", "nudge.after_commit"),
    ],
    "a dispute is won": [
        *("dispute.after_lease", "dispute.after_reply"),
        *("dispute.before_commit", "dispute.after_commit"),
    ],
    "a dispute is accepted": [
        *("answer.after_lease", "answer.before_commit", "answer.after_commit"),
        *("answer.after_reply", "answer.before_note", "answer.after_note"),
        *("dispute.before_commit", "dispute.after_commit"),
        *("call.request_lost", "call.after_all_before_reply"),
    ],
    "a report": ["settle.after_reply", "settle.before_commit", "settle.after_commit"],
    "its lines": [
        *("match.after_lease", "match.before_commit", "match.after_commit"),
        *("meet.before_commit", "meet.after_commit"),
    ],
    "a page is closed": ["close.after_reply", "call.request_lost", "call.after_all_before_reply"],
}
CELLS = [(story, point) for story, points in DEATHS.items() for point in (NEVER, *points)]
_MONEY_BACK = ("refund.", "dispute.", "answer.", "settle.", "match.", "meet.", "call.", "close.")


@pytest.mark.parametrize(("name", "failpoint"), CELLS)
def test_both_books_end_as_if_nobody_had_died(name: str, failpoint: str, world: World) -> None:
    story, shop = STORIES[name], a_shop()
    try:
        begun = story.begun(world, shop)
        armed = "" if failpoint == NEVER else failpoint
        has_died = work_in_a_process(world.database, armed, story.named)
        assert has_died is (failpoint != NEVER), "nobody came by there"
    finally:
        world.switch(callbacks_down=False)
    story.afterwards()
    world.come_to_rest()
    assert story.told(world, shop, begun) == story.ends
    assert world.disagreements() == []


def test_every_point_is_somebodys_death() -> None:
    placed = {point for point in POINTS if point.startswith(_MONEY_BACK)}
    assert placed == {point for points in DEATHS.values() for point in points} - {
        "nudge.after_lease", "nudge.before_commit", "nudge.after_commit",
    }  # fmt: skip


# --- the gateway's door ---------------------------------------------------------------------------


@pytest.mark.parametrize("failpoint", ["hook.before_commit", "hook.after_commit_before_200"])
def test_a_message_whose_receiver_dies_is_kept_and_acted_upon_once(
    failpoint: str, world: World, tmp_path: Path
) -> None:
    """A gateway that is not answered tells it again."""
    shop = a_shop()
    deposit = world.gateway.asked(shop, 50_000)
    world.switch(callbacks_down=True)
    try:
        world.gateway.pay(deposit, card=CARDS["ok"])
        about = {"id": world.payment_of(deposit), "amount_minor": 1}
        said = signed({"type": "payment.captured", "data": about})
        port = free_port()
        environment = {
            **world.database.environment,
            "PAYMENT_GATEWAY_WEBHOOK_SECRETS": ",".join(settings.PAYMENT_GATEWAY_WEBHOOK_SECRETS),
        }
        door = a_web(environment, tmp_path / "web.log", port, failpoint=failpoint)
        try:
            wait_for(door.start(), port, "/healthz")
            with pytest.raises(httpx2.TransportError):
                told(f"http://127.0.0.1:{port}", said)
            door.wait_for_death()
        finally:
            door.kill()
        is_kept = failpoint == "hook.after_commit_before_200"
        assert told(world.gateway.url, said).json() == {"stored": not is_kept}
        # Nobody else tells of it, and nobody asks by himself yet.
        Deposit.objects.filter(id=deposit.id).update(due_at=db.clock() + timedelta(hours=1))
        world.gateway.work()
    finally:
        world.switch(callbacks_down=False)
    assert (now(deposit).state, purse(shop)) == ("captured", (50_000, 0, 0, 0))
    tasks.clear_deposits()
    world.come_to_rest()
    assert (now(deposit).state, purse(shop)) == ("cleared", (0, 50_000, 0, 0))
    assert world.disagreements() == []


def signed(message: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    body, event_id, at = orjson.dumps(message), f"evt_{uuid4().hex}", db.network_clock()
    return body, {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(WEBHOOK_SECRET).sign(event_id, at, body.decode()),
        "content-type": "application/json",
    }


def told(url: str, said: tuple[bytes, dict[str, str]]) -> httpx2.Response:
    body, headers = said
    path = f"{url}/api/v1/gateway-callbacks/simgate/"
    return httpx2.post(path, content=body, headers=headers, timeout=30, trust_env=False)
