"""Rates: read exactly, converted to the paisa, and divided without loss."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adulis.deposits.fx import (
    FOREIGN,
    Rate,
    RateUnreadable,
    Sides,
    part_by_amount,
    part_by_paid,
    rate_of,
)
from adulis.kernel.money import Money, rupees


def usd(minor: int) -> Money:
    return Money(minor, "USD")


@pytest.mark.parametrize(
    ("told", "micros", "said"),
    [
        ("83.4512", 83_451_200, "83.4512"),
        ("83", 83_000_000, "83.00"),
        ("83.5", 83_500_000, "83.50"),
        ("0.000001", 1, "0.000001"),
        ("107.123456", 107_123_456, "107.123456"),
    ],
)
def test_a_rate_is_read_to_the_last_digit(told: str, micros: int, said: str) -> None:
    rate = rate_of("USD", told)
    assert rate == Rate("USD", micros)
    assert str(rate) == said


@pytest.mark.parametrize(
    "told",
    ["", "0", "0.0", "-83.45", "83,45", "8.3e1", "83.4512345", ".5", "83.", " 83", "NaN", "83.45\n",
     "1234567", "٨٣"],
)  # fmt: skip
def test_what_is_no_rate_is_refused(told: str) -> None:
    with pytest.raises(RateUnreadable):
        rate_of("USD", told)


def test_nothing_is_converted_from_rupees_or_from_what_nobody_knows() -> None:
    for currency in ("INR", "JPY"):
        with pytest.raises(RateUnreadable):
            rate_of(currency, "1.0")
    with pytest.raises(RateUnreadable):
        rate_of("USD", "83.45").convert(Money(1_00, "EUR"))


@pytest.mark.parametrize(
    ("paid", "told", "paise"),
    [
        (100_00, "83.4512", 8_345_12),
        (1, "83.4512", 83),
        (1, "83.5", 84),  # half a paisa is rounded up
        (1, "83.499999", 83),
        (3, "0.166666", 0),
        (3, "0.166667", 1),
        (10**13, "999999.999999", 9_999_999_999_990_000_000),
    ],
)
def test_an_amount_is_converted_half_up_to_the_paisa(paid: int, told: str, paise: int) -> None:
    assert rate_of("USD", told).convert(usd(paid)) == rupees(paise)


@given(st.integers(1, 10**13), st.integers(1, 10**12 - 1))
def test_converting_is_what_decimal_arithmetic_says(paid: int, micros: int) -> None:
    exact = (Decimal(paid) * Decimal(micros) / 1_000_000).quantize(Decimal(1), ROUND_HALF_UP)
    assert Rate("USD", micros).convert(usd(paid)).minor == int(exact)


@given(st.integers(1, 10**12 - 1))
def test_what_is_said_of_a_rate_is_read_as_the_same_rate(micros: int) -> None:
    assert rate_of("EUR", str(Rate("EUR", micros))) == Rate("EUR", micros)


@pytest.mark.parametrize(
    ("basis_points", "micros"), [(0, 83_451_200), (150, 82_199_432), (1, 83_442_855)]
)
def test_what_is_ours_is_taken_off_the_rate(basis_points: int, micros: int) -> None:
    assert rate_of("USD", "83.4512").less(basis_points) == Rate("USD", micros)


# --- parts ----------------------------------------------------------------------------------------

WHOLE = Sides(rupees(8_345_12), usd(100_00))
CENT = Sides(rupees(83), usd(1))


@pytest.mark.parametrize(
    ("amount", "left", "paid"),
    [
        (8_345_12, WHOLE, 100_00),
        (4_172_56, WHOLE, 50_00),
        (83, WHOLE, 1),
        (41, WHOLE, 0),  # less than half a cent cannot be sent anywhere
        (42, WHOLE, 1),
        # The last part takes what rounding has left.
        (8_344_70, Sides(rupees(8_344_70), usd(99_98)), 99_98),
        (8_345_11, WHOLE, 99_99),
        # Of the last cent nothing may go while a paisa stays.
        (82, CENT, 0),
        (83, CENT, 1),
    ],
)
def test_a_part_is_what_was_paid_for_it(amount: int, left: Sides, paid: int) -> None:
    part = part_by_amount(rupees(amount), whole=WHOLE, left=left)
    assert part == Sides(rupees(amount), usd(paid))


def test_a_part_told_as_it_was_paid_is_so_many_rupees() -> None:
    assert part_by_paid(usd(50_00), whole=WHOLE, left=WHOLE).amount == rupees(4_172_56)
    rest = WHOLE - Sides(rupees(4_172_50), usd(50_00))
    assert part_by_paid(usd(50_00), whole=WHOLE, left=rest).amount == rupees(4_172_62)
    # A gateway may take back more than is left.
    assert part_by_paid(usd(100_00), whole=WHOLE, left=rest).amount == rupees(8_345_12)


def test_a_part_of_a_deposit_in_rupees_is_itself() -> None:
    whole = Sides(rupees(1_000), rupees(1_000))
    for minor in (1, 499, 999, 1_000):
        assert part_by_amount(rupees(minor), whole=whole, left=whole).paid == rupees(minor)


@given(st.integers(1, 10**6), st.integers(1, 10**12), st.lists(st.integers(1, 10**6), max_size=20))
def test_parts_of_a_whole_add_up_to_it_on_both_sides(
    paid: int, micros: int, wishes: list[int]
) -> None:
    whole = Sides(Rate(FOREIGN[0], micros).convert(usd(paid)), usd(paid))
    if not whole.amount:
        return
    left, gone = whole, Sides(rupees(0), usd(0))
    for wish in [*wishes, 10**18]:
        amount = min(rupees(wish), left.amount)
        if not amount:
            break
        part = part_by_amount(amount, whole=whole, left=left)
        if not part.paid:
            continue  # too small a part to be sent
        left, gone = left - part, gone + part
        assert left.paid >= usd(0)
        # Whatever is left can still be given back, to the end.
        assert bool(left.amount) is bool(left.paid)
    assert gone == whole


@given(
    st.integers(2, 10**6),
    st.integers(1, 10**9),
    st.lists(st.integers(1, 10**5), max_size=40),
    st.sampled_from(["paid", "amount"]),
)
# Half a cent and a bit, and a cent and almost a half: a cent each time would drain somebody.
@example(100_00, 83_451_200, [42] * 40, "amount")
@example(100_00, 83_451_200, [125] * 40, "amount")
@example(100_00, 83_451_200, [1] * 40, "paid")
def test_what_went_in_parts_is_never_a_unit_off_what_it_is_worth(
    paid: int, micros: int, wishes: list[int], told: str
) -> None:
    whole = Sides(Rate(FOREIGN[0], micros).convert(usd(paid)), usd(paid))
    left = whole
    for wish in wishes:
        if told == "paid":
            part = part_by_paid(min(usd(wish), left.paid), whole=whole, left=left)
        else:
            part = part_by_amount(min(rupees(wish), left.amount), whole=whole, left=left)
        if part.paid and part.amount:
            left -= part
        if not left.paid or not left.amount:
            break
        gone = whole - left
        off = gone.paid.minor * whole.amount.minor - gone.amount.minor * whole.paid.minor
        # In units of the side that is reckoned.
        assert abs(off) <= (whole.paid if told == "paid" else whole.amount).minor
