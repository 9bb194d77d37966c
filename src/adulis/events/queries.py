"""Reading facts: for one subject, or as a stream nobody's late commit can slip past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from adulis.kernel import db


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact as it was written. ``xid`` and ``id`` together are its place in the stream."""

    xid: int
    id: int
    type: str
    subject: str
    subject_sequence: int
    merchant_id: UUID | None
    payload: dict[str, Any]
    at: datetime


_COLUMNS = "xid::text::bigint, id, type, subject, subject_sequence, merchant_id, payload, at"


def of_subject(subject: str) -> list[Recorded]:
    """Every fact about ``subject``, oldest first."""
    rows = db.fetch_all(
        f"SELECT {_COLUMNS} FROM events_event"  # noqa: S608 - our own column names
        " WHERE subject = %s ORDER BY subject_sequence",
        [subject],
    )
    return [_recorded(row) for row in rows]


def after(xid: int, event_id: int, *, limit: int = 500) -> list[Recorded]:
    """The next facts behind the transaction horizon, in stream order.

    Only transactions older than every running one are shown, so whatever commits later gets a
    place later: a consumer that keeps ``(xid, id)`` of the last fact it saw misses nothing.
    """
    rows = db.fetch_all(
        f"SELECT {_COLUMNS} FROM events_event"  # noqa: S608 - our own column names
        " WHERE (xid, id) > (%s::text::xid8, %s)"
        "   AND xid < pg_snapshot_xmin(pg_current_snapshot())"
        " ORDER BY xid, id LIMIT %s",
        [str(xid), event_id, limit],
    )
    return [_recorded(row) for row in rows]


def _recorded(row: tuple[Any, ...]) -> Recorded:
    xid, event_id, kind, subject, sequence, merchant_id, payload, at = row
    # Django leaves jsonb as text, for its own field to read.
    return Recorded(xid, event_id, kind, subject, sequence, merchant_id, orjson.loads(payload), at)
