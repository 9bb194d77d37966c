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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hmac import compare_digest
from math import inf
from typing import Any

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
from adulis.ledger.chart import CHART
from adulis.ops.worker import TRACES

# Several who ask at once, or too often, get the same answer.
KEPT_SECONDS = 5.0
LONGEST_SECONDS = 5

# What waits to be done, by whom it is done: a table, and what of it waits.
QUEUES: Mapping[str, tuple[str, str]] = {
    "payouts.dispatch": ("payouts_payout", "due_at IS NOT NULL"),
    "payouts.attempts": ("payouts_attempt", "due_at IS NOT NULL"),
    "payouts.batches": ("payouts_batch", "due_at IS NOT NULL"),
    "gateways.callbacks": ("gateways_callback", "due_at IS NOT NULL"),
    "gateways.statement_lines": ("gateways_statement_line", "due_at IS NOT NULL"),
    "deposits.deposits": ("deposits_deposit", "due_at IS NOT NULL"),
    "deposits.refunds": ("deposits_refund", "due_at IS NOT NULL"),
    "deposits.chargebacks": ("deposits_chargeback", "due_at IS NOT NULL"),
    "timers": ("timers_timer", "state = 'running'"),
    "webhooks.deliveries": ("webhooks_delivery", "state = 'pending'"),
    "mail.letters": ("mail_letter", "state = 'queued'"),
}
# A queue that is longer is too long, and nobody needs to know how much too long.
MOST_COUNTED = 100_000
CURRENCIES = ("INR", "USD", "EUR", "GBP")


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure with labels; ``sql`` gives the labels, in order, and the value last."""

    name: str
    help: str
    labels: tuple[str, ...]
    sql: str
    params: tuple[Any, ...] = ()

    def read(self) -> GaugeMetricFamily:
        family = GaugeMetricFamily(self.name, self.help, labels=self.labels)
        for *labels, value in db.fetch_all(self.sql, list(self.params)):
            family.add_metric([str(each) for each in labels], float(value or 0))
        return family


def _of_queues(what: str) -> str:
    """``what`` of every queue, with its table, what of it waits, and the most that is counted."""
    told = (
        (name, what.format(table=table, waiting=waiting, most=MOST_COUNTED))
        for name, (table, waiting) in QUEUES.items()
    )
    return " UNION ALL ".join(f"SELECT '{name}' AS queue, {value} AS value" for name, value in told)


def _own_accounts() -> Iterator[str]:
    """Addresses of the accounts that are no client's; there are few, and an index finds each."""
    codes = {"bank": settings.BANK_CODE, "gateway": settings.PAYMENT_GATEWAY_CODE}
    for entry in CHART:
        if entry.side != "client":
            pattern = entry.pattern.replace(
                "<code>", codes.get(entry.pattern.partition("/")[0], "")
            )
            yield from (pattern.replace("<CCY>", currency) for currency in CURRENCIES)


GAUGES = (
    Gauge(
        "adulis_queue_due",
        f"Work that is due now and waits to be done, up to {MOST_COUNTED}.",
        ("queue",),
        _of_queues(
            "(SELECT count(*) FROM (SELECT FROM {table} WHERE {waiting}"
            " AND due_at <= adulis_clock() LIMIT {most}) AS due)"
        ),
    ),
    Gauge(
        "adulis_queue_overdue_seconds",
        "For how long the oldest work of a queue has been due.",
        ("queue",),
        _of_queues(
            "greatest(0, extract(epoch FROM adulis_clock()"
            " - (SELECT min(due_at) FROM {table} WHERE {waiting})))"
        ),
    ),
    Gauge(
        "adulis_consumer_behind_seconds",
        "For how long the next event that a consumer has not read has been there.",
        ("consumer",),
        "SELECT consumer, greatest(0, extract(epoch FROM adulis_clock() - ("
        "   SELECT at FROM events_event WHERE (xid, id) > (cursor.xid::text::xid8, cursor.id)"
        "    ORDER BY xid, id LIMIT 1))) FROM events_cursor AS cursor",
    ),
    Gauge(
        "adulis_cases_open",
        "Questions that only people may answer.",
        ("kind",),
        "SELECT kind, count(*) FROM cases_case WHERE state <> 'closed' GROUP BY kind",
    ),
    Gauge(
        "adulis_case_oldest_seconds",
        "The age of the oldest open question of a kind.",
        ("kind",),
        "SELECT kind, extract(epoch FROM adulis_clock() - min(opened_at))"
        " FROM cases_case WHERE state <> 'closed' GROUP BY kind",
    ),
    Gauge(
        "adulis_ledger_balance_minor",
        "What an account of the world or the platform holds, in minor units.",
        ("account", "currency"),
        "SELECT address, currency, ledger_balance(id) FROM ledger_account"
        " WHERE address = ANY (%s)",
        (list(_own_accounts()),),
    ),
    Gauge(
        "adulis_workers_alive",
        "Workers that were seen within half a minute.",
        (),
        "SELECT count(*) FROM ops_heartbeat"
        " WHERE seen_at > adulis_clock() - interval '30 seconds'",
    ),
    Gauge(
        "adulis_transaction_horizon_behind",
        "Transactions begun since the oldest that still runs: consumers wait for that one.",
        (),
        "SELECT pg_snapshot_xmax(snapshot)::text::bigint - pg_snapshot_xmin(snapshot)::text::bigint"
        "  FROM pg_current_snapshot() AS snapshot",
    ),
    Gauge(
        "adulis_database_connections",
        "Connections to this database, by what they do.",
        ("state",),
        "SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() GROUP BY 1",
    ),
    Gauge(
        "adulis_backup_slot_lost",
        "1: the server has removed log that was not backed up yet.",
        (),
        "SELECT coalesce(wal_status = 'lost', false)::int FROM pg_replication_slots"
        " WHERE slot_name = 'adulis_backup'",
    ),
    Gauge(
        "adulis_invariants_broken",
        "Promises that the last examination found broken.",
        ("invariant",),
        "SELECT told.* FROM ops_examination, jsonb_each_text(broken) AS told(name, row_count)",
    ),
    Gauge(
        "adulis_invariants_examined_seconds",
        "For how long nobody has examined the invariants.",
        (),
        "SELECT extract(epoch FROM adulis_clock() - examined_at) FROM ops_examination",
    ),
)  # fmt: skip
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
