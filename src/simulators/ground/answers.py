"""Answers, and the ways in which an answer goes wrong on its way."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from typing import Any

import orjson
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from simulators.ground.crash import die
from simulators.ground.plans import FaultKind

_HTML = b"<html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>"
_DRIBBLE_SECONDS = 0.02
_FIRST = asyncio.FIRST_COMPLETED


class Json(Response):
    """The only right kind of answer."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


class Pretty(Json):
    """For people: the same, indented."""

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


class Held(Response):
    """No answer: the connection is kept until the caller hangs up, or the program stops."""

    def __init__(self, stopping: asyncio.Event) -> None:
        super().__init__()
        self._stopping = stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _first_of(_gone(receive), self._stopping.wait())
        await _cut(scope, receive)


class Reset(Response):
    """The connection is reset (TCP RST) before a byte of the answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        line: socket.socket = scope["state"]["transport"].get_extra_info("socket")
        # Lingering for no time at all is how a socket is told to reset instead of saying goodbye.
        # A caller that has hung up meanwhile has left nothing to reset.
        with suppress(OSError):
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        await _cut(scope, receive)


class Cut(Response):
    """Half of the promised body, and then the connection closes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send(self._start())
        half = bytes(self.body[: len(self.body) // 2])
        await send({"type": "http.response.body", "body": half, "more_body": True})
        # Closing, unlike aborting, lets the half that was written go out first.
        scope["state"]["transport"].close()
        await _gone(receive)

    def _start(self) -> dict[str, Any]:
        return {
            "type": "http.response.start",
            "status": self.status_code,
            "headers": self.raw_headers,
        }


class Dribbling(Cut):
    """The right answer, one byte at a time, until it is whole or nobody listens any more."""

    def __init__(self, content: bytes, status: int, stopping: asyncio.Event) -> None:
        super().__init__(content, status, media_type="application/json")
        self._stopping = stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send(self._start())
        over = [asyncio.ensure_future(each) for each in (_gone(receive), self._stopping.wait())]
        body = bytes(self.body)
        try:
            for byte in body[:-1]:
                await send({"type": "http.response.body", "body": bytes([byte]), "more_body": True})
                done, _ = await asyncio.wait(over, timeout=_DRIBBLE_SECONDS, return_when=_FIRST)
                if done:
                    scope["state"]["transport"].abort()
                    return
        finally:
            await _cancel(over)
        await send({"type": "http.response.body", "body": body[-1:]})


class Finally(Response):
    """Another answer, after which, however it went, ``done`` is called."""

    def __init__(self, answer: Response, done: Callable[[], None]) -> None:
        super().__init__(status_code=answer.status_code)
        # What is added to the headers of the one is added to those of the other.
        self.raw_headers = answer.raw_headers
        self._answer, self._done = answer, done

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._answer(scope, receive, send)
        finally:
            self._done()


def flat(code: str, message: str) -> dict[str, Any]:
    return {"code": code, "message": message}


def answer(
    status: int,
    body: dict[str, Any],
    fault: FaultKind | None,
    *,
    stopping: asyncio.Event,
    headers: Mapping[str, str] | None = None,
    refusal: Callable[[str, str], dict[str, Any]] = flat,
) -> Response:
    """``body`` with ``status``, or what ``fault`` makes of it. A crash does not return.

    ``refusal`` is the shape in which this program refuses.
    """
    right = Json(body, status, headers)
    whole = bytes(right.body)
    # What claims to be success has to look like it.
    good_status = status if status < 300 else 200
    made: Response = right
    match fault:
        case FaultKind.TIMEOUT:
            made = Held(stopping)
        case FaultKind.RESET:
            made = Reset()
        case FaultKind.ERR500:
            made = Json(refusal("INTERNAL", "Internal error."), 500)
        case FaultKind.TRUNCATED:
            half = whole[: len(whole) // 2]
            made = Response(half, good_status, media_type="application/json")
        case FaultKind.CUT:
            made = Cut(whole, good_status, media_type="application/json")
        case FaultKind.HTML:
            made = Response(_HTML, 200, media_type="text/html")
        case FaultKind.ERROR_BODY:
            made = Json({"error": {"code": "HOST_DOWN", "message": "Try again later."}}, 200)
        case FaultKind.SLOW:
            made = Dribbling(whole, status, stopping)
        case FaultKind.TOO_MANY:
            said = refusal("RATE_LIMITED", "Too many requests.")
            made = Json(said, 429, {"retry-after": "1"})
        case FaultKind.CRASH:
            die()
        case None:
            pass
    return made


async def _gone(receive: Receive) -> None:
    """Wait until the caller has hung up."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _cut(scope: Scope, receive: Receive) -> None:
    """Drop the connection, and wait until the server has noticed: it must not answer for us."""
    scope["state"]["transport"].abort()
    await _gone(receive)


async def _first_of(*waits: Coroutine[Any, Any, Any]) -> None:
    tasks = [asyncio.ensure_future(each) for each in waits]
    try:
        await asyncio.wait(tasks, return_when=_FIRST)
    finally:
        await _cancel(tasks)


async def _cancel(tasks: Sequence[asyncio.Future[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
