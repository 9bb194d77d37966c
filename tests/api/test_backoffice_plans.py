"""However much there is, no page of the back office reads a large table from end to end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from adulis.backoffice.places import account_place, entries_about, place_of
from adulis.gateways.values import Verdict
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.reports import queries
from adulis.reports.values import ReportKind
from tests.backoffice import operator
from tests.reporting import today
from tests.words import said, started
from tests.world import a_shop

# They grow with every payout.
LARGE = (
    "payouts_payout", "payouts_attempt", "payouts_evidence", "payouts_return",
    "ledger_entry", "ledger_line", "events_event", "audit_record", "gateways_callback",
    "gateways_statement_line", "webhooks_delivery", "mail_letter",
)  # fmt: skip


pytestmark = pytest.mark.usefixtures("at_the_desk")


def read_through(statement: str) -> list[str]:
    """Which large tables PostgreSQL would walk through, though it was asked to find another way.

    In the order of the table, or in that of an index of all its rows, looking at each for what is
    asked for. (A page of the newest is the end of such an index, and asks for nothing.) Where there
    are no rows, one index is as good as another: so it is asked without walks in order as well.
    """
    walked = _walked(statement)
    db.execute("SET enable_indexscan = off")
    otherwise = _walked(statement)
    db.execute("SET enable_indexscan = on")
    return [table for table in walked if table in otherwise]


def _walked(statement: str) -> list[str]:
    [(told,)] = db.fetch_all(f"EXPLAIN (FORMAT JSON) {statement}".replace("%", "%%"))
    plan = json.loads(told) if isinstance(told, str) else told
    partial = {
        name
        for (name,) in db.fetch_all(
            "SELECT indexrelid::regclass::text FROM pg_index WHERE indpred IS NOT NULL"
        )
    }
    return [
        node["Relation Name"]
        for node in _nodes(plan[0]["Plan"])
        if node.get("Relation Name") in LARGE and _walks(node, partial)
    ]


def _walks(node: dict[str, Any], partial: set[str]) -> bool:
    if node["Node Type"] == "Seq Scan":
        return True
    found = node.keys() & {"Index Cond", "Recheck Cond"}
    return not found and "Filter" in node and node.get("Index Name") not in partial


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for each in node.get("Plans", ()):
        yield from _nodes(each)


def asked_of(page: Any) -> list[str]:
    """The questions a page asks of the database."""
    with CaptureQueriesContext(connection) as asked:
        assert page().status_code == 200
    said_so = [each["sql"] for each in asked.captured_queries]
    return [each for each in said_so if each.lstrip().upper().startswith(("SELECT", "WITH"))]


@pytest.mark.django_db
def test_no_page_reads_a_large_table_whole() -> None:
    shop = a_shop(paise=10_000_000)
    payout = shop.pay_out(60_000)
    said(started(payout), Verdict.SUCCESS)
    entry = db.fetch_value(
        "SELECT id FROM ledger_entry WHERE key = %s", [f"payout/{payout.id}/held"]
    )
    client = operator(OperatorRole.ADMIN)
    addresses = [
        "/admin/", f"/admin/moved/paid_out/{today()}/", "/admin/payouts/",
        *(f"/admin/payouts/?status={each}" for each in (
            "stuck", "in_doubt", "pending", "processing", "failed", "cancelled", "returned")),
        *(f"/admin/payouts/?q={each}" for each in (payout.id, shop.id, "UTR1")),
        f"/admin/payouts/{payout.id}/",
        *(f"/admin/payouts/payout/?q={each}" for each in (payout.id, shop.id, "nobody")),
        "/admin/payouts/payout/?state__exact=failed", "/admin/payouts/attempt/?q=nobody",
        f"/admin/payouts/attempt/?q={payout.id}", "/admin/cases/", "/admin/people/?q=asha",
        f"/admin/audit/?merchant_id={shop.id}", f"/admin/audit/?subject=payout/{payout.id}",
        "/admin/ledger/", entries_about(f"payout/{payout.id}"),
        place_of(f"entry/{entry}"), account_place(f"merchant/{shop.id}/available/INR"),
        account_place("bank/simbank/clearing/INR"),
        f"/admin/events/event/?q=payout/{payout.id}",
        "/admin/messages/", reverse("admin:webhook_deliveries"), "/admin/reports/",
    ]  # fmt: skip
    found: dict[str, list[str]] = {}
    for address in addresses:
        questions = asked_of(lambda address=address: client.get(address))
        db.execute("SET enable_seqscan = off")
        for question in questions:
            if tables := read_through(question):
                found.setdefault(address, []).extend([*tables, question])
        db.execute("SET enable_seqscan = on")
    assert found == {}


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["/admin/payouts/", "/admin/payouts/payout/"])
def test_no_page_reads_all_of_what_a_name_finds(place: str) -> None:
    shop = a_shop(paise=10_000_000)
    shop.pay_out(60_000)
    client = operator(OperatorRole.ADMIN)
    questions = asked_of(lambda: client.get(f"{place}?q={shop.id}"))
    of_payouts = [each for each in questions if 'FROM "payouts_payout"' in each]
    assert of_payouts
    # By their keys, which were looked for up to a limit, or a page of them.
    assert [each for each in of_payouts if "LIMIT" not in each and " IN (" not in each] == []


@pytest.mark.django_db
def test_a_row_is_found_by_whatever_an_index_knows_it_by() -> None:
    shop = a_shop(paise=10_000_000)
    payout = shop.pay_out(60_000)
    attempt = started(payout)
    client = operator(OperatorRole.SUPPORT)
    for name in (attempt.id, payout.id, attempt.reference):
        page = client.get("/admin/payouts/attempt/", {"q": f" {name} "}).content.decode()
        assert attempt.reference in page
    assert attempt.reference not in client.get(
        "/admin/payouts/attempt/", {"q": "another"}
    ).content.decode().replace('value="another"', "")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [ReportKind.PAYOUTS, ReportKind.VOLUMES, ReportKind.FEES])
def test_no_report_of_some_days_reads_all_of_them(kind: ReportKind) -> None:
    with CaptureQueriesContext(connection) as asked:
        queries.reckoned_for_operator(kind, today(), today())
    db.execute("SET enable_seqscan = off")
    for each in asked.captured_queries:
        assert read_through(each["sql"]) == []


@pytest.mark.django_db
def test_a_table_that_is_read_whole_is_found() -> None:
    db.execute("SET enable_seqscan = off")
    of_rent = "FROM payouts_payout WHERE narration = 'rent'"
    assert read_through(f"SELECT count(*) {of_rent}") == ["payouts_payout"]
    assert read_through(f"SELECT * {of_rent} ORDER BY id DESC LIMIT 50") == ["payouts_payout"]
    assert read_through("SELECT * FROM payouts_payout ORDER BY id DESC LIMIT 50") == []
