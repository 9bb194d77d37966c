"""Claiming due rows: one worker each, counted before the work, and never waiting for anybody."""

from __future__ import annotations

import threading
from uuid import UUID

import psycopg
import pytest
from django.db import connections

from adulis.kernel import db, due
from adulis.kernel.db import TransactionOpen
from adulis.kernel.due import POISON_AFTER_CLAIMS, Claim
from tests.databases import TestDatabase

LEASE_SECONDS = 60


@pytest.fixture
def queue(fresh_database: TestDatabase) -> str:
    """A table with the four columns of a queue, and nothing else."""
    with psycopg.connect(fresh_database.owner_url) as owner:
        owner.execute(
            "CREATE TABLE queue (id uuid PRIMARY KEY, due_at timestamptz, lease_until timestamptz,"
            " claim_count integer NOT NULL DEFAULT 0, kind text NOT NULL DEFAULT 'work')"
        )
        owner.execute("GRANT ALL ON queue TO adulis_app")
    return "queue"


def row(number: int, *, due_in_seconds: int | None = -10, kind: str = "work") -> UUID:
    identity = UUID(int=number)
    db.execute(
        "INSERT INTO queue (id, due_at, kind)"
        " VALUES (%s, adulis_clock() + make_interval(secs => %s), %s)",
        [identity, due_in_seconds, kind],
    )
    return identity


def claim(limit: int = 10, only: str = "true") -> list[Claim]:
    return due.claim("queue", limit=limit, lease_seconds=LEASE_SECONDS, only=only)


def pass_seconds(seconds: int) -> None:
    db.execute(
        "UPDATE timers_sandbox_clock SET ahead = ahead + make_interval(secs => %s)", [seconds]
    )


def test_only_what_is_due_is_claimed_oldest_first(queue: str) -> None:
    late, later = row(1, due_in_seconds=-5), row(2, due_in_seconds=-50)
    row(3, due_in_seconds=3_600)
    row(4, due_in_seconds=None)
    assert {each.id for each in claim(limit=1)} == {later}
    assert claim() == [Claim(late, 1)]
    assert claim() == []


def test_a_claim_can_be_narrowed_to_some_rows(queue: str) -> None:
    row(1)
    wanted = row(2, kind="enquiry")
    assert claim(only="kind = 'enquiry'") == [Claim(wanted, 1)]


def test_a_row_is_nobody_elses_until_the_lease_runs_out(queue: str) -> None:
    mine = row(1)
    assert claim() == [Claim(mine, 1)]
    pass_seconds(LEASE_SECONDS - 5)
    assert claim() == []
    pass_seconds(10)
    assert claim() == [Claim(mine, 2)]


def test_the_fence_rises_with_every_claim_until_it_says_poison(queue: str) -> None:
    row(1)
    seen = []
    for _ in range(POISON_AFTER_CLAIMS + 1):
        [taken] = claim()
        seen.append((taken.fence, taken.is_poison))
        pass_seconds(LEASE_SECONDS + 1)
    assert seen == [(1, False), (2, False), (3, False), (4, False), (5, False), (6, True)]


def test_the_claim_is_committed_before_the_work(queue: str, fresh_database: TestDatabase) -> None:
    row(1)
    claim()
    with psycopg.connect(fresh_database.superuser_url) as other:
        found = other.execute("SELECT claim_count, lease_until > adulis_clock() FROM queue")
        assert found.fetchall() == [(1, True)]


def test_claiming_is_refused_inside_a_transaction(queue: str) -> None:
    row(1)
    with db.transaction(), pytest.raises(TransactionOpen):
        claim()


def test_a_row_somebody_holds_is_passed_over_and_not_waited_for(
    queue: str, fresh_database: TestDatabase
) -> None:
    held, free = row(1, due_in_seconds=-60), row(2)
    with psycopg.connect(fresh_database.superuser_url) as holder:
        holder.execute("SELECT 1 FROM queue WHERE id = %s FOR UPDATE", [held])
        assert claim() == [Claim(free, 1)]
    assert claim() == [Claim(held, 1)]


def test_workers_who_claim_at_once_never_get_the_same_row(queue: str) -> None:
    wanted = {row(number) for number in range(1, 41)}
    taken: list[Claim] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait(timeout=30)
        while found := claim(limit=3):
            taken.extend(found)
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=60)

    # A worker may find nothing while the others hold the last rows; nothing is left all the same.
    taken += claim(limit=100)
    assert len(taken) == len(wanted)
    assert {each.id for each in taken} == wanted
    assert {each.fence for each in taken} == {1}
