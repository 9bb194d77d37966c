"""Leave a record in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from adulis.audit.values import Search
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind


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
def note_reading(*, search: Search, is_export: bool, actor: Actor, at: datetime) -> None:
    """Somebody looked into the log, or took a copy: that is a deed as well.

    An operator's is written about the merchant and not among the merchant's own records, since
    somebody who is being looked into must not learn it from us.
    """
    is_merchants_own = actor.kind is not ActorKind.OPERATOR
    about = search.subject if search.merchant_id is None else f"merchant/{search.merchant_id}"
    write(
        actor=actor,
        action="audit.export" if is_export else "audit.search",
        subject=about or "audit",
        merchant_id=search.merchant_id if is_merchants_own else None,
        before={},
        after=search.told,
        at=at,
    )


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
