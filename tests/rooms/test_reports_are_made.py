"""How a report is made: in the background, of one moment, whole or not at all; and its files."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import DatabaseError, InternalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from adulis.audit.models import AuditRecord
from adulis.gateways.values import Verdict
from adulis.kernel import db, due
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.due import POISON_AFTER_CLAIMS, Claim
from adulis.papers.press import PDF
from adulis.reports import actions, copies, queries, tasks
from adulis.reports.errors import (
    ReportNotFound,
    ReportNotReady,
    ReportPeriodInvalid,
    ReportTooLong,
    TooManyReports,
)
from adulis.reports.models import Report, ReportRow
from adulis.reports.values import (
    BOOKED_WITHIN,
    MERCHANT_KINDS,
    MOST_ROWS_PRINTED,
    MOST_UNFINISHED,
    Read,
    ReportKind,
    Row,
    Scope,
    totals_of,
)
from tests.databases import TestDatabase
from tests.giving_back import pass_time
from tests.paper import text_of
from tests.processes import REPOSITORY, Source
from tests.reporting import asked, scope, today
from tests.reporting import told as read_now
from tests.rows import changed_since, everything
from tests.words import said, started
from tests.world import a_shop

K = ReportKind
DAY = timedelta(days=1)
OPERATOR = Actor(ActorKind.OPERATOR, "01a1fcf6-0f50-74d7-ab4d-8435be83fe31")
KILLED = -9
AUCTION = ["2026-11-20", "=cmd|'/c calc'!A1", "reverse", "open", "closed", 2, 3, "INR"]


def the_lease_is_over() -> None:
    db.execute("UPDATE reports_report SET lease_until = adulis_clock()")


def claimed() -> Claim:
    [claim] = due.claim("reports_report", limit=1, lease_seconds=60, only="state = 'asked'")
    return claim


def kept(report: Report, *rows: list[Any]) -> Report:
    claim = claimed()
    with db.transaction():
        assert actions.keep_report(
            claim=claim, rows=[Row(each, "deal/1") for each in rows], taken_at=db.clock(),
            actor=tasks.WORKER, at=db.clock(),
        )  # fmt: skip
    report.refresh_from_db()
    return report


@pytest.mark.django_db
class TestAsking:
    def test_leaves_a_record_that_only_operators_see(self) -> None:
        shop = a_shop()
        asked(merchant_id=shop.id, by=OPERATOR)
        asked(merchant_id=shop.id, by=shop.actor)
        records = AuditRecord.objects.filter(action="report.ask").order_by("id")
        assert [each.merchant_id for each in records] == [None, shop.id]

    @pytest.mark.parametrize(("first", "last"), [(0, -1), (1, 1), (-366, 0)])
    def test_about_a_period_that_cannot_be(self, first: int, last: int) -> None:
        before = everything()
        with pytest.raises(ReportPeriodInvalid), db.transaction():
            actions.ask_report(
                kind=K.FEES, merchant_id=None, from_on=today() + first * DAY,
                to_on=today() + last * DAY, actor=OPERATOR, at=db.clock(),
            )  # fmt: skip
        assert changed_since(before) == {}

    def test_for_too_many_at_once(self) -> None:
        shop = a_shop()
        for _ in range(MOST_UNFINISHED):
            asked(merchant_id=shop.id, by=shop.actor)
        with pytest.raises(TooManyReports):
            asked(merchant_id=shop.id, by=shop.actor)
        asked(merchant_id=a_shop().id, by=shop.actor)

    def test_by_operators_takes_up_no_turn_of_the_merchant(self) -> None:
        shop = a_shop()
        for _ in range(MOST_UNFINISHED):
            asked(merchant_id=shop.id, by=OPERATOR)
        with pytest.raises(TooManyReports):
            asked(merchant_id=shop.id, by=OPERATOR)
        for _ in range(MOST_UNFINISHED):
            asked(merchant_id=shop.id, by=shop.actor)
        with pytest.raises(TooManyReports):
            asked(merchant_id=shop.id, by=shop.actor)

    def test_only_ones_own_are_seen(self) -> None:
        shop, other = a_shop(), a_shop()
        own, theirs = (asked(merchant_id=each.id, by=each.actor) for each in (shop, other))
        about = asked(merchant_id=shop.id, by=OPERATOR)
        assert queries.report_of(shop.viewer, own.id) == own
        with pytest.raises(ReportNotFound):
            queries.report_of(shop.viewer, theirs.id)
        assert [each.id for each in queries.reports_for_operator()] == [about.id]
        with pytest.raises(ReportNotFound):
            queries.report_for_operator(own.id)
        # What an operator asks about somebody is not told to them.
        with pytest.raises(ReportNotFound):
            queries.report_of(shop.viewer, about.id)


@pytest.mark.django_db
class TestPeriods:
    def test_that_are_just_over_are_read_when_all_is_booked(self) -> None:
        zone = timezone.get_default_timezone()
        midnight = datetime.combine(today() + DAY, time.min, tzinfo=zone)
        pass_time(midnight - db.clock() + timedelta(seconds=1))
        report = _asked_to(today() - DAY)
        assert report.due_at == midnight + BOOKED_WITHIN
        assert tasks.make_reports() == 0
        pass_time(BOOKED_WITHIN)
        assert _asked_to(today() - DAY).due_at == Report.objects.latest("id").asked_at

    def test_that_are_not_over_are_read_at_once(self) -> None:
        report = _asked_to(today())
        assert report.due_at == report.asked_at


def _asked_to(to_on: date) -> Report:
    with db.transaction():
        return actions.ask_report(
            kind=K.FEES, merchant_id=None, from_on=to_on, to_on=to_on, actor=OPERATOR,
            at=db.clock(),
        )  # fmt: skip


@pytest.mark.django_db
class TestMany:
    """Rows, as many as may be and more."""

    def test_are_not_read_once_there_are_too_many(self) -> None:
        def endless(read: Read, about: Scope) -> list[Row]:
            return [
                Row(row) for row in read("SELECT generate_series(1, %(many)s)", {"many": 10**12})
            ]

        asked(by=OPERATOR)
        with pytest.raises(tasks.TooManyRows):
            tasks._read(claimed(), [endless], db.fetch_all, scope(K.FEES))

    def test_are_written_a_share_at_a_time(self) -> None:
        row = [*AUCTION, 9, 8, 7, 1, 2]
        with CaptureQueriesContext(connection) as statements:
            report = kept(asked(K.AUCTIONS, by=OPERATOR), *[row] * 20_001)
        written = [each for each in statements if "INSERT INTO reports_row" in each["sql"]]
        assert len(written) == 3
        assert report.row_count == ReportRow.objects.count() == 20_001


@pytest.mark.django_db
class TestWhatWasKept:
    def test_is_never_changed(self) -> None:
        report = kept(asked(K.AUCTIONS, by=OPERATOR), [*AUCTION, 9, 8, 7, 1, 2])
        row = ReportRow.objects.get()
        for change in (
            lambda: Report.objects.filter(id=report.id).update(row_count=2),
            lambda: Report.objects.filter(id=report.id).update(state="asked"),
            report.delete,
            lambda: ReportRow.objects.filter(id=row.id).update(place="deal/2"),
        ):
            with pytest.raises(DatabaseError), db.transaction():
                change()

    def test_has_the_columns_it_was_made_with(self) -> None:
        """One of payouts, as it was kept before payouts that were paid late stood in it."""
        report = asked(K.PAYOUTS, by=OPERATOR)
        cells = ["imps", "INR", 2, 1, 0, 0, 6_666, 5_000, 1, 2, 3]
        ReportRow.objects.create(report=report, position=1, cells=cells)
        report.totals = [
            {"currency": "INR", "rows": 1, "completed": 2, "failed": 1, "cancelled": 0,
             "returned": 0, "paid_minor": 5_000},
        ]  # fmt: skip
        report.state, report.row_count, report.parts_done = "ready", 1, 1
        report.taken_at = report.finished_at = db.clock()
        report.due_at = None
        report.save()
        head, row, total = csv.reader(StringIO(b"".join(copies.as_csv(report)).decode()))
        assert (head[-1], row[-1], total[7]) == ("ninety_ninth_seconds", "3", "50.00")
        assert len(head) == len(row) == len(total) == len(cells)
        assert "99 % within" in text_of(copies.as_pdf(report, about="the platform"))
        told, _ = queries.rows_behind(report, 1)
        assert told["completed"] == 2
        assert [name for name, _ in copies.totals_shown(report)[0]][-1] == "Paid"

    def test_that_only_paid_late_is_of_that_day(self) -> None:
        shop = a_shop(paise=500_000)
        attempt = started(shop.pay_out(60_000))
        said(attempt, Verdict.REFUSED)
        pass_time(2 * DAY)
        said(attempt, Verdict.SUCCESS)
        [row] = read_now(K.PAYOUTS, shop.id, back=0)
        figures = [row[name] for name in ("completed", "failed", "success", "paid_minor")]
        assert (row["mode"], figures) == (attempt.mode, [0, 0, None, 0])
        assert (row["median_seconds"], row["paid_late"], row["paid_late_minor"]) == (
            None, 1, 60_000,
        )  # fmt: skip

    def test_is_defused_in_a_spreadsheet_and_numbers_stay_numbers(self) -> None:
        report = kept(
            asked(K.AUCTIONS, by=OPERATOR),
            [*AUCTION, 900_005, 800_000, 700_000, 100_000, -200_005],
            [*AUCTION[:7], "USD", 1, None, None, None, None],
        )
        body = b"".join(copies.as_csv(report)).decode()
        head, first, second, *totals = csv.reader(StringIO(body))
        told = dict(zip(head, first, strict=True))
        assert told["deal"] == "'=cmd|'/c calc'!A1"
        assert (told["start_minor"], told["better_minor"]) == ("9000.05", "-2000.05")
        assert second[-1] == ""
        assert [each[0] for each in totals] == ["Total", "Total"]
        assert [each[-1] for each in totals] == ["-2000.05", "0.00"]
        # Whoever asks again is given the same bytes.
        assert b"".join(copies.as_csv(report)).decode() == body

    def test_on_paper(self) -> None:
        report = kept(asked(K.AUCTIONS, by=OPERATOR), [*AUCTION, 900_005, 8, 7, 1, -2])
        paper = copies.as_pdf(report, about="the platform")
        text = text_of(paper)
        assert "Auction competition" in text
        assert "9,000.05" in text
        assert paper == copies.as_pdf(report, about="the platform")
        assert PDF == "application/pdf"
        report.row_count = MOST_ROWS_PRINTED + 1
        with pytest.raises(ReportTooLong):
            copies.as_pdf(report, about="the platform")

    def test_is_not_read_before_it_is_there(self) -> None:
        report = asked(by=OPERATOR)
        for read in (
            lambda: queries.rows_of(report, limit=1),
            lambda: copies.as_pdf(report, about="x"),
        ):
            with pytest.raises(ReportNotReady):
                read()
        with pytest.raises(ReportNotReady), db.transaction():
            actions.note_download(report_id=report.id, form="csv", actor=OPERATOR, at=db.clock())

    def test_a_row_behind_which_nothing_is_looked_up(self) -> None:
        report = kept(asked(K.AUCTIONS, by=OPERATOR), [*AUCTION, 9, 8, 7, 1, 2])
        told, [thing] = queries.rows_behind(report, 1)
        assert (told["deal"], thing.place) == (AUCTION[1], "deal/1")
        with pytest.raises(ReportNotFound):
            queries.rows_behind(report, 2)


@pytest.mark.django_db
def test_one_that_kills_whoever_reads_it_is_given_up() -> None:
    report = asked(by=OPERATOR)
    for _ in range(POISON_AFTER_CLAIMS):
        claimed()
        the_lease_is_over()
    assert tasks.make_reports() == 1
    report.refresh_from_db()
    assert (report.state, report.reason) == ("failed", "deadly")


@pytest.mark.django_db
def test_whoever_lost_the_lease_writes_nothing() -> None:
    asked(by=OPERATOR)
    late = claimed()
    the_lease_is_over()
    claimed()
    before = everything()
    with db.transaction():
        now = db.clock()
        told: dict[str, Any] = {"claim": late, "actor": tasks.WORKER, "at": now}
        assert not actions.note_progress(done=1, lease_until=now, **told)
        assert not actions.keep_report(rows=[], taken_at=now, **told)
        assert not actions.give_up_report(reason="too_slow", **told)
    assert changed_since(before) == {}


def test_all_kinds_are_made_by_the_worker(fresh_database: TestDatabase) -> None:
    shop = a_shop(paise=100_000)
    reports = [asked(kind, shop.id, by=shop.actor) for kind in MERCHANT_KINDS[:MOST_UNFINISHED]]
    reports += [asked(kind, by=OPERATOR) for kind in K if kind not in MERCHANT_KINDS[:5]]
    while tasks.make_reports():
        pass
    for report in reports:
        report.refresh_from_db()
        assert (report.state, report.parts_done) == ("ready", report.parts_count)
        rows = list(queries.all_rows(report))
        assert len(rows) == report.row_count
        assert totals_of(queries.columns_of(report), rows) == report.totals
    whole = Report.objects.get(kind=K.SAFEGUARDING)
    assert [each["clients_minor"] - each["assets_minor"] for each in whole.totals] == [0]


def test_all_of_it_is_of_one_moment(fresh_database: TestDatabase) -> None:
    """Money comes between two questions of one report: it is in none of its figures."""
    shop = a_shop(paise=100_000)
    question = "SELECT sum(amount_minor) FILTER (WHERE amount_minor > 0)::bigint FROM ledger_line"
    with db.snapshot(statement_seconds=60) as read:
        before = read(question, None)
        shop.credit(50_000)
        assert read(question, None) == before
        with pytest.raises(InternalError, match="read-only"):
            read("UPDATE reports_report SET row_count = 1 RETURNING id", None)
    assert db.fetch_all(question) == [(before[0][0] + 50_000,)]


@pytest.mark.parametrize(
    "point", ["report.after_lease", "report.before_commit", "report.after_commit"]
)
def test_killed_anywhere_it_is_there_whole_or_not_at_all(
    fresh_database: TestDatabase, point: str
) -> None:
    shop = a_shop(paise=100_000)
    report = asked(merchant_id=shop.id, by=shop.actor)
    program = (
        "import django; django.setup(); from adulis.reports import tasks; tasks.make_reports()"
    )
    with fresh_database.visited() as visitor:
        environment = Source().environment(visitor) | {"ADULIS_FAILPOINT": point}
        died = subprocess.run(
            [sys.executable, "-c", program], cwd=REPOSITORY, env=environment, check=False
        )
    assert died.returncode == KILLED
    report.refresh_from_db()
    is_made = point == "report.after_commit"
    assert (report.state, ReportRow.objects.count()) == (("ready", 1) if is_made else ("asked", 0))
    # Nobody takes it before the lease is over, and then somebody does.
    assert tasks.make_reports() == 0
    if not is_made:
        the_lease_is_over()
        assert tasks.make_reports() == 1
    report.refresh_from_db()
    assert (report.state, report.row_count, ReportRow.objects.count()) == ("ready", 1, 1)
