"""The platform with the real simulated bank beside it: for tests that live through a payout.

    def test_a_payout_completes(simulated_bank: SimulatedBank) -> None:
        shop = a_shop(paise=100_000)
        payout = shop.pay_out(50_000)
        simulated_bank.live(60)
        assert simulated_bank.disagreements() == []

The bank calls back into a real HTTP server of the platform, and both clocks only move together.
"""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test import override_settings

from adulis.gateways import queries as gateways
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.limits.values import Window
from adulis.ops.invariants import examine
from adulis.ops.tasks import TASKS
from adulis.ops.worker import Task
from adulis.payouts.calendar import next_opening
from adulis.payouts.models import Attempt, Payout
from adulis.payouts.values import Mode
from adulis.timers import actions as timers
from simulators.bank.rails import NPCI
from tests.simulated_bank import CALLBACK_SECRET, KEY_ID, SECRET, Bank, running_bank
from tests.waiting import until
from tests.world import BANK, Shop

CLOCK = system("tests")
# Tests ask the invariants themselves, and compare the answer.
WORK = [task for task in TASKS if task.name != "invariants"]
# Tasks that ask the bank something, or go by its clock. The others are many more, and each look at
# that clock is a request.
_AT_THE_BANK = ("payouts.", "reconciliation.", "wallets.")
# Rounds of work without time passing; each does all that is due, so a handful is plenty.
MOST_ROUNDS = 60

_NEXT_DUE = """
SELECT min(due) FROM (
       SELECT due_at AS due FROM payouts_payout WHERE state = 'pending'
 UNION ALL SELECT gives_up_at FROM payouts_payout WHERE state = 'pending' AND NOT is_held
 UNION ALL SELECT expected_by FROM payouts_payout WHERE state = 'processing' AND NOT has_case
 UNION ALL SELECT due_at FROM payouts_attempt
 UNION ALL SELECT due_at FROM gateways_callback) AS work
 WHERE due > %s
"""


@dataclass
class SimulatedBank:
    """The bank, and a platform that talks to it. ``url`` is the platform's own address."""

    bank: Bank
    url: str
    ran: list[dict[str, Any]] = field(default_factory=list)
    bank_now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.bank_now = datetime.fromisoformat(self.sim("GET", "clock")["now"])

    # --- the bank's side ------------------------------------------------------------------------

    def sim(self, method: str, path: str, body: Any = None) -> Any:
        """Call the sandbox's ``/_sim/<path>``."""
        return self.bank.sim(method, path, body)

    def scenario(self, behaviour: str, match: dict[str, Any] | None = None, **params: Any) -> None:
        """The next payment (or those that ``match``) live through ``behaviour``."""
        self.bank.scenario(behaviour, match, **params)

    def switch(self, **switches: Any) -> None:
        """Turn a vice of the whole bank on or off."""
        self.bank.switch(**switches)

    def truth(self, reference: str) -> dict[str, Any]:
        """What the bank's books say about one reference of ours."""
        return self.bank.truth(reference)

    def will(self, behaviour: str, shop: Shop, paise: int = 60_000, **more: Any) -> Payout:
        """A payout to an account of its own, whose payment will live through ``behaviour``.

        ``more`` belongs to the order; parameters of the behaviour are said with ``scenario``.
        """
        account = shop.add_account()
        self.scenario(behaviour, {"account_number": account.number})
        made: Payout = shop.pay_out(paise, account=account, **more)
        return made

    def paid(self, payout: Payout) -> list[tuple[int, int]]:
        """Per attempt of a payout: how many payments the bank made, and paise that stayed paid."""
        told = [self.truth(each) for each in references_of(payout)]
        return [(each["payments"], each["net_paise"]) for each in told]

    # --- time, and what is done meanwhile -------------------------------------------------------

    def advance(self, seconds: float) -> None:
        """Move both clocks. The bank does all that is due, and calls back before this returns."""
        with db.transaction():
            timers.advance_clock(seconds=round(seconds), actor=CLOCK, at=db.clock())
        self.keep_up()

    def keep_up(self) -> None:
        """Bring the bank's clock, which stands still otherwise, to the platform's.

        Real time passes on the platform's side only; on a slow machine the bank would find that it
        is asked too early.
        """
        behind = (db.clock() - self.bank_now).total_seconds()
        if behind > 0:
            told = self.sim("POST", "advance", {"seconds": behind})
            self.bank_now = datetime.fromisoformat(told["now"])
            self.ran += told["ran"]

    def work(self) -> None:
        """Do all that is due now, as a worker would, until nothing is."""
        for _ in range(MOST_ROUNDS):
            if not sum(self._done(task) for task in WORK):
                return
        raise AssertionError("the worker never came to rest")

    def _done(self, task: Task) -> int:
        if task.name.startswith(_AT_THE_BANK):
            self.keep_up()
        return task.run()

    def live(self, seconds: float) -> None:
        """Let time pass, stopping wherever something falls due on either side, and work."""
        end = db.clock() + timedelta(seconds=seconds)
        self.work()
        while (now := db.clock()) < end:
            due = min([end, *self._next_due(now)])
            self.advance(max(1, (due - now).total_seconds() + 1))
            self.work()

    def bring_statement(self) -> None:
        """Bring today's by hand, as somebody does whose bank is not asked for it."""
        self.keep_up()
        call_command("import_statement", stdout=io.StringIO())

    def live_until(self, moment: datetime) -> None:
        self.live((moment - db.clock()).total_seconds())

    def live_until_morning(self) -> None:
        """Go on to eight o'clock of the next working day, when every rail is served."""
        opening = next_opening(Mode.RTGS, Window.DAY.next_start(db.clock()))
        self.live_until(opening + timedelta(hours=1))

    def _next_due(self, now: datetime) -> list[datetime]:
        ours = db.fetch_value(_NEXT_DUE, [now])
        theirs = [
            datetime.fromisoformat(each["at"]) for each in self.sim("GET", "state")["next"]
        ] + [
            datetime.fromtimestamp(each["due_ms"] / 1000, UTC)
            for each in self.sim("GET", "callbacks")["callbacks"]
            if each["state"] == "waiting"
        ]
        return [each for each in (ours, *theirs) if each is not None and each > now]

    # --- the oracle ------------------------------------------------------------------------------

    def disagreements(self, shop: Shop | None = None) -> list[str]:
        """Where our books and the bank's differ, and every invariant of ours that is broken.

        ``shop``: about its payouts only, where others of the same test are meant to disagree.
        """
        found = broken_promises()
        payouts = Payout.objects.order_by("id")
        for payout in payouts if shop is None else payouts.filter(merchant_id=shop.id):
            payments = sum(count for count, _ in self.paid(payout))
            credited = [self.truth(each)["credited_paise"] for each in references_of(payout)]
            net = sum(paise for _, paise in self.paid(payout))
            said = _disagreement(payout, payments, sum(credited), net)
            if said:
                found.append(f"payout {payout.id} is {payout.state}, {said}")
        return found

    def violations(self) -> dict[str, int]:
        """What the platform did that the bank forbids: budgets exceeded, references reused."""
        return {kind: count for kind, count in self.bank.violations().items() if count}


def broken_promises() -> list[str]:
    """Invariants that do not hold, of every room, with the rows that break them."""
    return [f"{finding.check.name}: {finding.rows}" for finding in examine() if finding.broken]


def _disagreement(payout: Payout, payments: int, credited: int, net: int) -> str:
    """What the bank's books say against our word on a payout; empty when they agree."""
    amount = payout.amount_minor
    told = f"the bank made {payments} payments, {credited} credited, {net} stayed"
    if payout.is_returned:
        # Sent back, or never arrived at all: nothing of it stayed.
        agrees = (payments, net) in {(1, 0), (0, 0)}
    elif payout.state == "completed" or payout.is_paid_late:
        agrees = (payments, credited, net) == (1, amount, amount)
    elif payout.state == "processing":
        agrees = payments <= 1 and net in {0, amount}
    else:
        agrees = (payments, credited, net) == (0, 0, 0)
    return "" if agrees else told


def references_of(payout: Payout) -> list[str]:
    """The bank references of a payout's attempts, first to last."""
    rows = Attempt.objects.filter(payout_id=payout.id).order_by("number")
    return list(rows.values_list("reference", flat=True))


@contextmanager
def connected_bank(folder: Path, **changes: Any) -> Iterator[SimulatedBank]:
    """A bank with its books in ``folder`` and the platform told to use it; both stop afterwards.

    ``changes`` are settings of the bank program. The platform's database must be one that commits.
    """
    usual = {"profile": NPCI, "starts_at": db.clock()} | changes
    with (
        door() as url,
        running_bank(folder, callback_url=f"{url}/api/v1/bank/callbacks/{BANK}/", **usual) as bank,
        override_settings(
            BANK_BASE_URL=str(bank.http.base_url).rstrip("/"),
            BANK_SECRET=SECRET,
            BANK_KEY_ID=KEY_ID,
            BANK_CALLBACK_SECRETS=[CALLBACK_SECRET],
            # Long enough for an honest answer, and what is never answered is not waited for long.
            PAYOUT_PROCESSING_TIMEOUT_SECONDS=3,
        ),
    ):
        try:
            yield SimulatedBank(bank, url)
        finally:
            hang_up()


def hang_up() -> None:
    """Close this thread's lines to banks; the program never does, its threads live for ever."""
    for line in gateways._lines.__dict__.pop("by_line", {}).values():
        line.close()


@contextmanager
def door() -> Iterator[str]:
    """The platform behind a real HTTP server on a free port; its address."""

    class Silent(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 – its name there
            """Tests are quiet."""

    class Server(ThreadedWSGIServer):
        request_queue_size = 256  # storms knock all at once

    server = Server(("127.0.0.1", 0), Silent)
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="door")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# A pair that waits for each other is told of before any test's own time is over.
PATIENCE_SECONDS = 120


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """Do all of these at the same moment, each in a thread; what each returned or raised, in order.

    Every thread starts behind one barrier and gives back its connections when it is done.
    """
    ready = threading.Barrier(len(deeds))
    outcomes: list[Any] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], Any]) -> None:
        try:
            ready.wait(timeout=30)
            outcomes[place] = deed()
        except Exception as error:  # noqa: BLE001 – outermost loop of a thread, told to the test
            outcomes[place] = error
        finally:
            hang_up()
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(place, deed), name=f"together-{place}")
        for place, deed in enumerate(deeds)
    ]
    for each in threads:
        each.start()
    deadline = time.monotonic() + PATIENCE_SECONDS
    for each in threads:
        each.join(timeout=max(0, deadline - time.monotonic()))
    assert not any(each.is_alive() for each in threads), "somebody never came back"
    return outcomes


def overtaken(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """Do ``first`` in a transaction, and begin ``second`` before it commits; what each returned.

    It commits as soon as ``second`` has ended or waits for a lock: the race, lost on purpose.
    """
    outcome: list[Any] = []

    def run() -> None:
        outcome.extend(together(second))

    other = threading.Thread(target=run, name="overtaking")
    with db.transaction():
        done = first()
        other.start()
        until(lambda: outcome or somebody_waits(), "the second to end or to wait for the first")
    other.join(timeout=PATIENCE_SECONDS + 10)
    return done, outcome[0]


def somebody_waits() -> bool:
    """Whether anybody in this database waits for a lock; also asked within a transaction."""
    # There it would be told once, and the same for ever.
    db.execute("SELECT pg_stat_clear_snapshot()")
    return bool(
        db.fetch_value(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
    )


def succeeded(outcomes: Sequence[Any]) -> list[Any]:
    """Those of ``together`` that returned something."""
    return [each for each in outcomes if not isinstance(each, Exception)]
