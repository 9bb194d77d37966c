"""What deals do when escrow says that something happened to their money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.deals import actions
from adulis.escrow.values import Side
from adulis.events import actions as events
from adulis.events.values import Consumer, Streamed
from adulis.kernel import db
from adulis.kernel.actors import Actor

DEALS = Consumer("deals", from_beginning=True)
BATCH = 50
_ACTS: dict[str, Callable[..., bool]] = {
    "milestone.funded": actions.start_deal,
    "agreement.completed": actions.complete_deal,
    "agreement.cancelled": actions.unwind_deal,
    "agreement.lapsed": actions.default_deal,
}


@db.transaction_required
def listen(*, actor: Actor, at: datetime) -> int:
    """Act upon the next facts, each once; returns how many were read, of whatever type."""
    told: dict[str, Any] = {"actor": actor, "at": at}
    return events.consume(
        consumer=DEALS,
        types=frozenset(_ACTS),
        limit=BATCH,
        handle=lambda fact: _act(fact, told),
        at=at,
    )


def _act(fact: Streamed, told: dict[str, Any]) -> None:
    """Both sides are told of everything; one of the two tellings is enough."""
    kind, _, rest = fact.payload["about"].partition("/")
    if kind != "deal" or fact.payload["side"] != Side.BUYER:
        return
    _ACTS[fact.type](
        deal_id=UUID(rest.partition("/")[0]),
        agreement_id=UUID(fact.payload["agreement_id"]),
        **told,
    )
