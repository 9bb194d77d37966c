"""What ``/metrics`` asks the database: each figure a question that stays cheap.

Each is read by an index or from a table that stays small; ``tests/rooms/test_metrics.py`` reads
the plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from prometheus_client.core import GaugeMetricFamily

from adulis.kernel import db
from adulis.ledger.chart import CHART

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
        "adulis_attempts_in_doubt",
        f"Payments of which the bank has not said what became of them, up to {MOST_COUNTED}.",
        (),
        "SELECT count(*) FROM (SELECT FROM payouts_attempt WHERE state = 'in_doubt'"
        " ORDER BY payout_id LIMIT %s) AS doubts",
        (MOST_COUNTED,),
    ),
    Gauge(
        "adulis_attempt_in_doubt_oldest_seconds",
        "How long ago the oldest payment that is in doubt was last sent.",
        (),
        "SELECT greatest(0, extract(epoch FROM adulis_clock() - min(sent_at))) FROM ("
        "   SELECT sent_at FROM payouts_attempt WHERE state = 'in_doubt'"
        "    ORDER BY payout_id LIMIT %s) AS doubts",
        (MOST_COUNTED,),
    ),
    Gauge(
        "adulis_bank_state",
        "1: the bank is in this state. Only while it is open are payments sent as they come.",
        ("bank", "state"),
        "SELECT bank, each, (each = state)::int FROM (SELECT bank,"
        "   CASE WHEN paused_reason <> '' THEN 'paused'"
        "        WHEN open_until > adulis_clock() THEN 'circuit_open'"
        "        WHEN trip_count > 0 THEN 'probing' ELSE 'open' END AS state"
        "   FROM (SELECT %s::text AS bank) AS connected"
        "   LEFT JOIN gateways_bank_health USING (bank)) AS told, unnest(%s::text[]) AS each",
        (settings.BANK_CODE, ["open", "probing", "circuit_open", "paused"]),
    ),
    Gauge(
        "adulis_payouts_ended",
        f"Payouts that came to an end in the last five minutes, up to {MOST_COUNTED}.",
        ("outcome",),
        "SELECT each, count(state) FROM unnest(%s::text[]) AS each LEFT JOIN ("
        "   SELECT state FROM payouts_payout"
        "    WHERE finished_at > (SELECT adulis_clock() - interval '5 minutes')"
        "    ORDER BY finished_at DESC LIMIT %s) AS ended ON state = each GROUP BY each",
        (["completed", "failed", "cancelled"], MOST_COUNTED),
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
        # The lag of pg_stat_replication is hidden from a role like the application's.
        "adulis_replication_lag_bytes",
        "Log that is written, and that the reader of a replication slot has not taken yet.",
        ("slot",),
        "SELECT slot_name, pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery()"
        "   THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, restart_lsn)"
        "  FROM pg_replication_slots WHERE restart_lsn IS NOT NULL",
    ),
    Gauge(
        "adulis_database_deadlocks",
        "Transactions that were ended because of a deadlock, since statistics are kept.",
        (),
        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
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
