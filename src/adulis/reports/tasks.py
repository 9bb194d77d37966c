"""The worker's door: one report after the other, read at one moment, kept in one commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import OperationalError

from adulis.kernel import db, due, failpoints, origins
from adulis.kernel.actors import system
from adulis.kernel.due import Claim
from adulis.reports import actions, queries
from adulis.reports.models import Report
from adulis.reports.reckoning.kinds import RECKONINGS
from adulis.reports.values import MOST_ROWS, Part, Read, ReportKind, Row, Scope

log = structlog.get_logger(__name__)

WORKER = system("reports")
# A statement that takes longer is given up, and so is its report: it would only be as slow again.
STATEMENT_SECONDS = 240
# For one statement, and for keeping what it found.
LEASE = timedelta(seconds=STATEMENT_SECONDS + 120)
# So many that a share of them is done well within what a statement may take.
TRANSACTIONS_AT_ONCE = 20_000
_QUERY_CANCELED = "57014"


class TooManyRows(RuntimeError):
    """More than a report may have."""


def make_reports(limit: int = 1) -> int:
    """Make reports that were asked for, the longest waiting first; returns how many it looked at.

    Killed anywhere, nothing of a report is there, and whoever comes after the lease reads it anew.
    """
    claims = due.claim(
        "reports_report",
        limit=limit,
        lease_seconds=int(LEASE.total_seconds()),
        only="state = 'asked'",
    )
    for claim in claims:
        failpoints.hit("report.after_lease")
        if claim.is_poison:
            _give_up(claim, "deadly")
        else:
            _make(claim)
    return len(claims)


def sum_flows(transactions: int = TRANSACTIONS_AT_ONCE) -> int:
    """Sum up what flowed, day by day; for the worker, every minute, or at once if more waits."""
    with db.transaction():
        return int(actions.sum_flows(transactions=transactions))


def _make(claim: Claim) -> None:
    report = Report.objects.get(id=claim.id)
    with origins.bearing(report.origin):
        _make_of(claim, report)


def _make_of(claim: Claim, report: Report) -> None:
    scope = queries.scope_of(report)
    try:
        with db.snapshot(statement_seconds=STATEMENT_SECONDS) as read:
            [(taken_at,)] = read("SELECT adulis_clock()", None)
            rows = _read(claim, RECKONINGS[ReportKind(report.kind)].parts, read, scope)
    except TooManyRows:
        _give_up(claim, "too_large")
        return
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != _QUERY_CANCELED:
            raise
        _give_up(claim, "too_slow")
        return
    if rows is not None:
        _keep(claim, rows, taken_at)


def _read(claim: Claim, parts: Sequence[Part], read: Read, scope: Scope) -> list[Row] | None:
    """All rows; None where somebody else has begun anew, since this took too long."""
    rows: list[Row] = []
    for done, part in enumerate(parts, start=1):
        rows += part(_no_more_than_may_be(read), scope)
        if len(rows) > MOST_ROWS:
            raise TooManyRows
        with db.transaction():
            now = db.clock()
            if not actions.note_progress(
                claim=claim, done=done, lease_until=now + LEASE, actor=WORKER, at=now
            ):
                return None
    return rows


def _no_more_than_may_be(read: Read) -> Read:
    """One row more than a report may have says as much as all of them, and fits into memory."""

    def some(sql: str, params: Any) -> list[tuple[Any, ...]]:
        return read(f"SELECT * FROM ({sql}) AS told LIMIT {MOST_ROWS + 1}", params)  # noqa: S608

    return some


def _keep(claim: Claim, rows: list[Row], taken_at: datetime) -> None:
    with db.transaction():
        actions.keep_report(claim=claim, rows=rows, taken_at=taken_at, actor=WORKER, at=db.clock())
        failpoints.hit("report.before_commit")
    failpoints.hit("report.after_commit")
    log.info("report.made", report_id=str(claim.id), rows=len(rows))


def _give_up(claim: Claim, reason: str) -> None:
    log.warning("report.given_up", report_id=str(claim.id), reason=reason)
    with db.transaction():
        actions.give_up_report(claim=claim, reason=reason, actor=WORKER, at=db.clock())
