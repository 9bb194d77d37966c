"""The ASGI application: opens streams as the endpoint says, and lets them flow.

Deciding who may follow what is the endpoint's, run in a thread as any web process runs it. What is
left to the event loop is to wait, which it does for thousands at once.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from typing import Any, TypeVar

import structlog
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.base import BaseHandler
from django.core.signals import request_started
from django.db import InterfaceError, OperationalError, connections
from django.http.response import HttpResponseBase

from adulis.api import frames, problems
from adulis.api.errors import NoStreamLeft, TooManyStreams
from adulis.api.live.hub import Hub, Listener
from adulis.api.stream import PAGE, Beginning, Guest, frame
from adulis.events import cursors, queries
from adulis.events.values import Place
from adulis.kernel.errors import Malformed, Refusal

log = structlog.get_logger(__name__)

T = TypeVar("T")
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# Openings and second looks at callers that are under way at once; each has a database connection.
THREADS = 8
# How often a quiet line is shown to be alive, and every caller looked at again.
BEAT_SECONDS = 15.0
# A client that takes nothing for so long is gone, or as good as gone.
SEND_SECONDS = 20.0
_AGAIN_AFTER_SECONDS = 15
# What this process is asked; anything else belongs to the web processes.
ADDRESSES = frozenset(("/api/v1/stream/", "/healthz", "/metrics", "/readyz"))
_NOT_UTF8 = "What stands after the question mark is not UTF-8."


class Dropped(Exception):
    """The client did not take what it was sent."""


class Live(BaseHandler):
    """The application. ``stop`` lets every stream end, for a server that is to stop."""

    def __init__(
        self, *, beat_seconds: float = BEAT_SECONDS, send_seconds: float = SEND_SECONDS
    ) -> None:
        super().__init__()
        self._beat_seconds, self._send_seconds = beat_seconds, send_seconds
        self.load_middleware()
        self._threads = ThreadPoolExecutor(THREADS, "door")
        self._reader = ThreadPoolExecutor(1, "reader")
        self.hub = Hub(
            lambda place: _alone(queries.after, place, limit=PAGE),
            lambda fact, topic: frame(fact, fact.place.epoch, topic),
            self._reader,
        )
        self._open: Counter[str] = Counter()
        self._is_stopping = False

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    def stop(self) -> None:
        """Let every stream end where it is, and begin no other."""
        self._is_stopping = True
        self.hub.end_all("stopping")

    async def _live(self, scope: Any, receive: Receive, send: Send) -> None:
        """The lifespan protocol; ``state`` tells the server how to stop the streams."""
        while (await receive())["type"] != "lifespan.shutdown":
            scope["state"]["stop"] = self.stop
            await send({"type": "lifespan.startup.complete"})
        self._threads.shutdown()
        self._reader.shutdown()
        await send({"type": "lifespan.shutdown.complete"})

    # --- opening --------------------------------------------------------------------------------

    async def _answer(self, scope: Any, receive: Receive, send: Send) -> None:
        try:
            request = ASGIRequest(scope, BytesIO())
        except UnicodeDecodeError:
            request = ASGIRequest({**scope, "query_string": b""}, BytesIO())
            await _send_whole(send, problems.problem(request, Malformed(_NOT_UTF8)))
            return
        if scope["path"] not in ADDRESSES:
            await _send_whole(send, problems.not_found(request))
            return
        # The middleware, the endpoint and its refusals are those of every other process.
        answer = await self._in_thread(_respond, self.get_response, request)
        if isinstance(answer, Beginning) and scope["method"] == "GET":
            guest = answer.guest
            refusal = self._full(guest.caller)
            if refusal is None:
                line = _Line(scope, receive, send, self._send_seconds, answer)
                del answer  # as large as the stream itself, and soon of no use
                await self._follow(line, guest)
                return
            answer = problems.problem(guest.request, refusal)
        await _send_whole(send, answer)

    def _full(self, caller: str) -> Refusal | None:
        if self._open[caller] >= settings.STREAMS_PER_CALLER:
            return TooManyStreams(retry_after_seconds=_AGAIN_AFTER_SECONDS)
        if self._open.total() >= settings.STREAMS_PER_PROCESS or self._is_stopping:
            return NoStreamLeft(retry_after_seconds=_AGAIN_AFTER_SECONDS)
        return None

    # --- flowing --------------------------------------------------------------------------------

    async def _follow(self, line: _Line, guest: Guest) -> None:
        began = time.monotonic()
        with (
            self._counted(guest.caller),
            self.hub.listening(
                guest.merchant_id, max(guest.here, guest.place), guest.topic
            ) as listener,
        ):
            gone = asyncio.create_task(line.until_gone(listener))
            try:
                await line.begin()
                await self._flow(line, guest, listener)
            except Dropped:
                listener.end("too slow")
            except (OperationalError, InterfaceError):
                listener.end("database away")
            finally:
                await line.end(gone, is_cut=listener.why_ended == "too slow")
        log.info(
            "stream.ended",
            why=listener.why_ended,
            caller=guest.caller,
            seconds=round(time.monotonic() - began, 1),
        )

    @contextmanager
    def _counted(self, caller: str) -> Iterator[None]:
        self._open[caller] += 1
        try:
            yield
        finally:
            self._open[caller] -= 1
            if not self._open[caller]:
                del self._open[caller]

    async def _flow(self, line: _Line, guest: Guest, listener: Listener) -> None:
        place = await self._catch_up(line, guest, listener)
        loop = asyncio.get_running_loop()
        # Not all in the same moment, also where all connected in the same moment.
        beat_at = loop.time() + self._beat_seconds * random.uniform(0.5, 1)  # noqa: S311
        while not listener.why_ended:
            if loop.time() < beat_at:
                try:
                    async with asyncio.timeout_at(beat_at):
                        await listener.wake.wait()
                except TimeoutError:
                    pass
            else:
                beat_at = loop.time() + self._beat_seconds
                if not await self._is_still_welcome(guest):
                    listener.end("no longer welcome")
                elif not listener.waiting:
                    # All that was handed out is sent, so nothing up to the head is missing.
                    place = max(place, self.hub.head)
                    await line.send(frames.heartbeat(cursors.encode(place, epoch=place.epoch)))
            fresh = [each for each in listener.take() if each[0] > place]
            if fresh:
                await line.send(b"".join(told for _, told in fresh))
                place = fresh[-1][0]

    async def _catch_up(self, line: _Line, guest: Guest, listener: Listener) -> Place:
        """Tell what lies between the beginning and what the hub hands out; returns its end."""
        place = guest.place
        while place < listener.since and not listener.why_ended:
            found = await self._in_thread(
                _alone, queries.after, place, limit=PAGE, merchant_id=guest.merchant_id,
                subject=guest.subject,
            )  # fmt: skip
            if found.facts:
                await line.send(b"".join(guest.told(fact) for fact in found.facts))
            place = found.end
        return place

    async def _is_still_welcome(self, guest: Guest) -> bool:
        try:
            return await self._in_thread(_alone, guest.is_still_welcome)
        except (OperationalError, InterfaceError):
            return True  # nothing can be read either, so nobody is told what they should not be

    async def _in_thread(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: function(*args, **kwargs))


class _Line:
    """One connection, as far as a stream needs it."""

    def __init__(
        self, scope: Any, receive: Receive, send: Send, seconds: float, beginning: Beginning
    ) -> None:
        self._beginning: Beginning | None = beginning
        self._seconds = seconds
        self._transport: asyncio.Transport | None = scope.get("state", {}).get("transport")
        self._receive = receive
        self._send = send

    async def begin(self) -> None:
        beginning, self._beginning = self._beginning, None
        if beginning is not None:
            # Every address that was tried on the way to the endpoint is remembered there.
            beginning.guest.request._request.resolver_match = None  # noqa: SLF001
            headers = _headers_of(beginning, without="content-length")
            await self._send({"type": "http.response.start", "status": 200, "headers": headers})
            await self.send(beginning.content)

    async def send(self, told: bytes) -> None:
        """Raises Dropped when what was sent before is not taken in time."""
        try:
            async with asyncio.timeout(self._seconds):
                await self._send({"type": "http.response.body", "body": told, "more_body": True})
        except TimeoutError as error:
            raise Dropped from error

    async def until_gone(self, listener: Listener) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        listener.end("client left")

    async def end(self, gone: asyncio.Task[None], *, is_cut: bool) -> None:
        """End the answer; or cut the line, so that no buffer waits for one who takes nothing."""
        if is_cut and self._transport is not None:
            self._transport.abort()
            await gone
        elif not gone.done():
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
        gone.cancel()


def _respond(get_response: Callable[[Any], HttpResponseBase], request: Any) -> HttpResponseBase:
    """One request in a thread, from its beginning to its end, as WSGI would have it."""
    request_started.send(sender=Live, scope=request.scope)
    answer = get_response(request)
    answer.close()  # gives the database connection back
    return answer


def _alone(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """A question to the database outside any request: the connection goes back afterwards."""
    try:
        return function(*args, **kwargs)
    finally:
        connections.close_all()


def _headers_of(answer: HttpResponseBase, without: str = "") -> list[tuple[bytes, bytes]]:
    named = [(name.lower(), value) for name, value in answer.items()]
    return [(name.encode(), value.encode()) for name, value in named if name != without]


async def _send_whole(send: Send, answer: HttpResponseBase) -> None:
    headers = _headers_of(answer)
    await send({"type": "http.response.start", "status": answer.status_code, "headers": headers})
    content = b"".join(answer) if answer.streaming else getattr(answer, "content", b"")
    await send({"type": "http.response.body", "body": content, "more_body": False})
