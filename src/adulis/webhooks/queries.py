"""The questions about webhooks, each scoped by the merchant it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from adulis.events import queries as events
from adulis.events.values import Recorded
from adulis.kernel import db
from adulis.webhooks.errors import WebhookDeliveryNotFound, WebhookEndpointNotFound
from adulis.webhooks.machine import DeliveryState, EndpointState
from adulis.webhooks.models import Attempt, Delivery, Endpoint
from adulis.webhooks.telling import told

# More than so many wait, and nobody needs to know how many more.
MOST_COUNTED = 1_000
# Filters that no index answers look no further.
MOST_LOOKED_AT = 10_000
_BACKLOGS = """
SELECT asked.id, waiting.count, failed.count, oldest.created_at
  FROM unnest(%(ids)s::uuid[]) AS asked(id)
 CROSS JOIN LATERAL (
       SELECT count(*) FROM (SELECT FROM webhooks_delivery
                              WHERE endpoint_id = asked.id AND state = 'pending'
                              LIMIT %(most)s) AS a_few) AS waiting
 CROSS JOIN LATERAL (
       SELECT count(*) FROM (SELECT FROM webhooks_delivery
                              WHERE endpoint_id = asked.id AND state = 'failed'
                              LIMIT %(most)s) AS a_few) AS failed
  LEFT JOIN LATERAL (
       SELECT created_at FROM webhooks_delivery
        WHERE endpoint_id = asked.id AND state = 'pending' ORDER BY id LIMIT 1) AS oldest ON true
"""


def may_be_local() -> bool:
    """Whether http to this machine itself may be called: where people develop."""
    return bool(settings.WEBHOOKS_TO_LOOPBACK)


def endpoints_of(merchant_id: UUID) -> QuerySet[Endpoint]:
    """The merchant's, the oldest first, without those that were archived."""
    rows = Endpoint.objects.filter(merchant_id=merchant_id)
    return rows.exclude(state=EndpointState.ARCHIVED).order_by("id")


def endpoint_of(merchant_id: UUID, endpoint_id: UUID) -> Endpoint:
    """One of the merchant's, also when it was archived. Raises WebhookEndpointNotFound."""
    found = Endpoint.objects.filter(id=endpoint_id, merchant_id=merchant_id).first()
    if found is None:
        raise WebhookEndpointNotFound
    return found


def deliveries_of(
    merchant_id: UUID,
    *,
    endpoint_id: UUID | None = None,
    state: str = "",
    type: str = "",  # noqa: A002 - the word of the field
    subject: str = "",
) -> QuerySet[Delivery]:
    """The merchant's deliveries, newest first."""
    asked = {"endpoint_id": endpoint_id, "state": state, "type": type, "subject": subject}
    wanted = {name: value for name, value in asked.items() if value}
    return Delivery.objects.filter(merchant_id=merchant_id, **wanted).order_by("-id")


def delivery_of(merchant_id: UUID, delivery_id: UUID) -> Delivery:
    """Raises WebhookDeliveryNotFound."""
    found = Delivery.objects.filter(id=delivery_id, merchant_id=merchant_id).first()
    if found is None:
        raise WebhookDeliveryNotFound
    return found


def attempts_of(merchant_id: UUID, delivery_id: UUID) -> list[Attempt]:
    """What became of a delivery each time, the oldest first."""
    rows = Attempt.objects.filter(delivery_id=delivery_id, delivery__merchant_id=merchant_id)
    return list(rows.order_by("number"))


def facts_of(deliveries: Sequence[Delivery]) -> dict[int, Recorded]:
    """What these deliveries tell of, by ``fact_id``."""
    return events.by_ids({each.fact_id for each in deliveries})


def body_of_delivery(fact: Recorded) -> dict[str, Any]:
    """What is said of ``fact`` in every attempt, as JSON types."""
    return told(fact)


# --- for operators --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Backlog:
    """What an endpoint has not been told: counts up to ``MOST_COUNTED``, and one more for more."""

    waiting: int
    failed: int
    oldest_at: datetime | None


def endpoints_for_operator(
    *, merchant_id: UUID | None = None, state: str = "", is_failing: bool = False
) -> QuerySet[Endpoint]:
    """Endpoints of all merchants, newest first; those that fail, the longest first."""
    rows = Endpoint.objects.order_by("-id")
    if is_failing:
        rows = Endpoint.objects.filter(failing_since__isnull=False).order_by("failing_since", "id")
    if merchant_id is not None:
        rows = rows.filter(merchant_id=merchant_id)
    return rows.filter(state=state) if state else rows


def endpoint_for_operator(endpoint_id: UUID) -> Endpoint:
    """Raises WebhookEndpointNotFound."""
    found = Endpoint.objects.filter(id=endpoint_id).first()
    if found is None:
        raise WebhookEndpointNotFound
    return found


def backlogs_for_operator(endpoint_ids: Sequence[UUID]) -> dict[UUID, Backlog]:
    """How much waits for each, and since when; and how much was given up."""
    rows = db.fetch_all(_BACKLOGS, {"ids": list(endpoint_ids), "most": MOST_COUNTED + 1})
    return {endpoint_id: Backlog(*told) for endpoint_id, *told in rows}


def deliveries_for_operator(
    *,
    endpoint_id: UUID | None = None,
    merchant_id: UUID | None = None,
    fact_ids: Sequence[int] | None = None,
    **wanted: Any,
) -> QuerySet[Delivery]:
    """Deliveries to whomever, the newest first; of those that wait and are nobody's in particular,
    the oldest first. ``wanted`` are further filters.

    An index answers for one endpoint, merchant or fact, and for what waits or was given up; what
    else is wanted is looked for among the first ``MOST_LOOKED_AT`` of these.
    """
    rows, state = Delivery.objects.order_by("-id"), wanted.get("state", DeliveryState.DELIVERED)
    first: dict[str, Any] = {"endpoint_id": endpoint_id} if endpoint_id else {}
    if fact_ids is not None:
        first = {"fact_id__in": fact_ids}
        wanted |= {"endpoint_id": endpoint_id} if endpoint_id else {}
    elif endpoint_id is None and merchant_id is not None:
        first, merchant_id = {"merchant_id": merchant_id}, None
    if state != DeliveryState.DELIVERED and (endpoint_id or not first):
        first["state"] = wanted.pop("state")
        if not endpoint_id:
            is_queue = state == DeliveryState.PENDING
            order = ("created_at", "id") if is_queue else ("-created_at", "-id")
            rows = rows.order_by(*order)
    wanted |= {"merchant_id": merchant_id} if merchant_id else {}
    if not wanted:
        return rows.filter(**first)
    return rows.filter(id__in=rows.filter(**first).values("id")[:MOST_LOOKED_AT], **wanted)


def delivery_for_operator(delivery_id: UUID) -> Delivery:
    """Raises WebhookDeliveryNotFound."""
    found = Delivery.objects.filter(id=delivery_id).first()
    if found is None:
        raise WebhookDeliveryNotFound
    return found
