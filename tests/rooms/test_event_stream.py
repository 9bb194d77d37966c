"""The stream of facts: nothing skipped, nothing twice, whoever commits when and wherever."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from adulis.events import actions, queries
from adulis.events.checks import CHECKS
from adulis.events.errors import PlaceUnknown
from adulis.events.queries import _NEXT_MOMENT, _SINCE
from adulis.events.tasks import watch_epoch
from adulis.events.values import Place, Slice
from adulis.kernel import db
from adulis.ops.invariants import examine
from tests.databases import TestDatabase
from tests.facts import happened, record, settle, uncommitted

pytestmark = pytest.mark.usefixtures("fresh_database")


def told(found: Slice) -> list[str]:
    return [fact.payload["what"] for fact in found.facts]


def all_after(place: Place, *, limit: int, merchant_id: UUID | None = None) -> list[str]:
    """Everything from ``place`` on, read in slices, when everybody has committed."""
    settle()
    found: list[str] = []
    while True:
        part = queries.after(place, limit=limit, merchant_id=merchant_id)
        found += told(part)
        assert part.end >= place
        place = part.end
        if part.is_last:
            return found


def test_facts_come_in_the_order_of_their_transactions() -> None:
    happened("one", "two")
    happened("three")
    for limit in (1, 2, 3, 100):
        assert all_after(queries.beginning(), limit=limit) == ["one", "two", "three"]


def test_a_fact_says_what_it_is() -> None:
    merchant_id = uuid4()
    happened("one", merchant_id=merchant_id)
    settle()
    (fact,) = queries.after(queries.beginning(), limit=10).facts
    assert (fact.type, fact.payload, fact.merchant_id) == (
        "thing.happened",
        {"what": "one"},
        merchant_id,
    )
    assert fact.id == f"{fact.subject}/1"
    assert (fact.place.epoch, fact.place.id) == (1, 1)


def test_an_early_transaction_that_commits_last_is_not_skipped() -> None:
    with uncommitted("early, late"):
        happened("late, early")
        before = queries.after(queries.beginning(), limit=10)
    assert told(before) == []
    assert all_after(before.end, limit=10) == ["early, late", "late, early"]


def test_a_reader_that_goes_on_while_others_commit_misses_nothing() -> None:
    """As T-57 of the catalogue: a reader by id alone is told the second of two, never the first."""
    seen: list[str] = []
    place = queries.beginning()
    with uncommitted("1"):
        happened("2")
        for _ in range(3):
            part = queries.after(place, limit=1)
            place, seen = part.end, [*seen, *told(part)]
        assert seen == []
        with uncommitted("3"):
            happened("4")
            part = queries.after(place, limit=10)
            place, seen = part.end, [*seen, *told(part)]
    happened("5")
    assert [*seen, *all_after(place, limit=2)] == ["1", "2", "3", "4", "5"]


def test_what_is_rolled_back_never_happened() -> None:
    with pytest.raises(RuntimeError, match="no"), db.transaction():
        record("never")
        raise RuntimeError("no")
    happened("really")
    assert all_after(queries.beginning(), limit=10) == ["really"]


def test_now_is_before_whatever_commits_from_now_on() -> None:
    happened("before")
    settle()
    with uncommitted("meanwhile"):
        now = queries.horizon()
    happened("after")
    assert all_after(now, limit=10) == ["meanwhile", "after"]


def test_one_merchants_facts_are_nobody_elses() -> None:
    mine, yours = uuid4(), uuid4()
    happened("mine 1", "mine 2", merchant_id=mine)
    happened("yours", merchant_id=yours)
    happened("nobody's")
    happened("mine 3", merchant_id=mine)
    for limit in (1, 2, 10):
        assert all_after(queries.beginning(), limit=limit, merchant_id=mine) == [
            "mine 1",
            "mine 2",
            "mine 3",
        ]
    assert all_after(queries.beginning(), limit=10, merchant_id=uuid4()) == []


def test_a_reader_with_nothing_to_read_comes_along_to_the_horizon() -> None:
    happened("yours", merchant_id=uuid4())
    settle()
    found = queries.after(queries.beginning(), limit=10, merchant_id=uuid4())
    assert (found.facts, found.is_last) == ((), True)
    assert queries.after(found.end, limit=10).facts == ()


def test_how_far_somebody_is_behind() -> None:
    merchant_id = uuid4()
    happened("1", "2", "3", merchant_id=merchant_id)
    happened("yours", merchant_id=uuid4())
    settle()
    beginning = queries.beginning()
    assert queries.is_further(beginning, merchant_id=merchant_id, count=2)
    assert not queries.is_further(beginning, merchant_id=merchant_id, count=3)
    first = queries.after(beginning, limit=1, merchant_id=merchant_id)
    assert not queries.is_further(first.end, merchant_id=merchant_id, count=2)


def test_a_merchants_facts_are_found_by_index() -> None:
    for number in range(10):
        happened(*map(str, range(200)), merchant_id=UUID(int=number))
    db.execute("ANALYZE events_event")
    db.execute("SET enable_seqscan = off")
    plan = db.fetch_all(
        "EXPLAIN SELECT id FROM events_event WHERE merchant_id = %s AND (xid, id) > ('7', 0)"
        " AND xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY xid, id LIMIT 100",
        [UUID(int=7)],
    )
    db.execute("RESET enable_seqscan")
    told_plan = "\n".join(line for (line,) in plan)
    assert "events_event_merchant_stream_idx" in told_plan
    assert "Sort" not in told_plan


@pytest.mark.parametrize("statement", [_SINCE, _NEXT_MOMENT])
def test_and_by_when_they_happened(statement: str) -> None:
    """Whoever has the last hour told again does not pay for the years before it."""
    for number in range(50):
        happened(*map(str, range(20)), merchant_id=UUID(int=number))
    db.execute("SET enable_seqscan = off")
    asked: list[Any] = [UUID(int=7), db.clock(), 1_000]
    plan = db.fetch_all(f"EXPLAIN {statement}", asked[: statement.count("%s")])
    db.execute("RESET enable_seqscan")
    told_plan = "\n".join(line for (line,) in plan)
    assert "Index Cond: ((merchant_id" in told_plan
    assert "events_event_merchant_at_idx" in told_plan
    assert "Sort" not in told_plan


# --- Another database than the one that counted -------------------------------------------------


FAR = 50_000_000_000


def restored_from_a_dump(database: TestDatabase, *what: str) -> None:
    """As a restore leaves it: facts that bear transactions this database has not come to."""
    with psycopg.connect(database.superuser_url) as superuser:
        superuser.execute("SET session_replication_role = 'replica'")
        superuser.execute("UPDATE events_epoch SET lineage = 'somewhere else'")
        for number, each in enumerate(what):
            superuser.execute(
                "INSERT INTO events_event (type, subject, subject_sequence, payload, at, xid)"
                " VALUES ('thing.happened', %s, 1, %s, adulis_clock(), %s::text::xid8)",
                [f"thing/{uuid4()}", f'{{"what": "{each}"}}', str(FAR + number)],
            )


def test_after_a_dump_and_restore_nothing_is_skipped(fresh_database: TestDatabase) -> None:
    restored_from_a_dump(fresh_database, "old 1", "old 2", "old 3")
    watch_epoch()
    happened("new 1")
    happened("new 2")
    for limit in (1, 2, 10):
        assert all_after(queries.beginning(), limit=limit) == [
            *("old 1", "old 2", "old 3"),
            *("new 1", "new 2"),
        ]
        assert all_after(Place(1, FAR, 1), limit=limit) == ["old 2", "old 3", "new 1", "new 2"]
    assert queries.horizon().epoch == 2
    (last,) = db.fetch_all("SELECT number, after_id FROM events_epoch WHERE number = 2")
    assert last == (2, 3)


def test_without_an_epoch_the_new_facts_would_be_skipped_and_a_check_says_so(
    fresh_database: TestDatabase,
) -> None:
    restored_from_a_dump(fresh_database, "old")
    happened("new")
    (broken,) = [finding for finding in examine(CHECKS) if finding.broken]
    assert broken.check.name == "event_epoch_begun"
    watch_epoch()
    assert [finding.check.name for finding in examine(CHECKS) if finding.broken] == []


def test_a_promoted_standby_counts_on(fresh_database: TestDatabase) -> None:
    happened("before")
    settle()
    seen = queries.after(queries.beginning(), limit=10)
    restored_from_a_dump(fresh_database)  # another lineage, and no transaction from elsewhere
    happened("between")
    watch_epoch()
    happened("after")
    assert queries.horizon().epoch == 2
    assert all_after(seen.end, limit=10) == ["between", "after"]
    assert all_after(queries.beginning(), limit=1) == ["before", "between", "after"]
    assert [finding.check.name for finding in examine(CHECKS) if finding.broken] == []


def test_the_same_database_begins_no_epoch() -> None:
    watch_epoch()
    with db.transaction():
        assert actions.begin_epoch(at=db.clock()) is False
    assert queries.horizon().epoch == 1


def test_a_place_of_another_database_is_refused() -> None:
    with pytest.raises(PlaceUnknown):
        queries.after(Place(2, 0, 0), limit=1)
