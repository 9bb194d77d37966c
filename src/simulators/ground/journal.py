"""What was asked of a program: a line of JSON in its log for every call of its own interface.

A call bears the id that the platform gave it (``X-Request-ID``), or one of ours where that is none,
and so does its answer. It is nothing but a name: it is not signed, and nothing is decided by it.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import orjson
from starlette.requests import Request
from starlette.responses import Response

from simulators.ground import times

HEADER = "x-request-id"
# What a line of a log cannot be forged with.
_SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
# W3C Trace Context: which span of the caller's it belongs to, where the caller keeps any.
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
_KEPT = 1_000

Door = Callable[[Request], Awaitable[Response]]
Calls = deque[dict[str, Any]]


def calls() -> Calls:
    """Where the last thousand calls are remembered, for whoever asks at ``/_sim/calls``."""
    return deque(maxlen=_KEPT)


def note_reference(request: Request, reference: str) -> None:
    """What the call is about, as the platform calls it."""
    request.state.reference = reference


def kept(program: str, door: Door) -> Door:
    """``door``, with a line in the log for each that comes through it."""

    async def opened(request: Request) -> Response:
        began = time.perf_counter()
        given = request.headers.get(HEADER, "")
        request_id = given if _SANE.fullmatch(given) else str(uuid4())
        response = await door(request)
        response.headers[HEADER] = request_id
        line = {
            "event": "call",
            "level": "info",
            "logger": f"simulators.{program}",
            "request_id": request_id,
            "method": request.method,
            "path": request.url.path,
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - began) * 1000, 1),
            "timestamp": times.now_iso(),
        }
        traceparent = request.headers.get("traceparent", "")
        if _TRACEPARENT.fullmatch(traceparent):
            line["traceparent"] = traceparent
        if reference := getattr(request.state, "reference", ""):
            line["reference"] = reference
        request.app.state.world.calls.append(line)
        print(orjson.dumps(line).decode(), flush=True)
        return response

    return opened
