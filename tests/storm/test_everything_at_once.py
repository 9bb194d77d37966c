"""Everything at once: whoever pays, cancels, credits, calls back, loses, returns, freezes and dies.

Chance decides, from a seed that is printed. Afterwards nothing fails any more, time passes until
nobody has anything left to do and the statements of all days are there, and the promises of
``payouts.md`` §7.6 (I1-I10) are asked of the bank's books, of ours and of what clients heard.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx2
import orjson
import pytest

from adulis.gateways.statements import bank_day, end_of
from adulis.kernel import db
from adulis.ledger import queries as book
from adulis.wallets import queries as wallets
from tests.processes import Program
from tests.storm.bugs import BUGS
from tests.storm.clients import ACKNOWLEDGED, Crowd, Intent
from tests.storm.conftest import MakeStage
from tests.storm.crashes import Cast, a_cast, order
from tests.storm.nemesis import Nemesis, WebKiller, WorkerKiller, at_large
from tests.storm.oracle import count_endings, told
from tests.storm.stage import NeverAtRest, Stage
from tests.storm.sure import cancel_surely, pay_out_surely
from tests.waiting import until
from tests.world import BANK, Shop, a_shop

SEED = 20_261_123
RICH_PAISE, POOR_PAISE, MOST_PAISE = 10**9, 50_000, 20_000
# With hundreds of payments there is something to do every second; in a calm it can wait.
STEP_SECONDS = 900
NOSTRO, CLEARING = f"bank/{BANK}/nostro/INR", f"bank/{BANK}/clearing/INR"
# How often each vice strikes. Silence is rare, because it is waited for in real time.
VICES = {
    "reset_before": 0.04, "err500_before": 0.03, "timeout_before": 0.004, "timeout_after": 0.004,
    "err500_after": 0.04, "truncated_after": 0.02, "slow_visible": 0.003, "invisible": 0.05,
    "late_success": 0.05, "late_failure": 0.04, "deemed_success": 0.03, "deemed_failure": 0.03,
    "returned": 0.08, "beneficiary_bank_down": 0.05, "unknown_code": 0.02, "instant": 0.05,
    "status_goes_back": 0.05, "enquiry_err500": 0.1, "enquiry_429": 0.05, "enquiry_reset": 0.05,
    "dup_hooks": 0.2, "reordered_hooks": 0.2, "delayed_hooks": 0.05, "lost_hooks": 0.15,
    "forged_hooks": 0.1, "bad_signature_hooks": 0.05, "stale_hooks": 0.05, "malformed_hooks": 0.02,
    "wrong_amount_hooks": 0.02, "hook_before_reply": 0.05, "unknown_type_hooks": 0.02,
}  # fmt: skip

# Release size is an hour; a busy machine makes minutes of CI size.
pytestmark = pytest.mark.timeout(3_600)


@dataclass(slots=True)
class Cancelling:
    """Somebody who thinks better of payouts, too late more often than not."""

    crowd: Crowd
    answers: Counter[str] = field(default_factory=Counter)
    cancelled: set[str] = field(default_factory=set)

    def __call__(self, chance: random.Random) -> None:
        made = [each for each in self.crowd.intents[-40:] if each.outcome == ACKNOWLEDGED]
        if not made:
            return
        self.cancel(chance.choice(made))

    def cancel(self, intent: Intent) -> None:
        payout_id = orjson.loads(intent.answer)["id"]
        credential = self.crowd.credentials[intent.shop.id]
        with suppress(httpx2.TransportError):
            answer = httpx2.post(
                f"{self.crowd.base_url}/api/v1/payouts/{payout_id}/cancel/",
                headers={
                    "Idempotency-Key": str(uuid4()),
                    "Authorization": f"Bearer {credential}",
                },
                timeout=20,
                trust_env=False,
            )
            self.answers[str(answer.status_code)] += 1
            if answer.status_code == 200:
                self.cancelled.add(payout_id)


@dataclass(slots=True)
class Crediting:
    """Customers, paying into merchants' virtual accounts; the bank may tell of it badly."""

    stage: Stage
    shops: list[Shop]

    def __call__(self, chance: random.Random) -> None:
        behaviour = chance.choice(["ok", "ok", "dup_hooks", "lost_hooks", "forged_hooks"])
        self.credit(chance.choice(self.shops), chance.randint(1_000, 30_000), behaviour)

    def credit(self, shop: Shop, paise: int, behaviour: str = "ok") -> None:
        self.stage.bank.sim(
            "POST",
            "credits",
            {
                "virtual_account": wallets.virtual_account_of(shop.id),
                "amount_paise": paise,
                "payer_name": "Nordic Foods",
                "utr": f"UTR{uuid4().hex[:16].upper()}",
                "notify": True,
                "behaviour": behaviour,
            },
        )


@pytest.fixture
def stage(make_stage: MakeStage) -> Iterator[Stage]:
    with make_stage(PAYOUT_BANK_FAILURE_RATE="0.1", BANK_SEED=str(SEED)) as made:
        yield made


@dataclass(slots=True)
class Storm:
    """What is alive during the storm, and what it did."""

    stage: Stage
    seed: int
    crowd: Crowd
    crediting: Crediting
    cancelling: Cancelling
    workers: list[Program]

    @classmethod
    def on(cls, stage: Stage, seed: int) -> Storm:
        """Merchants rich and poor, funded through the bank, so that its books begin as ours do."""
        shops = [a_shop(f"Shop {number}") for number in range(10)]
        keys = {shop.id: shop.api_key() for shop in shops}
        stage.serve()
        crowd = Crowd(
            f"http://127.0.0.1:{stage.web_port}", shops, keys, seed, count=6, most_paise=MOST_PAISE
        )
        crediting = Crediting(stage, shops)
        for number, shop in enumerate(shops):
            crediting.credit(shop, RICH_PAISE if number % 3 else POOR_PAISE)
        teller = stage.worker("wallets.credits")
        until(lambda: all(shop.available for shop in shops), lambda: f"money:\n{stage.said()}")
        stage.killed(teller)
        return cls(stage, seed, crowd, crediting, Cancelling(crowd), [])

    def rage(self, *, size: int, surely: Sequence[str] = ()) -> list[Nemesis]:
        """Until ``size`` payouts were acknowledged, and enough has died and moved meanwhile.

        Among all that is drawn by lot are payouts that ``surely`` meet these behaviours, and one
        that is cancelled in time.
        """
        stage, seed = self.stage, self.seed
        rich = self.crowd.shops[1]
        cancel_surely(self.crowd, rich, self.cancelling.cancel)
        stage.bank.switch(rates=VICES)
        pay_out_surely(stage, rich, surely)
        self.workers = [stage.worker(), stage.worker()]
        assert stage.web is not None
        deeds: list[tuple[Callable[[random.Random], None], float]] = [
            (WorkerKiller(stage.worker, self.workers, freezes_seconds=3), 2.0),
            (WebKiller(stage.serve, stage.web), 3.0),
            (lambda chance: stage.advance(chance.choice([1, 7, 40, 95, 400, 1_000])), 0.7),
            (self.crediting, 0.3),
            (self.cancelling, 0.1),
        ]
        nemeses = [Nemesis(deed, every, seed + n) for n, (deed, every) in enumerate(deeds)]
        with at_large(self.crowd, *nemeses):
            until(
                lambda: (
                    self.crowd.counts()[ACKNOWLEDGED] >= size
                    and nemeses[0].deeds * 50 >= size
                    and nemeses[2].deeds * 12 >= size
                ),
                lambda: f"a storm of {size}: {self.crowd.counts()}, {[n.deeds for n in nemeses]}",
                seconds=240 + size,
            )
        stage.serve()
        return nemeses

    def calm(self) -> None:
        """Nothing fails any more; debts are paid, and every day's statement comes."""
        stage = self.stage
        stage.bank.sim("DELETE", "faults")
        stage.bank.switch(failure_rate=0)
        stage.killed(*self.workers)
        self.workers = [stage.worker(), stage.worker()]
        for shop in self.crediting.shops:
            self.crediting.credit(shop, RICH_PAISE)
        stage.rest(step_seconds=STEP_SECONDS)
        for _ in range(2):
            over = end_of(bank_day(db.clock())) + timedelta(minutes=31)
            stage.advance(round((over - db.clock()).total_seconds()) + 1)
            stage.rest(step_seconds=STEP_SECONDS)

    def nostro_differs(self) -> list[str]:
        """I4: our account at the bank, by our book and by the bank's own."""
        totals = stage_totals(self.stage)
        theirs = totals["nostro_paise"] - totals["opening_paise"]
        ours = {name: book.balance(name).minor for name in (NOSTRO, CLEARING)}
        return [] if ours == {NOSTRO: -theirs, CLEARING: 0} else [f"{ours}, the bank has {theirs}"]


def stage_totals(stage: Stage) -> dict[str, int]:
    told_by_bank: dict[str, int] = stage.bank.totals()
    return told_by_bank


def wrongs_of(storm: Storm, replayed: list[str]) -> list[str]:
    """Everything that is not as promised, in sentences."""
    payouts = {str(each.id): each for each in told()}
    cancelled = [
        f"{payout_id} was cancelled by its merchant and is {payouts[payout_id].state}"
        for payout_id in storm.cancelling.cancelled
        if payouts[payout_id].state != "cancelled"
    ]
    verdict = storm.stage.verdict()
    # While the clocks are moved, one after the other, a timestamp may look stale to the bank.
    told_wrong = [each for each in verdict.violations if not each.startswith("bad_signature")]
    return storm.crowd.wrongs() + replayed + cancelled + storm.nostro_differs() + told_wrong


def test_everything_at_once(stage: Stage, release_size: bool, tell: Callable[[str], None]) -> None:
    size = 4_000 if release_size else 200
    storm = Storm.on(stage, SEED)
    nemeses = storm.rage(size=size, surely=("ok", "reject", "returned"))
    replayed = storm.crowd.replays_that_differ()
    storm.calm()
    wrong = wrongs_of(storm, replayed)

    payouts = told()
    tell(
        f"everything at once: {count_endings(payouts)};"
        f" {dict(storm.crowd.counts())}; cancelling {dict(storm.cancelling.answers)};"
        f" killed or froze workers {nemeses[0].deeds} times, web {nemeses[1].deeds} times;"
        f" clocks moved {nemeses[2].deeds} times, credits {nemeses[3].deeds};"
        f" {len(wrong)} wrong; seed {SEED}"
    )
    assert not wrong, "\n".join(wrong) + f"\nseed {SEED}\n{stage.said()}"
    endings = Counter(payout.ending for payout in payouts)
    assert {"completed", "failed", "cancelled", "completed returned"} <= endings.keys()


def test_everything_at_once_finds_a_bug(
    make_stage: MakeStage, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    """The storm can fail: with a new reference for every attempt it sees double payments."""
    bug = next(each for each in BUGS if each.name == "a new reference for every attempt")
    with make_stage(bug.planted_in(tmp_path), BANK_SEED=str(SEED)) as stage:
        storm = Storm.on(stage, SEED)
        storm.rage(size=60, surely=bug.behaviours)
        with suppress(NeverAtRest):  # a bug may also fail at what dead workers have left behind
            storm.calm()
        twice = [wrong for wrong in wrongs_of(storm, []) if "paid 2 times" in wrong]

        tell(f"everything at once, {bug.name}: {len(twice)} paid twice")
        assert twice, stage.said()


@pytest.mark.parametrize(
    ("silent", "behaviours"),
    [
        ({"callbacks_down": True}, ("ok", "timeout_after", "accepted_then_fails", "reject")),
        ({"enquiries_down": True}, ("ok", "timeout_after", "accepted_then_fails", "returned")),
        ({"callbacks_down": True, "enquiries_down": True}, ("ok", "timeout_after", "returned")),
    ],
    ids=["no_callbacks", "no_enquiries", "neither"],
)
def test_two_of_three_witnesses_may_be_silent(
    stage: Stage, silent: dict[str, bool], behaviours: tuple[str, ...]
) -> None:
    """I10: callbacks, enquiries or both are down, and everything is known all the same."""
    cast: Cast = a_cast(stage, behaviours)
    stage.serve()
    stage.bank.switch(**silent)
    order(cast, "silence")
    stage.worker()
    until_known(stage)
    verdict = stage.verdict()

    assert not verdict.violations, f"{verdict}\n{stage.said()}"
    assert {each.state for each in verdict.payouts} <= {"completed", "failed"}


def until_known(stage: Stage) -> None:
    """Go on to the statement of the day after tomorrow, but do not wait for enquiries in vain."""
    for _ in range(3):
        over = end_of(bank_day(db.clock())) + timedelta(minutes=31)
        while (left := (over - db.clock()).total_seconds()) > 0:
            stage.until_calm()
            stage.advance(max(1, round(min(left, stage.next_thing() or left)) + 1))
        stage.until_calm()
