"""What a letter about a fact is made of. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from adulis.kernel.money import Money, rupee_text

Payload = Mapping[str, Any]

# What codes mean to whoever reads them.
_SPOKEN = {
    "cancelled": "whoever posted it called it off",
    "rejected": "the other side said no",
    "expired": "nobody answered in time",
    "no_bids": "nobody bid",
    "not_awarded": "nobody was chosen in time",
    "nobody_left": "no bid is left",
    "not_funded": "it was not paid in time",
    "best": "the best; whoever put it up chooses now",
    "standby": "among the best three, in case the best does not stand by theirs",
    "lost": "not among the best three",
    "lapsed": "not counted, since it was not confirmed on the new terms",
}


def to_both(_: Payload) -> bool:
    return True


def to_side(side: str) -> Callable[[Payload], bool]:
    """Only to whoever is on this side."""
    return lambda payload: payload["side"] == side


def to_the_other(payload: Payload) -> bool:
    """Not to whoever did it."""
    return bool(payload["side"] != payload["by"])


@dataclass(frozen=True, slots=True)
class News:
    """The words for one type of fact; ``{deal}``, ``{milestone}``, ``{other}`` (the other side) and
    every member of its payload may stand in them. ``goes_to`` is asked with the payload.

    ``code`` is the member that is a word of ours, told as people speak; what people wrote
    themselves is told as they wrote it.
    """

    subject: str
    text: str
    label: str
    goes_to: Callable[[Payload], bool] = to_both
    page: str = "deals/{deal_id}"
    code: str = ""

    def told(self, words: Mapping[str, str]) -> dict[str, str]:
        return {
            "headline": self.subject.format_map(words),
            "text": self.text.format_map(words),
            "label": self.label,
            "page": self.page.format_map(words),
        }


def in_words(payload: Payload, time_zone: str, *, code: str = "") -> dict[str, str]:
    """The members of a payload for people: amounts in rupees, moments by their clocks."""
    told = {name: _in_words(value, ZoneInfo(time_zone)) for name, value in payload.items()}
    if code:
        told[code] = _SPOKEN.get(told[code], told[code].replace("_", " "))
    return told


def _in_words(value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, Mapping) and set(value) == {"amount_minor", "currency"}:
        if value["currency"] == "INR":
            return rupee_text(value["amount_minor"])
        return str(Money(value["amount_minor"], value["currency"]))
    if isinstance(value, str) and (moment := _moment(value)) is not None:
        return f"{moment.astimezone(zone):%d %B %Y, %H:%M %Z}"
    return "" if value is None else str(value)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
