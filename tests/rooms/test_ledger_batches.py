"""A batch ends line for line as if its postings had been posted one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adulis.kernel.errors import Refusal
from adulis.ledger.actions import post, post_all
from adulis.ledger.values import Posted, Posting
from tests.book import (
    ALICE,
    BOB,
    CAROL,
    FEES,
    NOSTRO,
    broken_promises,
    entry,
    every_line,
    held,
    move,
    undone,
)

pytestmark = pytest.mark.django_db

ADDRESSES = (ALICE, BOB, CAROL, held(1), NOSTRO, FEES)
SEED = [
    entry("seed/alice", move(NOSTRO, ALICE, 100)),
    entry("seed/bob", move(NOSTRO, BOB, 20)),
]
Way: TypeAlias = Callable[[list[Posting]], list[Posted | Refusal]]


def as_one_batch(postings: list[Posting]) -> list[Posted | Refusal]:
    return post_all(postings=postings)


def one_by_one(postings: list[Posting]) -> list[Posted | Refusal]:
    outcomes: list[Posted | Refusal] = []
    for posting in postings:
        try:
            outcomes.append(post(posting=posting))
        except Refusal as refusal:
            outcomes.append(refusal)
    return outcomes


def in_batches_of_three(postings: list[Posting]) -> list[Posted | Refusal]:
    starts = range(0, len(postings), 3)
    return [each for start in starts for each in post_all(postings=postings[start : start + 3])]


def story(way: Way, postings: list[Posting]) -> tuple[list[Any], list[Any]]:
    """What each posting came to, and every line of the book; then all of it is undone."""
    with undone():
        post_all(postings=SEED)
        outcomes = way(postings)
        assert broken_promises() == {}
        return [_said(each) for each in outcomes], every_line()


def _said(outcome: Posted | Refusal) -> tuple[Any, ...]:
    if isinstance(outcome, Posted):
        return ("posted", outcome.key, outcome.replayed)
    return (outcome.code, outcome.detail, tuple(sorted(outcome.facts.items())))


@st.composite
def postings(draw: st.DrawFn) -> Posting:
    """Few accounts with little money and few keys: many refusals, replays and reused keys."""
    key = draw(st.sampled_from(["a", "b", "c", "d", "e", "f", "seed/bob"]))
    transfers = []
    for _ in range(draw(st.integers(1, 3))):
        source, target = draw(st.permutations(ADDRESSES))[:2]
        transfers.append(move(source, target, draw(st.sampled_from([1, 20, 60, 100]))))
    if draw(st.booleans()):
        transfers = [move(ALICE, BOB, 60)]
    if draw(st.integers(0, 9)) == 0:
        transfers.append(move(NOSTRO, "platform/wages/INR", 1))
    return entry(key, *transfers, memo=draw(st.sampled_from(["", "rent"])))


@given(batch=st.lists(postings(), max_size=10))
@example(batch=[SEED[1], SEED[0], SEED[1]])
@example(batch=[entry("a", move(ALICE, BOB, 60)), entry("b", move(ALICE, BOB, 60))] * 2)
def test_a_batch_is_its_postings_one_by_one(batch: list[Posting]) -> None:
    expected = story(one_by_one, batch)
    assert story(as_one_batch, batch) == expected
    assert story(in_batches_of_three, batch) == expected


def test_the_examples_reach_every_kind_of_outcome() -> None:
    """Were everything accepted, or everything refused, the test above would prove nothing."""
    seen: set[str] = set()

    @given(batch=st.lists(postings(), min_size=8, max_size=10))
    def collect(batch: list[Posting]) -> None:
        outcomes, _ = story(as_one_batch, batch)
        seen.update(f"{kind} again" if more[-1] is True else kind for kind, *more in outcomes)

    collect()
    assert seen == {
        "posted", "posted again", "insufficient_funds", "posting_key_reused", "unknown_address",
    }  # fmt: skip
