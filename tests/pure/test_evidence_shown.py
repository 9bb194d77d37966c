"""Evidence of a case, as people read it."""

from __future__ import annotations

from typing import Any

import pytest

from adulis.backoffice.evidence import Fact, facts_of


@pytest.mark.parametrize(
    ("shown", "facts"),
    [
        ({"by": "bank:npci", "at": "2026-01-31"}, []),
        (
            {"bank_says_paise": 60_001, "booked_paise": -60_000},
            [Fact("Amount", "₹600.01", "−₹600.00")],
        ),
        (
            {"amount": {"amount_minor": 274_900, "currency": "INR"}},
            [Fact("Amount", "", "₹2,749.00")],
        ),
        (
            {"amount": {"amount_minor": 5_000, "currency": "USD"}},
            [Fact("Amount", "", "50.00 USD")],
        ),
        (
            {
                "booked_minor": 5_000, "booked_currency": "USD", "gateway_says_minor": 400,
                "gateway_says_currency": "USD",
            },
            [Fact("Amount", "4.00 USD", "50.00 USD")],
        ),
        (
            {"amount_minor": 5_000, "currency": "EUR", "asked_minor": 6_000, "utr": ""},
            [Fact("Amount", "50.00 EUR", "60.00 EUR"), Fact("Utr", "", "–")],
        ),
        (
            {"gross_minor": 100, "told_gross_minor": 90, "currency": "INR", "told_kind": "fee"},
            [Fact("Gross", "₹0.90", "₹1.00"), Fact("Kind", "fee", "")],
        ),
        (
            {
                "payout_id": "p1", "note": "wrong_amount", "rows": [1, 2], "told": None,
                "more": {"a": 1},
            },
            [
                Fact("Payout", "", "p1"), Fact("Note", "", "wrong amount"),
                Fact("Rows", "", "1, 2"), Fact("Told", "", "–"), Fact("More", "", "a 1"),
            ],
        ),
    ],
)  # fmt: skip
def test_both_sides_stand_side_by_side(shown: dict[str, Any], facts: list[Fact]) -> None:
    assert facts_of(shown) == facts
