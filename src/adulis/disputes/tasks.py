"""The worker's doors: what timers announced, and what escrow said has happened."""

from __future__ import annotations

from adulis.disputes import actions, listeners
from adulis.disputes.actions.clockwork import KINDS
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.timers import tasks as timers
from adulis.timers.values import ClaimedTimer

WORKER = system("worker")


def fire_timers() -> int:
    """Do what is due, each in a transaction of its own; returns how many were due."""
    return timers.work_off(KINDS, _act, _park)


def listen() -> int:
    """Act upon the next facts of escrow; returns how many were read."""
    try:
        with db.impatient_transaction():
            return listeners.listen(actor=WORKER, at=db.clock())
    except db.Busy:
        return 0


def _act(claim: ClaimedTimer) -> None:
    actions.fire_timer(claim=claim, actor=WORKER, at=db.clock())


def _park(claim: ClaimedTimer) -> None:
    actions.park_timer(claim=claim, actor=WORKER, at=db.clock())
