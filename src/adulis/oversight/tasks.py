"""The worker's doors: what nobody decides in time is over, and so is a freeze that ends."""

from __future__ import annotations

import structlog

from adulis.approvals import queries as approvals
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.oversight import actions
from adulis.oversight.actions.freezing import KINDS
from adulis.oversight.values import WorkKind
from adulis.timers import tasks as timers
from adulis.timers.values import ClaimedTimer

log = structlog.get_logger(__name__)

BATCH = 50
WORKER = system("worker")


def notice_restoration() -> int:
    """See whether this is a restored database; returns how many references are asked about."""
    with db.transaction():
        noticed = actions.notice_restoration(actor=WORKER, at=db.clock())
    if noticed is None:
        return 0
    log.error("database.restored", lineage=noticed.lineage, unsettled=len(noticed.unsettled))
    return len(noticed.unsettled)


def expire_approvals(limit: int = BATCH) -> int:
    """End approvals whose seven days are over, each in a transaction of its own."""
    ended = 0
    for approval in approvals.overdue(db.clock(), limit=limit):
        with db.transaction():
            ended += actions.expire_overdue(approval=approval, actor=WORKER, at=db.clock())
    return ended


def end_ownerships() -> int:
    """Nobody is on what is decided any more; returns how many were."""
    ended = 0
    for kind in WorkKind:
        with db.transaction():
            ended += actions.end_ownerships(kind=kind, actor=WORKER, at=db.clock())
    return ended


def end_freezes() -> int:
    """End the freezes whose moment has come, each in a transaction of its own."""
    return timers.work_off(KINDS, _end, _park)


def _end(claim: ClaimedTimer) -> None:
    actions.end_freeze(claim=claim, actor=WORKER, at=db.clock())


def _park(claim: ClaimedTimer) -> None:
    actions.park_freeze(claim=claim, actor=WORKER, at=db.clock())
