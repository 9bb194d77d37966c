"""Everything that people are told of is heard of here."""

from __future__ import annotations

from datetime import datetime

from adulis.events import actions as events
from adulis.events.values import Consumer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.notifications import actions
from adulis.notifications.catalogue import CATALOGUE

# Nobody wants letters about what was before there were letters.
LETTERS = Consumer("notifications.letters", from_beginning=False)
BATCH = 50


@db.transaction_required
def listen(*, actor: Actor, at: datetime) -> int:
    """Tell of the next facts, once of each; returns how many were read, of any type."""
    return events.consume(
        consumer=LETTERS,
        types=frozenset(CATALOGUE),
        limit=BATCH,
        handle=lambda fact: actions.tell(fact=fact, actor=actor, at=at),
        at=at,
    )
