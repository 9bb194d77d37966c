"""A fact to record in tests, and transactions that end when the test says so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

from django.db import connections

from adulis.events import actions
from adulis.events.values import Fact
from adulis.kernel import db
from tests.waiting import until

OF_OTHERS_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingHappened(Fact):
    """Something, told by what it is called."""

    type: ClassVar[str] = "thing.happened"
    what: str


def happened(*what: str, merchant_id: UUID | None = None) -> None:
    """Record each of these, in one transaction, about a thing of its own."""
    with db.transaction():
        record(*what, merchant_id=merchant_id)


def record(*what: str, merchant_id: UUID | None = None) -> None:
    """The same in the caller's transaction."""
    facts = [ThingHappened(subject_id=uuid4(), merchant_id=merchant_id, what=each) for each in what]
    actions.record_all(facts=facts, at=db.clock())


def settle() -> None:
    """Wait for transactions that began before now, of any database on this server, to end.

    Transactions are counted for the whole server, and so the horizon waits for other tests too.
    """
    latest = db.fetch_value("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
    until(
        lambda: db.fetch_value(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= %s", [latest]
        ),
        "transactions elsewhere on this server",
        seconds=OF_OTHERS_SECONDS,
    )


@contextmanager
def uncommitted(*what: str, merchant_id: UUID | None = None) -> Iterator[None]:
    """Recorded by somebody else, who commits when the block ends."""
    recorded, may_commit = threading.Event(), threading.Event()

    def somebody() -> None:
        try:
            with db.transaction():
                record(*what, merchant_id=merchant_id)
                recorded.set()
                may_commit.wait(60)
        finally:
            recorded.set()
            connections.close_all()

    thread = threading.Thread(target=somebody, name="somebody else")
    thread.start()
    recorded.wait(60)
    try:
        yield
    finally:
        may_commit.set()
        thread.join(60)


def is_in_the_commit_of_its_cursor(consumer: str, table: str) -> bool:
    """Whether the newest rows of ``table`` were written in the commit that moved the cursor last.

    A kill between two commits would be seen by no kill test that does not know of them both.
    """
    moved = db.fetch_value("SELECT xmin::text FROM events_cursor WHERE consumer = %s", [consumer])
    written = db.fetch_value(f"SELECT xmin::text FROM {table} ORDER BY id DESC LIMIT 1")
    return moved is not None and moved == written
