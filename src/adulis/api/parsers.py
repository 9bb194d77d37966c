"""Reading JSON strictly: what two readers could understand differently is refused.

RFC 8259 leaves duplicate keys, NaN, lone surrogates and unbounded numbers to the reader; a body
that one reader takes for 100 and another for 999 has no place near money. So the RFC 7493 (I-JSON)
profile is asked for, and a few limits of our own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from math import isinf
from typing import IO, Any, NoReturn

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from adulis.api.errors import BodyTooLarge, UnsupportedMediaType
from adulis.kernel.errors import Malformed

MAX_DEPTH = 32
# Python refuses to read longer ones too (CVE-2020-10735), with an error that is not ours.
MAX_DIGITS = 400

# Possessive, and content with a string that never ends: no text makes this slower than linear.
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\"';\s]*)")
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")


class StrictJSONParser(BaseParser):
    """DRF's parser class. The whole body stays readable as ``request.body``, for fingerprints."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any] | HttpRequest,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        context = parser_context or {}
        limit = getattr(context.get("view"), "max_body_bytes", None) or settings.MAX_BODY_BYTES
        _check_charset(media_type or "")
        if isinstance(stream, HttpRequest):
            return loads(_body(stream, limit))
        body = stream.read(limit + 1)
        _check_size(len(body), limit)
        return loads(body)


class CsvParser(BaseParser):
    """A whole file, handed over as the bytes it came as: whoever asked for it reads it."""

    media_type = "text/csv"

    def parse(
        self,
        stream: IO[Any] | HttpRequest,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        limit = getattr((parser_context or {}).get("view"), "max_body_bytes", None)
        _check_charset(media_type or "")
        assert isinstance(stream, HttpRequest)
        return _body(stream, limit or settings.MAX_BODY_BYTES)


class XmlParser(CsvParser):
    """The same for XML, which whoever asked for it reads with care."""

    media_type = "application/xml"


def raw_body(request: Request, limit: int) -> bytes:
    """The body as it came, for an endpoint that finds out by itself what it is.

    What Content-Type says about it is not read. Raises BodyTooLarge, Malformed.
    """
    return _body(request._request, limit)  # noqa: SLF001 – DRF would look for a parser


def loads(raw: bytes) -> Any:
    """The value of a JSON text. Raises Malformed.

    Numbers with a fraction or an exponent come out as float: whoever expects money refuses them.
    """
    if not raw.strip():
        raise Malformed("The body is empty; JSON was expected.", pointer="")
    _check_depth(raw)
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object_of,
            parse_constant=_refuse_constant,
            parse_float=_float_of,
            parse_int=_int_of,
        )
    except UnicodeDecodeError as error:
        raise Malformed(f"The body is not UTF-8 at byte {error.start}.", pointer="") from error
    except json.JSONDecodeError as error:
        raise Malformed(
            f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.",
            pointer="",
        ) from error
    # Looking at every string is only worth it where such an escape occurs at all.
    if b"\\u0000" in raw or _SURROGATE_ESCAPE.search(raw):
        _check_strings(value)
    return value


def _body(request: HttpRequest, limit: int) -> bytes:
    _check_size(int(request.META.get("CONTENT_LENGTH") or 0), limit)
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise BodyTooLarge(limit_bytes=limit) from error
    except UnreadablePostError as error:
        raise Malformed("The body ended before its announced length.", pointer="") from error
    _check_size(len(body), limit)
    return body


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise BodyTooLarge(f"A body here has at most {limit} bytes.", limit_bytes=limit)


def _check_charset(media_type: str) -> None:
    named = _CHARSET.search(media_type.lower())
    if named is not None and named[1] not in ("utf-8", "utf8"):
        raise UnsupportedMediaType


def _check_depth(raw: bytes) -> None:
    # Fewer brackets than the limit cannot be nested deeper: true of nearly every honest body.
    if raw.count(b"[") + raw.count(b"{") <= MAX_DEPTH:
        return
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(raw):
        token = found[0]
        if token in (b"[", b"{"):
            depth += 1
            if depth > MAX_DEPTH:
                raise Malformed(f"The body is nested deeper than {MAX_DEPTH} levels.", pointer="")
        elif token in (b"]", b"}"):
            depth -= 1


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in found if keys.count(key) > 1)
        raise Malformed(f"The key {_shown(twice)} is given twice.", pointer="")
    return found


def _refuse_constant(word: str) -> NoReturn:
    raise Malformed(f"{word} is not JSON.", pointer="")


def _float_of(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise Malformed("A number is too large to be read.", pointer="")
    return number


def _int_of(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise Malformed(f"A number has more than {MAX_DIGITS} digits.", pointer="")
    return int(text)


def _check_strings(value: Any) -> None:
    if isinstance(value, str):
        if "\x00" in value:
            raise Malformed("A text contains the character U+0000.", pointer="")
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise Malformed("A text contains half of a surrogate pair.", pointer="")
    elif isinstance(value, dict):
        for key, member in value.items():
            _check_strings(key)
            _check_strings(member)
    elif isinstance(value, list):
        for member in value:
            _check_strings(member)


def _shown(key: str) -> str:
    """A key as it may stand in a message: short, and harmless whatever it holds."""
    return json.dumps(key[:40])
