"""Evidence of a case as people read it: what they say, and what we have, side by side. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adulis.kernel.money import Money, rupee_text

_THEIRS = ("bank_says_", "gateway_says_", "told_")
_OURS = ("booked_", "asked_", "expected_")
# Whatever stands under these names is told elsewhere.
_ELSEWHERE = {"at", "by", "currency"}


_WORD = re.compile(r"[a-z]+(_[a-z]+)+")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known: by them, by us, or by both alike (then only ``ours``)."""

    label: str
    theirs: str
    ours: str


def facts_of(shown: Mapping[str, Any]) -> list[Fact]:
    """The facts of one piece of evidence, in the order they were written down.

    ``bank_says_paise`` stands beside ``booked_paise``, ``told_amount_minor`` beside
    ``amount_minor``.
    """
    found: dict[str, dict[str, str]] = {}
    for key, value in shown.items():
        side, name = _side(key)
        if name in _ELSEWHERE or (side == "theirs" and name == "currency"):
            continue
        found.setdefault(_label(name), {})[side] = _text(key, value, shown)
    return [_fact(label, sides) for label, sides in found.items()]


def _fact(label: str, sides: Mapping[str, str]) -> Fact:
    """What is named for neither side is the other one's beside a named one."""
    both = sides.get("both", "")
    if "ours" in sides:
        return Fact(label, sides.get("theirs", both), sides["ours"])
    return Fact(label, sides.get("theirs", ""), both)


def _side(key: str) -> tuple[str, str]:
    for side, prefixes in (("theirs", _THEIRS), ("ours", _OURS)):
        for prefix in prefixes:
            if key.startswith(prefix):
                return side, key.removeprefix(prefix)
    return "both", key


def _label(name: str) -> str:
    if name in {"paise", "minor", "amount_paise"}:
        name = "amount_minor"
    bare = name.removesuffix("_paise").removesuffix("_minor").removesuffix("_id")
    return bare.replace("_", " ").capitalize()


def _text(key: str, value: Any, shown: Mapping[str, Any]) -> str:
    if value is None or value == "":
        return "–"
    if key.endswith("_paise") and isinstance(value, int):
        return rupee_text(value)
    if key.endswith("_minor") and isinstance(value, int):
        currency = str(shown.get(key.replace("_minor", "_currency")) or shown.get("currency", ""))
        currency = currency or "INR"
        return rupee_text(value) if currency == "INR" else str(Money(value, currency))
    if isinstance(value, Mapping):
        if set(value) == {"amount_minor", "currency"}:
            return _text("amount_minor", value["amount_minor"], value)
        return ", ".join(f"{name} {each}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    # Words of ours (wrong_amount) are read more easily as words.
    return str(value).replace("_", " ") if _WORD.fullmatch(str(value)) else str(value)
