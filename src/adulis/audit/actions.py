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


_WRITE = """
INSERT INTO audit_record (action, subject, merchant_id, before, after, actor_kind, actor_id,
                          user_id, address, request_id, at)
SELECT deed.*, %s, %s, %s, %s, %s, %s
  FROM unnest(%s::text[], %s::text[], %s::uuid[], %s::jsonb[], %s::jsonb[]) AS deed
"""


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
    if not deeds:
        return
    db.execute(
        _WRITE,
        [
            actor.kind.value,
            actor.id,
            actor.user_id,
            actor.address,
            actor.request_id,
            at,
            [deed.action for deed in deeds],
            [deed.subject for deed in deeds],
            [deed.merchant_id for deed in deeds],
            [orjson.dumps(dict(deed.before)).decode() for deed in deeds],
            [orjson.dumps(dict(deed.after)).decode() for deed in deeds],
        ],
    )
