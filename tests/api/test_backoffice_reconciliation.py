"""The reconciliation screen: its figures are those of the tables, and each leads to its rows."""

from __future__ import annotations

import json
from copy import copy
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from adulis.backoffice.pages import ROWS
from adulis.backoffice.places import place_of
from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import CaseKind, Decision
from adulis.deposits.models import SettlementLine, SettlementPayout
from adulis.gateways.models import StatementFile, StatementLine
from adulis.gateways.statements import bank_day
from adulis.gateways.values import Verdict
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.money import rupee_text
from adulis.reconciliation import actions
from adulis.reconciliation.models import Day, Finding
from tests.backoffice import SAVED, operator, text_of
from tests.giving_back import a_deposit, pass_time
from tests.reconciling import (
    a_payment,
    came,
    closed,
    decided,
    match,
    matched,
    pass_midnight,
    shown,
    taken,
    today,
)
from tests.rooms.test_settlements import a_payment as a_collected
from tests.rooms.test_settlements import compare, line, report, take
from tests.rooms.test_unreported import LATE, seek
from tests.rows import changed_since, everything
from tests.statements import OPENING, Told
from tests.world import BANK, BUILDER, Shop, a_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_desk")]
PAGE = "/admin/reconciliation/"
COMPLIANCE, ADMIN = OperatorRole.COMPLIANCE, OperatorRole.ADMIN
FINANCE, SUPPORT = OperatorRole.FINANCE, OperatorRole.SUPPORT
HEAD = (
    "Day", "Bank", "Stands", "Opens: bank", "Opens: we", "Closes: bank", "Closes: we", "Matched",
    "Missing here", "Missing there", "Mismatched", "Noted", "Not looked at yet",
)  # fmt: skip


@pytest.fixture
def shop() -> Shop:
    shop = a_shop()
    shop.credit(500_000, utr="SIMBN1")
    return shop


def rows_of(client: Client, place: str = PAGE) -> list[list[Any]]:
    """The cells of the table, as the page was given them."""
    context = client.get(place).context
    return [list(row) for row in context["table"].rows]


def texts(client: Client) -> dict[str, str]:
    """The newest day that a statement has come of, by the heads of its columns."""
    found = [row for row in rows_of(client) if row[3].text != "–"]
    return dict(zip(HEAD, (each.text for each in found[0]), strict=True))


@pytest.fixture
def day(shop: Shop) -> date:
    """One of everything: a day that is over, with its statement matched."""
    good, short = a_payment(shop, 60_000, Verdict.SUCCESS), a_payment(shop, 70_000, Verdict.SUCCESS)
    a_payment(shop, 80_000, Verdict.SUCCESS)  # which no line will show
    ended = pass_midnight()
    closed(
        came(shop, 500_000, "L0"),
        shown(good, "L1"),
        shown(short, "L2", amount_paise=69_999),
        Told("L3", "payment", 12_345, client_reference="nobody-knows"),
        came(None, 25_000, "L4", "SIMBN2"),
        day=ended,
    )
    return ended


def counted(sql: str, *given: Any) -> tuple[int, int]:
    count, total = db.fetch_row(sql, list(given)) or (0, 0)
    return count, int(total or 0)


_LINES = """
SELECT count(*), sum(line.amount_minor) FROM gateways_statement_line AS line
  LEFT JOIN cases_case AS asked
    ON asked.subject = 'statement-line/' || line.id AND asked.state <> 'closed'
 WHERE line.day = %s AND {}
"""
BY_HAND = {
    "Matched": _LINES.format("line.state = 'matched'"),
    "Missing here": _LINES.format("line.state = 'questioned' AND asked.kind = 'missing_here'"),
    "Mismatched": _LINES.format("line.state = 'questioned' AND asked.kind <> 'missing_here'"),
    "Missing there": """
        SELECT count(*), sum((evidence -> 0 ->> 'booked_paise')::bigint) FROM cases_case
         WHERE kind = 'missing_at_bank' AND state <> 'closed'
           AND (evidence -> 0 ->> 'day')::date = %s""",
}


class TestFigures:
    def test_are_what_the_tables_say(self, day: date) -> None:
        told = texts(operator(FINANCE))
        assert (told["Day"], told["Bank"], told["Stands"]) == (day.isoformat(), BANK, "closed")
        for head, sql in BY_HAND.items():
            count, minor = counted(sql, day)
            assert count, head
            assert told[head] == f"{count} · {rupee_text(minor)}", head
        assert told["Matched"] == "3 · ₹5,850.00"
        assert told["Missing here"] == "1 · ₹123.45"
        assert told["Missing there"] == "1 · ₹800.00"
        assert told["Mismatched"] == "1 · ₹699.99"
        assert (told["Noted"], told["Not looked at yet"]) == ("–", "–")

    def test_every_line_is_in_one_part(self, day: date) -> None:
        client = operator(FINANCE)
        [row] = [row for row in rows_of(client) if row[0].text == day.isoformat()]
        seen = [
            cell.text
            for part in row[7:]
            if part.href
            for cell in (each[0] for each in rows_of(client, part.href))
        ]
        lines = StatementLine.objects.filter(day=day).exclude(state="superseded")
        assert sorted(seen) == sorted(lines.values_list("line_id", flat=True))

    def test_balances_are_the_banks_and_ours(self, day: date) -> None:
        told = texts(operator(FINANCE))
        row = Day.objects.get(day=day)
        assert row.closing_minor is not None
        assert told["Opens: bank"] == rupee_text(OPENING)
        booked = db.fetch_value(
            "SELECT -sum(line.amount_minor) FROM ledger_line AS line"
            "  JOIN ledger_account AS account ON account.id = line.account_id"
            " WHERE account.address = %s"
            "   AND (line.at AT TIME ZONE 'Asia/Kolkata')::date <= %s",
            [f"bank/{BANK}/nostro/INR", day],
        )
        assert told["Opens: we"] == "₹0.00"
        assert told["Closes: we"] == rupee_text(int(booked))
        # What came in less what was matched as gone, and what nobody explained is kept.
        assert booked == 500_000 - 60_000 + 25_000

    def test_the_next_day_opens_as_this_one_closed(self, day: date) -> None:
        client = operator(FINANCE)
        rows = {row[0].text: row for row in rows_of(client)}
        later = [each for each in rows if each > day.isoformat()]
        assert all(rows[each][4].text == rows[day.isoformat()][6].text for each in later)

    def test_what_is_decided_is_in_another_part(self, day: date) -> None:
        client = operator(FINANCE)
        decided(Case.objects.get(kind="amount_mismatch"), Decision.ACCEPT)
        told = texts(client)
        assert told["Mismatched"] == "–"
        assert told["Matched"] == "4 · ₹6,549.99"

    def test_what_was_not_looked_at_yet_waits(self, shop: Shop) -> None:
        taken(came(shop, 500_000, "L0"))
        client = operator(FINANCE)
        assert texts(client)["Not looked at yet"] == "1 · ₹5,000.00"
        match()
        told = texts(client)
        assert (told["Not looked at yet"], told["Matched"]) == ("–", "1 · ₹5,000.00")

    def test_a_line_that_vanished_is_missing_there(self, shop: Shop) -> None:
        ended = pass_midnight()
        closed(came(shop, 500_000, "L0"), day=ended)
        taken(day=ended)
        told = texts(operator(FINANCE))
        assert (told["Matched"], told["Missing there"]) == ("–", "1 · ₹5,000.00")

    def test_with_what_no_line_showed_that_is_one_figure(self, shop: Shop) -> None:
        a_payment(shop, 80_000, Verdict.SUCCESS)
        ended = pass_midnight()
        closed(came(shop, 500_000, "L0"), day=ended)
        taken(day=ended)
        assert texts(operator(FINANCE))["Missing there"] == "2 · ₹5,800.00"

    def test_what_is_missing_there_no_more_is_in_no_part(self, day: date) -> None:
        decided(Case.objects.get(kind="missing_at_bank"), Decision.NOT_PAID)
        assert texts(operator(FINANCE))["Missing there"] == "–"

    @pytest.mark.parametrize(
        ("subject", "booked_paise", "told"),
        [
            (f"credit/{BANK}/L9", 25_000, "1 · ₹250.00"),
            ("credit/another/L9", 25_000, "–"),
            (f"credit/{BANK}/L9", 0, "–"),
        ],
    )
    def test_what_no_line_shows_is_missing_at_its_own_bank(
        self, shop: Shop, subject: str, booked_paise: int, told: str
    ) -> None:
        taken(came(shop, 500_000, "L0"))
        with db.transaction():
            cases.open_case(
                kind=CaseKind.MISSING_AT_BANK,
                key=f"{subject}/missing",
                subject=subject,
                merchant_id=None,
                evidence={"day": today().isoformat(), "booked_paise": booked_paise},
                actor=BUILDER,
                at=db.clock(),
            )
        assert texts(operator(FINANCE))["Missing there"] == told

    def test_what_is_missing_on_one_day_is_on_no_other(self, day: date) -> None:
        before = day - timedelta(days=1)
        Day.objects.create(bank=BANK, day=before)
        page = operator(FINANCE).get(f"{PAGE}{BANK}/{before}/", {"part": "missing_there"})
        [section] = [each for each in page.context["sections"] if each.table]
        assert section.table.rows == []
        [facts] = [each.facts for each in page.context["sections"] if each.facts]
        assert dict(facts)["Missing there"].text == "–"

    def test_a_second_line_that_was_accepted_is_noted(self, shop: Shop) -> None:
        attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
        matched(shown(attempt), shown(attempt, "L1D"))
        client = operator(FINANCE)
        assert texts(client)["Mismatched"] == "1 · ₹600.00"
        decided(Case.objects.get(), Decision.ACCEPT)
        told = texts(client)
        assert (told["Mismatched"], told["Noted"]) == ("–", "1 · ₹600.00")

    def test_what_a_later_file_took_back_is_in_no_part(self, shop: Shop) -> None:
        attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
        for paise in (60_000, 60_001, 60_000):
            matched(shown(attempt, amount_paise=paise))
        told = texts(operator(FINANCE))
        assert (told["Matched"], told["Mismatched"]) == ("1 · ₹600.00", "–")

    def test_another_banks_are_its_own(self, day: date) -> None:
        Day.objects.create(bank="otherbank", day=day)
        [other] = [row for row in rows_of(operator(FINANCE)) if row[1].text == "otherbank"]
        assert {each.text for each in other[7:]} == {"–"}


class TestRows:
    def test_each_leads_on(self, day: date) -> None:
        client = operator(ADMIN)
        [row] = [row for row in rows_of(client) if row[0].text == day.isoformat()]
        for part in (each for each in row[7:] if each.href):
            answer = client.get(part.href)
            content = text_of(answer).partition('id="content"')[2]
            links = {each.partition('"')[0] for each in content.split('href="')[1:]}
            assert len(links) > 2, part.text
            for link in links:
                assert client.get(link).status_code == 200, link

    def test_of_a_matched_line_lead_to_its_entry_and_its_payout(self, day: date) -> None:
        page = text_of(operator(FINANCE).get(f"{PAGE}{BANK}/{day}/", {"part": "matched"}))
        assert "/admin/payouts/" in page
        entry = Finding.objects.get(line__line_id="L1").entry_ids[0]
        assert f'href="{place_of(f"entry/{entry}")}"' in page
        assert "/admin/gateways/statementline/" in page

    @pytest.mark.parametrize(
        ("part", "kind"),
        [
            ("missing_here", "missing_here"),
            ("mismatched", "amount_mismatch"),
            ("missing_there", "missing_at_bank"),
        ],
    )
    def test_in_question_lead_to_the_case(self, day: date, part: str, kind: str) -> None:
        case = Case.objects.get(kind=kind)
        page = text_of(operator(FINANCE).get(f"{PAGE}{BANK}/{day}/", {"part": part}))
        assert f'href="/admin/cases/{case.id}/"' in page

    def test_the_way_back_is_above_each_page(self, day: date) -> None:
        client, top = operator(FINANCE), ("Reconciliation", PAGE)
        for place in (f"{BANK}/{day}/", "files/", "reports/"):
            assert client.get(PAGE + place).context["up"] == top, place
        [label, href] = client.get(f"{PAGE}reports/simgate/{day}/").context["up"]
        assert (label, href) == ("Settlement reports beside our book", f"{PAGE}reports/")

    def test_of_no_day(self, day: date) -> None:
        client = operator(FINANCE)
        for place in (f"{BANK}/2001-01-01/", f"{BANK}/yesterday/", f"NOBANK/{day}/"):
            assert client.get(PAGE + place).status_code == 404, place
        for place in ("%00/2026-01-01/", "reports/%00/2026-01-01/", "reports/x/%00/"):
            assert client.get(PAGE + place).status_code == 404, place
        for far in ("0001-01-01", "9999-12-31"):
            assert client.get(f"{PAGE}reports/x/{far}/").status_code == 200


class TestFiles:
    def test_are_shown_as_they_came(self, day: date) -> None:
        [row] = rows_of(operator(FINANCE), f"{PAGE}files/")
        file = StatementFile.objects.get()
        told = [each.text for each in row]
        assert told[:4] == [str(file.id), BANK, day.isoformat(), "CSV"]
        assert row[4].at == file.imported_at
        assert told[6] == "5"

    def test_that_were_refused_say_why(self, day: date) -> None:
        with db.transaction():
            actions.note_unusable(
                bank=BANK, day=day, why="line 3 does not add up", is_faulty=True, actor=BUILDER,
                at=db.clock(),
            )  # fmt: skip
        page = text_of(operator(FINANCE).get(f"{PAGE}files/"))
        assert "line 3 does not add up" in page
        assert f'href="/admin/cases/{Case.objects.get(kind="statement_faulty").id}/"' in page


def told_of_cases(day: date) -> str:
    count, net = counted(
        "SELECT count(*), sum((evidence -> 0 ->> 'net_minor')::bigint) FROM cases_case"
        " WHERE kind = 'settlement_mismatch' AND state <> 'closed'"
        "   AND evidence -> 0 ->> 'day' = %s",
        day.isoformat(),
    )
    return f"{count} · {rupee_text(net)}"


class TestReports:
    def test_of_gateways_stand_beside_our_book(self) -> None:
        _, payment = a_collected()
        take(
            report(
                line(payment.payment_id, "payment", 100_000, 2_000, 360),
                line("pay_unknown", "payment", 5_000, 100),
            )
        )
        compare()
        db.execute("UPDATE timers_sandbox_clock SET ahead = ahead + interval '10 days'")
        db.execute("UPDATE deposits_settlement_line SET due_at = adulis_clock()"
                   " WHERE state = 'imported'")  # fmt: skip
        compare()
        client = operator(FINANCE)
        [row] = rows_of(client, f"{PAGE}reports/")
        assert [each.text for each in row[5:8]] == ["1 · ₹976.40", "1 · ₹49.00", "–"]
        for head, state in ((5, "matched"), (6, "questioned")):
            count, net = counted(
                "SELECT count(*), sum(net_minor) FROM deposits_settlement_line WHERE state = %s",
                state,
            )
            assert row[head].text == f"{count} · {rupee_text(net)}"
        [unknown] = rows_of(client, row[6].href)
        assert unknown[1].text == "pay_unknown"
        assert unknown[-1].href == f"/admin/cases/{Case.objects.get().id}/"

    def test_of_another_gateway_are_its_own(self) -> None:
        take(report(line("pay_1", "payment", 5_000)))
        [ours] = SettlementPayout.objects.all()
        known = SettlementLine.objects.get(kind="payment")
        theirs, their_line = copy(ours), copy(known)
        theirs.pk, theirs.gateway = None, "another"
        theirs.save(force_insert=True)
        their_line.pk, their_line.gateway, their_line.payout = None, "another", theirs
        their_line.save(force_insert=True)
        client = operator(FINANCE)
        rows = rows_of(client, f"{PAGE}reports/")
        assert sorted((row[1].text, row[3].text, row[10].text) for row in rows) == [
            ("another", "₹50.00", "1 · ₹50.00"), (ours.gateway, "₹50.00", "1 · ₹50.00"),
        ]  # fmt: skip

    def test_what_no_report_names_is_missing_there(self) -> None:
        _, payment = a_collected()
        other = a_deposit(a_shop(), 50_000)
        pass_time(LATE)
        take(report(line(f"{other.id}", "payment", 50_000)))
        assert seek() == 2
        client = operator(FINANCE)
        mine = bank_day(payment.captured_at)
        rows = rows_of(client, f"{PAGE}reports/")
        [row] = [each for each in rows if each[0].text == mine.isoformat()]
        told = [each.text for each in row[1:5]]
        assert (told, row[7].text) == (["simgate", "INR", "–", "–"], told_of_cases(mine))
        of_payment = {place_of(f"unreported-payment/{payment.id}"): "₹976.40"}
        unnamed = rows_of(client, row[7].href)
        assert of_payment.items() <= {each[1].href: each[5].text for each in unnamed}.items()
        case = Case.objects.get(subject=f"unreported-payment/{payment.id}")
        [asked] = [each[-1].href for each in unnamed if each[1].text == payment.payment_id]
        assert asked == f"/admin/cases/{case.id}/"
        assert "it is in no settlement report of the gateway" in text_of(client.get(asked))
        take(report(line(payment.payment_id, "payment", 100_000, 2_000, 360), payout="setl_2"))
        compare()
        left = [each[1].text for row in rows_of(client, f"{PAGE}reports/") if row[7].href
                for each in rows_of(client, row[7].href)]  # fmt: skip
        assert payment.payment_id not in left
        assert len(left) == 1

    def test_what_no_report_names_is_on_one_page_of_many(self) -> None:
        """Its day has no payout: it stands between those that have, whichever page that is."""
        _, payment = a_collected()
        pass_time(LATE)
        assert seek() == 1
        mine = bank_day(payment.captured_at)
        for number in range(ROWS + 3):
            day = mine + timedelta(days=ROWS - number)
            if day != mine:
                take(report(line(f"pay_{number}", "payment", 1_000), payout=f"setl_{number}"))
                SettlementPayout.objects.filter(payout_id=f"setl_{number}").update(day=day)
        client = operator(FINANCE)
        pages = [rows_of(client, f"{PAGE}reports/?page={page}") for page in (1, 2)]
        found = [[row[0].text for row in rows].count(mine.isoformat()) for rows in pages]
        assert sorted(found) == [0, 1]

    def test_a_day_that_a_page_ends_in_is_told_whole(self) -> None:
        for number, minor in enumerate((5_000, 7_000)):
            take(report(line(f"pay_{number}", "payment", minor), payout=f"setl_{number}"))
        known = SettlementPayout.objects.latest("id")
        SettlementPayout.objects.bulk_create(
            SettlementPayout(
                **{
                    each.attname: getattr(known, each.attname)
                    for each in SettlementPayout._meta.concrete_fields
                    if not each.primary_key
                }
                | {"payout_id": f"later_{number}", "day": known.day + timedelta(days=number)}
            )
            for number in range(1, ROWS)
        )
        client = operator(FINANCE)
        for page in ("1", "2"):
            *_, row = rows_of(client, f"{PAGE}reports/?page={page}")
            assert row[0].text == known.day.isoformat()
            assert row[3].text == "₹120.00", page


def times_cases_are_read(client: Client, *places: str) -> int:
    """How often a question of these pages about lines begins to read the cases, at most."""
    with CaptureQueriesContext(connection) as asked:
        for place in places:
            assert client.get(place).status_code == 200
    tables = ("gateways_statement_line", "deposits_settlement_line")
    questions = [
        each["sql"]
        for each in asked
        if "cases_case" in each["sql"] and any(table in each["sql"] for table in tables)
    ]
    assert questions
    return max(loops_of("cases_case", each) for each in questions)


def loops_of(table: str, question: str) -> int:
    [(told,)] = db.fetch_all(
        f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {question}".replace("%", "%%")
    )
    waiting, found = [(json.loads(told) if isinstance(told, str) else told)[0]["Plan"]], 0
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", ())
        if node.get("Relation Name") == table:
            found = max(found, node["Actual Loops"])
    return found


class TestCost:
    def test_does_not_grow_with_the_lines(self, shop: Shop) -> None:
        client = operator(FINANCE)
        parts = ("waiting", "missing_here", "missing_there")
        pages = [PAGE, *(f"{PAGE}{BANK}/{today()}/?part={each}" for each in parts)]
        lines = [Told(f"L{number}", "inward", 100) for number in range(300)]
        taken(*lines)
        assert texts(client)["Not looked at yet"] == "300 · ₹300.00"
        assert times_cases_are_read(client, *pages) == 1

    def test_of_reports_does_not_grow_with_their_lines(self) -> None:
        client = operator(FINANCE)
        lines = [line(f"pay_{number}", "payment", 100) for number in range(300)]
        assert take(report(*lines)) == 300
        db.execute("UPDATE deposits_settlement_line SET state = 'questioned', due_at = NULL")
        assert times_cases_are_read(client, f"{PAGE}reports/") == 1


class TestRoles:
    @pytest.mark.parametrize("place", ["", "files/", "reports/"])
    def test_money_and_compliance_look(self, place: str) -> None:
        for role in (FINANCE, ADMIN, COMPLIANCE):
            assert operator(role).get(PAGE + place).status_code == 200
        assert operator(SUPPORT).get(PAGE + place).status_code == 403

    @pytest.mark.parametrize("place", [f"{BANK}/2026-01-01/", "reports/x/2026-01-01/"])
    def test_support_comes_to_no_day_either(self, place: str) -> None:
        assert operator(SUPPORT).get(PAGE + place).status_code == 403

    def test_looking_changes_nothing(self, day: date) -> None:
        client = operator(FINANCE)
        client.get("/admin/")
        before = everything()
        for place in ("", "files/", "reports/", f"{BANK}/{day}/?part=missing_there"):
            assert client.get(PAGE + place).status_code == 200
        assert changed_since(before, *SAVED) == {}
