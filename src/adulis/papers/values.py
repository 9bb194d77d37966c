"""How money, days and times are written on paper, and on which letterhead. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from adulis.kernel.money import EXPONENTS, Money

_SYMBOLS = {"INR": "₹", "USD": "$", "EUR": "€", "GBP": "£"}
MINUS = "−"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the paper: what stands at its head and, small, at its foot."""

    name: str
    legal_name: str
    address: str
    gstin: str


def grouped(amount: Money) -> str:
    """``12,34,567.00``: rupees in lakh and crore, others in thousands; a minus is a minus sign."""
    digits = EXPONENTS[amount.currency]
    whole, part = divmod(abs(amount.minor), 10**digits)
    text = _indian(whole) if amount.currency == "INR" else f"{whole:,}"
    return f"{MINUS if amount.minor < 0 else ''}{text}.{part:0{digits}d}"


def written(amount: Money) -> str:
    """``₹12,34,567.00``: the currency always there."""
    text = grouped(amount)
    sign, text = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
    return f"{sign}{_SYMBOLS[amount.currency]}{text}"


def day(on: date) -> str:
    """``01 Nov 2026``, the same in every language setting."""
    return f"{on.day:02d} {_MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """``01 Nov 2026, 14:32 IST``."""
    local = at.astimezone(zone)
    return f"{day(local.date())}, {local:%H:%M} {local.tzname()}"


def in_words(amount: Money) -> str:
    """``Rupees twelve lakh three and paise five only``, as Indian papers say an amount again."""
    whole, paise = divmod(abs(amount.minor), 100)
    text = f"Rupees {_number_words(whole)}"
    if paise:
        text += f" and paise {_number_words(paise)}"
    return f"{text} only"


@dataclass(frozen=True, slots=True)
class Section:
    """A headed list of facts on a paper: a label and what it is, in order."""

    heading: str
    facts: Sequence[tuple[str, str]]

    @property
    def shown(self) -> Mapping[str, Any]:
        return {
            "heading": self.heading,
            "facts": [{"label": label, "value": value} for label, value in self.facts],
        }


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# fmt: off
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
_SIZES = ((10_000_000, "crore"), (100_000, "lakh"), (1_000, "thousand"), (100, "hundred"))


def _indian(whole: int) -> str:
    text = str(whole)
    head, tail = text[:-3], text[-3:]
    pairs: list[str] = []
    while head:
        head, pair = head[:-2], head[-2:]
        pairs.insert(0, pair)
    return ",".join([*pairs, tail])


def _number_words(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
    size, name = next(each for each in _SIZES if number >= each[0])
    many, rest = divmod(number, size)
    said = f"{_number_words(many)} {name}"
    return f"{said} {_number_words(rest)}" if rest else said
