"""The first page of the back office: each figure is what SQL of its own finds, and leads there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from adulis.backoffice.charts import HEIGHT, WIDTH, Chart, Point, beside, shares
from adulis.gateways.values import Verdict
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.money import rupee_text, rupees
from adulis.ledger import queries as book
from adulis.ops.documents.ledger import postings_of
from adulis.ops.documents.rooms import modules
from adulis.ops.invariants import all_checks, examine
from adulis.reports import queries, tasks
from adulis.reports.values import ASSETS, CLIENTS, MOVEMENTS, OWN, MovedOnDay
from tests.backoffice import operator, text_of
from tests.book import let_the_horizon_pass
from tests.databases import TestDatabase
from tests.giving_back import asked, paid, pass_time
from tests.reporting import a_busy_day, today
from tests.words import said, started
from tests.world import a_shop

DECIDERS = (OperatorRole.FINANCE, OperatorRole.COMPLIANCE, OperatorRole.ADMIN)
OF_MONEY = ["Paid out today", "Paid in today", "In escrow now", "Owed to clients"]
OF_PAYOUTS = ["Payouts that succeeded", "Half were paid within", "Payouts in doubt"]

_MOVED = """
SELECT (entry.at AT TIME ZONE 'Asia/Kolkata')::date, sum(line.amount_minor)::bigint
  FROM ledger_entry entry, ledger_line line, ledger_account account
 WHERE line.entry_id = entry.id AND account.id = line.account_id
   AND account.address LIKE %s AND entry.kind = ANY (%s) AND line.amount_minor > 0
 GROUP BY 1
"""
_AS_AN_ADDRESS = {
    "paid_out": ("bank/%/clearing/INR", ["payout_completed", "payout_paid_late"]),
    "paid_in": (
        "merchant/%/INR",
        ["bank_transfer_credited", "credit_assigned", "deposit_captured", "payment_assigned"],
    ),
    "into_escrow": ("escrow/%/INR", ["milestone_funded"]),
}


pytestmark = pytest.mark.usefixtures("at_the_desk")


def seen(client: Client) -> Any:
    """What the first page is made of."""
    return client.get("/admin/").context["overview"]


def cards(told: Any) -> dict[str, tuple[str, str]]:
    return {each.title: (each.figure, each.note.replace("\xa0", " ")) for each in told["cards"]}


def moved(named: str) -> dict[date, int]:
    """What a movement came to, day by day, by SQL of its own."""
    return dict(db.fetch_all(_MOVED, list(_AS_AN_ADDRESS[named])))


def held(*kinds: str) -> int:
    """In rupees' paise, by the trial balance."""
    sums = book.trial_balance().by_kind
    return sum(sums[kind, "INR"].minor for kind in kinds if (kind, "INR") in sums)


def days_of(chart: Chart) -> dict[date, int]:
    return {each.day: each.minor for each in chart.points if each.minor}


@pytest.mark.django_db
class TestEmpty:
    def test_says_so(self) -> None:
        client = operator(OperatorRole.ADMIN)
        told = seen(client)
        assert cards(told) == {
            "Paid out today": ("₹0.00", "₹0.00 in 30 days"),
            "Paid in today": ("₹0.00", "₹0.00 in 30 days"),
            "In escrow now": ("₹0.00", "with what is in dispute"),
            "Owed to clients": ("₹0.00", "₹0.00 more is there, the platform's own"),
            "Payouts that succeeded": ("–", "0 of 0 the bank decided on, 7 days"),
            "Payouts in doubt": ("0", "Nothing is unknown."),
        }
        page = text_of(client.get("/admin/"))
        assert page.count("Nothing in these days.") == 4
        assert "Nothing is held yet." in page
        assert "Payouts that ended" not in page

    def test_draws_without_anything_that_the_policy_of_contents_forbids(self) -> None:
        page = operator(OperatorRole.ADMIN).get("/admin/").content.decode()
        main = page.partition('<section class="cards"')[2].partition('id="content-main"')[0]
        assert main
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", main)


@pytest.mark.django_db
class TestFigures:
    def test_are_what_the_ledger_says(self) -> None:
        a_busy_day()
        told = seen(operator(OperatorRole.FINANCE))
        for chart in told["charts"]:
            known = moved(chart.name)
            assert days_of(chart) == known, chart.name
            assert len(known) >= 1
            assert chart.sum == rupee_text(sum(known.values()))
        found = cards(told)
        for title, named in (("Paid out today", "paid_out"), ("Paid in today", "paid_in")):
            by_day = moved(named)
            whole = f"{rupee_text(sum(by_day.values()))} in 30 days"
            assert found[title] == (rupee_text(by_day.get(today(), 0)), whole)
        escrow = held("escrow", "dispute")
        assert escrow > 0
        assert found["In escrow now"][0] == rupee_text(escrow)
        assert told["escrow"].points[-1].minor == escrow
        assert found["Owed to clients"][0] == rupee_text(held(*CLIENTS))

    def test_of_clients_money_come_to_nothing_together(self) -> None:
        a_busy_day()
        told = seen(operator(OperatorRole.FINANCE))
        assets, foreign, clients, own = (each.minor for each in told["safeguarding"])
        assert (assets, foreign, clients) == (-held(*ASSETS), -held("fx"), held(*CLIENTS))
        assert own == held(*(kind for kind in OWN if kind != "fx"))
        assert assets + foreign == clients + own
        known = {(row.kind, row.balance.currency) for row in book.trial_balance().rows}
        assert len(told["whose"].rows) == len(known)

    def test_of_escrow_are_those_of_each_days_end(self) -> None:
        a_busy_day()
        before = held("escrow", "dispute")
        pass_time(timedelta(days=2))
        told = seen(operator(OperatorRole.FINANCE))
        points = told["escrow"].points
        assert [each.minor for each in points[-2:]] == [held("escrow", "dispute")] * 2
        assert points[-3].minor == before
        assert points[0].minor == 0

    def test_count_on_the_day_it_happened_whenever_it_was_booked(self) -> None:
        shop, back = a_shop(), db.clock() - timedelta(days=9)
        shop.credit(70_000, at=back)
        shop.credit(30_000)
        chart = seen(operator(OperatorRole.FINANCE))["charts"][1]
        assert days_of(chart) == {today() - timedelta(days=9): 70_000, today(): 30_000}

    def test_leave_out_what_is_older_but_not_from_what_is_held(self) -> None:
        shop = a_shop()
        shop.credit(70_000, at=db.clock() - timedelta(days=30))
        shop.credit(30_000, at=db.clock() - timedelta(days=29))
        told = seen(operator(OperatorRole.FINANCE))
        assert told["charts"][1].sum == "₹300.00"
        assert cards(told)["Owed to clients"][0] == "₹1,000.00"

    def test_of_payouts_are_the_reports(self) -> None:
        shop = a_shop(paise=10_000_000)
        for verdict in (Verdict.SUCCESS, Verdict.SUCCESS, Verdict.REFUSED):
            said(started(shop.pay_out(60_000)), verdict)
        told = seen(operator(OperatorRole.FINANCE))
        succeeded, note = cards(told)["Payouts that succeeded"]
        assert (succeeded, note) == ("66.66 %", "2 of 3 the bank decided on, 7 days")
        [row] = told["payouts"]
        assert (row["completed"], row["failed"], row["cancelled"]) == (2, 1, 0)
        assert (
            db.fetch_value("SELECT count(*) FROM payouts_payout WHERE state = 'completed'")
            == row["completed"]
        )

    def test_of_payouts_forget_those_of_a_week_ago(self) -> None:
        shop = a_shop(paise=10_000_000)
        said(started(shop.pay_out(60_000)), Verdict.SUCCESS)
        pass_time(timedelta(days=7))
        assert seen(operator(OperatorRole.FINANCE))["payouts"] == []

    def test_of_doubt(self) -> None:
        shop = a_shop(paise=10_000_000)
        for paise in (60_000, 75_000):
            said(started(shop.pay_out(paise)), Verdict.UNKNOWN)
            pass_time(timedelta(days=1, hours=1))
        said(started(shop.pay_out(90_000)), Verdict.SUCCESS)
        found = cards(seen(operator(OperatorRole.FINANCE)))
        assert found["Payouts in doubt"] == ("2", "₹1,350.00, oldest 2 days, 1 hour")


@pytest.mark.django_db
class TestRoles:
    @pytest.mark.parametrize("role", DECIDERS)
    def test_that_read_reports_see_sums(self, role: OperatorRole) -> None:
        said(started(a_shop(paise=10_000_000).pay_out(60_000)), Verdict.SUCCESS)
        assert list(cards(seen(operator(role)))) == [*OF_MONEY, *OF_PAYOUTS]

    def test_support_sees_how_payouts_go_and_no_amount(self) -> None:
        shop = a_shop(paise=10_000_000)
        said(started(shop.pay_out(60_000)), Verdict.SUCCESS)
        said(started(shop.pay_out(60_000)), Verdict.UNKNOWN)
        client = operator(OperatorRole.SUPPORT)
        told = seen(client)
        assert list(cards(told)) == OF_PAYOUTS
        assert cards(told)["Payouts in doubt"][0] == "1"
        assert "₹" not in text_of(client.get("/admin/"))
        assert client.get(f"/admin/moved/paid_out/{today()}/").status_code == 403

    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_every_figure_leads_to_a_page_that_opens(self, role: OperatorRole) -> None:
        a_busy_day()
        client = operator(role)
        page = client.get("/admin/").content.decode()
        shown = page.partition('<section class="cards"')[2].partition('class="module queues"')[0]
        links = {each.replace("&amp;", "&") for each in re.findall(r'href="([^"]+)"', shown)}
        assert len(links) >= (2 if role is OperatorRole.SUPPORT else 100)
        for each in links:
            assert client.get(each).status_code == 200, each

    def test_a_link_to_a_report_has_filled_it_in(self) -> None:
        client = operator(OperatorRole.FINANCE)
        owed = next(each for each in seen(client)["cards"] if each.title == "Owed to clients")
        form = client.get(owed.href).context["verbs"][0].form
        assert form["kind"].value() == "safeguarding"
        assert form["first"].value() == form["last"].value() == today().isoformat()


@pytest.mark.django_db
class TestRowsBehind:
    def test_come_to_the_figure(self) -> None:
        a_busy_day()
        client = operator(OperatorRole.FINANCE)
        for chart in seen(client)["charts"]:
            for day, minor in moved(chart.name).items():
                href = next(each.href for each in chart.points if each.day == day)
                page = text_of(client.get(href))
                found = queries.moved_for_operator(MOVEMENTS[chart.name], day, most=200)
                assert queries.moved_minor_for_operator(MOVEMENTS[chart.name], day) == minor
                assert not found.is_more
                assert sum(each.minor for each in found.rows) == minor
                assert rupee_text(minor) in page
                for each in found.rows:
                    assert f"/admin/ledger/entries/{each.entry_id}/" in page

    def test_are_the_newest_where_there_are_many(self) -> None:
        shop = a_shop()
        for paise in (100, 200, 400):
            shop.credit(paise)
        paid_in = MOVEMENTS["paid_in"]
        found = queries.moved_for_operator(paid_in, today(), most=2)
        assert ([each.minor for each in found.rows], found.is_more) == ([400, 200], True)
        assert queries.moved_minor_for_operator(paid_in, today()) == 700
        assert not queries.moved_for_operator(paid_in, today(), most=3).is_more

    def test_are_read_no_further_than_they_are_shown(self) -> None:
        shop = a_shop()
        for paise in (100, 200, 400, 800, 1_600):
            shop.credit(paise)
        with CaptureQueriesContext(connection) as asked:
            queries.moved_for_operator(MOVEMENTS["paid_in"], today(), most=1)
        # Of a small table it is as well to read all and to sort it.
        for way in ("seqscan", "bitmapscan", "sort"):
            db.execute(f"SET LOCAL enable_{way} = off")
        [statement] = [each["sql"] for each in asked.captured_queries if "wanted" in each["sql"]]
        [(told,)] = db.fetch_all(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}".replace("%", "%%"))
        plan = json.loads(told) if isinstance(told, str) else told
        read = [
            node["Actual Rows"] * node["Actual Loops"]
            for node in nodes(plan[0]["Plan"])
            if node.get("Relation Name") == "ledger_entry"
        ]
        assert read == [2]

    def test_of_an_empty_day_and_of_what_is_no_day(self) -> None:
        client = operator(OperatorRole.FINANCE)
        paid_in = MOVEMENTS["paid_in"]
        assert queries.moved_for_operator(paid_in, today(), most=2) == MovedOnDay([], is_more=False)
        assert queries.moved_minor_for_operator(paid_in, today()) == 0
        assert "Nothing moved." in text_of(client.get(f"/admin/moved/paid_in/{today()}/"))
        for far in ("0001-01-01", "9999-12-30"):
            assert client.get(f"/admin/moved/paid_out/{far}/").status_code == 200
        for nowhere in (f"stolen/{today()}", "paid_in/today", "paid_out/9999-12-31"):
            assert client.get(f"/admin/moved/{nowhere}/").status_code == 404


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A plan's steps, from the top."""
    yield node
    for each in node.get("Plans", ()):
        yield from nodes(each)


def sum_up() -> None:
    """All that may be; the tests before have used up more transactions than fit into a share."""
    while tasks.sum_flows():
        pass


class TestSums:
    """What was summed up before changes no figure, however far it has come."""

    def test_are_the_book(self, fresh_database: TestDatabase) -> None:
        # All that others have used up on this server, or the small shares would have no end.
        sum_up()
        a_busy_day()
        first = today() - timedelta(days=29)
        told = queries.flows_for_operator(first)
        let_the_horizon_pass()
        shares_done = 0
        while tasks.sum_flows(transactions=7):
            shares_done += 1
            assert _as_sets(queries.flows_for_operator(first)) == _as_sets(told)
        assert shares_done >= 3
        assert _as_sets(queries.flows_for_operator(first)) == _as_sets(told)
        assert db.fetch_value("SELECT count(*) FROM reports_flow") == len(told.days)
        assert tasks.sum_flows(transactions=7) == 0

    def test_go_on_past_shares_in_which_nothing_was_booked(
        self, fresh_database: TestDatabase
    ) -> None:
        shop = a_shop(paise=10_000)
        for _ in range(40):
            db.fetch_value("SELECT pg_current_xact_id()::text")
        shop.credit(500)
        let_the_horizon_pass()
        shares_done = 0
        while tasks.sum_flows(transactions=10):
            shares_done += 1
        assert shares_done > 3
        summed = "SELECT in_minor FROM reports_flow WHERE account_kind = 'available'"
        assert db.fetch_value(summed) == 10_500

    def test_never_go_back(self, fresh_database: TestDatabase) -> None:
        # As after a dump that has come to a server which has counted less far.
        db.execute("UPDATE reports_flow_mark SET through_xid = 1000000000")
        assert tasks.sum_flows() == 0
        assert db.fetch_value("SELECT through_xid FROM reports_flow_mark") == 1_000_000_000

    def test_that_cannot_be_read_in_time_leave_the_rest_of_the_page(
        self, fresh_database: TestDatabase, impatient: None
    ) -> None:
        a_busy_day()
        client = operator(OperatorRole.ADMIN)
        with psycopg.connect(fresh_database.superuser_url) as slow:
            slow.execute("LOCK TABLE reports_flow IN ACCESS EXCLUSIVE MODE")
            page = text_of(client.get("/admin/"))
            day = text_of(client.get(f"/admin/moved/paid_in/{today()}/"))
        assert "It is being summed up, and will be here in a minute." in day
        assert "Entries of the ledger" in day
        assert "still being summed up" in page
        assert "What waits" in page
        assert "still being summed up" not in text_of(client.get("/admin/"))

    def test_grow_when_something_is_booked_late(self, fresh_database: TestDatabase) -> None:
        shop = a_shop(paise=10_000)
        let_the_horizon_pass()
        sum_up()
        shop.credit(500)
        let_the_horizon_pass()
        sum_up()
        shop.credit(50)
        chart = queries.flows_for_operator(today()).moved(MOVEMENTS["paid_in"])
        assert chart == {today(): 10_550}
        assert (
            db.fetch_value("SELECT in_minor FROM reports_flow WHERE account_kind = 'available'")
            == 10_500
        )

    def test_wait_for_whoever_has_not_committed(self, fresh_database: TestDatabase) -> None:
        shop = a_shop(paise=10_000)
        with psycopg.connect(fresh_database.app_url) as slow:
            slow.execute("SELECT pg_current_xact_id()")
            shop.credit(500)
            sum_up()
            mark = db.fetch_value("SELECT through_xid FROM reports_flow_mark")
            before = slow.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
            assert before is not None
            assert mark <= before[0]
        moved_in = queries.flows_for_operator(today()).moved(MOVEMENTS["paid_in"])
        assert moved_in == {today(): 10_500}

    def test_that_are_wrong_are_found(self, fresh_database: TestDatabase) -> None:
        a_shop(paise=10_000).credit(500)
        let_the_horizon_pass()
        sum_up()
        [check] = [each for each in all_checks() if each.name == "flows_add_up_to_balances"]
        assert examine([check])[0].broken == 0
        db.execute(
            "UPDATE reports_flow SET in_minor = in_minor + 1 WHERE account_kind = 'available'"
        )
        assert examine([check])[0].rows == (("available", "INR", 10_500, 10_501),)


@pytest.mark.django_db
class TestAges:
    def test_are_told_of_what_waits(self) -> None:
        shop = a_shop()
        for wait in (timedelta(days=3), timedelta(hours=23), timedelta(hours=2), timedelta(0)):
            paid(asked(shop, rupees(50_000)), amount=rupees(40_000))
            pass_time(wait)
        client = operator(OperatorRole.ADMIN)
        [told] = [
            each for each in client.get("/admin/").context["queues"] if each["title"] == "Suspense"
        ]
        assert (told["count"], told["bands"]) == ("4", [1, 1, 1, 1])
        assert [each.width for each in told["shares"]] == [WIDTH // 4] * 4
        assert told["age"].replace("\xa0", " ") == "4 days, 1 hour"

    def test_of_nothing_are_none(self) -> None:
        client = operator(OperatorRole.ADMIN)
        told = {each["title"]: each for each in client.get("/admin/").context["queues"]}
        assert (told["Suspense"]["bands"], told["Suspense"]["shares"]) == ([0, 0, 0, 0], ())
        assert told["People"]["bands"] == ()


def test_movements_are_made_of_postings_that_there_are() -> None:
    known = {name for _, each in modules("postings") for name, _ in postings_of(each)}
    for movement in MOVEMENTS.values():
        assert set(movement.kinds) <= known


class TestDrawings:
    @staticmethod
    def chart(*minors: int) -> Chart:
        points = [Point(date(2026, 1, 1 + n), minor, "") for n, minor in enumerate(minors)]
        return Chart("x", "X", "", points)

    def test_fill_the_room_and_show_the_least(self) -> None:
        bars = self.chart(0, 1, 1_000_000).bars
        assert [each.height for each in bars] == [0, 2, HEIGHT]
        assert [each.y for each in bars] == [HEIGHT, HEIGHT - 2, 0]
        assert bars[-1].x + bars[-1].width <= WIDTH
        assert bars[-1].told == "2026-01-03: ₹10,000.00"

    def test_say_what_is_on_them(self) -> None:
        assert self.chart(0, 0).described == "X, 2026-01-01 to 2026-01-02: nothing."
        assert self.chart(500, 100).described == (
            "X, 2026-01-01 to 2026-01-02: most on 2026-01-01: ₹5.00; at the end ₹1.00."
        )

    def test_lines_go_through_the_middle_of_each_day(self) -> None:
        drawn = self.chart(0, 100)
        assert drawn.line == f"150,{HEIGHT} 450,2"
        assert drawn.area == f"150,{HEIGHT} 150,{HEIGHT} 450,2 450,{HEIGHT}"

    def test_amounts_beside_each_other_share_a_scale(self) -> None:
        told = beside([("a", 100, "sea", ""), ("b", 50, "sail", ""), ("c", -100, "good", "")])
        assert [(each.width, each.tone) for each in told] == [
            (WIDTH, "sea"), (WIDTH // 2, "sail"), (WIDTH, "bad"),
        ]  # fmt: skip

    def test_shares_are_the_whole(self) -> None:
        parts = shares([1, 0, 2])
        assert [(each.x, each.width) for each in parts] == [(0, 200), (200, 0), (200, 400)]
        assert sum(each.width for each in shares([1, 1, 1, 4])) == WIDTH


def _as_sets(told: Any) -> tuple[set[Any], dict[Any, int]]:
    days: Iterable[Any] = told.days
    return set(days), dict(told.held)
