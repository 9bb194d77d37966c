"""How what is said over HTTP is read: JSON, lines of text, amounts, spans of time. Pure."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

import orjson

MAX_BODY_BYTES = 64 * 1024
# Ten crore crore paise: beyond any payment, within a signed 64-bit column with room to add.
_MAX_MINOR = 10**15

_REFERENCE = re.compile(r"[A-Za-z0-9._:/-]{1,64}")


class Malformed(ValueError):
    """What was said does not have the shape of anything this program understands."""


def json_object(body: bytes) -> dict[str, Any]:
    """``body`` as a JSON object; an empty body is an empty one. Raises Malformed."""
    if not body:
        return {}
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as wrong:
        raise Malformed(f"not JSON: {wrong}") from wrong
    if not isinstance(value, dict):
        raise Malformed("a JSON object is expected")
    return value


def reference(said: dict[str, Any], key: str = "client_reference") -> str:
    value = text(said, key, longest=64)
    if not _REFERENCE.fullmatch(value):
        raise Malformed(f"{key} is 1 to 64 letters, digits and . _ : / -")
    return value


def text(said: dict[str, Any], key: str, *, default: str | None = None, longest: int = 255) -> str:
    value = said.get(key, default)
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise Malformed(f"{key} is a line of at most {longest} printable characters")
    if not value and default is None:
        raise Malformed(f"{key} is missing")
    return value


def minor(said: dict[str, Any], key: str, unit: str = "minor units") -> int:
    """A positive amount of money in its smallest unit."""
    value = said.get(key)
    # bool is an int in Python, and `true` paise is a mistake somewhere.
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _MAX_MINOR:
        raise Malformed(f"{key} is a whole number of {unit} above 0")
    return value


def seconds(said: dict[str, Any], key: str, *, default: float | None = None) -> float:
    value = said.get(key, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
        raise Malformed(f"{key} is a number of seconds, 0 or more")
    return float(value)


def flag(said: dict[str, Any], key: str, *, default: bool = False) -> bool:
    value = said.get(key, default)
    if not isinstance(value, bool):
        raise Malformed(f"{key} is true or false")
    return value


def secret(said: dict[str, Any]) -> str:
    """A callback secret as Standard Webhooks writes it: whsec_ and base64."""
    value = text(said, "secret")
    try:
        if value.startswith("whsec_") and base64.b64decode(value[6:], validate=True):
            return value
    except binascii.Error:
        pass
    raise Malformed("secret is whsec_ and base64")
