"""How bonds move: every posting, and what it does to every account. Each row sums to zero."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from adulis.bidding import policies, postings
from adulis.bidding.postings import available, bond
from adulis.kernel.actors import system
from adulis.kernel.money import rupees
from adulis.ledger.values import Posting

AUCTION, ASHA, POSTER, BINU = (UUID(int=number) for number in range(1, 5))
WHO: dict[str, Any] = {
    "number": 1, "at": datetime(2026, 11, 20, tzinfo=UTC), "actor": system("tests"),
}  # fmt: skip
HELD = bond(AUCTION, ASHA)
TABLE: list[tuple[Posting, dict[str, int]]] = [
    (
        postings.bond_held(AUCTION, ASHA, rupees(500), **WHO),
        {available(ASHA): -500, HELD: 500},
    ),
    (
        postings.bond_returned(AUCTION, ASHA, rupees(500), **WHO),
        {HELD: -500, available(ASHA): 500},
    ),
    (
        postings.bond_forfeited(
            AUCTION, ASHA, POSTER, rupees(251), BINU, rupees(250), **WHO
        ),
        {HELD: -501, available(POSTER): 251, available(BINU): 250},
    ),
    (
        postings.bond_forfeited(AUCTION, ASHA, POSTER, rupees(500), POSTER, rupees(0), **WHO),
        {HELD: -500, available(POSTER): 500},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("posting", "expected"), TABLE, ids=lambda each: getattr(each, "kind", ""))
def test_it_moves_exactly_this(posting: Posting, expected: dict[str, int]) -> None:
    moved: Counter[str] = Counter()
    for each in posting.transfers:
        moved[each.source] -= each.amount.minor
        moved[each.target] += each.amount.minor
    assert dict(moved) == expected
    assert sum(expected.values()) == 0


@pytest.mark.parametrize(
    ("paise", "next_best", "expected"),
    [(500, BINU, (250, 250)), (501, BINU, (251, 250)), (501, None, (501, 0)), (1, BINU, (1, 0))],
)
def test_a_lost_bond_is_shared_and_none_of_it_is_the_platforms(
    paise: int, next_best: UUID | None, expected: tuple[int, int]
) -> None:
    harmed, following = policies.forfeited(rupees(paise), next_best)
    assert (harmed.minor, following.minor) == expected
