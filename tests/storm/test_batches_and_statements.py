"""Batches and statements under many hands, and under workers that die: everything once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import orjson
import psycopg
import pytest

from adulis.cases.models import Case
from adulis.gateways import actions as gateways
from adulis.gateways.models import StatementFile, StatementLine
from adulis.gateways.statements import bank_day
from adulis.gateways.values import Source, Verdict, Word
from adulis.kernel import db, due
from adulis.ledger.models import Entry
from adulis.payouts import actions as payouts
from adulis.payouts import queries as paying
from adulis.payouts import tasks as paying_tasks
from adulis.payouts.models import Attempt, BankAccount, Payout, PayoutBatch
from adulis.payouts.values import BankDetails, RowGiven
from adulis.reconciliation import actions, tasks
from adulis.timers import actions as timers
from adulis.wallets import queries as wallets
from adulis.wallets import tasks as wallets_tasks
from tests.bank import broken_promises, together
from tests.databases import TestDatabase
from tests.launcher import START_SECONDS
from tests.processes import a_worker
from tests.statements import Sheet, Told
from tests.waiting import until
from tests.world import BANK, BUILDER, Shop, a_shop

# Whole programs are started, and waited for.
pytestmark = pytest.mark.timeout(600)

pytestmark = pytest.mark.usefixtures("fresh_database")
ROUNDS = 4


def approved_batch(shop: Shop, rows: int) -> PayoutBatch:
    """Every second row names a bank account that has to be made first."""
    given = [
        RowGiven(
            line=line,
            row_key=f"k{line}",
            amount_minor=1_000 + line,
            bank_account_id=None if line % 2 else shop.accounts[0].id,
            details=BankDetails(holder_name="Binu", number=f"{10**10 + line}", ifsc="UTIB0000553")
            if line % 2
            else None,
        )
        for line in range(1, rows + 1)
    ]
    with db.transaction():
        batch = payouts.validate_batch(
            viewer=shop.viewer, name="", rows=given, actor=shop.actor, at=db.clock()
        )
    with db.transaction():
        return payouts.approve_batch(
            viewer=shop.viewer, batch_id=batch.id, actor=shop.actor, at=db.clock()
        )


def assert_paid_once(shop: Shop, batch: PayoutBatch, rows: int) -> None:
    batch.refresh_from_db()
    tally = paying.tallies_of([batch])[batch.id]
    assert (batch.state, tally.rows, tally.payouts) == (
        "finished", Counter(created=rows), Counter(pending=rows),
    )  # fmt: skip
    made = Payout.objects.filter(merchant_id=shop.id).order_by("id")
    assert [each.amount_minor for each in made] == [1_000 + line for line in range(1, rows + 1)]
    assert shop.held == sum(1_000 + line for line in range(1, rows + 1))
    assert BankAccount.objects.filter(merchant_id=shop.id).count() == 1 + (rows + 1) // 2
    assert broken_promises() == []


# --- Batches --------------------------------------------------------------------------------------


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_three_workers_one_runs_the_batch(round_: int) -> None:
    shop = a_shop(f"Shop {round_}", paise=10**8)
    batch = approved_batch(shop, 40)
    outcomes = together(*[paying_tasks.run_batches] * 3)
    assert sorted(outcomes) == [0, 0, 1]
    assert_paid_once(shop, batch, 40)


def test_a_worker_that_comes_back_after_its_lease_runs_nothing_again() -> None:
    shop = a_shop(paise=10**8)
    batch = approved_batch(shop, 10)
    [stale] = due.claim("payouts_batch", limit=1, lease_seconds=0)
    [fresh] = due.claim("payouts_batch", limit=1, lease_seconds=60)

    def run(claim: due.Claim) -> bool:
        with db.transaction():
            payouts.add_accounts_of_batch(claim=claim, actor=BUILDER, at=db.clock())
        with db.transaction():
            return payouts.run_batch(claim=claim, actor=BUILDER, at=db.clock())

    assert sorted(together(partial(run, stale), partial(run, fresh))) == [False, True]
    assert_paid_once(shop, batch, 10)


def test_a_worker_killed_in_the_middle_of_a_batch_leaves_nothing_half_done(
    fresh_database: TestDatabase, tmp_path: Path
) -> None:
    """It is stopped where it wants the wallet, with payouts drafted and nothing committed."""
    shop = a_shop(paise=10**8)
    batch = approved_batch(shop, 30)
    with (
        fresh_database.visited() as environment,
        psycopg.connect(fresh_database.superuser_url) as holder,
    ):
        holder.execute(
            "SELECT FROM ledger_account WHERE address = %s FOR UPDATE",
            [f"merchant/{shop.id}/available/INR"],
        )
        worker = a_worker(environment, tmp_path / "log", "payouts.batches").start()
        until(
            lambda: bool(db.fetch_value(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND wait_event_type = 'Lock'"
            )),
            lambda: f"the worker to want the wallet; it said:\n{worker.said}",
            seconds=START_SECONDS,
        )  # fmt: skip
        worker.kill()
    batch.refresh_from_db()
    assert (batch.state, Payout.objects.count(), shop.held) == ("approved", 0, 0)
    # Its successor has to wait for the lease, and then does all of it.
    assert paying_tasks.run_batches() == 0
    with db.transaction():
        timers.advance_clock(
            seconds=paying_tasks.RUN_LEASE_SECONDS + 1, actor=BUILDER, at=db.clock()
        )
    assert paying_tasks.run_batches() == 1
    assert_paid_once(shop, batch, 30)


# --- Statements -----------------------------------------------------------------------------------


def sent_payments(shop: Shop, count: int) -> list[Attempt]:
    for _ in range(count):
        shop.pay_out(1_000)
    claims = due.claim("payouts_payout", limit=count, lease_seconds=60)
    with db.transaction():
        payouts.start_payouts(claims=claims, actor=BUILDER, at=db.clock())
    return list(Attempt.objects.order_by("id"))


def all_at_once(*deeds: Callable[[], object]) -> None:
    """Each in a thread of its own, and none of them stumbles over another."""
    outcomes = together(*deeds)
    assert [each for each in outcomes if isinstance(each, Exception)] == []


def take(*lines: Told) -> None:
    body = Sheet(bank_day(db.clock()), lines).csv()
    with db.transaction():
        actions.take_statement(bank=BANK, body=body, day=None, actor=tasks.WORKER, at=db.clock())


def match_all() -> int:
    """Small rounds, so that several workers have a part in it."""
    done = 0
    while found := tasks.match_statements(limit=5):
        done += found
    return done


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_many_workers_settle_every_payment_and_return_once(round_: int) -> None:
    shop = a_shop(f"Shop {round_}", paise=10**6)
    attempts = sent_payments(shop, 30)
    payments = [
        Told(f"P{n}", "payment", 1_000, client_reference=each.reference)
        for n, each in enumerate(attempts)
    ]
    doubles = [line.but(line_id=f"{line.line_id}D") for line in payments[:6]]
    returns = [line.but(line_id=f"R{line.line_id}", kind="return") for line in payments[20:]]
    take(*payments, *doubles, *returns)
    all_at_once(*[match_all] * 3)
    with db.transaction():
        timers.advance_clock(seconds=120, actor=BUILDER, at=db.clock())
    match_all()
    assert Counter(StatementLine.objects.values_list("state", flat=True)) == Counter(
        matched=40, questioned=6
    )
    assert Entry.objects.filter(kind="payout_settled").count() == 30
    assert Entry.objects.filter(kind="return_settled").count() == 10
    assert Counter(Case.objects.values_list("kind", flat=True)) == Counter(duplicate_line=6)
    assert (shop.available, shop.held) == (10**6 - 20 * 1_000, 0)
    assert broken_promises() == []


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_statement_and_the_banks_own_words_at_the_same_moment(round_: int) -> None:
    shop = a_shop(f"Shop {round_}", paise=10**6)
    attempts = sent_payments(shop, 20)
    take(
        *[
            Told(f"P{n}", "payment", 1_000, client_reference=each.reference)
            for n, each in enumerate(attempts)
        ]
    )

    def say(verdict: Verdict) -> None:
        for each in attempts:
            word = Word(
                reference=each.reference, verdict=verdict, source=Source.CALLBACK, utr="U",
                amount_minor=1_000,
            )  # fmt: skip
            with db.transaction():
                payouts.weigh_words(words=[word], actor=BUILDER, at=db.clock())

    all_at_once(match_all, partial(say, Verdict.SUCCESS), partial(say, Verdict.ACCEPTED))
    match_all()
    assert Counter(Payout.objects.values_list("state", flat=True)) == Counter(completed=20)
    assert Entry.objects.filter(kind="payout_completed").count() == 20
    assert Entry.objects.filter(kind="payout_settled").count() == 20
    assert (Case.objects.count(), broken_promises()) == (0, [])


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_callback_and_a_statement_line_credit_a_transfer_once(round_: int) -> None:
    shop = a_shop(f"Shop {round_}")
    number = wallets.virtual_account_of(shop.id)
    lines = []
    for n in range(10):
        data = {
            "credit_reference": f"CR{n}", "virtual_account": number, "amount_paise": 700,
            "payer_name": "Nordic Foods", "utr": f"SIM{n}",
        }  # fmt: skip
        body = orjson.dumps({"id": f"e{n}", "type": "credit.received", "data": data})
        with db.transaction():
            gateways.store_callback(bank=BANK, event_id=f"e{n}", body=body, at=db.clock())
        lines.append(Told(f"L{n}", "inward", 700, utr=f"SIM{n}", narration=f"{number}/Nordic Fo"))
    take(*lines)

    def apply_all() -> None:
        while wallets_tasks.apply_credits(limit=2):
            pass

    all_at_once(apply_all, match_all, match_all)
    apply_all()
    match_all()
    assert (shop.available, Entry.objects.count()) == (7_000, 10)
    assert set(StatementLine.objects.values_list("state", flat=True)) == {"matched"}
    assert (Case.objects.count(), broken_promises()) == (0, [])


def test_one_file_brought_by_four_at_once_is_kept_once() -> None:
    lines = [Told(f"L{n}", "charge", 5) for n in range(50)]
    all_at_once(*[partial(take, *lines)] * 4)
    assert (StatementFile.objects.count(), StatementLine.objects.count()) == (1, 50)
    all_at_once(*[match_all] * 2)
    assert Entry.objects.filter(kind="bank_charged").count() == 50
    assert broken_promises() == []


def test_a_worker_killed_between_two_lines_is_succeeded(
    fresh_database: TestDatabase, tmp_path: Path
) -> None:
    shop = a_shop()
    number = wallets.virtual_account_of(shop.id)
    lines = [
        Told(f"L{n}", "inward", 700, utr=f"SIM{n}", narration=f"{number}/Nordic")
        for n in range(200)
    ]
    take(*lines)
    with fresh_database.visited() as environment:
        worker = a_worker(environment, tmp_path / "log", "reconciliation.lines").start()
        until(
            Entry.objects.exists,
            lambda: f"the worker to begin; it said:\n{worker.said}",
            seconds=START_SECONDS,
        )
        worker.kill()
    with db.transaction():
        timers.advance_clock(seconds=tasks.MATCH_LEASE_SECONDS + 1, actor=BUILDER, at=db.clock())
    match_all()
    assert (shop.available, Entry.objects.count()) == (200 * 700, 200)
    assert set(StatementLine.objects.values_list("state", flat=True)) == {"matched"}
    assert broken_promises() == []
