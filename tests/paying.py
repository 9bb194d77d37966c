"""The platform with the real simulated payment gateway beside it, to live through deposits.

    def test_a_deposit_is_credited(payment_gateway: ConnectedGateway) -> None:
        shop = a_shop()
        deposit = payment_gateway.asked(shop, 50_000)
        payment_gateway.pay(deposit, card=CARDS["ok"])
        payment_gateway.live(60)
        assert payment_gateway.disagreements() == []

The gateway calls back into a real HTTP server of the platform, and both clocks only move together.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import override_settings

from adulis.deposits import actions, tasks, tasks_back
from adulis.deposits.models import Deposit, Payment
from adulis.deposits.values import DepositOrder
from adulis.gateways import queries as gateways
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.kernel.money import Money, rupees
from adulis.timers import actions as timers
from tests.bank import broken_promises, door
from tests.databases import REPOSITORY
from tests.gateway import CARDS, KEY_ID, SECRET, WEBHOOK_SECRET, Gateway, running_gateway
from tests.world import Shop

__all__ = ["CARDS", "ConnectedGateway", "connected_gateway"]

CODE = "simgate"
CLOCK = system("tests")
MOST_ROUNDS = 60
WORK = (
    tasks.apply_nudges,
    tasks.follow_deposits,
    tasks.clear_deposits,
    tasks.watch_deadlines,
    tasks_back.follow_refunds,
    tasks_back.follow_chargebacks,
    tasks_back.tell_replies,
    tasks_back.match_settlements,
)
_NEXT_DUE = """
SELECT min(due) FROM (
       SELECT due_at AS due FROM deposits_deposit
 UNION ALL SELECT due_at FROM deposits_refund
 UNION ALL SELECT due_at FROM deposits_chargeback
 UNION ALL SELECT due_at FROM deposits_chargeback_reply
 UNION ALL SELECT due_at FROM gateways_callback) AS work
 WHERE due > %s
"""


@dataclass
class ConnectedGateway:
    """The gateway, and a platform that talks to it. ``url`` is the platform's own address.

    ``folder`` is where the gateway keeps its books.
    """

    gateway: Gateway
    url: str
    folder: Path
    gateway_now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.gateway_now = self.gateway.now()

    # --- what is asked for and paid -------------------------------------------------------------

    def asked(
        self, shop: Shop, amount: int | Money, *, opened: bool = True, **more: Any
    ) -> Deposit:
        """A deposit of its owner's; ``opened``: its page is had at once, as the API does."""
        money = rupees(amount) if isinstance(amount, int) else amount
        with db.transaction():
            made = actions.create_deposit(
                viewer=shop.viewer,
                order=DepositOrder(amount=money, **more),
                actor=shop.actor,
                at=db.clock(),
            )
        if opened:
            tasks.open_at_once(made.id)
        return now(made)

    def pay(self, deposit: Deposit, **how: Any) -> Any:
        """Its payer pays, without a browser, as soon as there is a page; see ``Gateway.pay``."""
        for _ in range(MOST_ROUNDS):
            if now(deposit).intent_id:
                break
            # The gateway did not answer in time on this machine: the worker asks again.
            self.live(10)
        return self.gateway.pay(now(deposit).intent_id, **how)

    def truth(self, deposit: Deposit) -> Any:
        """What the gateway's books say about a deposit."""
        return self.gateway.truth(str(deposit.id))

    # --- time, and what is done meanwhile -------------------------------------------------------

    def advance(self, seconds: float) -> None:
        """Move both clocks; the gateway does all that is due and calls back before this returns."""
        with db.transaction():
            timers.advance_clock(seconds=round(seconds), actor=CLOCK, at=db.clock())
        self.keep_up()

    def keep_up(self) -> None:
        """Bring the gateway's clock, which stands still otherwise, to the platform's."""
        behind = (db.clock() - self.gateway_now).total_seconds()
        if behind > 0:
            self.gateway.advance(behind)
            self.gateway_now = self.gateway.now()

    def work(self) -> None:
        """Do all that is due now, as a worker would, until nothing is."""
        for _ in range(MOST_ROUNDS):
            if not sum(self._done(task) for task in WORK):
                return
        raise AssertionError("the worker never came to rest")

    def _done(self, task: Any) -> int:
        self.keep_up()
        found: int = task()
        return found

    def live(self, seconds: float) -> None:
        """Let time pass, stopping wherever something falls due on either side, and work."""
        end = db.clock() + timedelta(seconds=seconds)
        self.work()
        while (moment := db.clock()) < end:
            due = min([end, *self._next_due(moment)])
            self.advance(max(1, (due - moment).total_seconds() + 1))
            self.work()

    def _next_due(self, moment: datetime) -> list[datetime]:
        ours = db.fetch_value(_NEXT_DUE, [moment])
        theirs = [
            datetime.fromisoformat(each["at"]) for each in self.gateway.sim("GET", "state")["next"]
        ] + [
            datetime.fromtimestamp(each["due_ms"] / 1000, UTC)
            for each in self.gateway.sim("GET", "callbacks")["callbacks"]
            if each["state"] == "waiting"
        ]
        return [each for each in (ours, *theirs) if each is not None and each > moment]

    def books(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Ask the gateway's own file."""
        path = self.folder / "gateway.sqlite3"
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30) as file:
            rows: list[tuple[Any, ...]] = file.execute(sql, parameters).fetchall()
        file.close()
        return rows

    def books_without_a_bank(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """The same where no bank is there to tell of what it pays out: all of that stays owed."""
        rows = self.books(sql, *parameters)
        return [(*row[:2], 0) for row in rows] if "FROM payouts" in sql else rows

    # --- the oracle -----------------------------------------------------------------------------

    def disagreements(self) -> list[str]:
        """Where our books and the gateway's differ, and every invariant of ours that is broken."""
        found = broken_promises()
        for deposit in Deposit.objects.filter(is_assigned=False).order_by("id"):
            told = self.truth(deposit)
            captures, booked = told["captures"], payments_for(deposit.id)
            credited = [each for each in booked if each.state in {"credited", "assigned"}]
            if captures != len(booked):
                found.append(f"{deposit}: the gateway captured {captures}, we booked {len(booked)}")
            if len(credited) > 1 or bool(credited) is not (deposit.credited_minor is not None):
                found.append(f"{deposit}: {deposit.state}, credited {len(credited)} times")
        return found


def now(deposit: Deposit) -> Deposit:
    """The deposit as it is now."""
    return Deposit.objects.get(id=deposit.id)


def payments_for(deposit_id: UUID) -> list[Payment]:
    """Payments made for a deposit, wherever they ended up."""
    deposit = Deposit.objects.get(id=deposit_id)
    made = Payment.objects.filter(intent_id=deposit.intent_id) if deposit.intent_id else []
    return list(made)


@contextmanager
def connected_gateway(folder: Path, **changes: Any) -> Iterator[ConnectedGateway]:
    """A gateway with its books in ``folder`` and the platform told to use it; both stop after.

    ``changes`` are settings of the gateway program. The platform's database must be one that
    commits.
    """
    with door() as url:
        hooks = f"{url}/api/v1/gateway-callbacks/{CODE}/"
        usual = {"webhook_url": hooks, "starts_at": db.clock()} | changes
        with (
            running_gateway(folder, **usual) as gateway,
            override_settings(
                PAYMENT_GATEWAY_URL=gateway.url,
                PAYMENT_GATEWAY_KEY_ID=KEY_ID,
                PAYMENT_GATEWAY_SECRET=SECRET,
                PAYMENT_GATEWAY_WEBHOOK_SECRETS=[WEBHOOK_SECRET],
                PAYMENT_GATEWAY_PROFILE="demo",
                # Long enough for an honest answer, and what is never answered is not waited for.
                PAYMENT_GATEWAY_TIMEOUT_SECONDS=1.0,
            ),
        ):
            try:
                yield ConnectedGateway(gateway, url, folder)
            finally:
                hang_up()


def work_in_a_process(database: Any, failpoint: str, *named: str) -> bool:
    """Do all that is due in a process that dies at ``failpoint``; whether it came by there.

    ``named`` are the tasks it does (``tests.paying_worker``).
    """
    told = {
        name: str(getattr(settings, name))
        for name in (
            "PAYMENT_GATEWAY_URL",
            "PAYMENT_GATEWAY_KEY_ID",
            "PAYMENT_GATEWAY_SECRET",
            "PAYMENT_GATEWAY_PROFILE",
        )
    }
    with database.visited() as environment:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.paying_worker", *named],
            cwd=REPOSITORY,
            env={
                **environment,
                **told,
                "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
                "ADULIS_FAILPOINT": failpoint,
            },
            check=False,
            capture_output=True,
            timeout=60,
        )
    assert ended.returncode in {0, -signal.SIGKILL}, ended.stderr.decode()
    return ended.returncode != 0


def hang_up() -> None:
    """Close this thread's lines to gateways; the program never does, its threads live for ever."""
    for line in gateways._lines.__dict__.pop("by_gateway", {}).values():
        line.close()
