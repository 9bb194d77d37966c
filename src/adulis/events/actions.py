"""The one verb: record a fact in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import orjson

from adulis.events.values import Fact
from adulis.kernel import db

# The subject's row is locked by whoever records, so reading the last sequence and adding one is
# safe; the unique constraint is the truth all the same. `places` numbers several facts about one
# subject within a single statement.
_RECORD = """
WITH given AS (
    SELECT *, row_number() OVER (PARTITION BY subject ORDER BY place) AS step
      FROM unnest(%s::text[], %s::text[], %s::uuid[], %s::jsonb[], %s::timestamptz[])
           WITH ORDINALITY AS fact(type, subject, merchant_id, payload, at, place))
INSERT INTO events_event (type, subject, subject_sequence, merchant_id, payload, at)
SELECT type, subject,
       coalesce((SELECT last.subject_sequence FROM events_event AS last
                  WHERE last.subject = given.subject
                  ORDER BY last.subject_sequence DESC LIMIT 1), 0) + step,
       merchant_id, payload, at
  FROM given ORDER BY place
"""


@db.transaction_required
def record(*, fact: Fact, at: datetime) -> None:
    """Write one fact. The caller holds the lock on the fact's subject."""
    record_all(facts=[fact], at=at)


@db.transaction_required
def record_all(*, facts: Sequence[Fact], at: datetime) -> None:
    """Write many facts in one statement, in order."""
    if not facts:
        return
    db.execute(
        _RECORD,
        [
            [fact.type for fact in facts],
            [fact.subject for fact in facts],
            [fact.merchant_id for fact in facts],
            [orjson.dumps(fact.payload()).decode() for fact in facts],
            [at for _ in facts],
        ],
    )
