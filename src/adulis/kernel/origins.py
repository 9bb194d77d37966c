"""Where work comes from: the request that asked for it, told to whoever works on it later.

An origin is one text: the id of the request and, where traces are kept, behind a space, its place
in them (a ``traceparent`` of W3C Trace Context). It lies in the row that a worker will take up
(``origin``), written by the INSERT that is made anyway; whoever takes the row up works ``bearing``
it, and then log lines, facts and calls to banks and gateways bear the ``request_id`` of the request
itself. Empty: no request asked, the platform did it by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import structlog

from adulis.kernel import tracing

# A request id of 64 characters, a space, and a traceparent of 55.
LONGEST = 120
HEADER = "X-Request-ID"

_current: ContextVar[str] = ContextVar("origin", default="")


def current() -> str:
    """The origin of what is being done now."""
    return _current.get()


def begin(request_id: str, *, place: str = "") -> None:
    """A request has come: from here on this thread works for it, until the next one comes.

    ``place`` is where it is in a trace that is kept (``tracing.place``).
    """
    _current.set(f"{request_id} {place}" if place else request_id)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id)


@contextmanager
def bearing(origin: str) -> Iterator[None]:
    """Work on something that was asked for by ``origin``; empty: by nobody."""
    token = _current.set(origin)
    try:
        with structlog.contextvars.bound_contextvars(**told(origin)):
            yield
    finally:
        _current.reset(token)


def request_of(origin: str) -> str:
    """The id of the request; empty where there was none."""
    return origin.partition(" ")[0]


def told(origin: str) -> dict[str, str]:
    """What a log line says about it."""
    return {"request_id": request_of(origin)} if origin else {}


def headers() -> dict[str, str]:
    """What a bank or a gateway is told with a call, for its own log."""
    request_id = request_of(current())
    return {**({HEADER: request_id} if request_id else {}), **tracing.headers()}
