"""Money: whole minor units, and sharing that loses nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adulis.kernel.money import CurrencyMismatch, Money, rupee_text, rupees

MINOR = st.integers(min_value=-(10**15), max_value=10**15)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=20).filter(any)


@pytest.mark.parametrize("minor", [True, 1.0, "1", None], ids=repr)
def test_only_a_whole_number_is_an_amount(minor: object) -> None:
    with pytest.raises(TypeError, match=f"minor must be an int, not {type(minor).__name__}"):
        Money(minor)  # type: ignore[arg-type]


def test_only_known_currencies_are_money() -> None:
    with pytest.raises(ValueError, match="unknown currency 'XYZ'"):
        Money(1, "XYZ")


def test_rupees_are_paise_of_inr() -> None:
    assert rupees(150) == Money(150, "INR")


@pytest.mark.parametrize(
    ("minor", "printed"),
    [(0, "0.00"), (5, "0.05"), (123_405, "1234.05"), (-123_405, "-1234.05"), (-5, "-0.05")],
)
def test_money_prints_with_all_its_digits(minor: int, printed: str) -> None:
    assert str(Money(minor, "USD")) == f"{printed} USD"


@given(MINOR, MINOR)
def test_arithmetic_is_that_of_whole_numbers(left: int, right: int) -> None:
    assert Money(left) + Money(right) == Money(left + right)
    assert Money(left) - Money(right) == Money(left - right)
    assert -Money(left) == Money(-left)
    assert bool(Money(left)) == bool(left)


@given(MINOR, MINOR)
def test_order_is_that_of_whole_numbers(left: int, right: int) -> None:
    assert (Money(left) < Money(right)) == (left < right)
    assert (Money(left) <= Money(right)) == (left <= right)
    assert (Money(left) > Money(right)) == (left > right)
    assert (Money(left) >= Money(right)) == (left >= right)


@pytest.mark.parametrize(
    "meet",
    [
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: a >= b,
    ],
    ids=["+", "-", "<", "<=", ">", ">="],
)
def test_currencies_never_meet_in_a_sum_or_a_comparison(meet: object) -> None:
    assert callable(meet)
    with pytest.raises(CurrencyMismatch, match="INR and USD"):
        meet(Money(1, "INR"), Money(1, "USD"))
    with pytest.raises(TypeError, match="expected Money, not int"):
        meet(Money(1, "INR"), 1)


def test_equal_amounts_of_two_currencies_are_not_equal() -> None:
    assert Money(1, "INR") != Money(1, "USD")
    assert len({Money(1, "INR"), Money(1, "USD"), Money(1, "INR")}) == 2


# --- split --------------------------------------------------------------------------------------


@given(MINOR, WEIGHTS)
def test_split_loses_nothing(minor: int, weights: list[int]) -> None:
    assert sum(part.minor for part in Money(minor).split(weights)) == minor


@given(MINOR, WEIGHTS)
def test_every_part_is_less_than_one_unit_from_its_exact_share(
    minor: int, weights: list[int]
) -> None:
    parts = Money(minor).split(weights)
    assert len(parts) == len(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor - Fraction(minor * weight, sum(weights))) < 1


@given(MINOR, WEIGHTS)
def test_who_weighs_more_never_gets_less(minor: int, weights: list[int]) -> None:
    parts = [abs(part.minor) for part in Money(minor).split(weights)]
    for heavy, more in zip(weights, parts, strict=True):
        for light, less in zip(weights, parts, strict=True):
            assert heavy <= light or more >= less


@given(MINOR, WEIGHTS)
def test_a_debt_is_split_like_a_credit(minor: int, weights: list[int]) -> None:
    assert Money(-minor).split(weights) == [-part for part in Money(minor).split(weights)]


@given(MINOR, WEIGHTS)
def test_only_the_proportion_of_weights_counts(minor: int, weights: list[int]) -> None:
    assert Money(minor).split([3 * each for each in weights]) == Money(minor).split(weights)


@pytest.mark.parametrize(
    ("minor", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),  # on a tie the earlier part gets the odd unit
        (5, [1, 1], [3, 2]),
        (-5, [1, 1], [-3, -2]),
        (10, [0, 3, 7], [0, 3, 7]),
        (1, [1, 2, 1], [0, 1, 0]),  # the largest remainder, not the first
        (101, [250, 9_750], [3, 98]),
        (0, [1, 2], [0, 0]),
        (7, [5], [7]),
    ],
)
def test_split_by_largest_remainder(minor: int, weights: list[int], parts: list[int]) -> None:
    assert Money(minor, "EUR").split(weights) == [Money(part, "EUR") for part in parts]


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [1, -1], [3, -1]], ids=str)
def test_split_refuses_weights_that_share_nothing_out(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights must not be negative and must not all be zero"):
        Money(100).split(weights)


# --- fraction -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minor", "basis_points", "expected"),
    [
        (1_000, 1_800, 180),  # GST on ten rupees
        (1, 5_000, 1),  # exactly half a paisa goes up
        (3, 5_000, 2),
        (1, 4_999, 0),
        (-1, 5_000, -1),  # and, owed, away from zero
        (-1, 4_999, 0),
        (1, -5_000, -1),
        (-3, -5_000, 2),
        (12_345, 10_000, 12_345),
        (12_345, 0, 0),
        (10, 20_000, 20),
    ],
)
def test_fraction_is_rounded_half_away_from_zero(
    minor: int, basis_points: int, expected: int
) -> None:
    assert Money(minor, "GBP").fraction(basis_points) == Money(expected, "GBP")


@given(MINOR, st.integers(min_value=-20_000, max_value=20_000))
@example(1, 5_000)
def test_fraction_is_the_nearest_whole_number(minor: int, basis_points: int) -> None:
    exact = Fraction(minor * basis_points, 10_000)
    assert abs(Money(minor).fraction(basis_points).minor - exact) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("paise", "told"),
    [
        (0, "₹0.00"), (5, "₹0.05"), (99_999, "₹999.99"), (100_000, "₹1,000.00"),
        (1_234_567_05, "₹12,34,567.05"), (-12_345_678_90, "−₹1,23,45,678.90"),
    ],
)  # fmt: skip
def test_rupees_are_grouped_as_india_groups(paise: int, told: str) -> None:
    assert rupee_text(paise) == told
