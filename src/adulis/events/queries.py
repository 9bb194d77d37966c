"""Reading facts: for one subject, or as a stream nobody's late commit can slip past."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from adulis.events.errors import PlaceUnknown
from adulis.events.values import Place, Recorded, Slice, Streamed
from adulis.kernel import db

_FACT = "type, subject, subject_sequence, merchant_id, payload, at, origin"

_OF_SUBJECT = f"""
SELECT {_FACT} FROM events_event WHERE subject = %s ORDER BY subject_sequence
"""  # noqa: S608 - our own column names

_BY_IDS = f"SELECT id, {_FACT} FROM events_event WHERE id = ANY(%s)"  # noqa: S608 - as above
# All of one moment or none of it: a batch of thousands happens at once, and is recorded at once.
_SINCE = f"""
SELECT xid::text::bigint, id, {_FACT} FROM events_event
 WHERE merchant_id = %s AND at >= %s AND xid < pg_snapshot_xmin(pg_current_snapshot())
 ORDER BY at FETCH FIRST %s ROWS WITH TIES
"""  # noqa: S608 - our own column names
_NEXT_MOMENT = """
SELECT min(at) FROM events_event
 WHERE merchant_id = %s AND at > %s AND xid < pg_snapshot_xmin(pg_current_snapshot())
"""

_HORIZON = """
SELECT max(number), pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM events_epoch
"""

# One row at least, also when there are no facts, so that the horizon is of the same snapshot. The
# epoch's own facts are told by their ids; in the newest one transactions may still be running, in
# those before it nothing is left to wait for. Whoever asks for one merchant has an index as well.
_AFTER = f"""
WITH epoch AS MATERIALIZED (
    SELECT number, after_id, lead(after_id) OVER (ORDER BY number) AS until_id FROM events_epoch),
asked AS MATERIALIZED (
    SELECT *, pg_snapshot_xmin(pg_current_snapshot()) AS horizon FROM epoch WHERE number = %s)
SELECT asked.after_id, asked.until_id, asked.horizon::text::bigint,
       fact.xid::text::bigint, fact.id, {", ".join(f"fact.{name}" for name in _FACT.split(", "))}
  FROM asked LEFT JOIN LATERAL (
       SELECT xid, id, {_FACT} FROM events_event
        WHERE (xid, id) > (%s::text::xid8, %s)
          AND xid < CASE WHEN until_id IS NULL THEN horizon ELSE '18446744073709551615'::xid8 END
          AND id > after_id AND (until_id IS NULL OR id <= until_id)
          AND {{whose}}
        ORDER BY xid, id LIMIT %s) AS fact ON true
 ORDER BY fact.xid, fact.id
"""  # noqa: S608 - our own column names
_EVERYBODYS, _ONE_MERCHANTS, _AND_A_SUBJECTS = (
    _AFTER.format(whose=whose)
    for whose in ("true", "merchant_id = %s", "(merchant_id = %s OR subject = %s)")
)

_IS_FURTHER = """
SELECT EXISTS (
    SELECT FROM events_event
     WHERE merchant_id = %s AND (xid, id) > (%s::text::xid8, %s)
       AND xid < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY xid, id OFFSET %s LIMIT 1)
"""


def of_subject(subject: str) -> list[Recorded]:
    """Every fact about ``subject``, oldest first."""
    return [Recorded(**_fact(row)) for row in db.fetch_all(_OF_SUBJECT, [subject])]


def by_ids(ids: Collection[int]) -> dict[int, Recorded]:
    """Facts that a room above has noted the numbers of (``Place.id``)."""
    rows = db.fetch_all(_BY_IDS, [list(ids)]) if ids else []
    return {fact_id: Recorded(**_fact(fact)) for fact_id, *fact in rows}


def since(at: datetime, *, merchant_id: UUID, limit: int) -> tuple[list[Streamed], datetime | None]:
    """One merchant's facts of this epoch that happened at ``at`` or later, in that order, and the
    moment of the next one, None where there are no more.

    ``limit`` of them, and whatever else happened at the very moment of the last: whoever goes on
    from the next moment misses none and sees none twice.
    """
    epoch = horizon().epoch
    found = [
        Streamed(place=Place(epoch, xid, fact_id), **_fact(fact))
        for xid, fact_id, *fact in db.fetch_all(_SINCE, [merchant_id, at, limit])
    ]
    if not found:
        return [], None
    return found, db.fetch_value(_NEXT_MOMENT, [merchant_id, found[-1].at])


def beginning() -> Place:
    """The place before every fact there is."""
    return Place(1, 0, 0)


def horizon() -> Place:
    """Now: whatever commits from here on comes after this place, and little from before it."""
    epoch, xid = _row(db.fetch_row(_HORIZON))
    if epoch is None:
        raise PlaceUnknown("no epoch has begun: ./adulis migrate does that")
    return Place(epoch, xid, 0)


def after(place: Place, *, limit: int, merchant_id: UUID | None = None, subject: str = "") -> Slice:
    """The next facts behind the transaction horizon, in stream order; one merchant's if told so,
    and those about ``subject`` as well, whosever they are.

    Only transactions older than every running one are shown, so whatever commits later gets a
    place later: whoever goes on from ``end`` misses nothing and sees nothing twice. A slice never
    crosses an epoch. Raises PlaceUnknown where the place's epoch is not one of this database.
    """
    whose = tuple(each for each in (merchant_id, subject) if each)
    statement = (_EVERYBODYS, _ONE_MERCHANTS, _AND_A_SUBJECTS)[len(whose)]
    asked = [place.epoch, str(place.xid), place.id, *whose, limit]
    rows = db.fetch_all(statement, asked)
    if not rows:
        raise PlaceUnknown(f"there is no epoch {place.epoch} here")
    after_id, until_id, newest_xid = rows[0][:3]
    facts = tuple(
        Streamed(place=Place(place.epoch, xid, fact_id), **_fact(fact))
        for _, _, _, xid, fact_id, *fact in rows
        if fact_id is not None
    )
    if len(facts) == limit or (facts and until_id is not None):
        return Slice(facts, facts[-1].place, is_last=False)
    if until_id is None:
        return Slice(facts, max(place, Place(place.epoch, newest_xid, 0)), is_last=True)
    counts_on = until_id == after_id
    following = Place(place.epoch + 1, *((place.xid, place.id) if counts_on else (0, 0)))
    return after(following, limit=limit, merchant_id=merchant_id, subject=subject)


def is_further(place: Place, *, merchant_id: UUID, count: int) -> bool:
    """Whether more than ``count`` facts of the merchant come after ``place``, in its own epoch."""
    asked = [merchant_id, str(place.xid), place.id, count]
    return bool(db.fetch_value(_IS_FURTHER, asked))


def _row(row: tuple[Any, ...] | None) -> tuple[Any, ...]:
    assert row is not None
    return row


def _fact(row: Any) -> dict[str, Any]:
    kind, subject, sequence, merchant_id, payload, at, origin = row
    return {
        "type": kind,
        "subject": subject,
        "subject_sequence": sequence,
        "merchant_id": merchant_id,
        # Django leaves jsonb as text, for its own field to read.
        "payload": orjson.loads(payload),
        "at": at,
        "origin": origin,
    }
