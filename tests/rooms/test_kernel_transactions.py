"""Three words for transactions, and the only clock."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import connections

from adulis.kernel import db
from adulis.kernel.db import TransactionMissing, TransactionOpen
from tests.databases import TestDatabase

WRITE = "INSERT INTO ops_heartbeat VALUES (%s, adulis_clock(), adulis_clock(), '{}')"


def workers() -> list[str]:
    return [name for (name,) in db.fetch_all("SELECT worker FROM ops_heartbeat ORDER BY worker")]


@db.transaction_required
def an_action() -> str:
    """Says so."""
    return "done"


@db.transaction_forbidden
def a_call_outside() -> str:
    return "answered"


@pytest.mark.django_db
def test_a_transaction_does_not_nest() -> None:
    with db.transaction():
        assert db.in_transaction()
        with pytest.raises(TransactionOpen, match="call the action directly"), db.transaction():
            pytest.fail("a second transaction was opened")
    assert not db.in_transaction()


@pytest.mark.django_db
def test_an_action_wants_a_transaction_and_keeps_its_name() -> None:
    with pytest.raises(TransactionMissing):
        an_action()
    with db.transaction():
        assert an_action() == "done"
    assert (an_action.__name__, an_action.__doc__) == ("an_action", "Says so.")


@pytest.mark.django_db
def test_the_outside_world_is_not_called_inside_a_transaction() -> None:
    assert a_call_outside() == "answered"
    with db.transaction(), pytest.raises(TransactionOpen):
        a_call_outside()


@pytest.mark.django_db
def test_a_savepoint_undoes_what_is_inside_and_nothing_else() -> None:
    with db.transaction():
        db.execute(WRITE, ["before"])
        with pytest.raises(ZeroDivisionError), db.savepoint():
            db.execute(WRITE, ["inside"])
            raise ZeroDivisionError
        db.execute(WRITE, ["after"])
    assert workers() == ["after", "before"]


@pytest.mark.django_db
def test_a_savepoint_wants_a_transaction() -> None:
    with pytest.raises(TransactionMissing), db.savepoint():
        pytest.fail("a savepoint was made outside any transaction")


def test_a_transaction_commits_at_its_end_and_not_before(fresh_database: TestDatabase) -> None:
    count = "SELECT count(*) FROM ops_heartbeat"
    with psycopg.connect(fresh_database.superuser_url, autocommit=True) as other:
        with db.transaction():
            db.execute(WRITE, ["w"])
            assert other.execute(count).fetchall() == [(0,)]
        assert other.execute(count).fetchall() == [(1,)]
        with pytest.raises(ZeroDivisionError), db.transaction():
            db.execute(WRITE, ["x"])
            raise ZeroDivisionError
        assert other.execute(count).fetchall() == [(1,)]


def test_the_clock_tells_the_time_after_the_wait(fresh_database: TestDatabase) -> None:
    """``now()`` would tell when the transaction began: before whoever held the lock let go."""
    db.execute(WRITE, ["row"])
    lock = "SELECT worker FROM ops_heartbeat FOR UPDATE"
    told: dict[str, datetime] = {}
    began = threading.Event()

    def wait_for_the_lock() -> None:
        with db.transaction():
            told["now"] = db.fetch_value("SELECT now()")
            began.set()
            db.fetch_value(lock)
            told["clock"] = db.clock()
        connections.close_all()

    with psycopg.connect(fresh_database.superuser_url) as holder:
        holder.execute(lock)
        waiting = threading.Thread(target=wait_for_the_lock)
        waiting.start()
        assert began.wait(timeout=30)
        row = holder.execute("SELECT clock_timestamp()").fetchone()
        assert row is not None
        holder.commit()
    waiting.join(timeout=30)

    assert told["now"] < row[0] < told["clock"]


@pytest.mark.django_db
def test_the_clock_runs_ahead_by_what_it_was_moved() -> None:
    real = db.fetch_value("SELECT clock_timestamp()")
    db.execute("UPDATE timers_sandbox_clock SET ahead = interval '14 days'")
    moved = db.clock() - real
    assert timedelta(days=14) <= moved < timedelta(days=14, minutes=1)


@pytest.mark.django_db
def test_reading_nothing_is_none_and_not_an_error() -> None:
    assert db.fetch_value("SELECT 1 WHERE false") is None
    assert db.fetch_row("SELECT 1, 2 WHERE false") is None
    assert db.fetch_all("SELECT 1 WHERE false") == []
    assert db.fetch_row("SELECT 1, %s::text", ["x"]) == (1, "x")


@pytest.mark.django_db
def test_many_rows_are_updated_in_one_statement_and_no_other_row() -> None:
    for name in ("a", "b", "c"):
        db.execute("INSERT INTO auth_group (name) VALUES (%s)", [name])
    ids = dict(db.fetch_all("SELECT name, id FROM auth_group"))
    columns = {"id": "int", "name": "text"}

    assert db.update_rows("auth_group", columns, [(ids["a"], "x"), (ids["c"], "z")]) == 2
    assert db.update_rows("auth_group", columns, []) == 0

    found = dict(db.fetch_all("SELECT id, name FROM auth_group"))
    assert found == {ids["a"]: "x", ids["b"]: "b", ids["c"]: "z"}
