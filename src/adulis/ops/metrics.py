"""``/metrics``: how the money and the queues are, asked of the database; and what the web counts.

Any web process answers, for the whole installation: nothing here is counted by a worker and lost
with it. Each figure is read by an index or from a table that stays small, so that asking every few
seconds costs nothing with a million payouts; ``tests/rooms/test_metrics.py`` reads the plans.
Sums over all merchants are reports, and not here: clients' money is what the accounts of
``adulis_ledger_balance_minor`` are below zero, since all balances together are zero.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from hmac import compare_digest
from math import inf

import orjson
from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from adulis.kernel import db, redis
from adulis.ledger import queries as ledger
from adulis.ops.gauges import GAUGES
from adulis.ops.worker import TRACES

# Several who ask at once, or too often, get the same answer.
KEPT_SECONDS = 5.0
LONGEST_SECONDS = 5
_HEARTBEATS = (
    "SELECT worker, report FROM ops_heartbeat WHERE seen_at > adulis_clock() - interval '5 minutes'"
)


class Installation(Collector):
    """What the database says, asked at most every ``KEPT_SECONDS``."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: list[Metric] = []
        self._asked_at = -KEPT_SECONDS

    def collect(self) -> Iterator[Metric]:
        with self._lock:
            if time.monotonic() - self._asked_at >= KEPT_SECONDS:
                self._told = [*_of_redis(), *_ask()]
                self._asked_at = time.monotonic()
            yield from self._told


def _ask() -> list[Metric]:
    """Everything of one moment; only that it is away, where the database does not answer."""
    answers = GaugeMetricFamily(
        "adulis_database_answers", "1: the database answers; 0: it does not."
    )
    try:
        with db.transaction():
            db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            db.execute(f"SET LOCAL statement_timeout = '{LONGEST_SECONDS}s'")
            told: list[Metric] = [each.read() for each in GAUGES]
            told += [_of_sealing(), _of_backups(), *_of_bases(), *_of_workers()]
    except Error:
        answers.add_metric([], 0)
        return [answers]
    answers.add_metric([], 1)
    return [answers, *told]


def _of_redis() -> list[Metric]:
    """Nothing where there should be none."""
    if (shared := redis.shared()) is None:
        return []
    return [
        GaugeMetricFamily(
            "adulis_redis_answers",
            "1: Redis answers; 0: it does not, and the database counts in its place.",
            value=float(shared.answers()),
        )
    ]


def _of_sealing() -> Metric:
    return GaugeMetricFamily(
        "adulis_ledger_unsealed_seconds",
        "For how long the oldest entry without a seal has been in the book.",
        value=ledger.seal_lag().seconds,
    )


def _of_backups() -> Metric:
    """Nothing where there should be no stream. A standby that was promoted has no slot at all."""
    found = db.fetch_row(
        "SELECT active::int FROM pg_replication_slots WHERE slot_name = 'adulis_backup'"
    )
    family = GaugeMetricFamily(
        "adulis_backup_stream_alive", "1: the log is being streamed into the backups; 0: it is not."
    )
    if found is not None or _are_backups_wanted():
        family.add_metric([], float(found[0] if found is not None else 0))
    return family


_HAS_SLOT = "SELECT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = 'adulis_backup')"


def _of_bases() -> list[Metric]:
    """Nothing where nobody backs up: a copy knows when another server's was. Time is unmoved."""
    finished_at = db.fetch_value("SELECT finished_at FROM ops_base_backup")
    age = GaugeMetricFamily(
        "adulis_backup_base_age_seconds",
        "How long ago the newest base backup was finished; +Inf: nobody has told of one.",
    )
    every = GaugeMetricFamily(
        "adulis_backup_base_every_seconds", "How often a base backup is to be made."
    )
    if _are_backups_wanted() or db.fetch_value(_HAS_SLOT):
        age.add_metric(
            [], inf if finished_at is None else (db.network_clock() - finished_at).total_seconds()
        )
        every.add_metric([], settings.BACKUP_EVERY_HOURS * 3_600.0)
    return [age, every]


def _are_backups_wanted() -> bool:
    return bool(settings.BACKUP_TO and settings.BACKUP_RECIPIENTS)


def _of_workers() -> list[Metric]:
    """What each worker says of itself with every heartbeat: since it started, by task."""
    labels = ("worker", "task")
    families = {
        "rounds": CounterMetricFamily("adulis_task_rounds", "Batches looked for.", labels=labels),
        "done": CounterMetricFamily("adulis_task_done", "Things done.", labels=labels),
        "failures": CounterMetricFamily("adulis_task_failures", "Batches failed.", labels=labels),
    }
    lost = CounterMetricFamily(
        "adulis_worker_trace_spans_lost",
        "Spans of a worker that the collector never had: it was away, or too slow.",
        labels=("worker",),
    )
    for worker, report in db.fetch_all(_HEARTBEATS):
        told = report if isinstance(report, dict) else orjson.loads(report)
        if traces := told.pop(TRACES, None):
            lost.add_metric([worker], float(traces["lost"]))
        for task, progress in told.items():
            for name, family in families.items():
                family.add_metric([worker, task], float(progress[name]))
    return [*families.values(), lost]


INSTALLATION = Installation()


def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever says ``METRICS_TOKEN``; without one set, there is nothing at this address."""
    if not settings.METRICS_TOKEN:
        return HttpResponseNotFound()
    scheme, _, said = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme != "Bearer" or not compare_digest(said.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    told = generate_latest(_of_processes()) + generate_latest(_only(INSTALLATION))
    return HttpResponse(told, content_type=CONTENT_TYPE_LATEST)


def _of_processes() -> CollectorRegistry:
    """What the web processes beside this one counted, where they say so in a folder they share."""
    if not settings.PROMETHEUS_MULTIPROC_DIR:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry, settings.PROMETHEUS_MULTIPROC_DIR)  # type: ignore[no-untyped-call]
    return registry


def _only(collector: Collector) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(collector)
    return registry
