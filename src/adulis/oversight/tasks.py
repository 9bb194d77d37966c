"""The worker's door: what nobody decides in time is over."""

from __future__ import annotations

from adulis.approvals import queries as approvals
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.oversight import actions

BATCH = 50
WORKER = system("worker")


def expire_approvals(limit: int = BATCH) -> int:
    """End approvals whose seven days are over, each in a transaction of its own."""
    ended = 0
    for approval in approvals.overdue(db.clock(), limit=limit):
        with db.transaction():
            ended += actions.expire_overdue(approval=approval, actor=WORKER, at=db.clock())
    return ended
