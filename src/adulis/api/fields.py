"""Fields that take a value or refuse it, and never make another one out of it.

DRF's own fields are generous: ``IntegerField`` reads ``" 100 "``, ``"1_000"``, ``1000.0`` and
Devanagari digits as numbers, ``BooleanField`` reads ``"yes"``. What comes in here is JSON already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

# Ten lakh crore paise. Fits a double without loss, so that any JSON reader gets it right.
MONEY_MAX_MINOR = 10**13

# What a text may consist of, in the words of JSON Schema: no control characters.
PRINTABLE = r"^[^\u0000-\u001f\u007f-\u009f]*$"
PRINTABLE_LINES = r"^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]*$"

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_IFSC = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")
_VPA = re.compile(r"[A-Za-z0-9._-]{2,256}@[A-Za-z]{2,64}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"[0-9]{1,9}")
# RFC 3339, seconds and their fraction optional; [0-9], because \d is every script's digits.
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
)


class Field(serializers.Field[Any, Any, Any, Any]):
    """Ours answer in JSON terms; what goes out is written by hand, so nothing is represented."""

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field(
    {"type": "integer", "format": "money-minor", "minimum": 1, "maximum": MONEY_MAX_MINOR}
)
class MoneyMinorField(Field):
    """An amount in minor units (paise): a JSON integer from 1 to 10^13, in no other spelling."""

    default_error_messages = {
        "not_integer": "Give a whole number of minor units (paise) as a JSON integer.",
        "out_of_range": "The amount must be between 1 and {maximum} minor units.",
    }

    def to_internal_value(self, data: Any) -> int:
        # `type`, not isinstance: True is an int in Python, and one paisa nobody asked for.
        if type(data) is not int:
            self.fail("not_integer")
        if not 1 <= data <= MONEY_MAX_MINOR:
            self.fail("out_of_range", maximum=MONEY_MAX_MINOR)
        return data


class StrictInteger(Field):
    """A JSON integer between ``min_value`` and ``max_value``."""

    default_error_messages = {
        "not_integer": "Give a JSON integer.",
        "out_of_range": "The number must be between {minimum} and {maximum}.",
    }

    def __init__(self, *, min_value: int = 0, max_value: int = 2**31 - 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.min_value = min_value
        self.max_value = max_value

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("not_integer")
        if not self.min_value <= data <= self.max_value:
            self.fail("out_of_range", minimum=self.min_value, maximum=self.max_value)
        return data


@extend_schema_field({"type": "boolean"})
class StrictBoolean(Field):
    """``true`` or ``false``."""

    default_error_messages = {"not_boolean": "Give true or false."}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("not_boolean")
        return data


class StrictString(Field):
    """A text on one line, taken as it is. ``pattern`` must match all of it."""

    # Control characters that are taken all the same.
    printable = ""

    default_error_messages = {
        "not_string": "Give a text.",
        "too_short": "The text must have at least {minimum} characters.",
        "too_long": "The text must have at most {maximum} characters.",
        "unprintable": "The text contains characters that cannot be stored or shown.",
        "no_match": "The text does not have the expected form.",
    }

    def __init__(
        self,
        *,
        min_length: int = 0,
        max_length: int,
        pattern: re.Pattern[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.min_length = min_length
        self.max_length = max_length
        self.pattern = pattern

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("not_string")
        if len(data) < self.min_length:
            self.fail("too_short", minimum=self.min_length)
        if len(data) > self.max_length:
            self.fail("too_long", maximum=self.max_length)
        # NUL cannot be stored; other control characters and lone surrogates forge what is shown.
        if any(_is_unprintable(each) and each not in self.printable for each in data):
            self.fail("unprintable")
        if self.pattern is not None and self.pattern.fullmatch(data) is None:
            self.fail("no_match")
        return data


class StrictText(StrictString):
    """The same over several lines, which end in a line feed."""

    printable = "\n"


@extend_schema_field({"type": "string", "format": "uuid"})
class StrictUUID(Field):
    """A UUID in its usual spelling, in the body or the query."""

    default_error_messages = {"not_uuid": "Give a UUID."}

    def to_internal_value(self, data: Any) -> UUID:
        if not isinstance(data, str) or _UUID.fullmatch(data) is None:
            self.fail("not_uuid")
        return UUID(data)


class Choice(Field):
    """One of a few words, exactly as spelt."""

    default_error_messages = {"unknown": "Give one of: {words}."}

    def __init__(self, words: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = tuple(str(word) for word in words)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or data not in self.words:
            self.fail("unknown", words=", ".join(self.words))
        return data


@extend_schema_field({"type": "string", "format": "date-time"})
class Instant(Field):
    """A point in time: RFC 3339 with an offset, because a time without one is a guess."""

    default_error_messages = {
        "not_instant": "Give a date and time with an offset, like 2026-11-21T10:00:00+05:30."
    }

    def to_internal_value(self, data: Any) -> datetime:
        if not isinstance(data, str) or _INSTANT.fullmatch(data) is None:
            self.fail("not_instant")
        try:
            found = datetime.fromisoformat(data)
        except ValueError:
            self.fail("not_instant")
        # What lies at the edge of the calendar breaks when it is moved to UTC.
        if not 1970 <= found.year < 9000:
            self.fail("not_instant")
        # RFC 3339 has offsets of up to 23:59, PostgreSQL of less than 16 hours.
        return found.astimezone(UTC)


@extend_schema_field({"type": "string", "format": "date"})
class Day(Field):
    """A day of the calendar, in the platform's time zone."""

    default_error_messages = {"not_day": "Give a day like 2026-11-21."}

    def to_internal_value(self, data: Any) -> date:
        if not isinstance(data, str) or _DAY.fullmatch(data) is None:
            self.fail("not_day")
        try:
            found = date.fromisoformat(data)
        except ValueError:
            self.fail("not_day")
        # What lies at the edge of the calendar breaks when it is moved to UTC.
        if not 1970 <= found.year < 9000:
            self.fail("not_day")
        return found


@extend_schema_field({"type": "string", "pattern": f"^{_IFSC.pattern}$"})
class IfscField(Field):
    """An Indian branch code; one in six real ones has letters in the branch part (RBI's list)."""

    default_error_messages = {
        "not_ifsc": "Give an IFSC: four letters, a zero, six letters or digits."
    }

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or _IFSC.fullmatch(data) is None:
            self.fail("not_ifsc")
        return data


@extend_schema_field({"type": "string", "pattern": f"^{_VPA.pattern}$"})
class VpaField(Field):
    """A UPI address, ``name@handle`` (NPCI)."""

    default_error_messages = {"not_vpa": "Give a UPI address like name@bank."}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or _VPA.fullmatch(data) is None:
            self.fail("not_vpa")
        return data


@extend_schema_field(
    {
        "type": "object",
        "maxProperties": 20,
        "additionalProperties": {"type": "string", "maxLength": 500},
    }
)
class TextsByName(Field):
    """A JSON object of texts, for what only the caller understands: 20 names of 40 characters."""

    default_error_messages = {
        "not_texts": "Give a JSON object of at most 20 names (40 characters) and texts (500).",
    }

    def to_internal_value(self, data: Any) -> dict[str, str]:
        if not isinstance(data, dict) or len(data) > 20:
            self.fail("not_texts")
        for name, text in data.items():
            if not _is_short_text(name, 40) or not _is_short_text(text, 500):
                self.fail("not_texts")
        return data


class QueryInteger(Field):
    """A whole number in a query string: ASCII digits and nothing else."""

    default_error_messages = {"not_whole": "Give a whole number from {minimum} to {maximum}."}

    def __init__(self, *, min_value: int = 0, max_value: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.min_value = min_value
        self.max_value = max_value

    def to_internal_value(self, data: Any) -> int:
        is_whole = isinstance(data, str) and _WHOLE.fullmatch(data) is not None
        if not is_whole or not self.min_value <= int(data) <= self.max_value:
            self.fail("not_whole", minimum=self.min_value, maximum=self.max_value)
        return int(data)


def _is_short_text(value: Any, longest: int) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= longest
        and not any(_is_unprintable(character) for character in value)
    )


def _is_unprintable(character: str) -> bool:
    return character < " " or "\x7f" <= character <= "\x9f" or "\ud800" <= character <= "\udfff"
