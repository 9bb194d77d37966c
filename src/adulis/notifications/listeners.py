"""Everything that people are told of is heard of here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.events import actions as events
from adulis.events.values import Consumer, Recorded
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.notifications import actions
from adulis.notifications.catalogue import CATALOGUE

# Nobody wants to be told what was before there were letters.
LETTERS = Consumer("notifications.letters", from_beginning=False)
BATCH = 50


@db.transaction_required
def listen(*, actor: Actor, at: datetime) -> int:
    """Tell of the next facts, once of each; returns how many were read, of any type.

    Notices and letters are written in the commit that moves the cursor, all or none of a batch.
    """
    told: set[UUID] = set()

    def hear(fact: Recorded) -> None:
        told.update(actions.tell(fact=fact, actor=actor, at=at))

    count = events.consume(
        consumer=LETTERS, types=frozenset(CATALOGUE), limit=BATCH, handle=hear, at=at
    )
    actions.announce(merchant_ids=told, actor=actor, at=at)
    return count
