"""The one verb: leave a record in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from adulis.kernel import db
from adulis.kernel.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What was done to ``subject``: ``before`` and ``after`` hold what changed, as JSON types."""

    action: str
    subject: str
    merchant_id: UUID | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]


_COLUMNS = {
    "action": "text", "subject": "text", "merchant_id": "uuid", "before": "jsonb",
    "after": "jsonb", "actor_kind": "text", "actor_id": "text", "user_id": "text",
    "address": "text", "request_id": "text", "at": "timestamptz",
}  # fmt: skip


@db.transaction_required
def write(
    *,
    actor: Actor,
    action: str,
    subject: str,
    merchant_id: UUID | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    at: datetime,
) -> None:
    """Record one deed of ``actor``."""
    deed = Deed(action=action, subject=subject, merchant_id=merchant_id, before=before, after=after)
    write_all(deeds=[deed], actor=actor, at=at)


@db.transaction_required
def write_all(*, deeds: Sequence[Deed], actor: Actor, at: datetime) -> None:
    """Record many deeds of one actor in one statement."""
    who = (actor.kind.value, actor.id, actor.user_id, actor.address, actor.request_id, at)
    db.insert_rows(
        "audit_record",
        _COLUMNS,
        [
            (
                deed.action,
                deed.subject,
                deed.merchant_id,
                orjson.dumps(dict(deed.before)).decode(),
                orjson.dumps(dict(deed.after)).decode(),
                *who,
            )
            for deed in deeds
        ],
    )
