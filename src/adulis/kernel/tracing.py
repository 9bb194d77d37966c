"""Traces: what a request and a worker's round were made of, told to a collector.

Off unless ``OTEL_EXPORTER_OTLP_ENDPOINT`` says where one is. Then nothing of OpenTelemetry is
imported, and every span below is one look at a variable. ``kernel.otlp`` is what does it.

A span says ids, kinds, states and currencies: never a name, an account, an amount or what somebody
wrote. So it is given attributes one by one, and nothing of an exception but its type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import Any, ParamSpec, Protocol, TypeVar

from django.conf import settings

P = ParamSpec("P")
R = TypeVar("R")
Said = str | int | bool


@dataclass(frozen=True, slots=True)
class TraceSettings:
    """``endpoint`` is where the collector is; empty: nothing is traced. ``headers`` are secret."""

    endpoint: str
    headers: str
    service_name: str
    sampler: str
    sampler_argument: str
    queue_size: int
    delay_seconds: float

    def __repr__(self) -> str:
        return f"TraceSettings({self.endpoint})"


class Traces(Protocol):
    """What is told somewhere; see ``kernel.otlp``."""

    lost: int

    def root(
        self, name: str, kind: str, since: int | None, said: dict[str, Said]
    ) -> AbstractContextManager[None]: ...

    def part(
        self, name: str, kind: str, origin: str, said: dict[str, Said]
    ) -> AbstractContextManager[None]: ...

    def past(self, name: str, since: int, said: dict[str, Said]) -> None: ...

    def say(self, name: str, said: dict[str, Said]) -> None: ...

    def link(self, origins: Iterable[str]) -> None: ...

    def place(self) -> str: ...

    def now(self) -> int: ...

    def stop(self) -> None: ...


_traces: Traces | None = None
_NOTHING: AbstractContextManager[None] = nullcontext()
SERVER, CLIENT, WORKER, INSIDE = "server", "client", "consumer", "internal"


def start(program: str, *, when_lost: Callable[[int], object] = bool) -> None:
    """Begin to trace this process, called ``program``, if there is a collector.

    ``when_lost`` is told how many spans never will be, from whatever thread found out.
    Raises TracingUnusable when the settings say something that cannot be.
    """
    global _traces  # noqa: PLW0603 - one process, one collector
    if settings.TRACES.endpoint and _traces is None:
        _traces = import_module("adulis.kernel.otlp").connected(settings.TRACES, program, when_lost)


def stop() -> None:
    """Tell what is not told yet, for a moment at most, and trace no more."""
    global _traces  # noqa: PLW0603 - as above
    if _traces is not None:
        _traces.stop()
        _traces = None


def is_on() -> bool:
    return _traces is not None


def lost() -> int:
    """How many spans of this process were never told: the collector was away, or too slow."""
    return 0 if _traces is None else _traces.lost


def now() -> int:
    """A moment to give to ``root`` and ``past``: nanoseconds since 1970."""
    return 0 if _traces is None else _traces.now()


def root(
    name: str, *, kind: str = INSIDE, since: int | None = None, **said: Said
) -> AbstractContextManager[None]:
    """A trace of its own: a request, or a round of a worker's that found something to do."""
    return _NOTHING if _traces is None else _traces.root(name, kind, since, said)


def part(
    name: str, *, kind: str = INSIDE, origin: str = "", **said: Said
) -> AbstractContextManager[None]:
    """A part of what is being traced, if anything is. ``origin``: for which request it is done,
    whose trace is another one: it is linked.
    """
    return _NOTHING if _traces is None else _traces.part(name, kind, origin, said)


@contextmanager
def round_of(task: str, began: int, claimed: int) -> Iterator[None]:
    """A round of a worker's that has ``claimed`` something: it began when it looked for it."""
    with root(task, kind=WORKER, since=began, adulis__claimed=claimed):
        past("claim", began)
        yield


def past(name: str, since: int, **said: Said) -> None:
    """A part that is over: from ``since`` to now."""
    if _traces is not None:
        _traces.past(name, since, said)


def traced(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A verb that is a part of what is being traced."""

    def wrap(verb: Callable[P, R]) -> Callable[P, R]:
        @wraps(verb)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            if _traces is None:
                return verb(*args, **kwargs)
            with _traces.part(name, INSIDE, "", {}):
                return verb(*args, **kwargs)

        return wrapper

    return wrap


def say(name: str = "", **said: Said) -> None:
    """Something more about the span that is open; ``name`` calls it otherwise."""
    if _traces is not None:
        _traces.say(name, said)


def link(origins: Iterable[str]) -> None:
    """What is open is done for these requests."""
    if _traces is not None:
        _traces.link(origins)


def place() -> str:
    """Where we are in a trace that is kept, as a ``traceparent``; empty where nothing is."""
    return "" if _traces is None else _traces.place()


def headers() -> dict[str, Any]:
    """What a bank or a gateway is told, which may have traces of its own."""
    here = place()
    return {"traceparent": here} if here else {}
