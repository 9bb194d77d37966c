"""The verbs: record a fact in the caller's transaction; and read on, as a consumer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import orjson

from adulis.events import queries
from adulis.events.errors import CursorMoved
from adulis.events.values import Batch, Consumer, Fact, Place, Streamed
from adulis.kernel import db, origins

# The subject's row is locked by whoever records, so reading the last sequence and adding one is
# safe; the unique constraint is the truth all the same. `places` numbers several facts about one
# subject within a single statement.
_RECORD = """
WITH given AS (
    SELECT *, row_number() OVER (PARTITION BY subject ORDER BY place) AS step
      FROM unnest(%s::text[], %s::text[], %s::uuid[], %s::jsonb[], %s::timestamptz[], %s::text[])
           WITH ORDINALITY AS fact(type, subject, merchant_id, payload, at, origin, place))
INSERT INTO events_event (type, subject, subject_sequence, merchant_id, payload, at, origin)
SELECT type, subject,
       coalesce((SELECT last.subject_sequence FROM events_event AS last
                  WHERE last.subject = given.subject
                  ORDER BY last.subject_sequence DESC LIMIT 1), 0) + step,
       merchant_id, payload, at, origin
  FROM given ORDER BY place
"""

# Where the database was copied by dump and restore, the copy counts transactions from a small
# number again, and every fact it brought along bears one that the copy has not come to. Those
# end at `after_id`. A restored backup and a promoted standby count on: nothing ends there.
_BEGIN_EPOCH = """
WITH latest AS (SELECT number, lineage, after_id FROM events_epoch ORDER BY number DESC LIMIT 1)
INSERT INTO events_epoch (number, lineage, after_id, began_at)
SELECT coalesce((SELECT number FROM latest), 0) + 1, events_lineage(),
       greatest((SELECT after_id FROM latest),
                (SELECT max(id) FROM events_event
                  WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())), 0), %(at)s
 WHERE events_lineage() IS DISTINCT FROM (SELECT lineage FROM latest)
    ON CONFLICT (number) DO NOTHING
"""


# The same for one fact, which needs no numbering among its siblings: half the planning.
_RECORD_ONE = """
INSERT INTO events_event (type, subject, subject_sequence, merchant_id, payload, at, origin)
SELECT %(type)s, %(subject)s,
       coalesce((SELECT last.subject_sequence FROM events_event AS last
                  WHERE last.subject = %(subject)s
                  ORDER BY last.subject_sequence DESC LIMIT 1), 0) + 1,
       %(merchant_id)s::uuid, %(payload)s::jsonb, %(at)s, %(origin)s
"""


@db.transaction_required
def record(*, fact: Fact, at: datetime, origin: str = "") -> None:
    """Write one fact. The caller holds the lock on the fact's subject.

    ``origin`` is the request that asked for its subject, for where no request is under way.
    """
    db.execute(
        _RECORD_ONE,
        {
            "type": fact.type,
            "subject": fact.subject,
            "merchant_id": fact.merchant_id,
            "payload": orjson.dumps(fact.payload()).decode(),
            "at": at,
            "origin": origins.current() or origin,
        },
    )


@db.transaction_required
def record_all(
    *, facts: Sequence[Fact], at: datetime, origin_of: Mapping[UUID, str] | None = None
) -> None:
    """Write many facts in one statement, in order. ``origin_of``: of each ``subject_id``."""
    asked = [(origin_of or {}).get(fact.subject_id, "") for fact in facts]
    if len(facts) == 1:
        record(fact=facts[0], at=at, origin=asked[0])
    if len(facts) < 2:
        return
    db.execute(
        _RECORD,
        [
            [fact.type for fact in facts],
            [fact.subject for fact in facts],
            [fact.merchant_id for fact in facts],
            [orjson.dumps(fact.payload()).decode() for fact in facts],
            [at for _ in facts],
            [origins.current() or each for each in asked],
        ],
    )


@db.transaction_required
def begin_epoch(*, at: datetime) -> bool:
    """Note that this is another database than the one that ordered the facts so far, if it is.

    To be called before anybody records in it: ``./adulis migrate`` does, and every worker. Returns
    whether an epoch began; the caller says so aloud.
    """
    return bool(db.execute(_BEGIN_EPOCH, {"at": at}))


@db.transaction_required
def next_batch(*, consumer: Consumer, limit: int, at: datetime) -> Batch | None:
    """What ``consumer`` has to see next, at most ``limit`` facts; empty when it has seen them all.

    The consumer's row stays locked until the transaction ends, and None means that somebody else
    has it. Whoever acts on the batch in this same transaction and calls ``advance`` is told every
    fact exactly once. Whoever has to act outside ends the transaction first and advances in
    another: if they die between the two, they are told again.
    """
    place = _locked(consumer.name)
    if place is None:
        begins = queries.beginning() if consumer.from_beginning else queries.horizon()
        db.execute(
            "INSERT INTO events_cursor (consumer, epoch, xid, id, updated_at)"
            " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (consumer) DO NOTHING",
            [consumer.name, begins.epoch, begins.xid, begins.id, at],
        )
        place = _locked(consumer.name)
    if place is None:
        return None
    found = queries.after(place, limit=limit)
    return Batch(consumer.name, place, found.facts, found.end)


@db.transaction_required
def advance(*, batch: Batch, at: datetime) -> None:
    """Remember that the batch was seen to. Raises CursorMoved when another was there meanwhile."""
    start, end = batch.start, batch.end
    moved = db.execute(
        "UPDATE events_cursor SET epoch = %s, xid = %s, id = %s, updated_at = %s"
        " WHERE consumer = %s AND (epoch, xid, id) = (%s, %s, %s)",
        [end.epoch, end.xid, end.id, at, batch.consumer, start.epoch, start.xid, start.id],
    )
    if not moved:
        raise CursorMoved(batch.consumer)


@db.transaction_required
def consume(
    *,
    consumer: Consumer,
    types: Collection[str],
    limit: int,
    handle: Callable[[Streamed], object],
    at: datetime,
) -> int:
    """Let a room above act upon what happened below: ``handle`` is given each fact of ``types``.

    It acts in this transaction, which moves the cursor as well: whatever it writes is written
    exactly once for a fact, for the request that the fact came of, and if it raises, nothing of the
    batch has happened. Facts of one
    merchant's transaction come in its order. Returns how many facts there were, of whatever type;
    0 also where another process is at it.
    """
    batch = next_batch(consumer=consumer, limit=limit, at=at)
    if batch is None:
        return 0
    for fact in batch.facts:
        if fact.type in types:
            with origins.bearing(fact.origin):
                handle(fact)
    if batch.facts:
        advance(batch=batch, at=at)
    return len(batch.facts)


def _locked(consumer: str) -> Place | None:
    row = db.fetch_row(
        "SELECT epoch, xid, id FROM events_cursor WHERE consumer = %s"
        " FOR NO KEY UPDATE SKIP LOCKED",
        [consumer],
    )
    return None if row is None else Place(*row)
