"""The lock that the other verbs share, and how an endpoint's deeds are recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.events.values import Fact
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.machines import Role
from adulis.webhooks.addresses import host_of
from adulis.webhooks.errors import WebhookEndpointNotFound
from adulis.webhooks.events import WebhookEndpointDisabled
from adulis.webhooks.machine import DELIVERY, ENDPOINT, DeliveryState, EndpointState
from adulis.webhooks.models import Endpoint
from adulis.webhooks.values import GivenUp, Reason

# Whoever locks both locks the endpoint first, then its deliveries.
_GIVE_UP = """
UPDATE webhooks_delivery
   SET state = %(state)s, given_up = %(why)s, failed_at = %(at)s, due_at = NULL, lease_until = NULL
 WHERE endpoint_id = %(endpoint_id)s AND state = 'pending'
"""


def locked_endpoint(merchant_id: UUID, endpoint_id: UUID) -> Endpoint:
    """One of the merchant's, not archived. Raises WebhookEndpointNotFound."""
    rows = Endpoint.objects.select_for_update(no_key=True).exclude(state=EndpointState.ARCHIVED)
    found = rows.filter(id=endpoint_id, merchant_id=merchant_id).first()
    if found is None:
        raise WebhookEndpointNotFound
    return found


def record(
    endpoint: Endpoint,
    action: str,
    fact: Fact,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    """Tell of it, and write down who did it."""
    events.record(fact=fact, at=at)
    audit.write(
        actor=actor,
        action=f"webhook_endpoint.{action}",
        subject=f"webhook-endpoint/{endpoint.id}",
        merchant_id=endpoint.merchant_id,
        before=before or {},
        after=after,
        at=at,
    )


def disable(
    endpoint: Endpoint, reason: Reason, *, note: str = "", actor: Actor, at: datetime
) -> int:
    """Nothing is sent to a locked endpoint from here on, and what waits is given up; how much.

    ``note`` is kept with it. Raises IllegalMove.
    """
    move = ENDPOINT.take("disable", EndpointState(endpoint.state), actor.role)
    endpoint.state, endpoint.disabled_reason, endpoint.disabled_at = move.target, reason, at
    forget_failures(endpoint)
    endpoint.save()
    given_up = give_up_all(endpoint, GivenUp.ENDPOINT_DISABLED, at=at)
    fact = WebhookEndpointDisabled(
        subject_id=endpoint.id,
        merchant_id=endpoint.merchant_id,
        host=host_of(endpoint.url),
        reason=reason,
        given_up_count=given_up,
    )
    after = {"state": endpoint.state, "reason": reason, "given_up": given_up}
    after |= {"note": note} if note else {}
    before = {"state": move.source}
    record(endpoint, "disable", fact, before=before, after=after, actor=actor, at=at)
    return given_up


def forget_failures(endpoint: Endpoint) -> None:
    """As if it had never failed; the caller saves it."""
    endpoint.failing_since = endpoint.rests_until = endpoint.warned_at = None
    endpoint.failure_count = 0


def give_up_all(endpoint: Endpoint, why: GivenUp, *, at: datetime) -> int:
    """What waits for a locked endpoint is not sent; how much. It can be replayed."""
    move = DELIVERY.take("give_up", DeliveryState.PENDING, Role.SYSTEM)
    told = {"state": move.target, "why": why, "at": at, "endpoint_id": endpoint.id}
    return db.execute(_GIVE_UP, told)
