"""Sent once more, because whoever was told wants it so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.audit import actions as audit
from adulis.events import queries as events
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.webhooks.actions.fanning import is_told, write_deliveries
from adulis.webhooks.actions.locking import locked_endpoint
from adulis.webhooks.errors import WebhookDeliveryNotFound, WebhookEndpointDisabled
from adulis.webhooks.machine import DELIVERY, DeliveryState, EndpointState
from adulis.webhooks.models import Delivery, Endpoint
from adulis.webhooks.values import Replayed

# As many as are replayed by one request; whoever wants more asks again.
MOST_AT_ONCE = 1_000

_AGAIN = """
UPDATE webhooks_delivery
   SET state = 'pending', given_up = '', tries = 0, delivered_at = NULL, failed_at = NULL,
       due_at = %(now)s, lease_until = NULL
 WHERE id = ANY(%(ids)s)
"""


@db.transaction_required
def replay_delivery(
    *, merchant_id: UUID, delivery_id: UUID, note: str = "", actor: Actor, at: datetime
) -> None:
    """Send one again, whatever became of it, under the same id; ``note``, why, is kept with it.

    Raises WebhookDeliveryNotFound, WebhookEndpointDisabled, IllegalMove.
    """
    found = Delivery.objects.filter(id=delivery_id, merchant_id=merchant_id).first()
    if found is None:
        raise WebhookDeliveryNotFound
    endpoint = _enabled(merchant_id, found.endpoint_id)
    delivery = Delivery.objects.select_for_update(no_key=True).get(id=delivery_id)
    DELIVERY.take("replay", DeliveryState(delivery.state), actor.role)
    _replay(endpoint, [delivery.id], what=str(delivery.id), note=note, actor=actor, at=at)


@db.transaction_required
def replay_failed(*, merchant_id: UUID, endpoint_id: UUID, actor: Actor, at: datetime) -> Replayed:
    """Send again what was given up, the oldest first, and at most a thousand.

    Raises WebhookEndpointNotFound, WebhookEndpointDisabled.
    """
    endpoint = _enabled(merchant_id, endpoint_id)
    rows = Delivery.objects.select_for_update(no_key=True).filter(
        endpoint_id=endpoint.id, state=DeliveryState.FAILED
    )
    ids = [row.id for row in rows.order_by("id")[:MOST_AT_ONCE]]
    return Replayed(_replay(endpoint, ids, what="failed", actor=actor, at=at), None)


@db.transaction_required
def replay_since(
    *, merchant_id: UUID, endpoint_id: UUID, since: datetime, actor: Actor, at: datetime
) -> Replayed:
    """Send again whatever happened from ``since`` on, whether it was delivered, given up, or not
    sent at all because the endpoint was disabled: of types that it asks for now.

    A thousand events are looked at, the oldest first, and all of the moment of the last of them;
    what waits to be sent is left to wait. Raises WebhookEndpointNotFound, WebhookEndpointDisabled.
    """
    endpoint = _enabled(merchant_id, endpoint_id)
    found, following = events.since(since, merchant_id=merchant_id, limit=MOST_AT_ONCE)
    wanted = [each for each in found if is_told(each, endpoint.id, endpoint.types)]
    rows = Delivery.objects.select_for_update(no_key=True).filter(
        endpoint_id=endpoint.id, fact_id__in=[each.place.id for each in wanted]
    )
    ids = [row.id for row in rows.exclude(state=DeliveryState.PENDING).order_by("id")]
    # After this point it is sent again.
    new = write_deliveries([(endpoint.id, each) for each in wanted])
    what = f"since {since.isoformat()}"
    again = _replay(endpoint, ids, what=what, new=new, actor=actor, at=at)
    return Replayed(again, following)


def _enabled(merchant_id: UUID, endpoint_id: UUID) -> Endpoint:
    endpoint = locked_endpoint(merchant_id, endpoint_id)
    if endpoint.state != EndpointState.ENABLED:
        raise WebhookEndpointDisabled
    return endpoint


def _replay(
    endpoint: Endpoint,
    ids: list[UUID],
    *,
    what: str,
    note: str = "",
    new: int = 0,
    actor: Actor,
    at: datetime,
) -> int:
    count = db.execute(_AGAIN, {"ids": ids, "now": db.clock()}) + new
    audit.write(
        actor=actor,
        action="webhook_endpoint.replay",
        subject=f"webhook-endpoint/{endpoint.id}",
        merchant_id=endpoint.merchant_id,
        before={},
        after={"what": what, "deliveries": count, **({"note": note} if note else {})},
        at=at,
    )
    return count
