"""What disputes do when escrow says that a buyer was silent, where that is to be a dispute."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.disputes import actions
from adulis.escrow.values import Side
from adulis.events import actions as events
from adulis.events.values import Consumer, Streamed
from adulis.kernel import db
from adulis.kernel.actors import Actor

# Whether the buyer still is silent is asked anew, so an old fact does no harm.
DISPUTES = Consumer("disputes", from_beginning=True)
BATCH = 50
# A milestone that was held when its buyer fell silent is looked at again when it goes on.
TYPES = frozenset({"milestone.silent", "milestone.resumed"})


@db.transaction_required
def listen(*, actor: Actor, at: datetime) -> int:
    """Act upon the next facts, each once; returns how many were read, of whatever type."""
    return events.consume(
        consumer=DISPUTES,
        types=TYPES,
        limit=BATCH,
        handle=lambda fact: _act(fact, actor, at),
        at=at,
    )


def _act(fact: Streamed, actor: Actor, at: datetime) -> None:
    """Both sides are told of everything; one of the two tellings is enough."""
    if fact.payload["side"] == Side.BUYER:
        milestone_id = UUID(fact.subject.partition("/")[2])
        actions.open_by_silence(milestone_id=milestone_id, actor=actor, at=at)
