"""What operations write down: that a worker is alive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from adulis.kernel import db
from adulis.kernel.actors import Actor


@db.transaction_required
def beat(*, report: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    """Say that the worker ``actor.id`` lives, and forget those unseen for a day."""
    db.execute(
        "INSERT INTO ops_heartbeat (worker, started_at, seen_at, report)"
        " VALUES (%(worker)s, %(at)s, %(at)s, %(report)s)"
        " ON CONFLICT (worker) DO UPDATE"
        " SET seen_at = excluded.seen_at, report = excluded.report",
        {"worker": actor.id, "at": at, "report": Jsonb(dict(report))},
    )
    db.execute("DELETE FROM ops_heartbeat WHERE seen_at < %s - interval '1 day'", [at])


@db.transaction_required
def retire(*, actor: Actor, at: datetime) -> None:
    """Say that the worker ``actor.id`` stopped because it was asked to."""
    db.execute("DELETE FROM ops_heartbeat WHERE worker = %s", [actor.id])
