"""Whom a chargeback is taken from, and to whom it returns."""

from __future__ import annotations

import pytest

from adulis.deposits.parts import Returned, Taken, give_back, take
from adulis.kernel.money import rupees


@pytest.mark.parametrize(
    ("pending", "available", "expected"),
    [
        (1_000, 5_000, (1_000, 0, 0)),
        (0, 5_000, (0, 1_000, 0)),
        (400, 5_000, (400, 600, 0)),
        (400, 250, (400, 250, 350)),
        (0, 0, (0, 0, 1_000)),
        (2_000, 0, (1_000, 0, 0)),
    ],
)
def test_it_is_taken_where_it_is(
    pending: int, available: int, expected: tuple[int, int, int]
) -> None:
    taken = take(rupees(1_000), pending=rupees(pending), available=rupees(available))
    assert taken == Taken(*map(rupees, expected))


@pytest.mark.parametrize(
    ("borne", "of_pending", "is_cleared", "expected"),
    [
        (0, 0, True, (0, 0, 1_000)),
        (0, 400, False, (0, 400, 600)),
        (0, 400, True, (0, 0, 1_000)),
        (300, 400, False, (300, 400, 300)),
        (300, 1_000, False, (300, 700, 0)),
        (1_000, 0, True, (1_000, 0, 0)),
    ],
)
def test_it_returns_to_whoever_bore_it(
    borne: int, of_pending: int, is_cleared: bool, expected: tuple[int, int, int]
) -> None:
    returned = give_back(
        rupees(1_000), borne=rupees(borne), of_pending=rupees(of_pending), is_cleared=is_cleared
    )
    assert returned == Returned(*map(rupees, expected))
