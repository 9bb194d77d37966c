"""How amounts, days and times are written on paper."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.kernel.money import Money
from adulis.papers import values


@pytest.mark.parametrize(
    ("minor", "said"),
    [
        (0, "₹0.00"),
        (5, "₹0.05"),
        (99_999, "₹999.99"),
        (100_000, "₹1,000.00"),
        (12_345_678, "₹1,23,456.78"),
        (123_456_700, "₹12,34,567.00"),
        (10**13, "₹1,00,00,00,00,000.00"),
        (-123_456, "−₹1,234.56"),
    ],
)
def test_rupees_are_grouped_in_lakh_and_crore(minor: int, said: str) -> None:
    assert values.written(Money(minor)) == said


def test_other_money_is_grouped_in_thousands_under_its_own_sign() -> None:
    assert values.written(Money(123_456_789, "USD")) == "$1,234,567.89"
    assert values.written(Money(-50, "EUR")) == "−€0.50"
    assert values.grouped(Money(100_000, "GBP")) == "1,000.00"


@given(st.integers(-(10**15), 10**15))
def test_grouping_loses_no_digit(minor: int) -> None:
    said = values.grouped(Money(minor))
    assert int(re.sub(r"[,.]", "", said).replace("−", "-")) == minor
    assert re.fullmatch(r"−?(\d{1,2},)?(\d{2},)*\d{1,3}\.\d{2}", said)


def test_days_and_moments_are_told_in_the_platforms_zone() -> None:
    assert values.day(date(2026, 3, 1)) == "01 Mar 2026"
    late = datetime(2026, 3, 31, 18, 30, tzinfo=UTC)
    assert values.moment(late, ZoneInfo("Asia/Kolkata")) == "01 Apr 2026, 00:00 IST"


@pytest.mark.parametrize(
    ("minor", "said"),
    [
        (0, "Rupees zero only"),
        (1, "Rupees zero and paise one only"),
        (2_118, "Rupees twenty-one and paise eighteen only"),
        (10_000, "Rupees one hundred only"),
        (
            1_23_45_678_90,
            (
                "Rupees one crore twenty-three lakh forty-five thousand six hundred seventy-eight"
                " and paise ninety only"
            ),
        ),
    ],
)
def test_an_amount_is_said_again_in_words(minor: int, said: str) -> None:
    assert values.in_words(Money(minor)) == said
