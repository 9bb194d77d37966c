"""What the ledger charged is invoiced once, and what came back later is credited."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection
from pytest_django import Settings

from adulis.audit.models import AuditRecord
from adulis.billing import actions, queries, tasks
from adulis.billing.errors import InvoiceNotFound
from adulis.billing.models import Document, Item, Scan, Series
from adulis.billing.policies import month_after
from adulis.billing.values import Direction, DocumentKind, Party
from adulis.events.models import Event
from adulis.gateways.values import Verdict
from adulis.kernel import db
from adulis.ledger import queries as book
from adulis.ledger.actions import post
from tests.bank import overtaken
from tests.billing import (
    a_fee,
    bill,
    billed_as,
    broken_promises,
    next_month,
    paid,
    returned,
)
from tests.book import entry, move
from tests.calendar_days import live_until, midnight, today
from tests.databases import TestDatabase
from tests.rows import changed_since, everything
from tests.words import said, started
from tests.world import BUILDER, Shop, a_shop

INVOICE, CREDIT_NOTE = DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE


@pytest.fixture
def shop() -> Shop:
    a_fee(1_001)  # 18 % of it: 180.18, so 180
    return a_shop(paise=1_000_000)


def earned() -> tuple[int, int]:
    found = book.balances(["platform/fees/INR", "platform/tax/INR"])
    return found["platform/fees/INR"].minor, found["platform/tax/INR"].minor


def sums(documents: list[Document]) -> tuple[int, int]:
    """What was invoiced less what was credited: fee, and tax."""
    signs = [1 if each.kind == INVOICE else -1 for each in documents]
    taxes = [each.cgst_minor + each.sgst_minor + each.igst_minor for each in documents]
    return (
        sum(sign * each.taxable_minor for sign, each in zip(signs, documents, strict=True)),
        sum(sign * tax for sign, tax in zip(signs, taxes, strict=True)),
    )


@pytest.mark.django_db
class TestInvoices:
    def test_a_month_is_one_invoice_when_it_is_over(self, shop: Shop) -> None:
        for _ in range(3):
            paid(shop)
        assert bill() == []
        period = next_month()
        (invoice,) = bill()
        assert (invoice.kind, invoice.merchant_id, invoice.period) == (INVOICE, shop.id, period)
        assert (invoice.taxable_minor, invoice.total_minor) == (3_003, 3_543)
        assert (invoice.item_count, invoice.sequence) == (3, 1)
        assert invoice.number == f"IN/{invoice.financial_year}/00000001"
        assert invoice.issued_on == today()
        assert sums([invoice]) == earned()
        assert invoice.lines == [
            {
                "service": "payout", "description": "Payout fees", "sac": "9971", "count": 3,
                "is_taken_off": False, "taxable_minor": 3_003, "tax_minor": 540,
            }
        ]  # fmt: skip
        assert broken_promises() == []

    def test_nothing_is_issued_before_the_month_is_surely_over(self, shop: Shop) -> None:
        paid(shop)
        end = midnight(month_after(today().replace(day=1)))
        live_until(end + timedelta(minutes=50))
        assert bill() == []
        with db.transaction():
            assert actions.issue_documents(
                merchant_id=shop.id, recipient=Party("X"), actor=BUILDER, at=db.clock()
            ) == []  # fmt: skip
        live_until(end + timedelta(minutes=61))
        assert len(bill()) == 1

    def test_each_merchant_has_its_own_and_months_follow_one_another(self, shop: Shop) -> None:
        other = a_shop(paise=1_000_000)
        paid(shop)
        paid(other)
        first = next_month()
        paid(shop)
        second = next_month()
        documents = bill()
        assert {(each.merchant_id, each.period) for each in documents} == {
            (shop.id, first), (other.id, first), (shop.id, second),
        }  # fmt: skip
        assert sorted(each.number[-8:] for each in documents) == [
            "00000001", "00000002", "00000003",
        ]  # fmt: skip
        assert broken_promises() == []

    def test_billing_again_issues_nothing_more(self, shop: Shop) -> None:
        paid(shop)
        next_month()
        bill()
        before = everything()
        assert tasks.bill(billed_as) == 0
        with db.transaction():
            assert actions.issue_documents(
                merchant_id=shop.id, recipient=Party("X"), actor=BUILDER, at=db.clock()
            ) == []  # fmt: skip
        assert set(changed_since(before)) <= {"billing_scan"}

    def test_a_merchant_without_fees_gets_none(self) -> None:
        shop = a_shop(paise=100_000)
        paid(shop)
        next_month()
        assert bill() == []

    def test_within_a_state_and_across(self, shop: Shop) -> None:
        paid(shop)
        next_month()
        (within,) = bill(Party("Asha Exports LLP", gstin="29AAACA0001A1ZT", state="29"))
        assert (within.cgst_minor, within.sgst_minor, within.igst_minor) == (90, 90, 0)
        assert within.place_of_supply == "29"
        paid(shop)
        next_month()
        _, across = bill(Party("Asha Exports LLP", state="27"))
        assert (across.cgst_minor, across.sgst_minor, across.igst_minor) == (0, 0, 180)
        assert across.place_of_supply == "27"

    def test_who_it_is_billed_to_is_sealed_and_stays(self, shop: Shop) -> None:
        paid(shop)
        next_month()
        party = Party("Asha Exports LLP", "1 Quay", "29AAACA0001A1ZT", "29")
        (invoice,) = bill(party)
        stored = db.fetch_value("SELECT billing_document::text FROM billing_document")
        assert "Asha Exports LLP" not in stored
        assert stored.count("AAACA0001A") == 1  # our own, as the supplier
        assert queries.opened(invoice).recipient == party

    def test_without_a_gstin_of_ours_none_is_issued(self, shop: Shop, settings: Settings) -> None:
        paid(shop)
        next_month()
        settings.PLATFORM_GSTIN = ""
        assert bill() == []
        settings.PLATFORM_GSTIN = "29AAACA0001A1ZT"
        assert len(bill()) == 1

    def test_is_told_and_written_down(self, shop: Shop) -> None:
        paid(shop)
        next_month()
        (invoice,) = bill()
        (fact,) = Event.objects.filter(type="invoice.issued")
        assert (fact.subject, fact.merchant_id) == (f"invoice/{invoice.id}", shop.id)
        assert fact.payload["number"] == invoice.number
        record = AuditRecord.objects.get(action="invoice.issue")
        assert record.after == {"number": invoice.number, "total_paise": 1_181}


@pytest.mark.django_db
class TestGivenBack:
    def test_within_the_month_it_is_netted(self, shop: Shop) -> None:
        paid(shop)
        returned(paid(shop))
        next_month()
        (invoice,) = bill()
        assert (invoice.taxable_minor, invoice.item_count) == (1_001, 3)
        assert [line["is_taken_off"] for line in invoice.lines] == [False, True]
        assert sums([invoice]) == earned()
        assert broken_promises() == []

    def test_all_of_it_needs_no_document(self, shop: Shop) -> None:
        returned(paid(shop))
        next_month()
        assert bill() == []
        assert Item.objects.filter(is_settled=True).count() == 2
        assert Series.objects.count() == 0
        assert broken_promises() == []

    def test_later_it_is_credited_against_its_invoice(self, shop: Shop) -> None:
        attempt = paid(shop)
        next_month()
        (invoice,) = bill(Party("Asha", state="27"))
        paid(shop)
        returned(attempt)
        second = next_month()
        # They have moved meanwhile; the tax that comes back is the tax that was charged.
        _, later, note = bill(Party("Asha", state="29"))
        assert (later.kind, later.cgst_minor) == (INVOICE, 90)
        assert (note.kind, note.refers_to_id, note.period) == (CREDIT_NOTE, invoice.id, second)
        assert (note.taxable_minor, note.igst_minor, note.cgst_minor) == (1_001, 180, 0)
        assert note.number == f"CN/{note.financial_year}/00000001"
        assert sums([invoice, later, note]) == earned()
        (fact,) = Event.objects.filter(type="credit_note.issued")
        assert (fact.subject, fact.payload["refers_to"]) == (
            f"credit-note/{note.id}", invoice.number,
        )  # fmt: skip
        assert broken_promises() == []

    def test_a_payout_that_failed_was_never_charged(self, shop: Shop) -> None:
        said(started(shop.pay_out(10_000)), Verdict.REFUSED)
        next_month()
        assert bill() == []
        assert earned() == (0, 0)


@pytest.mark.django_db
class TestGathering:
    def test_goes_page_by_page_and_cuts_no_entry_in_two(self, shop: Shop) -> None:
        for _ in range(3):
            paid(shop)
        next_month()
        rounds = 0
        while True:
            with db.transaction():
                if not actions.gather_items(limit=1, actor=BUILDER, at=db.clock()):
                    break
            rounds += 1
        assert rounds == 6  # a fee and a tax each
        assert [(each.fee_minor, each.tax_minor) for each in Item.objects.all()] == [
            (1_001, 180)
        ] * 3
        assert broken_promises() == []

    def test_what_nobody_is_named_for_is_not_lost(self, shop: Shop) -> None:
        with db.transaction():
            post(
                posting=entry(
                    "odd", move("platform/suspense/INR", "platform/fees/INR", 50), at=db.clock()
                )
            )
        next_month()
        assert bill() == []
        (item,) = Item.objects.all()
        assert (item.merchant_id, item.fee_minor) == (None, 50)
        assert broken_promises() == ["fees_have_a_payer"]

    def test_an_escrow_names_its_merchant_in_the_entry(self, shop: Shop) -> None:
        escrow = f"escrow/{uuid4()}/INR"
        with db.transaction():
            post(posting=entry("in", move("bank/simbank/nostro/INR", escrow, 500), at=db.clock()))
            post(
                posting=entry(
                    "fee",
                    move(escrow, "platform/fees/INR", 50),
                    move(escrow, "platform/tax/INR", 9),
                    kind="escrow_released",
                    metadata={"merchant_id": str(shop.id), "milestone_id": "m1"},
                    at=db.clock(),
                )
            )
        next_month()
        (invoice,) = bill()
        assert (invoice.merchant_id, invoice.total_minor) == (shop.id, 59)
        assert Item.objects.get().subject == "milestone/m1"

    def test_what_is_late_is_billed_with_the_month_being_gathered(self, shop: Shop) -> None:
        """As after a transaction that was open for more than an hour, which must not be."""
        paid(shop)
        first = next_month()
        Scan.objects.create(id=1, gathered_until=db.clock())
        bill()
        item = Item.objects.get()
        assert item.period == month_after(first)


@pytest.mark.django_db
class TestGuards:
    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE billing_document SET total_minor = 1",
            "DELETE FROM billing_document",
            "UPDATE billing_item SET fee_minor = 1",
            "UPDATE billing_item SET document_id = NULL",
            "DELETE FROM billing_item",
            "UPDATE billing_series SET last_sequence = 7",
            "UPDATE billing_series SET last_sequence = 0",
            "DELETE FROM billing_series",
        ],
    )
    def test_what_was_issued_stays(self, shop: Shop, sql: str) -> None:
        paid(shop)
        next_month()
        bill()
        with pytest.raises(DatabaseError), db.transaction():
            db.execute(sql)

    def test_no_number_is_skipped_or_made_up(self, shop: Shop) -> None:
        paid(shop)
        next_month()
        (invoice,) = bill()
        for sequence in (1, 2, 3):
            copy = {each.attname: getattr(invoice, each.attname) for each in Document._meta.fields}
            copy |= {"id": shop.id, "sequence": sequence, "number": f"X{sequence}"}
            copy["period"] = date(1999, 1, 1)
            with pytest.raises(DatabaseError), db.transaction():
                Document.objects.create(**copy)

    def test_nobody_sees_anothers(self, shop: Shop) -> None:
        paid(shop)
        next_month()
        (invoice,) = bill()
        other = a_shop()
        assert list(queries.documents_of(other.id)) == []
        with pytest.raises(InvoiceNotFound):
            queries.document_of(other.id, invoice.id)
        assert list(queries.items_of(other.id, invoice.id)) == []


class Fell(Exception):
    """A worker that dies before it has committed."""


def test_numbers_have_no_gaps_whoever_issues_and_whoever_falls(
    fresh_database: TestDatabase,
) -> None:
    """Four workers at once, each of which undoes every third document it has issued."""
    a_fee()
    shops = [a_shop(paise=1_000_000) for _ in range(12)]
    for each in shops:
        paid(each)
    next_month()
    with db.transaction():
        actions.gather_items(limit=1_000, actor=BUILDER, at=db.clock())
    begin = Barrier(4)

    def issue(shop: Shop, *, falls: bool) -> None:
        with suppress(Fell), db.transaction():
            actions.issue_documents(
                merchant_id=shop.id, recipient=Party(shop.name), actor=BUILDER, at=db.clock()
            )
            if falls:
                raise Fell

    def work(number: int) -> int:
        begin.wait()
        for turn in range(len(shops) * 2):
            issue(shops[(turn * 5 + number * 3) % len(shops)], falls=(turn + number) % 3 == 0)
        connection.close()
        return number

    with ThreadPoolExecutor(4) as workers:
        assert list(workers.map(work, range(4))) == [0, 1, 2, 3]
    documents = bill()
    assert sorted(each.sequence for each in documents) == list(range(1, 13))
    assert {each.merchant_id for each in documents} == {each.id for each in shops}
    assert [each.sequence for each in sorted(documents, key=lambda row: row.issued_at)] == list(
        range(1, 13)
    )
    assert broken_promises() == []


@pytest.mark.usefixtures("fresh_database")
def test_a_month_is_billed_once_by_two_at_once() -> None:
    """Whoever comes second sees what the first has billed, rather than what was open before."""
    a_fee()
    shop = a_shop(paise=1_000_000)
    paid(shop)
    next_month()
    with db.transaction():
        actions.gather_items(limit=1_000, actor=BUILDER, at=db.clock())

    def issue() -> list[Document]:
        return actions.issue_documents(
            merchant_id=shop.id, recipient=Party(shop.name), actor=BUILDER, at=db.clock()
        )

    def alone() -> list[Document]:
        with db.transaction():
            return issue()

    first, second = overtaken(issue, alone)
    assert ([each.sequence for each in first], second) == ([1], [])
    assert sums(list(Document.objects.all())) == earned()


def test_only_one_worker_gathers_and_another_does_not_wait(fresh_database: TestDatabase) -> None:
    a_fee()
    paid(a_shop(paise=1_000_000))
    next_month()
    tasks.bill(billed_as)
    with psycopg.connect(fresh_database.app_url) as other:
        other.execute("SELECT FROM billing_scan FOR UPDATE")
        with db.transaction():
            assert actions.gather_items(limit=10, actor=BUILDER, at=db.clock()) == 0


@pytest.mark.django_db
def test_random_months_come_to_what_the_ledger_earned() -> None:
    chance = random.Random(7)
    a_fee(777, 35)
    shops = [a_shop(paise=50_000_000) for _ in range(3)]
    open_attempts: list[Any] = []
    for _ in range(5):
        open_attempts += [
            paid(chance.choice(shops), chance.randint(100, 90_000))
            for _ in range(chance.randint(0, 7))
        ]
        chance.shuffle(open_attempts)
        for _ in range(chance.randint(0, min(3, len(open_attempts)))):
            returned(open_attempts.pop())
        next_month()
        if chance.random() < 0.7:
            bill()
            assert broken_promises() == []
    documents = bill()
    assert sums(documents) == earned()
    assert broken_promises() == []
    assert {each.kind for each in documents} == set(DocumentKind)
    assert not Item.objects.filter(document=None, is_settled=False).exists()
    assert Item.objects.filter(direction=Direction.GIVE_BACK).exists()
