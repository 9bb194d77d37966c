"""The doors: where webhooks come in, and where a page reads what came."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from simulators.ground.answers import Json
from simulators.ground.clock import real_ms
from simulators.ground.server import StoppingServer
from simulators.ground.times import iso
from simulators.ground.wire import MAX_BODY_BYTES, Malformed, json_object, text
from simulators.receiver.inboxes import Answer, Inbox, Inboxes, is_secret

# Longer than any sender waits.
SLOW_SECONDS = 30.0
_STATUS = {Answer.TAKES: 200, Answer.FAILS: 500, Answer.GONE: 410, Answer.SLOW: 200}
_SAYS = {
    Answer.TAKES: "Written down.",
    Answer.FAILS: "The books are closed.",
    Answer.GONE: "Nobody lives here any more.",
    Answer.SLOW: "Written down, at last.",
}
# Nobody guesses one.
_NAME = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What stands before this program adds them; the sender did not say them.
_NOT_SENT = ("x-forwarded-", "via", "x-real-ip")

Door = Callable[[Request], Awaitable[Response]]


class ReceiverServer(StoppingServer):
    """Made on the event loop; ``public_url`` is where senders and browsers find it."""

    def __init__(self, public_url: str, *, slow_seconds: float = SLOW_SECONDS) -> None:
        stopping = asyncio.Event()
        doors = _Doors(public_url.rstrip("/"), stopping, slow_seconds)
        routes = [
            Route("/", doors.address, methods=["GET"]),
            Route("/in/{name}", _named(doors.receive), methods=["POST"]),
            Route("/inboxes/{name}", _named(doors.show), methods=["GET"]),
            Route("/inboxes/{name}", _named(doors.choose), methods=["PUT"]),
            Route("/inboxes/{name}/received", _named(doors.clear), methods=["DELETE"]),
        ]
        super().__init__(Starlette(routes=routes), stopping)


class _Doors:
    def __init__(self, public_url: str, stopping: asyncio.Event, slow_seconds: float) -> None:
        self._address = f"{public_url}/in/"
        self._stopping = stopping
        self._slow_seconds = slow_seconds
        self._inboxes = Inboxes()

    async def address(self, _: Request) -> Response:
        """Where webhooks are taken: a name, which nobody else has, goes behind it."""
        return Json({"address": self._address})

    async def receive(self, request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return PlainTextResponse("This is too long.", 413)
        inbox = self._inbox(request)
        headers = {
            name: value for name, value in request.headers.items() if not name.startswith(_NOT_SENT)
        }
        inbox.receive(headers, body, at=iso(real_ms()))
        answer = inbox.answer
        if answer is Answer.SLOW:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._slow_seconds)
        return PlainTextResponse(_SAYS[answer], _STATUS[answer])

    async def show(self, request: Request) -> Response:
        after = request.query_params.get("after", "0")
        number = int(after) if after.isascii() and after.isdigit() else 0
        return Json(self._inbox(request).shown(after=number))

    async def choose(self, request: Request) -> Response:
        """``answer``: what is said from now on. ``secret``: what signatures are verified with."""
        body = await _body(request)
        inbox = self._inbox(request)
        try:
            said = json_object(body or b"")
            answer = Answer(text(said, "answer", default=inbox.answer))
            secret = text(said, "secret", default=inbox.secret)
            if secret and not is_secret(secret):
                raise Malformed("secret is whsec_ and base64")
        except ValueError as wrong:
            return Json({"detail": str(wrong)}, 400)
        inbox.answer = answer
        inbox.learn(secret)
        return Json(inbox.shown(after=inbox.arrived))

    async def clear(self, request: Request) -> Response:
        """What arrived is not shown any more; what comes again is still known to."""
        inbox = self._inbox(request)
        inbox.received.clear()
        return Json(inbox.shown(after=0))

    def _inbox(self, request: Request) -> Inbox:
        return self._inboxes.at(request.path_params["name"])


def _named(door: Door) -> Door:
    """Only for names that nobody guesses."""

    async def checked(request: Request) -> Response:
        if not _NAME.fullmatch(request.path_params["name"]):
            return Json({"detail": "There is no such address."}, 404)
        return await door(request)

    return checked


async def _body(request: Request) -> bytes | None:
    """None: it is longer than anything that is kept."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY_BYTES:
            return None
    return body
