"""The ledger explorer: what it finds, by what, and who may look; with the book's own figures."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from datetime import timezone as dt_timezone
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from adulis.audit.models import AuditRecord
from adulis.backoffice.pages import ROWS
from adulis.backoffice.scopes import scope_of
from adulis.backoffice.subjects import subjects_of
from adulis.gateways.collected import RefundStatus
from adulis.gateways.values import Verdict
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.ledger import actions as ledger
from adulis.ledger import explorer
from adulis.ledger.explorer import Search
from adulis.ledger.models import Account, Entry, Line
from adulis.ops.demo_market import Market, open_market
from adulis.transfers import actions as transfers
from adulis.transfers.values import TransferOrder
from tests.auctions import hear as hear_deals
from tests.backoffice import SAVED, operator, text_of
from tests.book import NOON, entry, move
from tests.databases import TestDatabase
from tests.escrowing import a_deal
from tests.giving_back import a_deposit, dispute_of, hear, refund, say_of_refund
from tests.ledger_pages import (
    LEDGER,
    NOSTRO,
    TRIAL,
    account_place,
    entry_place,
    looked,
    rupees_text,
)
from tests.reconciling import a_payment, back, match, matched, shown
from tests.rows import changed_since, everything
from tests.statements import Told
from tests.world import BANK, Shop, a_shop

FINANCE, ADMIN = OperatorRole.FINANCE, OperatorRole.ADMIN
COMPLIANCE = OperatorRole.COMPLIANCE
LOOKERS = [FINANCE, COMPLIANCE, ADMIN]
CLEARING = f"bank/{BANK}/clearing/INR"
FEES = "platform/fees/INR"
PAISE = 60_000


pytestmark = pytest.mark.usefixtures("at_the_desk")


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=500_000)


def listed(client: Client, **asked: str) -> list[UUID]:
    """The entries that a search shows, page after page."""
    found: list[UUID] = []
    place = f"{LEDGER}?{'&'.join(f'{name}={value}' for name, value in asked.items())}"
    while place:
        page = text_of(client.get(place))
        found += [UUID(each) for each in re.findall(rf'href="{LEDGER}entries/([0-9a-f-]+)/"', page)]
        older = re.search(r'<p class="pages"><a href="(\?[^"]+)">Older', page)
        place = f"{LEDGER}{older[1]}" if older else ""
    assert len(found) == len(set(found))
    return found


def by_sql(where: str, *given: Any) -> list[UUID]:
    """The same, asked of the tables in words of our own."""
    return [
        each
        for (each,) in db.fetch_all(
            f"SELECT id FROM ledger_entry WHERE {where} ORDER BY at DESC, id DESC", list(given)
        )
    ]


def a_lived_in_book() -> None:
    """Much of what the platform does, done: payouts, what statements show of them, deposits with
    what went back, a transfer, and the demo world's market with its bonds and disputes.
    """
    shop, other = a_shop(paise=1_000_000), a_shop()
    a_payment(shop, PAISE, Verdict.SUCCESS)
    a_payment(shop, PAISE, Verdict.REFUSED)
    late = a_payment(shop, PAISE, Verdict.REFUSED, Verdict.SUCCESS)
    paid, returned = a_payment(shop, PAISE, Verdict.SUCCESS), a_payment(shop, PAISE)
    matched(
        shown(paid, "L1"), shown(returned, "L2"), back(returned, "L3"), shown(late, "L6"),
        Told("L4", "charge", 100), Told("L5", "inward", 700, utr="U5"),
    )  # fmt: skip
    match()
    with db.transaction():
        transfers.create_transfer(
            viewer=shop.viewer, order=TransferOrder(to=str(other.id), amount=rupees(5_000)),
            actor=shop.actor, at=db.clock(),
        )  # fmt: skip
    deposit = a_deposit(shop, 50_000)
    say_of_refund(refund(shop, deposit, 20_000), RefundStatus.PROCESSED)
    hear(dispute_of(deposit, 30_000))
    a_deposit(shop, 70_000, cleared=True)
    traders = [a_shop(f"Trader {number}", paise=250_000_000) for number in range(6)]
    open_market(Market(*(each.viewer for each in traders)), hear=hear_deals)


@pytest.mark.django_db
def test_every_entry_is_found_by_everything_it_is_about() -> None:
    a_lived_in_book()
    entries = list(Entry.objects.all())
    assert len({each.kind for each in entries}) >= 18, {each.kind for each in entries}
    for each in entries:
        addresses = Line.objects.filter(entry=each).values_list("account__address", flat=True)
        about = subjects_of(each.key, each.metadata, addresses)
        assert about, each.key
        for subject in about:
            scope = scope_of(subject)
            assert scope is not None, subject
            found = explorer.entries_for_operator(Search(scope=scope), limit=500)
            assert each.id in {one.id for one in found.entries}, f"{each.key} by {subject}"


@pytest.mark.django_db
class TestSearch:
    def test_by_each_way_there_is(self, shop: Shop) -> None:
        """What each shows is what a query of our own says, and nothing else."""
        payout, other = a_payment(shop, PAISE, Verdict.SUCCESS).payout, shop.pay_out(PAISE)
        client, held = operator(FINANCE), Entry.objects.get(key=f"payout/{payout.id}/held")
        available = f"merchant/{shop.id}/available/INR"
        on_account = (
            "id IN (SELECT entry_id FROM ledger_line line JOIN ledger_account account"
            " ON account.id = line.account_id WHERE account.address = %s)"
        )
        for asked, where, given in (
            ({"entry": str(held.id)}, "id = %s", held.id),
            ({"entry": held.key}, "key = %s", held.key),
            ({"subject": f"payout/{payout.id}"}, "key LIKE %s", f"payout/{payout.id}/%"),
            ({"subject": f"entry/{held.id}"}, "id = %s", held.id),
            ({"kind": "payout_held"}, "kind = %s", "payout_held"),
            ({"account": available}, on_account, available),
            ({"account": CLEARING}, on_account, CLEARING),
        ):
            assert listed(client, **asked) == by_sql(where, given) != [], asked
        merchant = listed(client, subject=f"merchant/{shop.id}")
        assert merchant == by_sql("key LIKE %s OR key LIKE %s", "payout/%", "credit/%")
        both = {"subject": f"merchant/{shop.id}", "kind": "payout_held"}
        assert listed(client, **both) == by_sql("kind = 'payout_held'")
        assert Entry.objects.get(key=f"payout/{other.id}/held").id in listed(client, **both)
        assert listed(client, subject=f"payout/{payout.id}", account=CLEARING) == by_sql(
            "key = %s", f"payout/{payout.id}/completed"
        )
        assert listed(client, entry=held.key, kind="payout_completed") == []
        assert listed(client, entry=held.key, subject=f"merchant/{shop.id}") == [held.id]
        assert listed(client, **both, account=CLEARING) == []

    def test_a_period_is_of_business_time_its_end_not_in_it(self, shop: Shop) -> None:
        with db.transaction():
            for hour in range(4):
                at = NOON + timedelta(hours=hour)
                ledger.post(posting=entry(f"h/{hour}", move(NOSTRO, FEES, 100), at=at))
        client = operator(ADMIN)

        def told(moment: datetime) -> str:
            return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S")

        begin, end = NOON + timedelta(hours=1), NOON + timedelta(hours=3)
        period = {"since": told(begin), "until": told(end)}
        expected = by_sql("at >= %s AND at < %s", begin, end)
        assert len(expected) == 2
        for more in ({}, {"kind": "moved"}, {"account": FEES}):
            assert listed(client, **period, **more) == expected

    def test_pages_by_place_in_the_order_of_the_book(self, shop: Shop) -> None:
        """Entries of one moment, more than two pages, each with three lines on one account."""
        moves = [move(NOSTRO, FEES, 100), move(NOSTRO, "platform/tax/INR", 18)]
        with db.transaction():
            ledger.post_all(postings=[entry(f"p/{n}", *moves) for n in range(2 * ROWS + 7)])
        client = operator(FINANCE)
        for asked in ({"kind": "moved"}, {"account": NOSTRO, "kind": "moved"}):
            assert listed(client, **asked) == by_sql("kind = 'moved'"), asked
        assert listed(client, account=NOSTRO) == by_sql("key LIKE 'p/%%' OR key LIKE 'credit/%%'")

    def test_each_says_what_it_moved_in_all(self, shop: Shop) -> None:
        moves = [move(NOSTRO, FEES, 100), move(NOSTRO, "platform/tax/INR", 18)]
        with db.transaction():
            ledger.post(posting=entry("both", *moves))
        [row] = operator(FINANCE).get(LEDGER, {"entry": "both"}).context["table"].rows
        assert row[4].text == rupees_text(118)

    def test_what_no_index_answers_is_sought_on_and_on(self, shop: Shop) -> None:
        """One that fits behind thousands that do not: pages may be empty, the last one is not."""
        many = [entry(f"m/{n}", move(NOSTRO, FEES, 1), at=NOON) for n in range(explorer.LOOK + 9)]
        old = entry("old", move(NOSTRO, FEES, 1), kind="rare", at=NOON - timedelta(days=1))
        with db.transaction():
            ledger.post_all(postings=[*many, old])
        client = operator(FINANCE)
        page = client.get(f"{LEDGER}?account={FEES}&kind=rare")
        assert "None of those looked at so far fits" in text_of(page)
        assert listed(client, account=FEES, kind="rare") == by_sql("kind = 'rare'")

    def test_accounts_that_begin_so_are_shown_and_looked_into(self, shop: Shop) -> None:
        client, beginning = operator(FINANCE), f"merchant/{shop.id}"
        shop.pay_out(PAISE)
        page = text_of(client.get(LEDGER, {"account": beginning}))
        for place in ("available", "held"):
            assert account_place(f"{beginning}/{place}/INR") in page
        assert listed(client, account=beginning) == by_sql("true")
        nobody = text_of(client.get(LEDGER, {"account": "merchant/nobody"}))
        assert "No account begins so." in nobody
        assert f"{LEDGER}entries/" not in nobody

    def test_too_many_accounts_are_not_looked_into(self, shop: Shop) -> None:
        postings = [
            entry(f"e/{n}", move(NOSTRO, f"escrow/{UUID(int=n)}/INR", 1)) for n in range(21)
        ]
        with db.transaction():
            ledger.post_all(postings=postings[:20])
        client = operator(FINANCE)
        assert listed(client, account="escrow/") == by_sql("key LIKE 'e/%%'")
        with db.transaction():
            ledger.post_all(postings=postings[20:])
        page = text_of(client.get(LEDGER, {"account": "escrow/"}))
        assert "More than 20 begin so" in page
        assert page.count(f'href="{LEDGER}accounts/escrow/') == 20
        assert f"{LEDGER}entries/" not in page

    @pytest.mark.parametrize("field", ["entry", "account", "subject", "kind", "since", "until"])
    @pytest.mark.parametrize(
        "text",
        [
            "'; DROP TABLE ledger_entry; --", "%", "_", "\\", "\x00", "<script>alert(1)</script>",
            "payout/", "payout/%", "merchant/../x", "\U0010ffff", "\ud7ff", "9999-12-31 23:59",
            "0001-01-01 00:00", "0" * 3_000, "credit/", "return//", "${7*7}",
        ],
    )  # fmt: skip
    def test_hostile_words_are_words(self, shop: Shop, field: str, text: str) -> None:
        answer = operator(FINANCE).get(LEDGER, {field: text})
        page = text_of(answer)
        assert answer.content.count(b"<script>alert") == 0
        if field in {"entry", "account", "subject"}:
            assert f"{LEDGER}entries/" not in page
        assert Entry.objects.exists()

    @pytest.mark.parametrize(
        "place",
        [
            "after_at=x&after_id=y", "after_at=2026-01-01&after_id=1", "after_at=%00&after_id=%00",
            "after_at=2026-01-05T12:00:00&after_id=00000000-0000-0000-0000-000000000000",
            f"after_at=0001-01-01T00:00:00%2B05:30&after_id={UUID(int=0)}",
            f"after_at=9999-12-31T23:59:59-05:30&after_id={UUID(int=0)}",
        ],
    )  # fmt: skip
    def test_what_is_no_place_is_the_first_page(self, shop: Shop, place: str) -> None:
        page = text_of(operator(FINANCE).get(f"{LEDGER}?subject=merchant/{shop.id}&{place}"))
        assert page.count(f'href="{LEDGER}entries/') == 1

    def test_a_place_is_the_same_by_whatever_clock(self, shop: Shop) -> None:
        made, client = Entry.objects.get(), operator(FINANCE)
        # Twenty hours ahead of UTC nobody lives, and the database reads no such moment.
        for offset in (0, 330, 1200, -1200):
            there = made.at.astimezone(dt_timezone(timedelta(minutes=offset)))
            for after_id, count in ((UUID(int=0), 0), (UUID(int=2**128 - 1), 1)):
                asked = {"after_at": there.isoformat(), "after_id": str(after_id)}
                page = text_of(client.get(LEDGER, {"kind": made.kind, **asked}))
                assert page.count(f'href="{LEDGER}entries/') == count, there

    @pytest.mark.parametrize(
        "subject",
        [
            "credit", "credit/", f"credit/{BANK}", f"credit/{BANK}/", "credit//SIMBN1", "gateway/x",
            "gateway/x/payment", "gateway/x/payment/", "return/", f"credit/{BANK}/SIMBN1/x",
        ],
    )  # fmt: skip
    def test_all_of_a_bank_is_not_one_thing(self, shop: Shop, subject: str) -> None:
        """It would be read to its end for each page, however long the bank's book is."""
        assert scope_of(subject) is None
        page = text_of(operator(FINANCE).get(LEDGER, {"subject": subject}))
        assert "credit/<bank>/<utr>" in page
        assert f"{LEDGER}entries/" not in page
        assert looked() == []

    def test_one_credit_is(self, shop: Shop) -> None:
        [(key,)] = db.fetch_all("SELECT key FROM ledger_entry")
        assert listed(operator(FINANCE), subject=key) == by_sql("true") != []

    def test_what_is_too_long_for_a_subject_is_on_record_all_the_same(self, shop: Shop) -> None:
        subject = f"credit/{BANK}/{'9' * 160}"
        assert operator(FINANCE).get(LEDGER, {"subject": subject}).status_code == 200
        assert looked() == [("ledger.search", subject[:120], {"subject": subject})]

    def test_it_costs_the_same_however_much_there_is(self, shop: Shop) -> None:
        client = operator(FINANCE)

        def cost() -> int:
            with CaptureQueriesContext(connection) as questions:
                assert client.get(LEDGER, {"subject": f"merchant/{shop.id}"}).status_code == 200
            return len(questions)

        before = cost()
        for _ in range(3):
            shop.pay_out(10_000)
        assert cost() == before


# Django writes parameters into the statement; what is asked of the planner is what is run.
def plan_of(search: Search) -> str:
    with CaptureQueriesContext(connection) as questions:
        explorer.entries_for_operator(search, limit=ROWS)
    [asked] = [each["sql"] for each in questions if "AS MATERIALIZED" in each["sql"]]
    with db.transaction():
        db.execute("SET LOCAL enable_seqscan = off")
        return "\n".join(line for (line,) in db.fetch_all(f"EXPLAIN {asked.replace('%', '%%')}"))


@pytest.mark.parametrize(
    ("way", "index"),
    [
        ("kind", "ledger_entry_kind_at_idx"),
        ("subject", "ledger_entry_key_unique"),
        ("account", "ledger_line_business"),
        ("key", "ledger_entry_key_unique"),
    ],
)
def test_every_way_to_look_has_an_index(fresh_database: TestDatabase, way: str, index: str) -> None:
    payout = a_shop(paise=1_000_000).pay_out(PAISE)
    with db.transaction():  # in a book of a page or two any way is as good as another
        ledger.post_all(postings=[entry(f"m/{n}", move(NOSTRO, FEES, 1)) for n in range(2_000)])
    with psycopg.connect(fresh_database.superuser_url, autocommit=True) as superuser:
        superuser.execute("ANALYZE ledger_entry, ledger_line, ledger_account")
    plan = plan_of(
        {
            "kind": Search(kind="payout_held"),
            "subject": Search(scope=scope_of(f"payout/{payout.id}")),
            "account": Search(addresses=(FEES,)),
            "key": Search(key="x"),
        }[way]
    )
    assert index in plan
    assert "Seq Scan on ledger_" not in plan


@pytest.mark.django_db
class TestWhoLooks:
    def places(self, shop: Shop) -> list[str]:
        made = Entry.objects.get()
        account = account_place(f"merchant/{shop.id}/available/INR")
        return [LEDGER, TRIAL, entry_place(made.id), account]

    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_support_does_not(self, shop: Shop, role: OperatorRole) -> None:
        client, expected = operator(role), 200 if role in LOOKERS else 403
        for place in self.places(shop):
            assert client.get(place).status_code == expected, place
            assert Client().get(place).status_code == 302
        number = Account.objects.get(address=f"merchant/{shop.id}/available/INR").pk
        led_on = client.get(f"{LEDGER}accounts/{number}/")
        assert led_on.status_code == (302 if role in LOOKERS else 403)
        assert client.post(f"{TRIAL}csv/").status_code == expected
        unsealed = 400 if role in LOOKERS else 403
        proof = f"{entry_place(Entry.objects.get().id)}proof/"
        assert client.post(proof).status_code == unsealed

    def test_nobody_gets_round_it_by_the_tables(self, shop: Shop) -> None:
        client = operator(ADMIN)
        for table in (
            "ledger/entry", "ledger/line", "ledger/account", "ledger/checkpoint",
            "reports/flow", "reports/flowmark", "reports/report", "reports/reportrow",
        ):  # fmt: skip
            assert client.get(f"/admin/{table}/").status_code == 404, table

    def test_looking_is_on_record_and_changes_nothing_else(self, shop: Shop) -> None:
        client = operator(FINANCE)
        before = everything()
        for place in self.places(shop):
            client.get(place)
        client.get(LEDGER, {"subject": f"merchant/{shop.id}", "kind": ""})
        made, address = Entry.objects.get(), f"merchant/{shop.id}/available/INR"
        assert looked() == [
            ("ledger.look", "ledger", {}),
            ("ledger.look", f"entry/{made.id}", {"key": made.key}),
            ("ledger.look", f"merchant/{shop.id}", {"account": address}),
            ("ledger.search", f"merchant/{shop.id}", {"subject": f"merchant/{shop.id}"}),
        ]
        assert set(AuditRecord.objects.filter(action__startswith="ledger.").values_list(
            "merchant_id", flat=True
        )) == {None}  # fmt: skip
        assert set(changed_since(before, *SAVED)) == {"audit_record"}

    @pytest.mark.parametrize("role", list(OperatorRole))
    def test_things_lead_to_their_entries_for_whoever_may(
        self, shop: Shop, role: OperatorRole
    ) -> None:
        payout, deposit = shop.pay_out(PAISE), a_deposit(shop, 50_000)
        milestone = a_deal().id()
        client = operator(role)
        captured = Entry.objects.get(key=f"deposit/{deposit.id}/captured")
        for place, subject in (
            (f"/admin/payouts/{payout.id}/", f"payout/{payout.id}"),
            (f"/admin/merchants/{shop.id}/", f"merchant/{shop.id}"),
            (f"/admin/deposits/{deposit.id}/", f"deposit/{deposit.id}"),
            (f"/admin/escrow/milestone/{milestone}/change/", f"milestone/{milestone}"),
        ):
            page = text_of(client.get(place))
            link = f"{LEDGER}?subject={subject.replace('/', '%2F')}"
            assert (link in page) is (role in LOOKERS), place
        page = text_of(client.get(f"/admin/deposits/{deposit.id}/"))
        assert (entry_place(captured.id) in page) is (role in LOOKERS)
