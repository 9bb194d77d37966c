"""What traces cost: ``POST /payouts/`` per second untraced, traced, and with the collector away.

The same web tier on the same server, taken in turn, round by round; the load is that of
``bench.creation``. The collector is on this machine too and throws away what it is told. Beside how
many requests were answered stands what the web tier's processes worked for each: what else the
machine does changes that the least.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median
from typing import Any, NamedTuple

from bench import creation
from bench.processes import cpu_seconds
from bench.report import Table
from bench.stage import process, stage, web_command

ROUNDS = 5
CLIENTS = 8
SECONDS = 6
NOBODY = "http://127.0.0.1:9"


class Round(NamedTuple):
    rate: float
    p99: str
    worked: float


def measure() -> Table:
    with stage() as made, _collector() as endpoint:
        lua, _ = creation.scripts(made, creation.world(made))
        kinds: dict[str, dict[str, str]] = {
            "untraced": {},
            "every request": {"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint},
            "every tenth": {
                "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint,
                "OTEL_TRACES_SAMPLER": "parentbased_traceidratio",
                "OTEL_TRACES_SAMPLER_ARG": "0.1",
            },
            "every request, and no collector there": {"OTEL_EXPORTER_OTLP_ENDPOINT": NOBODY},
        }
        found: dict[str, list[Round]] = {kind: [] for kind in kinds}
        ready = f"http://127.0.0.1:{creation.PORT}/healthz"
        for _ in range(ROUNDS):
            for kind, given in kinds.items():
                with process(made, web_command(creation.PORT), ready_url=ready, **given) as web:
                    creation.requests(lua, clients=CLIENTS, seconds=2)
                    before = cpu_seconds(web.pid)
                    rate, p99 = creation.requests(lua, clients=CLIENTS, seconds=SECONDS)
                    worked = (cpu_seconds(web.pid) - before) / (rate * SECONDS)
                    found[kind].append(Round(rate, p99, worked * 1_000))
    return written(found)


def written(found: dict[str, list[Round]]) -> Table:
    untraced = found["untraced"]
    rows = []
    for kind, told in found.items():
        rates = [each.rate / other.rate for each, other in zip(told, untraced, strict=True)]
        works = [each.worked / other.worked for each, other in zip(told, untraced, strict=True)]
        rows.append(
            (
                kind,
                f"{median(each.rate for each in told):,.0f}",
                told[len(told) // 2].p99,
                f"{median(rates):.2f}",
                f"{min(rates):.2f} to {max(rates):.2f}",
                f"{median(each.worked for each in told):.2f} ms",
                f"{median(works):.2f}",
                f"{min(works):.2f} to {max(works):.2f}",
            )
        )
    return Table(
        f"POST /payouts/ per second, traced, {CLIENTS} clients",
        (
            "traced", "requests/s", "p99 of one round", "ratio to untraced", "of each round",
            "web tier's work for each", "ratio to untraced", "of each round",
        ),
        rows,
        note=f"Medians of {len(untraced)} rounds, each of which measured all four in turn. Work is"
        " time of processors, that of the thread which tells the collector included.",
    )  # fmt: skip


@contextmanager
def _collector() -> Iterator[str]:
    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
