"""A whole installation to make storms in: database, bank, gateway, web server, workers, and clocks.

Bank, payment gateway and platform are real processes; only time is ours. Their clocks run, and are
moved forward together, so that a day of enquiries, retries and returns takes a few seconds. The
gateway is there for those who ask for it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import psycopg

from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.timers import actions as timers
from tests.databases import TestDatabase
from tests.gateway import Gateway
from tests.launcher import START_SECONDS
from tests.processes import (
    Program,
    Source,
    a_bank,
    a_gateway,
    a_web,
    a_worker,
    free_port,
    wait_for,
)
from tests.simulated_bank import Bank
from tests.storm.collected import compare
from tests.storm.oracle import LEASE_SECONDS, Verdict, judge
from tests.waiting import PATIENCE_SECONDS, WaitedInVain, until

CLAIM_LEASE_SECONDS = 60
GATEWAY_LEASE_SECONDS = FETCH_LEASE_SECONDS = 120
# Unless told otherwise no step is shorter: the world has fewer moments than milliseconds.
SHORTEST_STEP_SECONDS = 20
LONGEST_STORM_STEPS = 120
MOST_TIMES_STUCK = 8
WEATHER = system("storm")

# Tables that are queues: what makes a row of it work to be done, and how long it is leased for.
_QUEUES = (
    ("payouts_payout", "state = 'pending'", CLAIM_LEASE_SECONDS),
    ("payouts_attempt", "true", CLAIM_LEASE_SECONDS),
    ("gateways_callback", "state = 'received' AND speaker = 'bank'", CLAIM_LEASE_SECONDS),
    ("gateways_callback", "state = 'received' AND speaker = 'gateway'", GATEWAY_LEASE_SECONDS),
    ("gateways_statement_line", "true", CLAIM_LEASE_SECONDS),
    ("deposits_deposit", "true", GATEWAY_LEASE_SECONDS),
    ("deposits_refund", "true", CLAIM_LEASE_SECONDS),
    ("deposits_chargeback", "true", CLAIM_LEASE_SECONDS),
    ("deposits_chargeback_reply", "true", CLAIM_LEASE_SECONDS),
    ("deposits_settlement_line", "true", CLAIM_LEASE_SECONDS),
)
# A refund that can neither be found nor be made any more is asked about for as long as people let
# it: once they were asked themselves, that is nothing to wait for.
_ENDLESS = {"deposits_refund": "NOT has_case"}
_DUE = "SELECT min(moment) FROM ({}) AS everything".format(
    " UNION ALL ".join(
        f"SELECT greatest(due_at, lease_until) AS moment FROM {table}"
        f" WHERE {work} AND {_ENDLESS.get(table, 'true')}"
        for table, work, _ in _QUEUES
    )
)
_OVERDUE = "state = 'processing' AND expected_by <= %(now)s AND NOT has_case"
# In hand: free and due, leased by or being sent by somebody who has not died since, or overdue.
_IN_HAND = "SELECT count(*) FROM ({}) AS everything".format(
    " UNION ALL ".join(
        [
            f"SELECT 1 FROM {table} WHERE {work}"
            f" AND (lease_until > greatest(%(now)s, %(dead)s + interval '{lease} seconds')"
            "      OR due_at <= %(now)s AND (lease_until IS NULL OR lease_until <= %(now)s))"
            for table, work, lease in (
                *_QUEUES,
                ("reconciliation_day", "true", FETCH_LEASE_SECONDS),
            )
        ]
        + [
            "SELECT 1 FROM payouts_attempt WHERE state = 'sending' AND sent_at > %(sending)s",
            f"SELECT 1 FROM payouts_payout WHERE {_OVERDUE}",
        ]
    )
)
# What the bank will do, and the gateway. What they keep calling in vain is not news.
_BANK_DUE = (
    "SELECT due_ms FROM agenda UNION ALL"
    " SELECT due_ms FROM callbacks WHERE state = 'waiting' AND answer NOT LIKE '4%'"
)
# That a dispute is lost unless somebody says something is waited for by nobody.
_GATEWAY_DUE = (
    "SELECT due_ms FROM agenda WHERE detail NOT LIKE '%unless_evidence%' UNION ALL"
    " SELECT due_ms FROM callbacks WHERE state = 'waiting' AND answer NOT LIKE '4%'"
)


class NeverAtRest(AssertionError):
    """There was always something left to do: somewhere work is repeated and never finished."""


@dataclass(slots=True)
class Stage:
    """The installation. Whatever is started here ends with it."""

    folder: Path
    environment: dict[str, str]
    superuser_url: str
    bank: Bank
    web_port: int
    source: Source = field(default_factory=Source)
    web: Program | None = None
    programs: list[Program] = field(default_factory=list)
    last_death: datetime | None = None
    gateway: Gateway | None = None

    # --- processes ----------------------------------------------------------------------------

    def worker(self, *only: str, failpoint: str = "") -> Program:
        """A worker that does ``only`` these tasks and dies at ``failpoint``, started."""
        number = len(self.programs)
        log = self.folder / f"worker-{number}.log"
        made = a_worker(self.environment, log, *only, failpoint=failpoint, source=self.source)
        self.programs.append(made)
        return made.start()

    def at_work(self, worker: Program) -> Program:
        """Wait until it has begun: to start takes as long as the machine is busy with others."""
        beats = "SELECT EXISTS (SELECT FROM ops_heartbeat WHERE worker LIKE %s)"
        until(
            lambda: db.fetch_value(beats, [f"%:{worker.pid}"]) or not worker.is_running,
            lambda: f"a worker to begin; it said:\n{worker.said[-4_000:]}",
            seconds=START_SECONDS,
        )
        assert worker.is_running, worker.said[-4_000:]
        return worker

    def serve(self, *, failpoint: str = "", threads: int = 8, workers: int = 1) -> Program:
        """The web server, in place of the one before it; returns once it answers."""
        if self.web is not None:
            self.web.kill()
        self.web = a_web(
            self.environment,
            self.folder / "web.log",
            self.web_port,
            failpoint=failpoint,
            threads=threads,
            workers=workers,
            source=self.source,
        )
        self.programs.append(self.web)
        wait_for(self.web.start(), self.web_port, "/healthz")
        return self.web

    def died(self, program: Program) -> None:
        """Wait until ``program`` has died, by the signal that a failpoint sends."""
        status = program.wait_for_death()
        # Granian's master notices that its worker was killed, and says goodbye politely.
        assert status == -9 or "-m" in program.command, program.said[-4_000:]
        self.last_death = db.clock()

    def killed(self, *programs: Program) -> None:
        """Kill them, and remember that whatever they had in hand is nobody's now."""
        for program in programs:
            program.kill()
        self.last_death = db.clock()

    def said(self) -> str:
        """The end of what every program of ours wrote, for a failure's message."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"--- {log.name}\n{log.read_text()[-1_500:]}" for log in logs)

    def tamper(self, sql: str) -> None:
        """Change the database as only a superuser may: to take away a guard that a bug meets."""
        with psycopg.connect(self.superuser_url, autocommit=True) as superuser:
            superuser.execute(sql)

    # --- time ---------------------------------------------------------------------------------

    def advance(self, seconds: int) -> None:
        """All clocks forward, the bank's first: nobody may ask it about its future."""
        self.bank.sim("POST", "clock", {"advance_seconds": seconds})
        if self.gateway is not None:
            self.gateway.sim("POST", "clock", {"advance_seconds": seconds})
        with db.transaction():
            timers.advance_clock(seconds=seconds, actor=WEATHER, at=db.clock())
        self.bank.sim("POST", "run")

    def rest(
        self, *, step_seconds: int = SHORTEST_STEP_SECONDS, most_times_stuck: int = MOST_TIMES_STUCK
    ) -> None:
        """Let time pass, ``step_seconds`` at least, until nothing is left to do anywhere.

        To be stuck is to have work in hand and fail at it, as with a database that was shut down.
        Raises NeverAtRest.
        """
        stuck, steps, began = 0, 0, time.monotonic()
        # Some rounds of the worker go by real time: many steps in no time prove nothing.
        while steps < LONGEST_STORM_STEPS or time.monotonic() - began < PATIENCE_SECONDS:
            steps += 1
            is_calm = self.until_calm()
            stuck += not is_calm
            wait = self.next_thing()
            if wait is None and is_calm:
                return
            if stuck > most_times_stuck:
                break
            self.advance(max(step_seconds, ceil(wait or 0) + 1))
        raise NeverAtRest(f"never at rest:\n{self.unfinished()}")

    def until_calm(self) -> bool:
        """Wait, in real time, for work that is due now and has somebody to do it.

        False when none of it gets done: who has it in hand fails at it, and time must pass.
        """
        while left := self._in_hand():
            try:
                until(partial(self._has_changed, left), "something to be done", seconds=12)
            except WaitedInVain:
                return False
        return True

    def _has_changed(self, in_hand: int) -> bool:
        return self._in_hand() != in_hand

    def _in_hand(self) -> int:
        """How many rows, at the platform and at the bank, are due and nobody dead has them."""
        now = db.clock()
        dead = self.last_death or now - timedelta(days=1)
        ours: int = db.fetch_value(
            _IN_HAND,
            {
                "now": now,
                "dead": dead,
                "sending": dead + timedelta(seconds=LEASE_SECONDS),
            },
        )
        return ours + sum(each <= _milliseconds(now) for each in self._their_agenda())

    def _their_agenda(self) -> list[int]:
        """When bank and gateway will do something next, each thing for itself."""
        due = self.books(_BANK_DUE)
        if self.gateway is not None:
            due += self.gateway_books(_GATEWAY_DUE)
        return [due_ms for (due_ms,) in due]

    def next_thing(self) -> float | None:
        """Seconds until the next thing happens on either side; None: nothing will."""
        now = db.clock()
        due = db.fetch_value(_DUE)
        waits = [] if due is None else [(due - now).total_seconds()]
        waits += [(due_ms - _milliseconds(now)) / 1_000 for due_ms in self._their_agenda()]
        return min(waits, default=None)

    def unfinished(self) -> str:
        rows = db.fetch_all(
            "SELECT payout.metadata->>'cell', payout.state, attempt.number, attempt.state,"
            "       payout.due_at, payout.lease_until, payout.claim_count,"
            "       attempt.due_at, attempt.lease_until, attempt.claim_count"
            "  FROM payouts_payout AS payout LEFT JOIN payouts_attempt AS attempt"
            "    ON attempt.payout_id = payout.id"
            " WHERE payout.state IN ('pending', 'processing') OR attempt.due_at IS NOT NULL"
        )
        rows += db.fetch_all(
            "SELECT 'callback', type, reference, state, due_at, lease_until, claim_count"
            "  FROM gateways_callback WHERE state = 'received'"
        )
        rows += self.books(
            "SELECT 'bank', type, subject, state, due_ms, attempts, answer FROM callbacks"
            " WHERE state = 'waiting'"
        )
        rows += [
            (table, *row)
            for table, work, _ in _QUEUES
            if table.startswith("deposits_")
            for row in db.fetch_all(
                "SELECT to_jsonb(each) ->> 'state', due_at, lease_until, claim_count, id"
                f" FROM {table} AS each WHERE due_at IS NOT NULL AND {work}"
                " ORDER BY due_at LIMIT 5"
            )
        ]
        told = [" ".join(str(value) for value in row) for row in rows[:60]]
        return f"now {db.clock()}\n" + "\n".join(told)

    # --- the three truths ---------------------------------------------------------------------

    def books(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Ask the bank's own file, which can be read whatever state the bank is in."""
        return self._read("bank.sqlite3", sql, parameters)

    def gateway_books(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Ask the payment gateway's own file likewise."""
        return self._read("gateway.sqlite3", sql, parameters)

    def _read(self, name: str, sql: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        path = self.folder / name
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30) as file:
            rows = file.execute(sql, parameters).fetchall()
        file.close()
        return rows

    def verdict(self, *, of_merchants: set[UUID] | None = None) -> Verdict:
        """Compare bank, payouts and ledger; run every invariant; ask how the oracle itself is."""
        verdict = judge(self.books, of_merchants=of_merchants)
        bank = self.programs[0]
        if not bank.is_running or "Traceback" in bank.said:
            verdict.violations.append(f"the bank is not well:\n{bank.said[-2_000:]}")
        if self.gateway is not None:
            gateway = self.programs[1]
            verdict.violations += compare(self.gateway_books)
            if not gateway.is_running or "Traceback" in gateway.said:
                verdict.violations.append(f"the gateway is not well:\n{gateway.said[-2_000:]}")
        return verdict


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000)


@contextmanager
def a_stage(
    folder: Path,
    database: TestDatabase,
    source: Source | None = None,
    *,
    with_gateway: bool = False,
    **bank_settings: str,
) -> Iterator[Stage]:
    """An installation on ``database``: its bank runs, its web server and workers do not yet.

    ``with_gateway``: a payment gateway runs as well.
    """
    web_port, bank_port, gateway_port = free_port(), free_port(), free_port()
    bank = a_bank(database.environment, folder, bank_port, callback_port=web_port, **bank_settings)
    stage = Stage(
        folder,
        {
            **database.environment,
            "BANK_BASE_URL": f"http://127.0.0.1:{bank_port}",
            "PAYOUT_PROCESSING_TIMEOUT_SECONDS": str(LEASE_SECONDS),
            "THROTTLE_MONEY_PER_SECOND": "100000",
            "LOG_LEVEL": "WARNING",
            "PAYMENT_GATEWAY_URL": f"http://127.0.0.1:{gateway_port}",
            "PAYMENT_GATEWAY_PROFILE": "demo",
            # What is never answered is not waited for.
            "PAYMENT_GATEWAY_TIMEOUT_SECONDS": "1.5",
        },
        database.superuser_url,
        Bank(f"http://127.0.0.1:{bank_port}"),
        web_port,
        source or Source(),
        programs=[bank],
    )
    # A machine busy with other tests may keep a bank that honours fsync waiting for a while.
    stage.bank.http.timeout = httpx2.Timeout(PATIENCE_SECONDS)
    try:
        wait_for(bank.start(), bank_port, "/v1/health")
        if with_gateway:
            _add_gateway(stage, gateway_port)
        yield stage
    finally:
        for running in stage.programs:
            running.kill()
        stage.bank.http.close()
        if stage.gateway is not None:
            stage.gateway.http.close()


def _add_gateway(stage: Stage, port: int) -> None:
    program = a_gateway(
        stage.environment,
        stage.folder,
        port,
        webhook_port=stage.web_port,
        bank_url=stage.environment["BANK_BASE_URL"],
    )
    stage.programs.append(program)
    stage.gateway = Gateway(f"http://127.0.0.1:{port}")
    stage.gateway.http.timeout = httpx2.Timeout(PATIENCE_SECONDS)
    wait_for(program.start(), port, "/_sim/clock")
