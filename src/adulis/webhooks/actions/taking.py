"""Whose turn it is: deliveries are claimed, a few for each endpoint and for each merchant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adulis.events import queries as events
from adulis.events.values import Recorded
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.webhooks.machine import DELIVERY, DeliveryState
from adulis.webhooks.sealing import secrets_of
from adulis.webhooks.telling import body_of
from adulis.webhooks.values import GivenUp, Parcel

# More claims than this that came to nothing are not bad luck: whoever works on it dies of it.
POISON_AFTER_CLAIMS = 10
LEASE_SECONDS = 30
AT_ONCE_TO_ENDPOINT, AT_ONCE_TO_MERCHANT = 4, 8

# Whose work waits is found by skipping from endpoint to endpoint through the index, however much
# waits for each. An endpoint that fails, or has never taken anything, is sent one at a time, and in
# places of their own (`doubtful`): however many of them hang, the others have theirs.
_CLAIM = """
WITH RECURSIVE moment AS MATERIALIZED (SELECT adulis_clock() AS now),
asked_for AS (
    (SELECT endpoint_id FROM webhooks_delivery WHERE state = 'pending'
      ORDER BY endpoint_id LIMIT 1)
    UNION ALL
    SELECT (SELECT endpoint_id FROM webhooks_delivery
             WHERE state = 'pending' AND endpoint_id > asked_for.endpoint_id
             ORDER BY endpoint_id LIMIT 1)
      FROM asked_for WHERE asked_for.endpoint_id IS NOT NULL),
busy AS MATERIALIZED (
    SELECT endpoint_id, merchant_id, count(*) AS count FROM webhooks_delivery, moment
     WHERE state = 'pending' AND lease_until > now GROUP BY endpoint_id, merchant_id),
turn AS (
    SELECT endpoint.id, endpoint.merchant_id, doubtful,
           CASE WHEN doubtful THEN 1 ELSE %(to_endpoint)s END - coalesce(busy.count, 0) AS free
      FROM asked_for
      JOIN webhooks_endpoint AS endpoint ON endpoint.id = asked_for.endpoint_id
     CROSS JOIN moment
     CROSS JOIN LATERAL (SELECT endpoint.failing_since IS NOT NULL
                                OR endpoint.last_delivered_at IS NULL AS doubtful) AS doubt
      LEFT JOIN busy ON busy.endpoint_id = endpoint.id
     WHERE endpoint.state = 'enabled'
       AND (endpoint.rests_until IS NULL OR endpoint.rests_until <= now)),
waiting AS (
    SELECT delivery.id, delivery.due_at, turn.merchant_id, turn.doubtful
      FROM turn CROSS JOIN moment CROSS JOIN LATERAL (
           SELECT id, due_at FROM webhooks_delivery
            WHERE endpoint_id = turn.id AND state = 'pending' AND due_at <= now
              AND (lease_until IS NULL OR lease_until <= now)
            ORDER BY due_at, id LIMIT greatest(turn.free, 0)) AS delivery),
in_turn AS (
    SELECT id, doubtful, place,
           row_number() OVER (PARTITION BY doubtful ORDER BY place, due_at, id) AS number
      FROM (SELECT waiting.*, row_number() OVER (
                       PARTITION BY merchant_id ORDER BY due_at, id)
                   + coalesce((SELECT sum(count) FROM busy
                                WHERE busy.merchant_id = waiting.merchant_id), 0) AS place
              FROM waiting) AS placed
     WHERE place <= %(to_merchant)s),
taken AS (
    SELECT delivery.id FROM webhooks_delivery AS delivery
     WHERE delivery.id = ANY(ARRAY(
               SELECT id FROM in_turn
                WHERE number <= CASE WHEN doubtful THEN %(doubtful)s ELSE %(sure)s END))
       AND delivery.state = 'pending' AND delivery.due_at <= (SELECT now FROM moment)
       AND (delivery.lease_until IS NULL OR delivery.lease_until <= (SELECT now FROM moment))
       FOR NO KEY UPDATE SKIP LOCKED)
UPDATE webhooks_delivery AS delivery
   SET lease_until = (SELECT now FROM moment) + make_interval(secs => %(lease)s),
       claim_count = delivery.claim_count + 1
  FROM taken, webhooks_endpoint AS endpoint
 WHERE delivery.id = taken.id AND endpoint.id = delivery.endpoint_id
RETURNING delivery.id, delivery.claim_count, delivery.attempt_count, delivery.fact_id,
          endpoint.failing_since IS NOT NULL OR endpoint.last_delivered_at IS NULL AS doubtful,
          endpoint.id AS endpoint_id, endpoint.url, endpoint.secret_sealed,
          endpoint.old_secret_sealed, endpoint.old_secret_until, endpoint.merchant_id
"""
_GIVE_BACK = """
UPDATE webhooks_delivery AS delivery SET lease_until = NULL
  FROM unnest(%s::uuid[], %s::int[]) AS given(id, fence)
 WHERE delivery.id = given.id AND delivery.claim_count = given.fence AND delivery.state = 'pending'
"""


@dataclass(frozen=True, slots=True)
class _Taken:
    id: UUID
    claim_count: int
    attempt_count: int
    fact_id: int
    doubtful: bool
    endpoint_id: UUID
    url: str
    secret_sealed: str
    old_secret_sealed: str
    old_secret_until: datetime | None
    merchant_id: UUID

    @property
    def is_poison(self) -> bool:
        return self.claim_count - self.attempt_count > POISON_AFTER_CLAIMS


@db.transaction_required
def take_up_deliveries(*, sure: int, doubtful: int, actor: Actor, at: datetime) -> list[Parcel]:
    """Claim deliveries that are due, the oldest first, for the length of a lease, opened.

    ``sure`` and ``doubtful`` are how many may be on their way to endpoints that work, and to those
    that do not or have not yet. Whatever kills those who work on it is given up instead.
    """
    asked = {
        "to_endpoint": AT_ONCE_TO_ENDPOINT, "to_merchant": AT_ONCE_TO_MERCHANT,
        "sure": sure, "doubtful": doubtful, "lease": LEASE_SECONDS,
    }  # fmt: skip
    taken = [_Taken(*row) for row in db.fetch_all(_CLAIM, asked)]
    poison = [each.id for each in taken if each.is_poison]
    if poison:
        _give_up_poison(poison, actor=actor, at=at)
    healthy = [each for each in taken if not each.is_poison]
    facts = events.by_ids([each.fact_id for each in healthy])
    return [_opened(each, facts[each.fact_id], at) for each in healthy]


@db.transaction_required
def give_back_deliveries(*, parcels: Sequence[Parcel], actor: Actor, at: datetime) -> None:
    """Whoever claimed these did not begin: they are due again at once, for anybody."""
    db.execute(_GIVE_BACK, [[each.id for each in parcels], [each.fence for each in parcels]])


def _opened(taken: _Taken, fact: Recorded, at: datetime) -> Parcel:
    return Parcel(
        id=taken.id,
        fence=taken.claim_count,
        url=taken.url,
        message_id=fact.id,
        body=body_of(fact),
        secrets=secrets_of(
            taken.endpoint_id,
            taken.secret_sealed,
            taken.old_secret_sealed,
            taken.old_secret_until,
            at,
        ),
        is_doubtful=taken.doubtful,
        merchant_id=taken.merchant_id,
        origin=fact.origin,
    )


def _give_up_poison(ids: Sequence[UUID], *, actor: Actor, at: datetime) -> None:
    move = DELIVERY.take("give_up", DeliveryState.PENDING, actor.role)
    db.execute(
        "UPDATE webhooks_delivery SET state = %s, given_up = %s, failed_at = %s, due_at = NULL,"
        " lease_until = NULL WHERE id = ANY(%s)",
        [move.target, GivenUp.POISONED, at, list(ids)],
    )
