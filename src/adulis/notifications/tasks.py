"""The worker's door."""

from __future__ import annotations

from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.notifications import listeners

WORKER = system("worker")


def listen() -> int:
    """Write about the next facts; returns how many were read."""
    try:
        with db.impatient_transaction():
            return listeners.listen(actor=WORKER, at=db.clock())
    except db.Busy:
        return 0
