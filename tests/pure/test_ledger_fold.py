"""What postings do to balances, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.kernel.actors import system
from adulis.kernel.money import CurrencyMismatch, rupees
from adulis.ledger.chart import account_id, classify
from adulis.ledger.errors import InsufficientFunds, PostingKeyReused, UnknownAddress
from adulis.ledger.fold import Fold, Head, Taken
from adulis.ledger.values import Posted, Posting, Transfer
from tests.book import ALICE, BOB, CAROL, FEES, NOON, NOSTRO, entry, held, move

RECORDED = datetime(2026, 1, 5, 12, 0, 1, tzinfo=UTC)
ADDRESSES = (ALICE, BOB, CAROL, held(1), NOSTRO, FEES)


def fold(balances: dict[str, int], taken: dict[str, Taken] | None = None) -> Fold:
    """A fold on accounts that have ten lines each and these balances; others have none."""
    heads = {
        account_id(address): Head(10 if address in balances else 0, balances.get(address, 0))
        for address in ADDRESSES
        if classify(address).chained
    }
    return Fold(heads=heads, taken=taken or {}, recorded_at=RECORDED)


def lines_of(folded: Fold) -> list[tuple[int, int, str, int | None, int, int | None]]:
    """The lines, with addresses for ids: entry, position, address, sequence, amount, balance."""
    names = {account_id(address): address for address in ADDRESSES}
    return [(one, place, names[who], *rest) for one, place, who, *rest in folded.lines]  # type: ignore[misc]


def test_a_transfer_between_chained_accounts_is_two_numbered_lines() -> None:
    folded = fold({ALICE: 100})
    posted = folded.add(entry("k", move(ALICE, BOB, 60)))
    assert isinstance(posted, Posted)
    assert (posted.key, posted.recorded_at, posted.replayed) == ("k", RECORDED, False)
    assert lines_of(folded) == [(1, 1, ALICE, 11, -60, 40), (1, 2, BOB, 1, 60, 60)]


def test_an_unchained_account_gets_neither_sequence_nor_balance() -> None:
    folded = fold({})
    folded.add(entry("k", move(NOSTRO, ALICE, 5), move(ALICE, FEES, 2)))
    assert lines_of(folded) == [
        (1, 1, NOSTRO, None, -5, None),
        (1, 2, ALICE, 1, 5, 5),
        (1, 3, ALICE, 2, -2, 3),
        (1, 4, FEES, None, 2, None),
    ]


@pytest.mark.parametrize(
    ("transfers", "available_minor", "required_minor"),
    [
        ([move(ALICE, BOB, 101)], 100, 101),
        ([move(ALICE, BOB, 60), move(ALICE, CAROL, 41)], 100, 101),
        # In order: what arrives later cannot be spent now.
        ([move(ALICE, BOB, 101), move(CAROL, ALICE, 50)], 100, 101),
        ([move(CAROL, ALICE, 50), move(ALICE, BOB, 151)], 100, 151),
    ],
)
def test_a_refused_posting_leaves_no_trace(
    transfers: list[Transfer], available_minor: int, required_minor: int
) -> None:
    folded = fold({ALICE: 100, CAROL: 50})
    refused = folded.add(entry("k", *transfers))
    assert isinstance(refused, InsufficientFunds)
    assert refused.facts == {
        "address": ALICE,
        "available_minor": available_minor,
        "required_minor": required_minor,
    }
    assert (folded.entries, folded.lines) == ([], [])
    # Neither are the balances changed: the very same money can still be moved.
    assert isinstance(folded.add(entry("k", move(ALICE, BOB, 100))), Posted)
    assert lines_of(folded) == [(1, 1, ALICE, 11, -100, 0), (1, 2, BOB, 1, 100, 100)]


def test_money_may_pass_through_an_empty_account() -> None:
    folded = fold({ALICE: 7})
    assert isinstance(folded.add(entry("k", move(ALICE, BOB, 7), move(BOB, CAROL, 7))), Posted)
    assert lines_of(folded)[1:3] == [(1, 2, BOB, 1, 7, 7), (1, 3, BOB, 2, -7, 0)]


def test_each_posting_is_refused_alone_and_spends_what_the_others_left() -> None:
    folded = fold({ALICE: 100})
    outcomes = [folded.add(entry(f"k{n}", move(ALICE, BOB, minor)))
                for n, minor in enumerate((60, 60, 40, 1))]  # fmt: skip
    assert [type(each) for each in outcomes] == [
        Posted, InsufficientFunds, Posted, InsufficientFunds,
    ]  # fmt: skip
    assert [row[2:] for row in lines_of(folded)] == [
        (ALICE, 11, -60, 40), (BOB, 1, 60, 60), (ALICE, 12, -40, 0), (BOB, 2, 40, 100),
    ]  # fmt: skip
    assert [row[2] for row in folded.entries] == ["k0", "k2"]


def test_an_address_outside_the_chart_is_refused_alone() -> None:
    folded = fold({ALICE: 1})
    refused = folded.add(entry("k", move(ALICE, "platform/wages/INR", 1)))
    assert isinstance(refused, UnknownAddress)
    assert isinstance(folded.add(entry("k", move(ALICE, BOB, 1))), Posted)


def test_two_currencies_in_one_transfer_are_a_bug_not_a_refusal() -> None:
    with pytest.raises(CurrencyMismatch):
        fold({}).add(entry("k", Transfer(NOSTRO, "platform/fx/USD", rupees(1))))
    with pytest.raises(CurrencyMismatch):
        fold({}).add(entry("k", Transfer("platform/fx/USD", "platform/fees/USD", rupees(1))))


# --- Keys ----------------------------------------------------------------------------------------

FIRST = entry("k", move(ALICE, BOB, 5), memo="rent", metadata={"a": 1})


def taken_by(posting: Posting) -> dict[str, Taken]:
    """What a fold is told about ``posting`` once it is in the book."""
    folded = fold({ALICE: 100})
    posted = folded.add(posting)
    assert isinstance(posted, Posted)
    [(*_, actor, _, _, _, digest)] = folded.entries
    return {posting.key: Taken(posted.entry_id, RECORDED, posting.at, actor, digest)}


@pytest.mark.parametrize(
    "again",
    [
        FIRST,
        replace(FIRST, at=NOON + timedelta(hours=1)),
        replace(FIRST, actor=system("another worker")),
    ],
    ids=["the same", "later", "by another hand"],
)
def test_the_same_key_and_content_answers_with_the_first_entry(again: Posting) -> None:
    taken = taken_by(FIRST)
    folded = fold({}, taken)  # there is no money left, and it does not matter
    assert folded.add(again) == Posted(taken["k"].entry_id, "k", RECORDED, replayed=True)
    assert (folded.entries, folded.lines) == ([], [])


@pytest.mark.parametrize(
    "other",
    [
        replace(FIRST, kind="gift"),
        replace(FIRST, memo=""),
        replace(FIRST, metadata={"a": 2}),
        replace(FIRST, reverses=UUID(int=1)),
        replace(FIRST, transfers=(move(ALICE, BOB, 6),)),
        replace(FIRST, transfers=(move(BOB, ALICE, 5),)),
        replace(FIRST, transfers=(move(ALICE, BOB, 3), move(ALICE, BOB, 2))),
    ],
)
def test_the_same_key_with_other_content_is_refused(other: Posting) -> None:
    folded = fold({ALICE: 100, BOB: 100}, taken_by(FIRST))
    refused = folded.add(other)
    assert isinstance(refused, PostingKeyReused)
    assert refused.facts == {"key": "k"}
    assert (folded.entries, folded.lines) == ([], [])


def test_a_key_repeated_within_a_batch_behaves_as_it_would_one_by_one() -> None:
    folded = fold({ALICE: 100})
    too_much, first, again, other = (
        folded.add(entry("k", move(ALICE, BOB, minor))) for minor in (101, 100, 100, 1)
    )
    assert isinstance(too_much, InsufficientFunds)
    assert isinstance(first, Posted)
    assert again == replace(first, replayed=True)
    assert isinstance(other, PostingKeyReused)
    assert len(folded.entries) == 1


# --- Anything at all ------------------------------------------------------------------------------


@st.composite
def postings(draw: st.DrawFn) -> Posting:
    transfers = []
    for _ in range(draw(st.integers(1, 3))):
        source, target = draw(st.permutations(ADDRESSES))[:2]
        transfers.append(move(source, target, draw(st.integers(1, 80))))
    return entry(f"k{draw(st.integers(0, 8))}", *transfers)


@given(st.lists(postings(), max_size=12))
def test_whatever_is_posted_sums_to_zero_and_breaks_no_floor(batch: list[Posting]) -> None:
    folded = fold({ALICE: 100, BOB: 20})
    outcomes = [folded.add(posting) for posting in batch]
    fresh = [each for each in outcomes if isinstance(each, Posted) and not each.replayed]
    assert len(fresh) == len(folded.entries)
    for number in range(1, len(fresh) + 1):
        mine = [line for line in folded.lines if line[0] == number]
        assert sum(line[4] for line in mine) == 0
        assert [line[1] for line in mine] == list(range(1, len(mine) + 1))
    before = {account_id(ALICE): (10, 100), account_id(BOB): (10, 20)}
    for _, _, account, sequence, amount, balance in folded.lines:
        if sequence is not None and balance is not None:
            last, total = before.get(account, (0, 0))
            assert (sequence, balance) == (last + 1, total + amount)
            assert balance >= 0
            before[account] = (sequence, balance)
