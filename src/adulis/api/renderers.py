"""Answers, written as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpResponse
from rest_framework.renderers import BaseRenderer

JSON = "application/json"
PROBLEM_JSON = "application/problem+json"


def dump(value: Any) -> bytes:
    """``value`` as JSON: UUIDs and datetimes (RFC 3339, with offset) included."""
    return orjson.dumps(value)


def answer(
    value: Any, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """A JSON answer."""
    return raw_answer(dump(value), status=status, headers=headers)


def raw_answer(
    body: bytes, *, status: int, headers: Mapping[str, str] | None = None, media_type: str = JSON
) -> HttpResponse:
    """An answer whose bytes are already known: a replay."""
    return HttpResponse(body, status=status, content_type=media_type, headers=headers)


class OrjsonRenderer(BaseRenderer):
    """The same for views that return DRF's ``Response``."""

    media_type = JSON
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return b"" if data is None else dump(data)
