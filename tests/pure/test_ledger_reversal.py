"""How much of an entry is left, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.kernel.money import Money, rupees
from adulis.ledger.errors import ReversalTooLarge
from adulis.ledger.reversal import transfers_back
from adulis.ledger.values import Transfer
from tests.book import ALICE, BOB, CAROL, FEES, TAX, available, held, move

PAID = (move(held(1), ALICE, 100), move(held(1), FEES, 10), move(held(1), TAX, 2))


def test_the_whole_way_back_begins_at_the_end() -> None:
    assert transfers_back(PAID, [], None) == (
        move(TAX, held(1), 2),
        move(FEES, held(1), 10),
        move(ALICE, held(1), 100),
    )


def test_a_part_is_shared_in_proportion_and_loses_nothing() -> None:
    # 56 of 112: 50, 5 and 1.
    assert transfers_back(PAID, [], rupees(56)) == (
        move(TAX, held(1), 1),
        move(FEES, held(1), 5),
        move(ALICE, held(1), 50),
    )


def test_what_was_taken_back_before_is_not_taken_again() -> None:
    before = (move(FEES, held(1), 10), move(ALICE, held(1), 40))
    assert transfers_back(PAID, before, None) == (move(TAX, held(1), 2), move(ALICE, held(1), 60))


def test_two_transfers_of_one_way_go_back_as_one() -> None:
    there = (move(ALICE, BOB, 3), move(ALICE, BOB, 4))
    assert transfers_back(there, [], None) == (move(BOB, ALICE, 7),)


def test_money_that_passed_through_leaves_the_way_it_came() -> None:
    there = (move(ALICE, BOB, 5), move(BOB, CAROL, 5))
    assert transfers_back(there, [], None) == (move(CAROL, BOB, 5), move(BOB, ALICE, 5))


@pytest.mark.parametrize(
    ("taken", "amount", "remaining_minor"),
    [
        ((), rupees(113), 112),
        ((move(ALICE, held(1), 100),), rupees(13), 12),
        ((move(TAX, held(1), 2), move(FEES, held(1), 10), move(ALICE, held(1), 100)), None, 0),
        ((), Money(1, "USD"), 0),
    ],
)
def test_more_than_is_left_is_refused(
    taken: tuple[Transfer, ...], amount: Money | None, remaining_minor: int
) -> None:
    with pytest.raises(ReversalTooLarge) as refused:
        transfers_back(PAID, taken, amount)
    assert refused.value.facts == {"remaining_minor": remaining_minor}


@pytest.mark.parametrize("minor", [0, -5])
def test_taking_back_nothing_is_a_mistake(minor: int) -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        transfers_back(PAID, [], rupees(minor))


def test_an_amount_touches_its_own_currency_only() -> None:
    there = (
        move("gateway/g/receivable/USD", "platform/fx/USD", 100),
        move("platform/fx/INR", ALICE, 8300),
    )
    assert transfers_back(there, [], rupees(83)) == (move(ALICE, "platform/fx/INR", 83),)
    assert len(transfers_back(there, [], None)) == 2


@given(
    minors=st.lists(st.integers(1, 10**13), min_size=1, max_size=6),
    asked=st.lists(st.integers(1, 10**13), max_size=6),
)
def test_parts_and_then_the_rest_come_to_exactly_the_entry(
    minors: list[int], asked: list[int]
) -> None:
    there = tuple(move(held(1), available(n), minor) for n, minor in enumerate(minors, 10))
    taken: list[Transfer] = []
    for minor in asked:
        remaining = sum(minors) - sum(each.amount.minor for each in taken)
        if minor <= remaining:
            part = transfers_back(there, taken, rupees(minor))
            assert sum(each.amount.minor for each in part) == minor
            taken += part
    if sum(each.amount.minor for each in taken) < sum(minors):
        taken += transfers_back(there, taken, None)
    for each in there:
        back = [one.amount.minor for one in taken if one.source == each.target]
        assert sum(back) == each.amount.minor
    with pytest.raises(ReversalTooLarge):
        transfers_back(there, taken, None)
