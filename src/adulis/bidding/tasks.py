"""The worker's doors: what timers announced, what deals said has happened, and time given back."""

from __future__ import annotations

from datetime import timedelta

from adulis.bidding import actions, listeners, queries
from adulis.bidding.actions.clockwork import KINDS, REMINDERS
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.timers import queries as time
from adulis.timers import tasks as timers
from adulis.timers.values import ClaimedTimer

WORKER = system("worker")
# An outage is looked for as long after it as it might take to give the time back.
_LOOKED_FOR = timedelta(hours=1)


def fire_timers() -> int:
    """Do what is due, each in a transaction of its own; returns how many were due."""
    return timers.work_off((*KINDS, *REMINDERS), _act, _park)


def listen() -> int:
    """Act upon the next facts of deals; returns how many were read."""
    try:
        with db.impatient_transaction():
            return listeners.listen(actor=WORKER, at=db.clock())
    except db.Busy:
        return 0


def give_back_outages() -> int:
    """After an outage of ours every auction ends later, and says so before anybody bids in it.

    Returns how many were moved.
    """
    now = db.clock()
    if not time.outages(now - _LOOKED_FOR, now):
        return 0
    moved = 0
    for deal_id in queries.behind_their_timers():
        try:
            with db.impatient_transaction():
                moved += actions.give_back_outage(deal_id=deal_id, actor=WORKER, at=db.clock())
        except db.Busy:
            continue
    return moved


def _act(claim: ClaimedTimer) -> None:
    actions.fire_timer(claim=claim, actor=WORKER, at=db.clock())


def _park(claim: ClaimedTimer) -> None:
    actions.park_timer(claim=claim, actor=WORKER, at=db.clock())
