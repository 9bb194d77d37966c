"""Deposits, transfers, payouts, refunds and chargebacks at once, and everything fails meanwhile.

Sixteen programs of merchants ask over HTTP. Bank and payment gateway lose, repeat, forge, delay and
contradict; workers and web processes are killed with -9 and frozen; the clocks jump. Afterwards
everything comes to rest, and the books of both of them, ours, and what clients were told are one.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from adulis.kernel import db
from adulis.ledger import queries as book
from tests.processes import Program
from tests.storm.bugs import BUGS_OF_DEPOSITS, Bug
from tests.storm.clients import ACKNOWLEDGED, Crowd
from tests.storm.conftest import MakeStage
from tests.storm.market import (
    FATES,
    VICES,
    Payers,
    Wishes,
    Withdrawing,
    decide,
    is_all_paid_in,
    live_a_day,
    refund_of,
)
from tests.storm.nemesis import Nemesis, WebKiller, WorkerKiller, at_large
from tests.storm.oracle import count_endings
from tests.storm.stage import NeverAtRest, Stage
from tests.storm.sure import SureMoney
from tests.storm.test_everything_at_once import CLEARING, NOSTRO, Crediting, stage_totals
from tests.storm.test_everything_at_once import VICES as VICES_OF_BANK
from tests.waiting import until
from tests.world import a_shop

SEED = 20_261_126
CLIENTS, SHOPS = 16, 8
# A web process takes a while to begin, and meanwhile somebody has to answer.
WEB_WORKERS = 2
MOST_LATECOMERS = 20
RICH_PAISE, POOR_PAISE, MOST_PAISE = 10**9, 50_000, 20_000
STEP_SECONDS = 900
# By then everything that was planned at the gateway during the storm has come about.
ROUNDS_OF_DECIDING = 4
# Two at least, and more while the gateway goes on paying out.
MOST_DAYS = 6

# Release size is an hour; a busy machine makes minutes of CI size.
pytestmark = pytest.mark.timeout(3_600)


@dataclass(slots=True)
class Market:
    """What is alive during the storm, and what it did."""

    stage: Stage
    seed: int
    crowd: Crowd
    payers: Payers
    crediting: Crediting
    withdrawing: Withdrawing
    workers: list[Program]

    @classmethod
    def on(cls, stage: Stage, seed: int) -> Market:
        """Merchants rich and poor, funded through the bank, so that its books begin as ours do."""
        assert stage.gateway is not None
        # The bank's own profile of payouts: once a day, so that its statement tells of it.
        stage.gateway.switch(settlement_seconds=None)
        shops = [a_shop(f"Shop {number}") for number in range(SHOPS)]
        keys = {shop.id: shop.api_key() for shop in shops}
        stage.serve(workers=WEB_WORKERS)
        wishes = Wishes(shops, MOST_PAISE)
        crowd = Crowd(
            f"http://127.0.0.1:{stage.web_port}", shops, keys, seed, count=CLIENTS, wishing=wishes
        )
        wishes.crowd = crowd
        crediting = Crediting(stage, shops)
        for number, shop in enumerate(shops):
            crediting.credit(shop, RICH_PAISE if number % 2 else POOR_PAISE)
        teller = stage.worker("wallets.credits")
        until(lambda: all(shop.available for shop in shops), lambda: f"money:\n{stage.said()}")
        stage.killed(teller)
        return cls(
            stage, seed, crowd, Payers(crowd, stage.gateway), crediting, Withdrawing(crowd), []
        )

    def rage(self, *, size: int, surely: bool) -> list[Nemesis]:
        """Until ``size`` wishes were granted, and enough has died and moved meanwhile.

        ``surely``: with everything among it that is asked for at the end.
        """
        stage, gateway = self.stage, self.stage.gateway
        assert gateway is not None
        rich, other = self.crowd.shops[1], self.crowd.shops[3]
        sure = SureMoney(stage, self.crowd, self.payers, rich, other) if surely else None
        if sure is not None:
            sure.begin()
        stage.bank.switch(rates=VICES_OF_BANK)
        gateway.switch(rates=VICES | FATES)
        if sure is not None:
            sure.go_on()
        self.workers = [stage.worker(), stage.worker()]
        assert stage.web is not None
        deeds: list[tuple[Callable[[random.Random], None], float]] = [
            (WorkerKiller(stage.worker, self.workers, freezes_seconds=3), 2.5),
            (WebKiller(self._serve, stage.web), 7.0),
            (lambda chance: stage.advance(chance.choice([1, 7, 40, 95, 400, 1_000])), 1.0),
            (self.payers, 0.15),
            (self.withdrawing, 0.5),
            (self.crediting, 0.8),
        ]
        nemeses = [Nemesis(deed, every, self.seed + n) for n, (deed, every) in enumerate(deeds)]
        with at_large(self.crowd, *nemeses):
            until(
                lambda: (
                    self.crowd.counts()[ACKNOWLEDGED] >= size
                    and nemeses[0].deeds * 60 >= size
                    and nemeses[1].deeds * 120 >= size
                    and nemeses[2].deeds * 30 >= size
                ),
                lambda: f"a storm of {size}: {self._told(nemeses)}\n{stage.said()}",
                seconds=240 + size,
            )
        self._serve()
        # Whoever was asked while everything shook pays now, where there is a page to pay on.
        stage.until_calm()
        for number in range(MOST_LATECOMERS):
            self.payers(random.Random(self.seed + number))
        stage.until_calm()
        self._regret()
        return nemeses

    def _regret(self) -> None:
        """Two for each deposit want it refunded, in whole or in part, at the same moment."""
        made = self.crowd.acknowledged("deposit") * 2
        with ThreadPoolExecutor(CLIENTS) as clients:
            for number, each in enumerate(made):
                clients.submit(
                    self.crowd.ask, f"{self.seed}:again:{number}", each.shop, refund_of(each)
                )

    def _serve(self) -> Program:
        return self.stage.serve(workers=WEB_WORKERS)

    def _told(self, nemeses: list[Nemesis]) -> str:
        deeds = [nemesis.deeds for nemesis in nemeses]
        return f"{self.crowd.counts()}, {self.crowd.statuses}, {deeds}"

    def calm(self) -> None:
        """Nothing fails any more; what hangs is decided, and all statements and reports come."""
        stage, gateway = self.stage, self.stage.gateway
        assert gateway is not None
        stage.bank.sim("DELETE", "faults")
        stage.bank.switch(failure_rate=0)
        gateway.switch(rates=dict.fromkeys(VICES | FATES, 0))
        stage.killed(*self.workers)
        self.workers = [stage.worker(), stage.worker()]
        for shop in self.crediting.shops:
            self.crediting.credit(shop, RICH_PAISE)
        # Enough for the gateway to owe us something, whatever went back: else it never pays out.
        gateway.sim("POST", "bank-transfer", {"amount_minor": RICH_PAISE, "currency": "INR"})
        for _ in range(ROUNDS_OF_DECIDING):
            stage.until_calm()
            decide(stage)
            stage.advance(STEP_SECONDS)
        stage.rest(step_seconds=STEP_SECONDS)
        for day in range(MOST_DAYS):
            live_a_day(stage, step_seconds=STEP_SECONDS)
            if day and is_all_paid_in(stage):
                break

    def wrongs(self, replayed: list[str]) -> list[str]:
        """Everything that is not as promised, in sentences."""
        verdict = self.stage.verdict()
        # While the clocks are moved, one after the other, a timestamp may look stale to the bank.
        told = [each for each in verdict.violations if not each.startswith("bad_signature")]
        return self.crowd.wrongs() + replayed + self.withdrawing.wrongs() + self._nostro() + told

    def _nostro(self) -> list[str]:
        totals = stage_totals(self.stage)
        theirs = totals["nostro_paise"] - totals["opening_paise"]
        ours = {name: book.balance(name).minor for name in (NOSTRO, CLEARING)}
        return [] if ours == {NOSTRO: -theirs, CLEARING: 0} else [f"{ours}, the bank has {theirs}"]


def states_of(table: str) -> dict[str, int]:
    return dict(db.fetch_all(f"SELECT state, count(*) FROM {table} GROUP BY 1 ORDER BY 1"))


def questions() -> dict[str, int]:
    """What people were asked about, and have not answered."""
    return dict(
        db.fetch_all(
            "SELECT kind, count(*) FROM cases_case WHERE state <> 'closed' GROUP BY 1 ORDER BY 1"
        )
    )


def test_money_in_and_out(
    make_stage: MakeStage, release_size: bool, tell: Callable[[str], None]
) -> None:
    size = 4_000 if release_size else 120
    with make_stage(
        with_gateway=True, PAYOUT_BANK_FAILURE_RATE="0.1", BANK_SEED=str(SEED)
    ) as stage:
        market = Market.on(stage, SEED)
        nemeses = market.rage(size=size, surely=True)
        replayed = market.crowd.replays_that_differ()
        market.calm()
        wrong = market.wrongs(replayed)

        deposits, refunds = states_of("deposits_deposit"), states_of("deposits_refund")
        payments, taken = states_of("deposits_payment"), states_of("deposits_chargeback")
        tell(
            f"money in and out: deposits {deposits}, payments {payments}, refunds {refunds},"
            f" chargebacks {taken}, transfers {states_of('transfers_transfer')},"
            f" payouts {count_endings(stage.verdict().payouts)}; {dict(market.crowd.counts())};"
            f" {dict(market.payers.done)}; people asked about {questions()};"
            f" withdrawn {dict(market.withdrawing.answers)};"
            f" killed or froze workers {nemeses[0].deeds} times, web {nemeses[1].deeds} times;"
            f" clocks moved {nemeses[2].deeds} times; {dict(market.crowd.statuses)};"
            f" {len(wrong)} wrong; seed {SEED}"
        )
        assert not wrong, "\n".join(wrong) + f"\nseed {SEED}\n{stage.said()}"
        # A storm that met none of these proved nothing; `sure` has seen to it that it did.
        assert {"cleared"} < deposits.keys()
        assert {"credited", "suspended"} <= payments.keys()
        assert {"processed", "failed"} <= refunds.keys()
        assert {"won", "lost"} == taken.keys()
        assert "refund_in_doubt" in questions()
        granted = {e.wish.kind for e in market.crowd.intents if e.outcome == ACKNOWLEDGED}
        assert granted == {"deposit", "transfer", "payout", "refund"}


# The first meets what it needs in a storm of any size; others take a bigger one.
@pytest.mark.parametrize(
    "bug",
    [
        pytest.param(bug, id=bug.name.replace(" ", "_"), marks=[pytest.mark.full] if number else [])
        for number, bug in enumerate(BUGS_OF_DEPOSITS)
    ],
)
def test_money_in_and_out_finds_a_bug(
    bug: Bug,
    make_stage: MakeStage,
    tmp_path: Path,
    release_size: bool,
    tell: Callable[[str], None],
) -> None:
    with make_stage(bug.planted_in(tmp_path), with_gateway=True, BANK_SEED=str(SEED)) as stage:
        for sql in bug.sql:
            stage.tamper(sql)
        market = Market.on(stage, SEED)
        market.rage(size=200 if release_size else 40, surely=bool(bug.behaviours))
        with suppress(NeverAtRest):  # a bug may also fail at what dead workers have left behind
            market.calm()
        wrong = market.wrongs([])
        seen = [each for each in wrong if bug.seen in each]

        tell(f"money in and out, {bug.name}: {len(wrong)} wrong, {len(seen)} of them {bug.seen!r}")
        assert seen, "\n".join(wrong) + stage.said()
