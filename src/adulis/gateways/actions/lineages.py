"""The lives of this database: noticed when another one begins, examined, and accepted by people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from psycopg.types.json import Jsonb

from adulis.audit import actions as audit
from adulis.gateways.queries import Restoration
from adulis.kernel import db
from adulis.kernel.actors import Actor

_NOTICE = """
INSERT INTO gateways_lineage (lineage, noticed_at, unsettled, accepted_by)
VALUES (events_lineage(), %(at)s, %(unsettled)s, '')
    ON CONFLICT (lineage) DO NOTHING
RETURNING lineage, noticed_at, unsettled, examined_at, broken_count
"""


@db.transaction_required
def notice_restoration(
    *, unsettled: Mapping[str, int], actor: Actor, at: datetime
) -> Restoration | None:
    """Write down that another life of this database has begun; None where it was known before.

    ``unsettled``: how often the bank was asked about each reference that is open in it.
    """
    row = db.fetch_row(_NOTICE, {"at": at, "unsettled": Jsonb(dict(unsettled))})
    if row is None:
        return None
    noticed = Restoration.read(row)
    audit.write(
        actor=actor,
        action="database.restored",
        subject=noticed.subject,
        merchant_id=None,
        before={},
        after={"unsettled_count": len(unsettled)},
        at=at,
    )
    return noticed


@db.transaction_required
def declare_restored(*, reason: str, actor: Actor, at: datetime) -> bool:
    """Say that this is an older copy, where its server is the same and so does not show it.

    A disk snapshot, or a dump that was read back where it came from. From now on money stands still
    until what was forgotten was asked about and two operators accept it. False: it does already.
    """
    left = db.fetch_value(
        "UPDATE gateways_lineage SET lineage = lineage || %s"
        " WHERE lineage = events_lineage() AND accepted_at IS NOT NULL RETURNING lineage",
        [f"~{at:%y%m%d%H%M%S}"],
    )
    if left is None:
        return False
    audit.write(
        actor=actor,
        action="database.declare_restored",
        subject="database",
        merchant_id=None,
        before={},
        after={"reason": reason, "life": left},
        at=at,
    )
    return True


@db.transaction_required
def note_examination(*, broken_count: int, actor: Actor, at: datetime) -> None:
    """Remember how many invariants a restored database breaks, until it is accepted."""
    db.execute(
        "UPDATE gateways_lineage SET examined_at = %s, broken_count = %s"
        " WHERE lineage = events_lineage() AND accepted_at IS NULL",
        [at, broken_count],
    )


@db.transaction_required
def accept_restoration(*, actor: Actor, at: datetime) -> None:
    """From now on money leaves again. Who may say so, and when, is for the caller to know."""
    lineage = db.fetch_value(
        "UPDATE gateways_lineage SET accepted_at = %s, accepted_by = %s"
        " WHERE lineage = events_lineage() AND accepted_at IS NULL RETURNING lineage",
        [at, actor.user_id or actor.id],
    )
    if lineage is None:
        return
    audit.write(
        actor=actor,
        action="database.accept",
        subject=f"database/{lineage.replace('/', '-')}",
        merchant_id=None,
        before={},
        after={},
        at=at,
    )
