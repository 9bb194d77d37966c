"""From a fact to whom it is sent: one delivery for each endpoint that asked for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from adulis.events import actions as events
from adulis.events.values import Consumer, Streamed
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.webhooks.policies import TESTED, wants

# Endpoints are told what happens once they are there.
WEBHOOKS = Consumer("webhooks.fan_out", from_beginning=False)
BATCH = 200
# Shared: whoever disables one of them waits, and then gives up what is written here as well.
_ENABLED = """
SELECT id, merchant_id, types FROM webhooks_endpoint
 WHERE merchant_id = ANY(%s) AND state = 'enabled' ORDER BY id FOR SHARE
"""
# A replay may have been there first: what it wrote down is the same delivery.
_WRITE = """
INSERT INTO webhooks_delivery (id, endpoint_id, merchant_id, fact_id, type, subject, state,
                               given_up, attempt_count, tries, claim_count, created_at, due_at)
SELECT given.id, endpoint_id, merchant_id, fact_id, type, subject, 'pending', '',
       0, 0, 0, %(now)s, %(now)s
  FROM unnest(%(ids)s::uuid[], %(endpoints)s::uuid[], %(merchants)s::uuid[], %(facts)s::bigint[],
              %(types)s::text[], %(subjects)s::text[])
       AS given(id, endpoint_id, merchant_id, fact_id, type, subject)
    ON CONFLICT (endpoint_id, fact_id) DO NOTHING
"""


@db.transaction_required
def fan_out(*, actor: Actor, at: datetime) -> int:
    """Write down to whom the next facts are sent; returns how many facts there were, of any kind.

    In the transaction that moves the cursor: every fact is written down once, or not at all.
    """
    batch = events.next_batch(consumer=WEBHOOKS, limit=BATCH, at=at)
    if batch is None or not batch.facts:
        return 0
    merchants = {fact.merchant_id for fact in batch.facts if fact.merchant_id is not None}
    endpoints: dict[UUID, list[tuple[UUID, list[str]]]] = defaultdict(list)
    for endpoint_id, merchant_id, types in db.fetch_all(_ENABLED, [sorted(merchants)]):
        endpoints[merchant_id].append((endpoint_id, types))
    write_deliveries(
        [
            (endpoint_id, fact)
            for fact in batch.facts
            if fact.merchant_id is not None
            for endpoint_id, types in endpoints.get(fact.merchant_id, ())
            if is_told(fact, endpoint_id, types)
        ]
    )
    events.advance(batch=batch, at=at)
    return len(batch.facts)


def write_deliveries(wanted: Sequence[tuple[UUID, Streamed]]) -> int:
    """Each fact to its endpoint, due now, but where that is written down already; how many."""
    if not wanted:
        return 0
    return db.execute(
        _WRITE,
        {
            "now": db.clock(),
            "ids": [new_id() for _ in wanted],
            "endpoints": [endpoint_id for endpoint_id, _ in wanted],
            "merchants": [fact.merchant_id for _, fact in wanted],
            "facts": [fact.place.id for _, fact in wanted],
            "types": [fact.type for _, fact in wanted],
            "subjects": [fact.subject for _, fact in wanted],
        },
    )


def is_told(fact: Streamed, endpoint_id: UUID, types: list[str]) -> bool:
    """Whether the endpoint is told of the fact; a test goes to the one that is tested only."""
    if fact.type == TESTED:
        return fact.subject.endswith(f"/{endpoint_id}")
    return wants(types, fact.type)
