"""The ledger under many hands at once: real connections, real locks, real commits."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from typing import TypeVar

import pytest
from django.db import connections

from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.kernel.money import rupees
from adulis.ledger import queries, tasks
from adulis.ledger.actions import post, post_all, reverse, roll_checkpoints
from adulis.ledger.errors import InsufficientFunds, PostingKeyReused, ReversalTooLarge
from adulis.ledger.models import Entry
from adulis.ledger.values import Posted, Posting
from tests.book import (
    ALICE,
    BOB,
    CAROL,
    CLEARING,
    CLERK,
    FEES,
    NOON,
    NOSTRO,
    available,
    broken_promises,
    counts,
    entry,
    held,
    let_the_horizon_pass,
    move,
    roll_up,
    undone,
)
from tests.databases import TestDatabase
from tests.waiting import PATIENCE_SECONDS, until

R = TypeVar("R")
HANDS = 16

pytestmark = pytest.mark.usefixtures("fresh_database")


def booked(*postings: Posting) -> list[Posted | Refusal]:
    with db.transaction():
        return post_all(postings=postings)


@contextmanager
def hands(count: int) -> Iterator[Callable[..., Future[R]]]:
    """``start(function, …)`` runs it in a thread with a connection of its own."""

    def run(function: Callable[..., R], *arguments: object) -> R:
        try:
            return function(*arguments)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        yield lambda function, *arguments: pool.submit(run, function, *arguments)


def at_once(jobs: Sequence[Callable[[], R]]) -> list[R]:
    """Every job in a thread of its own, all let go at the same moment."""
    connections.close_all()  # ours goes back to the pool: there is one for each hand, and no more
    barrier = threading.Barrier(len(jobs), timeout=PATIENCE_SECONDS)

    def start_together(job: Callable[[], R]) -> R:
        db.fetch_value("SELECT 1")  # connected before the start
        barrier.wait()
        return job()

    with hands(len(jobs)) as start:
        futures: list[Future[R]] = [start(start_together, job) for job in jobs]
        return [future.result() for future in futures]


def somebody_waits_for_a_lock() -> bool:
    """Asked of the lock table, which is never a moment old, unlike pg_stat_activity."""
    waiting: int = db.fetch_value("SELECT count(*) FROM pg_locks WHERE NOT granted")
    return waiting > 0


def deadlocks() -> int:
    found: int = db.fetch_value(
        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    )
    return found


def assert_the_book_is_right() -> None:
    assert broken_promises() == {}
    assert tasks.verify_book(progress=lambda *_: None).faults == ()
    assert deadlocks() == 0


# --- Sixteen hands on a few accounts -------------------------------------------------------------

CROWDED = (ALICE, BOB, CAROL, held(1), held(2), NOSTRO, CLEARING, FEES)


def any_posting(chance: random.Random, key: str) -> Posting:
    transfers = []
    for _ in range(chance.choice([1, 1, 2, 3])):
        source, target = chance.sample(CROWDED, 2)
        transfers.append(move(source, target, chance.randint(1, 400)))
    return entry(key, *transfers)


def hammer(seed: int, rounds: int) -> tuple[Counter[str], Counter[str]]:
    """Post single entries and batches; what came of them, and what they moved, by address."""
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    moved: Counter[str] = Counter()
    for number in range(rounds):
        # Every tenth key is one that others use as well, for another entry.
        shared = [f"shared/{chance.randint(0, 30)}"] if chance.randint(0, 9) == 0 else []
        keys = [f"{seed}/{number}/{n}" for n in range(chance.choice([1, 1, 1, 5]))] + shared
        postings = [any_posting(chance, key) for key in keys]
        for posting, outcome in zip(postings, booked(*postings), strict=True):
            if isinstance(outcome, Refusal):
                outcomes[outcome.code] += 1
                continue
            outcomes["replayed" if outcome.replayed else "posted"] += 1
            if not outcome.replayed:
                for each in posting.transfers:
                    moved[each.source] -= each.amount.minor
                    moved[each.target] += each.amount.minor
    return outcomes, moved


def test_sixteen_hands_lose_nothing(release_size: bool) -> None:
    """No deadlock, no lost update, no broken chain, and the sum of all accounts is zero."""
    rounds = 1_500 if release_size else 25
    seed = random.randrange(10**9)
    print(f"seed {seed}")  # noqa: T201  printed when the test fails, to run it again
    booked(*(entry(f"fund/{address}", move(NOSTRO, address, 1_000)) for address in CROWDED[:5]))
    results = at_once([partial(hammer, seed + hand, rounds) for hand in range(HANDS)])
    outcomes = sum((each for each, _ in results), Counter())
    moved: Counter[str] = Counter()
    for _, each in results:
        moved.update(each)
    moved.update(dict.fromkeys(CROWDED[:5], 1_000) | {NOSTRO: -5_000})
    assert {"posted", "insufficient_funds", "posting_key_reused"} <= set(outcomes)
    assert counts()["ledger_entry"] == outcomes["posted"] + 5
    found = queries.balances(CROWDED)
    assert {address: each.minor for address, each in found.items()} == {
        address: moved[address] for address in CROWDED
    }
    assert roll_up() == 3
    assert queries.balances(CROWDED) == found
    assert_the_book_is_right()


def test_batches_that_cross_do_not_wait_in_a_ring() -> None:
    """The same accounts, or the same keys, in opposite order: locks are taken in one."""
    there = [available(n) for n in range(1, 9)]
    booked(*(entry(f"fund/{address}", move(NOSTRO, address, 1_000)) for address in there))

    def along(places: list[str], name: str) -> None:
        ways = enumerate(pairwise(places))
        booked(*(entry(f"{name}/{n}", move(*way, 1)) for n, way in ways))

    def unchained(keys: Sequence[int], name: str) -> None:
        booked(*(entry(f"{name}/{key:03}", move(NOSTRO, CLEARING, 1)) for key in keys))

    for number in range(6):
        keys = range(400)
        at_once(
            [
                partial(along, there, f"there/{number}"),
                partial(along, there[::-1], f"back/{number}"),
                partial(unchained, keys, f"{number}"),
                partial(unchained, keys[::-1], f"{number}"),
            ]
        )
    assert queries.balance(CLEARING) == rupees(6 * 400)
    assert_the_book_is_right()


def test_an_account_opened_by_all_at_once_is_opened_once() -> None:
    jobs = [partial(booked, entry(f"k{n}", move(NOSTRO, ALICE, 1))) for n in range(HANDS)]
    assert all(isinstance(each, Posted) for [each] in at_once(jobs))
    assert queries.balance(ALICE) == rupees(HANDS)
    assert counts()["ledger_account"] == 2
    assert_the_book_is_right()


def test_two_requests_for_sixty_on_a_hundred_at_once() -> None:
    booked(entry("fund", move(NOSTRO, ALICE, 100)))
    outcomes = at_once(
        [partial(booked, entry(f"pay/{n}", move(ALICE, held(1), 60))) for n in (1, 2)]
    )
    assert {type(each) for [each] in outcomes} == {Posted, InsufficientFunds}
    assert queries.balance(ALICE) == rupees(40)


# --- Who waits for whom --------------------------------------------------------------------------


def test_different_merchants_do_not_wait_for_each_other() -> None:
    """Shown by a held lock: both are paid from the bank's account, and one has not committed."""
    booked(entry("alice", move(NOSTRO, ALICE, 1)), entry("bob", move(NOSTRO, BOB, 1)))
    with hands(1) as start, db.transaction():
        post(posting=entry("a", move(NOSTRO, ALICE, 5)))
        other: Future[list[Posted | Refusal]] = start(booked, entry("b", move(NOSTRO, BOB, 7)))
        assert isinstance(other.result()[0], Posted)
        assert queries.balance(BOB) == rupees(8)
    assert queries.balance(NOSTRO) == rupees(-14)


def test_the_same_merchant_waits_and_then_sees_what_was_left() -> None:
    booked(entry("fund", move(NOSTRO, ALICE, 100)))
    with hands(1) as start:
        with db.transaction():
            post(posting=entry("a", move(ALICE, BOB, 60)))
            other: Future[list[Posted | Refusal]] = start(booked, entry("b", move(ALICE, BOB, 60)))
            until(somebody_waits_for_a_lock, "the second posting to wait for the first")
        [refused] = other.result()
    assert isinstance(refused, InsufficientFunds)
    assert refused.facts["available_minor"] == 40


def test_a_balance_that_is_locked_stays_as_it_is() -> None:
    booked(entry("fund", move(NOSTRO, ALICE, 100)))
    with hands(1) as start:
        with db.transaction():
            reach = queries.locked_balances([ALICE, BOB, ALICE])
            other: Future[list[Posted | Refusal]] = start(booked, entry("b", move(ALICE, BOB, 60)))
            until(somebody_waits_for_a_lock, "the other hand to wait for the lock")
            assert reach == queries.balances([ALICE, BOB]) == {ALICE: rupees(100), BOB: rupees(0)}
            post(posting=entry("a", move(ALICE, BOB, 100)))
        [refused] = other.result()
    assert isinstance(refused, InsufficientFunds)
    with db.transaction(), pytest.raises(ValueError, match="cannot be locked"):
        queries.locked_balances([ALICE, NOSTRO])


def test_what_waited_is_recorded_after_what_it_waited_for() -> None:
    booked(entry("fund", move(NOSTRO, ALICE, 100)))
    with hands(1) as start:
        with db.transaction():
            post(posting=entry("a", move(ALICE, BOB, 1)))
            other: Future[list[Posted | Refusal]] = start(booked, entry("b", move(ALICE, BOB, 1)))
            until(somebody_waits_for_a_lock, "the second posting to wait for the first")
            held_until = db.clock()
        [posted] = other.result()
    assert isinstance(posted, Posted)
    assert posted.recorded_at > held_until


# --- One key, two hands ---------------------------------------------------------------------------

UNCHAINED = move(NOSTRO, CLEARING, 5)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # The two share no lock at all: only the unique key stands between them.
        (entry("k", UNCHAINED), entry("k", UNCHAINED), "replayed"),
        (entry("k", UNCHAINED), entry("k", move(NOSTRO, CLEARING, 6)), "posting_key_reused"),
        (entry("k", UNCHAINED), entry("k", move(NOSTRO, FEES, 5)), "posting_key_reused"),
        # Nor here: each locks an account of its own.
        (
            entry("k", move(NOSTRO, ALICE, 5)),
            entry("k", move(NOSTRO, BOB, 5)),
            "posting_key_reused",
        ),
        # Here they do.
        (entry("k", move(NOSTRO, ALICE, 5)), entry("k", move(NOSTRO, ALICE, 5)), "replayed"),
    ],
)
@pytest.mark.parametrize("ending", ["commits", "rolls back"])
def test_the_second_hand_waits_for_the_first(
    first: Posting, second: Posting, expected: str, ending: str
) -> None:
    booked(entry("before", move(NOSTRO, ALICE, 1)), entry("bob", move(NOSTRO, BOB, 1)))
    # In a batch, so that what stands around the reused key must come out right as well.
    batch = [entry("x", move(NOSTRO, BOB, 3)), second, entry("y", move(BOB, FEES, 4))]
    with hands(1) as start:
        with undone() if ending == "rolls back" else db.transaction():
            earlier = post(posting=first)
            other: Future[list[Posted | Refusal]] = start(booked, *batch)
            until(somebody_waits_for_a_lock, "the second hand to wait for the first")
        x, outcome, y = other.result()
    assert isinstance(x, Posted)
    assert isinstance(y, Posted)
    if ending == "rolls back":
        assert isinstance(outcome, Posted)
        assert not outcome.replayed
        assert Entry.objects.get(key="k").id == outcome.entry_id
    elif expected == "replayed":
        assert outcome == Posted(earlier.entry_id, "k", earlier.recorded_at, replayed=True)
    else:
        assert isinstance(outcome, PostingKeyReused)
    assert Entry.objects.filter(key="k").count() == 1
    assert_the_book_is_right()


def test_one_key_and_sixteen_hands_are_one_entry() -> None:
    outcomes = [each for [each] in at_once([partial(booked, entry("k", UNCHAINED))] * HANDS)]
    assert sum(isinstance(each, Posted) and not each.replayed for each in outcomes) == 1
    assert len({each.entry_id for each in outcomes if isinstance(each, Posted)}) == 1
    assert queries.balance(CLEARING) == rupees(5)


# --- Checkpoints and late commits ----------------------------------------------------------------


def roll() -> int:
    with db.transaction():
        return roll_checkpoints(least_lines=1)


def test_no_checkpoint_skips_a_transaction_that_commits_late() -> None:
    booked(entry("before", move(NOSTRO, CLEARING, 1)))
    let_the_horizon_pass()
    with hands(1) as start:
        with db.transaction():
            post(posting=entry("late", UNCHAINED))
            other: Future[list[Posted | Refusal]] = start(
                booked, entry("meanwhile", move(NOSTRO, CLEARING, 100))
            )
            other.result()
            # What was over before the late one began is rolled up, what came after is not yet.
            assert start(roll).result() == 2
            assert start(roll).result() == 0
            assert start(queries.balance, CLEARING).result() == rupees(101)
            assert db.fetch_all("SELECT balance_minor FROM ledger_checkpoint ORDER BY 1") == [
                (-1,),
                (1,),
            ]
        assert queries.balance(CLEARING) == rupees(106)
    assert roll_up() == 2
    assert queries.balance(CLEARING) == rupees(106)
    assert db.fetch_all("SELECT balance_minor FROM ledger_checkpoint ORDER BY 1") == [
        (-106,), (-1,), (1,), (106,),
    ]  # fmt: skip
    assert_the_book_is_right()


def test_checkpoints_by_many_rollers_while_others_post() -> None:
    def keep_posting(hand: int) -> int:
        return sum(len(booked(entry(f"{hand}/{n}", move(NOSTRO, CLEARING, 1)))) for n in range(40))

    def keep_rolling() -> int:
        return sum(roll() for _ in range(15))

    posts: list[Callable[[], int]] = [partial(keep_posting, hand) for hand in range(4)]
    at_once([*posts, keep_rolling, keep_rolling])
    assert queries.balance(CLEARING) == rupees(160)
    roll_up()
    assert queries.balance(CLEARING) == rupees(160)
    assert_the_book_is_right()


# --- Reversals -----------------------------------------------------------------------------------


@pytest.mark.parametrize("target", [ALICE, CLEARING])
def test_many_reversals_together_take_back_no_more_than_there_was(target: str) -> None:
    [paid] = booked(entry("paid", move(NOSTRO, target, 100)))
    assert isinstance(paid, Posted)
    booked(entry("more", move(NOSTRO, target, 1_000)))

    def take_back(key: str) -> int:
        with db.transaction():
            try:
                reverse(entry_id=paid.entry_id, at=NOON, actor=CLERK, key=key, amount=rupees(30))
            except ReversalTooLarge as refused:
                remaining: int = refused.facts["remaining_minor"]
                return remaining
        return -1

    results = at_once([partial(take_back, f"back/{n}") for n in range(8)])
    assert Counter(results) == {-1: 3, 10: 5}
    assert queries.balance(target) == rupees(1_010)
    assert_the_book_is_right()


# --- Statements of one transaction ---------------------------------------------------------------


def test_a_report_made_during_a_storm_adds_up(fresh_database: TestDatabase) -> None:
    booked(*(entry(f"fund/{n}", move(NOSTRO, available(n), 100)) for n in range(6)))

    def keep_moving(seed: int) -> int:
        chance = random.Random(seed)
        for number in range(60):
            source, target = chance.sample(range(6), 2)
            booked(entry(f"{seed}/{number}", move(available(source), available(target), 1)))
        return 0

    def keep_looking() -> int:
        wrong = 0
        for _ in range(60):
            wrong += any(each.minor for each in queries.trial_balance().totals.values())
            total = sum(
                each.minor for each in queries.balances([available(n) for n in range(6)]).values()
            )
            wrong += total != 600
        return wrong

    movers: list[Callable[[], int]] = [partial(keep_moving, seed) for seed in range(4)]
    assert at_once([*movers, keep_looking]) == [0, 0, 0, 0, 0]
