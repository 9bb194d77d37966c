"""The verbs of reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.db.models import Q
from django.utils import timezone

from adulis.audit import actions as audit
from adulis.kernel import db, origins
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.kernel.machines import Role
from adulis.reports import flows
from adulis.reports.errors import (
    ReportNotFound,
    ReportNotReady,
    ReportPeriodInvalid,
    TooManyReports,
)
from adulis.reports.machine import REPORT, ReportState
from adulis.reports.models import Report
from adulis.reports.reckoning.kinds import RECKONINGS
from adulis.reports.values import (
    BOOKED_WITHIN,
    LONGEST_DAYS,
    MOST_UNFINISHED,
    OPERATORS,
    ReportKind,
    Row,
    totals_of,
)

# Whoever asks at the same moment is counted one after the other.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
_SUM_UP = f"""
INSERT INTO reports_flow AS flow (day, kind, account_kind, currency, in_minor, out_minor)
{flows.OF_THE_BOOK.format(until=" AND entry.xid::text::bigint < %(until)s")}
    ON CONFLICT (day, kind, account_kind, currency) DO UPDATE
   SET in_minor = flow.in_minor + excluded.in_minor,
       out_minor = flow.out_minor + excluded.out_minor
"""  # noqa: S608  made of the pieces above
# So many that a statement is far from what one may take, however many rows there are.
_ROWS_AT_ONCE = 10_000
_ROW_COLUMNS = {"report_id": "uuid", "position": "int", "place": "text", "cells": "jsonb"}


@db.transaction_required
def ask_report(
    *,
    kind: ReportKind,
    merchant_id: UUID | None,
    from_on: date,
    to_on: date,
    actor: Actor,
    at: datetime,
) -> Report:
    """Ask for a report of days, both included; None: about the whole platform.

    Raises ReportPeriodInvalid, TooManyReports.
    """
    db.execute(_ONE_AT_A_TIME, [f"reports/{merchant_id}"])
    now = db.clock()
    today = now.astimezone(timezone.get_default_timezone()).date()
    if to_on < from_on:
        raise ReportPeriodInvalid("It ends before it begins.", pointer="/to")
    if to_on > today:
        raise ReportPeriodInvalid(f"It ends after today, {today}.", pointer="/to")
    if (to_on - from_on).days >= LONGEST_DAYS:
        raise ReportPeriodInvalid(
            f"It is longer than {LONGEST_DAYS} days.", pointer="/from", maximum_days=LONGEST_DAYS
        )
    unfinished = _unfinished_beside(merchant_id, actor)
    if unfinished >= MOST_UNFINISHED:
        raise TooManyReports(unfinished=unfinished)
    # After this point nothing is refused.
    report = Report.objects.create(
        kind=kind,
        merchant_id=merchant_id,
        from_on=from_on,
        to_on=to_on,
        asked_by=str(actor),
        asked_at=now,
        origin=origins.current(),
        parts_count=len(RECKONINGS[kind].parts),
        due_at=_ready_at(to_on, now),
    )
    period = {"from": from_on.isoformat(), "to": to_on.isoformat()}
    _audit(report, "ask", {"kind": kind, **period}, actor, at)
    return report


@db.transaction_required
def note_progress(
    *, claim: Claim, done: int, lease_until: datetime, actor: Actor, at: datetime
) -> bool:
    """So many parts are read, and whoever reads goes on; False: it is somebody else's by now."""
    rows = Report.objects.filter(id=claim.id, claim_count=claim.fence, state=ReportState.ASKED)
    return rows.update(parts_done=done, lease_until=lease_until) == 1


@db.transaction_required
def keep_report(
    *, claim: Claim, rows: Sequence[Row], taken_at: datetime, actor: Actor, at: datetime
) -> bool:
    """Keep all rows at once; the report is ready. False: it is somebody else's by now."""
    report = _claimed(claim)
    if report is None:
        return False
    told = [
        (report.id, position, row.place, orjson.dumps(list(row.cells)).decode())
        for position, row in enumerate(rows, start=1)
    ]
    for start in range(0, len(told), _ROWS_AT_ONCE):
        db.insert_rows("reports_row", _ROW_COLUMNS, told[start : start + _ROWS_AT_ONCE])
    report.row_count, report.taken_at = len(rows), taken_at
    report.parts_done = report.parts_count
    report.totals = totals_of(RECKONINGS[ReportKind(report.kind)].columns, rows)
    _finish(report, "make", {"rows": len(rows)}, actor, at)
    return True


@db.transaction_required
def give_up_report(*, claim: Claim, reason: str, actor: Actor, at: datetime) -> bool:
    """It cannot be made: too large, too slow, or the death of whoever reads it."""
    report = _claimed(claim)
    if report is None:
        return False
    report.reason = reason
    _finish(report, "give_up", {"reason": reason}, actor, at)
    return True


@db.transaction_required
def note_download(*, report_id: UUID, form: str, actor: Actor, at: datetime) -> None:
    """An operator takes a copy. Raises ReportNotFound, ReportNotReady."""
    report = Report.objects.filter(id=report_id).first()
    if report is None:
        raise ReportNotFound
    if report.state != ReportState.READY:
        raise ReportNotReady
    _audit(report, "download", {"format": form}, actor, at)


@db.transaction_required
def sum_flows(*, transactions: int) -> bool:
    """Add what was booked since the last time to the sums of each day; whether more is waiting.

    Only entries of transactions older than every running one, and of so many transactions at a
    time: what is read lies together in the book, however much comes behind it.
    """
    since = db.fetch_value(flows.LOCKED_MARK)
    if since is None:  # somebody else is at it
        return False
    horizon = db.fetch_value(flows.HORIZON)
    # Never back, also where a dump has come to a server that has counted less far.
    until = max(since, min(horizon, since + transactions))
    zone = timezone.get_default_timezone_name()
    db.execute(_SUM_UP, {"since": since, "until": until, "zone": zone})
    db.execute("UPDATE reports_flow_mark SET through_xid = %s WHERE id = 1", [until])
    return bool(until < horizon)


def _ready_at(to_on: date, now: datetime) -> datetime:
    """When all that was booked by the end of a day that is over can be read, which is soon after.

    A transaction that has read the clock before midnight may be seen only after it.
    """
    zone = timezone.get_default_timezone()
    end = datetime.combine(to_on + timedelta(days=1), time.min, tzinfo=zone)
    return now if end > now else max(now, end + BOOKED_WITHIN)


def _unfinished_beside(merchant_id: UUID | None, actor: Actor) -> int:
    """What is being made about the same, for the same side: operators take up no merchant's turn,
    and what they ask about a merchant is not to be noticed by it.
    """
    asked = Report.objects.filter(state=ReportState.ASKED)
    about = (
        asked.filter(merchant=None)
        if merchant_id is None
        else asked.filter(merchant_id=merchant_id)
    )
    by_operators = Q(asked_by__startswith=OPERATORS)
    return about.filter(by_operators if actor.role is Role.OPERATOR else ~by_operators).count()


def _claimed(claim: Claim) -> Report | None:
    rows = Report.objects.select_for_update(no_key=True).filter(id=claim.id)
    return rows.filter(claim_count=claim.fence, state=ReportState.ASKED).first()


def _finish(report: Report, verb: str, told: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    report.state = REPORT.take(verb, ReportState(report.state), actor.role).target
    report.finished_at = db.clock()
    report.due_at = report.lease_until = None
    report.save()
    _audit(report, verb, told, actor, at)


def _audit(report: Report, verb: str, told: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    is_merchants_own = actor.role is not Role.OPERATOR and not report.asked_by.startswith(OPERATORS)
    audit.write(
        actor=actor,
        action=f"report.{verb}",
        subject=report.subject,
        # Whoever is looked into by an operator must not learn of it from their own log.
        merchant_id=report.merchant_id if is_merchants_own else None,
        before={},
        after={"state": str(report.state), **told},
        at=at,
    )
