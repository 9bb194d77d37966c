"""The audit log is never changed, and every way to search it reads an index, however long it is."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import ProgrammingError

from adulis.audit import queries
from adulis.audit.values import Place, Search
from adulis.kernel import db
from tests.databases import TestDatabase

CHANGES = (
    "UPDATE audit_record SET action = 'nothing'",
    "DELETE FROM audit_record",
    "TRUNCATE audit_record",
)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
MERCHANT = UUID("0190b5a0-0000-7000-8000-000000000007")
PAGE = 50
# One merchant and one worker have far more of it than others; ids and moments go up together.
FILL = """
INSERT INTO audit_record (action, subject, merchant_id, actor_kind, actor_id, user_id, address,
                          request_id, before, after, at)
SELECT (ARRAY['payout.create', 'payout.start', 'payout.complete', 'payout.settle'])[1 + n %% 4],
       'payout/' || (n / 4),
       CASE WHEN n %% 20 = 0 THEN %(merchant)s::uuid
            ELSE ('0190b5a0-0000-7000-8000-' || lpad((n %% 5000)::text, 12, '0'))::uuid END,
       CASE WHEN n %% 20 = 1 THEN 'system' ELSE 'user' END,
       CASE WHEN n %% 20 = 1 THEN 'worker' ELSE 'person-' || (n %% 2000) END,
       '', '', CASE WHEN n %% 2 = 0 THEN '' ELSE 'request-' || n END,
       '{"state": "pending"}', '{"state": "processing"}',
       %(begin)s::timestamptz + n * interval '1 second'
  FROM generate_series(1, %(rows)s) AS n
"""


@pytest.fixture(scope="module")
def rows(release_size: bool) -> int:
    return 1_000_000 if release_size else 60_000


@pytest.fixture(scope="module")
def long_log(shared_database: TestDatabase, rows: int) -> TestDatabase:
    with psycopg.connect(shared_database.superuser_url, autocommit=True) as superuser:
        superuser.execute(FILL, {"merchant": MERCHANT, "begin": BEGIN, "rows": rows})
        superuser.execute("VACUUM ANALYZE audit_record")
    return shared_database


@pytest.mark.django_db
@pytest.mark.parametrize("statement", CHANGES)
def test_the_application_cannot_change_it(statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), db.transaction():
        db.execute(statement)


@pytest.mark.parametrize("statement", CHANGES)
@pytest.mark.parametrize("role", ["owner_url", "superuser_url"])
def test_neither_can_those_who_own_it(long_log: TestDatabase, role: str, statement: str) -> None:
    refused = pytest.raises(psycopg.errors.RestrictViolation, match="never changed or removed")
    with psycopg.connect(getattr(long_log, role)) as owner, refused:
        owner.execute(statement)


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(each for child in plan.get("Plans", []) for each in nodes(child))]


SEARCHES = {
    "everything": (Search(), "audit_record_at_idx"),
    "a merchant": (Search(merchant_id=MERCHANT), "audit_record_of_merchant_idx"),
    "a subject": (Search(subject="payout/123"), "audit_record_about_idx"),
    "an actor": (Search(actor_id="worker"), "audit_record_actor_idx"),
    "an actor of few": (Search(actor_id="person-1"), "audit_record_actor_idx"),
    "an action": (Search(action="payout.settle"), "audit_record_action_idx"),
    "a request": (Search(request_id="request-777"), "audit_record_request_idx"),
    "a period": (
        Search(since=BEGIN + timedelta(hours=1), until=BEGIN + timedelta(hours=11)),
        "audit_record_at_idx",
    ),
    "a period of a merchant": (
        Search(
            merchant_id=MERCHANT,
            since=BEGIN + timedelta(hours=1),
            until=BEGIN + timedelta(hours=11),
        ),
        "audit_record_of_merchant_idx",
    ),
}


@pytest.mark.parametrize("deep", [False, True], ids=["first page", "deep page"])
@pytest.mark.parametrize("name", SEARCHES)
def test_a_page_reads_a_page_of_an_index(
    long_log: TestDatabase, rows: int, name: str, deep: bool
) -> None:
    search, index = SEARCHES[name]
    middle = search.until or BEGIN + timedelta(seconds=rows // 2)
    after = Place(middle - timedelta(minutes=20), rows // 2) if deep else None
    told = queries.rows(search, after=after)[:PAGE].explain(format="json", analyze=True)
    [plan] = json.loads(told)
    found = nodes(plan["Plan"])
    assert {each["Node Type"] for each in found} <= {"Limit", "Index Scan"}
    assert [each["Index Name"] for each in found if "Index Name" in each] == [index]
    # Nothing is read to be thrown away, but those of the very moment the last page ended at.
    assert sum(each.get("Rows Removed by Filter", 0) for each in found) <= 1


def test_the_pages_are_in_order_and_whole(long_log: TestDatabase) -> None:
    search = Search(subject="payout/123")
    first = queries.found(search, limit=3)
    rest = queries.found(search, after=first[-1].place, limit=3)
    assert [each.id for each in (*first, *rest)] == [495, 494, 493, 492]
    assert [each.id for each in queries.all_found(search)] == [495, 494, 493, 492]
