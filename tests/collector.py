"""A collector of traces on a loopback port: takes OTLP over HTTP, and has what it took.

with running_collector() as collector:
    …
    [request] = collector.named("POST api/v1/payouts/")
    assert collector.parents(request) == []
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True)
class Span:
    """As it was told; ids are hexadecimal, ``links`` are ids of traces and spans."""

    service: str
    name: str
    trace: str
    id: str
    parent: str
    links: list[tuple[str, str]]
    said: dict[str, Any]
    is_error: bool


@dataclass
class Collector:
    """``bodies`` are the requests as they came, to look for what must not be in them."""

    port: int = 0
    spans: list[Span] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def named(self, name: str) -> list[Span]:
        return [each for each in list(self.spans) if each.name == name]

    def parents(self, span: Span) -> list[str]:
        """The names of the spans around it, the nearest first."""
        by_id = {each.id: each for each in self.spans}
        found = []
        while span.parent:
            span = by_id[span.parent]
            found.append(span.name)
        return found

    def take(self, body: bytes) -> None:
        self.bodies.append(body)
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            service = _said(resource.resource.attributes)["service.name"]
            for scope in resource.scope_spans:
                self.spans += [_span(str(service), each) for each in scope.spans]


@contextmanager
def running_collector() -> Iterator[Collector]:
    collector = Collector()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            assert self.path == "/v1/traces"
            collector.keys.add(self.headers.get("x-key", ""))
            collector.take(body)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        collector.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, name="collector")
        thread.start()
        try:
            yield collector
        finally:
            server.shutdown()
            thread.join()


def _span(service: str, told: Any) -> Span:
    return Span(
        service,
        told.name,
        told.trace_id.hex(),
        told.span_id.hex(),
        told.parent_span_id.hex(),
        [(each.trace_id.hex(), each.span_id.hex()) for each in told.links],
        _said(told.attributes),
        told.status.code == told.status.STATUS_CODE_ERROR,
    )


def _said(attributes: Any) -> dict[str, Any]:
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in attributes}
