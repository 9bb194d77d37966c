"""Spans are told to a collector, or counted as lost; whoever makes them waits for nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from pytest_django import Settings

from adulis.kernel import origins, tracing
from adulis.kernel.otlp import Queue, TracingUnusable, connected
from adulis.kernel.tracing import TraceSettings
from tests.collector import Collector, running_collector
from tests.processes import REPOSITORY
from tests.waiting import until

HERE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def told_to(endpoint: str, **more: Any) -> TraceSettings:
    given = {
        "headers": "",
        "service_name": "",
        "sampler": "parentbased_always_on",
        "sampler_argument": "",
        "queue_size": 2_048,
        "delay_seconds": 0.05,
    }
    return TraceSettings(endpoint=endpoint, **{**given, **more})


@pytest.fixture
def collector(settings: Settings) -> Iterator[Collector]:
    """Where this process is traced to."""
    with running_collector() as running:
        settings.TRACES = told_to(running.endpoint, headers="x-key=of%20a%20test")
        tracing.start("tests")
        try:
            yield running
        finally:
            tracing.stop()


def stop_after(collector: Collector, count: int) -> None:
    """Stopping waits two seconds for a collector; on a busy machine that may not be enough."""
    until(lambda: len(collector.spans) >= count, lambda: f"{count} spans: {collector.spans}")
    tracing.stop()


def test_a_part_lies_in_what_is_traced_and_links_to_who_asked(collector: Collector) -> None:
    with tracing.root("round", adulis__claimed=2):
        around = tracing.place()
        with tracing.part("send", origin=f"request-1 {HERE}", adulis__reference="AD1"):
            inside = tracing.place()
        tracing.link(["request-2", f"request-1 {HERE}", ""])
    stop_after(collector, 2)

    [send], [root] = collector.named("send"), collector.named("round")
    asked = ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")
    assert (collector.parents(send), send.links) == (["round"], [asked])
    assert send.said == {"adulis.reference": "AD1", "adulis.request_id": "request-1"}
    assert (root.parent, root.links, root.said) == ("", [asked], {"adulis.claimed": 2})
    assert around.rpartition("-")[0] == f"00-{root.trace}-{root.id}"
    assert inside.rpartition("-")[0] == f"00-{send.trace}-{send.id}"
    assert {each.service for each in collector.spans} == {"adulis-tests"}
    assert collector.keys == {"of a test"}


def test_a_part_of_nothing_is_not_told(collector: Collector) -> None:
    # Borne by nothing: a request of another test may have been here last.
    with origins.bearing(""), tracing.part("transaction"):
        assert (tracing.place(), origins.headers()) == ("", {})
    with origins.bearing(""), tracing.root("this"):
        assert origins.headers() == {"traceparent": tracing.place()}
    stop_after(collector, 1)

    assert [each.name for each in collector.spans] == ["this"]


def test_of_what_went_wrong_its_kind_is_told_and_no_word_of_it(collector: Collector) -> None:
    with pytest.raises(LookupError), tracing.root("round"), tracing.part("send"):
        raise LookupError("canary of Asha Rao, 50100123456789")
    stop_after(collector, 2)

    assert [(each.is_error, each.said) for each in collector.spans] == [
        (True, {"error.type": "LookupError"})
    ] * 2
    assert not any(b"canary" in body for body in collector.bodies)


@pytest.mark.parametrize(
    ("sampler", "argument", "is_kept"),
    [
        ("always_on", "", True),
        ("always_off", "", False),
        ("traceidratio", "0", False),
        ("parentbased_traceidratio", "1.0", True),
        ("parentbased_always_off", "", False),
    ],
)
def test_the_sampler_decides(sampler: str, argument: str, is_kept: bool) -> None:
    count = 2 if is_kept else 0
    with running_collector() as running:
        given = told_to(running.endpoint, sampler=sampler, sampler_argument=argument)
        traces = connected(given, "tests", bool)
        with traces.root("this", "internal", None, {}), traces.part("that", "internal", "", {}):
            assert (traces.place() != "") is is_kept
        until(lambda: len(running.spans) >= count, lambda: f"{count} spans: {running.spans}")
        traces.stop()

    assert len(running.spans) == count


@pytest.mark.parametrize(
    ("sampler", "argument"), [("sometimes", ""), ("traceidratio", "often"), ("traceidratio", "7")]
)
def test_a_sampler_that_is_none_is_refused(sampler: str, argument: str) -> None:
    given = told_to("http://127.0.0.1:9", sampler=sampler, sampler_argument=argument)
    with pytest.raises(TracingUnusable):
        connected(given, "tests", bool)


def test_with_the_collector_away_every_span_is_counted_as_lost() -> None:
    heard: list[int] = []
    traces = connected(told_to("http://127.0.0.1:9", delay_seconds=0.01), "tests", heard.append)
    for _ in range(100):
        with traces.root("this", "internal", None, {}):
            pass

    until(lambda: traces.lost == 100, lambda: f"all to be lost, not {traces.lost}")
    assert sum(heard) == 100
    traces.stop()


class Held(SpanExporter):
    """A collector that does not answer until it may."""

    def __init__(self) -> None:
        self.has_some, self.may_answer = threading.Event(), threading.Event()
        self.taken = 0

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        self.has_some.set()
        self.may_answer.wait()
        self.taken += len(spans)
        return SpanExportResult.SUCCESS

    def shutdown(self) -> None:
        self.may_answer.set()


def test_what_the_queue_has_no_place_for_is_dropped_and_nobody_waits() -> None:
    held = Held()
    traces = connected(told_to("http://127.0.0.1:9"), "tests", bool)
    queue = Queue(held, size=10, delay_seconds=0.01, when_lost=bool)
    traces._provider.add_span_processor(queue)

    def tell(count: int) -> None:
        for _ in range(count):
            with traces.root("this", "internal", None, {}):
                pass

    tell(1)
    held.has_some.wait()
    tell(25)
    assert queue.lost == 15
    held.may_answer.set()
    traces.stop()
    assert (held.taken, queue.lost) == (11, 15)


IMPORTS = """
import sys
import adulis.wsgi
import adulis.ops.tasks
from adulis.kernel import tracing
tracing.start("worker")
with tracing.root("this"), tracing.part("that"):
    assert tracing.place() == ""
ours = ("adulis.kernel.otlp", "opentelemetry.exporter", "opentelemetry.proto", "google.protobuf")
print([name for name in sys.modules if name.startswith(ours)])
"""


def test_with_no_collector_nothing_that_traces_is_even_imported() -> None:
    """The library for Redis imports OpenTelemetry's metrics where it is; it uses none of them."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS], cwd=REPOSITORY / "src", capture_output=True, check=False
    )

    assert done.stdout.strip() == b"[]", done.stderr.decode()
