"""Consumers are told every fact, in order, at least once, wherever they are killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from itertools import groupby
from pathlib import Path

import psycopg
import pytest

from adulis.events import actions, queries
from adulis.events.checks import CHECKS
from adulis.events.errors import CursorMoved
from adulis.events.tasks import watch_epoch
from adulis.events.values import Batch, Consumer, Streamed
from adulis.kernel import db
from adulis.ops.invariants import examine
from tests.consumers import POINTS
from tests.databases import REPOSITORY, TestDatabase
from tests.facts import happened, settle, uncommitted

ALL = [str(number) for number in range(10)]
READER = Consumer("reader", from_beginning=True)

pytestmark = pytest.mark.usefixtures("fresh_database")


def take(consumer: Consumer = READER, limit: int = 100) -> Batch:
    with db.transaction():
        batch = actions.next_batch(consumer=consumer, limit=limit, at=db.clock())
    assert batch is not None
    return batch


def see_to(batch: Batch) -> None:
    with db.transaction():
        actions.advance(batch=batch, at=db.clock())


def told(batch: Batch) -> list[str]:
    return [fact.payload["what"] for fact in batch.facts]


def test_a_consumer_goes_on_from_where_it_was() -> None:
    happened("1", "2", "3")
    settle()
    first = take(limit=2)
    see_to(first)
    assert told(first) == ["1", "2"]
    second = take(limit=2)
    see_to(second)
    assert told(second) == ["3"]
    assert take().facts == ()
    happened("4")
    settle()
    assert told(take()) == ["4"]


def test_what_is_not_seen_to_is_told_again() -> None:
    happened("1", "2")
    settle()
    assert told(take()) == told(take()) == ["1", "2"]


def test_an_early_transaction_that_commits_last_is_not_skipped() -> None:
    with uncommitted("early, late"):
        happened("late, early")
        batch = take()
        assert batch.facts == ()
        see_to(batch)
    settle()
    assert told(take()) == ["early, late", "late, early"]


def test_a_new_consumer_begins_where_it_said() -> None:
    happened("old")
    settle()
    news = Consumer("news", from_beginning=False)
    assert take(news).facts == ()
    happened("new")
    settle()
    assert told(take(news)) == ["new"]
    assert told(take()) == ["old", "new"]


def test_two_of_one_name_never_work_side_by_side(fresh_database: TestDatabase) -> None:
    happened("1")
    settle()
    see_to(take(limit=1))
    with psycopg.connect(fresh_database.app_url) as other:
        other.execute("SELECT FROM events_cursor WHERE consumer = 'reader' FOR NO KEY UPDATE")
        with db.transaction():
            assert actions.next_batch(consumer=READER, limit=1, at=db.clock()) is None


def test_who_was_overtaken_outside_does_not_go_back() -> None:
    happened("1", "2")
    settle()
    slow, quick = take(limit=1), take(limit=2)
    see_to(quick)
    with pytest.raises(CursorMoved):
        see_to(slow)
    assert take().facts == ()


def test_a_consumer_crosses_into_another_database(fresh_database: TestDatabase) -> None:
    """Its cursor came along in the dump, so it is told the rest of the old facts, and all new."""
    happened("1", "2")
    settle()
    see_to(take(limit=1))
    with psycopg.connect(fresh_database.superuser_url) as superuser:
        superuser.execute("SET session_replication_role = 'replica'")
        superuser.execute("UPDATE events_epoch SET lineage = 'somewhere else'")
        superuser.execute("UPDATE events_event SET xid = '60000000000'")
        superuser.execute("UPDATE events_cursor SET xid = 60000000000")
    watch_epoch()
    happened("3")
    settle()
    seen = []
    while (batch := take(limit=10)).facts:
        see_to(batch)
        seen += told(batch)
    assert seen == ["2", "3"]
    assert queries.horizon().epoch == batch.end.epoch == 2
    assert [finding.check.name for finding in examine(CHECKS) if finding.broken] == []


def test_a_cursor_ahead_of_the_stream_is_found(fresh_database: TestDatabase) -> None:
    take()
    with psycopg.connect(fresh_database.superuser_url) as superuser:
        superuser.execute("UPDATE events_cursor SET xid = 60000000000")
    (broken,) = [finding for finding in examine(CHECKS) if finding.broken]
    assert broken.check.name == "event_cursors_possible"


# --- Killed -------------------------------------------------------------------------------------


def run(database: TestDatabase, how: str, dies_at: str, world: Path) -> int:
    """A consumer in a process of its own; returns how it ended."""
    with database.visited() as environment:
        return subprocess.run(
            [sys.executable, "-m", "tests.consumers", how, dies_at, str(world)],
            cwd=REPOSITORY,
            env={**environment, "PYTHONPATH": "src"},
            timeout=120,
            check=False,
        ).returncode


@pytest.mark.parametrize("dies_at", POINTS)
def test_killed_inside_its_transaction_it_has_acted_exactly_once(
    fresh_database: TestDatabase, tmp_path: Path, dies_at: str
) -> None:
    with psycopg.connect(fresh_database.superuser_url) as superuser:
        superuser.execute("CREATE TABLE acted (place serial, what text)")
        superuser.execute("GRANT ALL ON acted, acted_place_seq TO adulis_app")
    for each in ALL:
        happened(each)
    settle()
    assert run(fresh_database, "inside", dies_at, tmp_path / "world") == -signal.SIGKILL
    assert run(fresh_database, "inside", "never", tmp_path / "world") == 0
    assert [what for (what,) in db.fetch_all("SELECT what FROM acted ORDER BY place")] == ALL


@pytest.mark.parametrize(("dies_at", "again"), list(zip(POINTS, (0, 3, 3, 0), strict=True)))
def test_killed_between_acting_and_advancing_it_acts_again(
    fresh_database: TestDatabase, tmp_path: Path, dies_at: str, again: int
) -> None:
    for each in ALL:
        happened(each)
    settle()
    world = tmp_path / "world"
    assert run(fresh_database, "outside", dies_at, world) == -signal.SIGKILL
    assert run(fresh_database, "outside", "never", world) == 0
    seen = world.read_text().split()
    assert len(seen) == len(ALL) + again
    # What was done again follows at once, and in the same order: ... 3 4 5 3 4 5 ...
    assert seen == [*ALL[:6], *ALL[3 : 3 + again], *ALL[6:]]
    assert [what for what, _ in groupby(sorted(seen, key=int))] == ALL


# --- A room that acts in the same transaction ---------------------------------------------------

LISTENER = Consumer("listener", from_beginning=True)


def listen(
    seen: list[str], *, types: frozenset[str] = frozenset({"thing.happened"}), limit: int = 100
) -> int:
    with db.transaction():
        return actions.consume(
            consumer=LISTENER,
            types=types,
            limit=limit,
            handle=lambda fact: seen.append(fact.payload["what"]),
            at=db.clock(),
        )


def test_a_room_is_told_every_fact_of_its_types_once() -> None:
    happened("1", "2", "3")
    settle()
    seen: list[str] = []
    assert [listen(seen, limit=2) for _ in range(3)] == [2, 1, 0]
    assert seen == ["1", "2", "3"]
    happened("4")
    settle()
    assert listen(seen, types=frozenset({"other.happened"})) == 1
    assert listen(seen) == 0
    assert seen == ["1", "2", "3"], "what does not concern it is passed by"


def test_a_room_is_not_passed_by_an_early_transaction_that_commits_last() -> None:
    seen: list[str] = []
    with uncommitted("early, late"):
        happened("late, early")
        assert listen(seen) == 0
    settle()
    assert listen(seen) == 2
    assert seen == ["early, late", "late, early"]


def test_a_room_that_fails_has_done_nothing(fresh_database: TestDatabase) -> None:
    with psycopg.connect(fresh_database.superuser_url) as superuser:
        superuser.execute("CREATE TABLE acted (what text)")
        superuser.execute("GRANT ALL ON acted TO adulis_app")
    happened("1", "2")
    settle()
    broken = {"2"}

    def act(fact: Streamed) -> None:
        db.execute("INSERT INTO acted VALUES (%s)", [fact.payload["what"]])
        if fact.payload["what"] in broken:
            raise ZeroDivisionError

    def go_on() -> None:
        with db.transaction():
            actions.consume(
                consumer=LISTENER, types={"thing.happened"}, limit=9, handle=act, at=db.clock()
            )

    with pytest.raises(ZeroDivisionError):
        go_on()
    assert db.fetch_all("SELECT what FROM acted") == []
    broken.clear()
    go_on()
    go_on()
    assert db.fetch_all("SELECT what FROM acted ORDER BY what") == [("1",), ("2",)]


def test_a_room_goes_on_in_another_database(fresh_database: TestDatabase) -> None:
    """The copy counts its transactions from a small number again; nothing is told twice or lost."""
    seen: list[str] = []
    happened("1", "2")
    settle()
    listen(seen, limit=1)
    with psycopg.connect(fresh_database.superuser_url) as superuser:
        superuser.execute("SET session_replication_role = 'replica'")
        superuser.execute("UPDATE events_epoch SET lineage = 'somewhere else'")
        superuser.execute("UPDATE events_event SET xid = '60000000000'")
        superuser.execute("UPDATE events_cursor SET xid = 60000000000")
    watch_epoch()
    happened("3")
    settle()
    while listen(seen):
        pass
    assert seen == ["1", "2", "3"]
    happened("4")
    settle()
    listen(seen)
    assert seen == ["1", "2", "3", "4"]
    assert [finding.check.name for finding in examine(CHECKS) if finding.broken] == []
