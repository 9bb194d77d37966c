"""Traces by OpenTelemetry, to a collector that speaks OTLP over HTTP.

Imported only where there is one. Spans wait in a bounded queue for a thread that sends them:
whoever makes one never waits, and what the queue has no place for, or the collector does not take,
is counted and gone.
"""

from __future__ import annotations

import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import structlog
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import (
    ALWAYS_OFF,
    ALWAYS_ON,
    ParentBased,
    Sampler,
    TraceIdRatioBased,
)
from opentelemetry.trace import Link, SpanContext, SpanKind, Status, StatusCode, TraceFlags
from opentelemetry.util.re import parse_env_headers

from adulis.kernel.tracing import Said, TraceSettings

log = structlog.get_logger(__name__)

# As long as stopping waits for the last spans to leave.
STOP_SECONDS = 2.0
# So many are sent together.
_AT_ONCE = 512
# For one answer of the collector.
TIMEOUT_SECONDS = 5.0
_PLACE = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")
WhenLost = Callable[[int], object]
_KINDS = {each.name.lower(): each for each in SpanKind}


class TracingUnusable(RuntimeError):
    """A setting says something that cannot be."""


class Queue(SpanProcessor):
    """Spans that wait for ``exporter``: ``size`` at most, sent by a thread of their own.

    One more than that is dropped and counted, as is what the collector does not take.
    """

    def __init__(
        self, exporter: SpanExporter, size: int, delay_seconds: float, when_lost: WhenLost
    ) -> None:
        self._exporter, self._size, self._delay = exporter, size, delay_seconds
        self._when_lost = when_lost
        self._at_once = min(_AT_ONCE, size)
        self._waiting: deque[ReadableSpan] = deque()
        self._changed = threading.Condition()
        self._is_over = False
        self.lost = 0
        self._thread = threading.Thread(target=self._send, name="traces", daemon=True)
        self._thread.start()

    def on_end(self, span: ReadableSpan) -> None:
        if span.context is None or not span.context.trace_flags.sampled:
            return
        with self._changed:
            has_place = len(self._waiting) < self._size and not self._is_over
            if has_place:
                self._waiting.append(span)
                if len(self._waiting) in {1, self._at_once}:
                    self._changed.notify()
        if not has_place:
            self._lose(1)

    def shutdown(self) -> None:
        """What waits has a moment to leave; a collector that is away keeps nobody from ending."""
        with self._changed:
            self._is_over = True
            self._changed.notify()
        self._thread.join(STOP_SECONDS)
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return False

    def _send(self) -> None:
        while batch := self._next():
            try:
                is_taken = self._exporter.export(batch) is SpanExportResult.SUCCESS
            except Exception:  # a thread's outermost loop: what cannot be told is lost
                log.exception("traces.not_told")
                is_taken = False
            if not is_taken:
                self._lose(len(batch))

    def _next(self) -> list[ReadableSpan]:
        """What leaves next, waited for; nothing once it is over and all has left."""
        with self._changed:
            while not self._waiting and not self._is_over:
                self._changed.wait()
            if not self._is_over:
                # Some more may come, and leave with it.
                self._changed.wait_for(self._is_worth_it, self._delay)
            count = min(len(self._waiting), self._at_once)
            return [self._waiting.popleft() for _ in range(count)]

    def _is_worth_it(self) -> bool:
        return self._is_over or len(self._waiting) >= self._at_once

    def _lose(self, count: int) -> None:
        with self._changed:
            self.lost += count
        self._when_lost(count)


class Traces:
    """What this process tells of itself."""

    def __init__(self, provider: TracerProvider, queue: Queue) -> None:
        self._provider, self._queue = provider, queue
        self._tracer = provider.get_tracer("adulis")

    @property
    def lost(self) -> int:
        return self._queue.lost

    @contextmanager
    def root(
        self, name: str, kind: str, since: int | None, said: dict[str, Said]
    ) -> Iterator[None]:
        span = self._tracer.start_span(
            name, Context(), kind=_KINDS[kind], attributes=_told(said), start_time=since
        )
        with self._open(span):
            yield

    @contextmanager
    def part(self, name: str, kind: str, origin: str, said: dict[str, Said]) -> Iterator[None]:
        if not trace.get_current_span().is_recording():
            yield
            return
        span = self._tracer.start_span(
            name, kind=_KINDS[kind], attributes=_told(said), links=_links([origin])
        )
        if origin:
            span.set_attribute("adulis.request_id", origin.partition(" ")[0])
        with self._open(span):
            yield

    @contextmanager
    def _open(self, span: trace.Span) -> Iterator[None]:
        # Nothing of an exception but what kind it is: people's words and numbers are in the rest.
        with trace.use_span(
            span, end_on_exit=True, record_exception=False, set_status_on_exception=False
        ):
            try:
                yield
            except BaseException as error:
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(Status(StatusCode.ERROR))
                raise

    def past(self, name: str, since: int, said: dict[str, Said]) -> None:
        if trace.get_current_span().is_recording():
            self._tracer.start_span(name, attributes=_told(said), start_time=since).end()

    def say(self, name: str, said: dict[str, Said]) -> None:
        span = trace.get_current_span()
        if name:
            span.update_name(name)
        span.set_attributes(_told(said))

    def link(self, origins: Iterable[str]) -> None:
        span = trace.get_current_span()
        for each in _links(origins):
            span.add_link(each.context)

    def place(self) -> str:
        context = trace.get_current_span().get_span_context()
        if not context.trace_flags.sampled:
            return ""
        return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"

    def now(self) -> int:
        return time.time_ns()

    def stop(self) -> None:
        self._provider.shutdown()


def connected(given: TraceSettings, program: str, when_lost: WhenLost) -> Traces:
    """Traces that go where ``given`` says. Raises TracingUnusable."""
    exporter = OTLPSpanExporter(
        endpoint=f"{given.endpoint.rstrip('/')}/v1/traces",
        headers=parse_env_headers(given.headers, liberal=True),
        timeout=TIMEOUT_SECONDS,
    )
    queue = Queue(exporter, given.queue_size, given.delay_seconds, when_lost)
    # What else OTEL_RESOURCE_ATTRIBUTES says, the library reads by itself.
    resource = Resource.create({"service.name": given.service_name or f"adulis-{program}"})
    provider = TracerProvider(
        sampler=_sampler(given.sampler, given.sampler_argument),
        resource=resource,
        shutdown_on_exit=False,
    )
    provider.add_span_processor(queue)
    return Traces(provider, queue)


def _sampler(name: str, argument: str) -> Sampler:
    """As the specification of OpenTelemetry names them. Raises TracingUnusable."""
    try:
        share = TraceIdRatioBased(float(argument or 1))
    except ValueError as wrong:
        raise TracingUnusable(f"OTEL_TRACES_SAMPLER_ARG is no share: {argument}") from wrong
    roots = {"always_on": ALWAYS_ON, "always_off": ALWAYS_OFF, "traceidratio": share}
    kind, _, root = name.rpartition("parentbased_")
    found = roots.get(root)
    if found is None or kind:
        raise TracingUnusable(f"OTEL_TRACES_SAMPLER is none that we know: {name}")
    return ParentBased(found) if name.startswith("parentbased_") else found


def _told(said: dict[str, Said]) -> dict[str, Said]:
    """``http__route`` is ``http.route``: the conventions of OpenTelemetry have dots."""
    return {name.replace("__", "."): value for name, value in said.items()}


def _links(origins: Iterable[str]) -> list[Link]:
    found = []
    for place in dict.fromkeys(each.partition(" ")[2] for each in origins):
        if (read := _PLACE.fullmatch(place)) is not None:
            trace_id, span_id, flags = (int(each, 16) for each in read.groups())
            found.append(
                Link(SpanContext(trace_id, span_id, is_remote=True, trace_flags=TraceFlags(flags)))
            )
    return found
