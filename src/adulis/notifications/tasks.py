"""The worker's doors."""

from __future__ import annotations

from datetime import timedelta

from adulis.kernel import db, failpoints
from adulis.kernel.actors import system
from adulis.notifications import actions, listeners, watching

WORKER = system("worker")
# Half a year after somebody has read it, a notice is looked for at its own place.
KEPT = timedelta(days=180)


def listen() -> int:
    """Tell of the next facts; returns how many were read."""
    try:
        with db.impatient_transaction():
            count = listeners.listen(actor=WORKER, at=db.clock())
            failpoints.hit("tell.before_commit")
    except db.Busy:
        return 0
    failpoints.hit("tell.after_commit")
    return count


def tell_of_alerts() -> int:
    """Put what operators or the platform have to say into inboxes; returns how many people."""
    with db.transaction():
        count = actions.tell_of_alert(actor=WORKER, at=db.clock())
        failpoints.hit("alert.before_commit")
    failpoints.hit("alert.after_commit")
    return count


def write_waiting() -> int:
    """Write to the next person whose time for letters has come; returns how many waited."""
    with db.transaction():
        count = actions.write_waiting(actor=WORKER, at=db.clock())
        failpoints.hit("gather.before_commit")
    failpoints.hit("gather.after_commit")
    return count


def watch_platform() -> int:
    """Raise and end the platform's own alerts, as the bank is; returns how many changed."""
    with db.transaction():
        return watching.watch(actor=WORKER, at=db.clock())


def forget_notices() -> int:
    """Remove notices that were read half a year ago; returns how many."""
    with db.transaction():
        at = db.clock()
        return actions.forget_notices(read_before=at - KEPT, actor=WORKER, at=at)
