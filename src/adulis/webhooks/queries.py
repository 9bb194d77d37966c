"""The questions about webhooks, each scoped by the merchant it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from adulis.events import queries as events
from adulis.events.values import Recorded
from adulis.webhooks.errors import WebhookDeliveryNotFound, WebhookEndpointNotFound
from adulis.webhooks.machine import EndpointState
from adulis.webhooks.models import Attempt, Delivery, Endpoint
from adulis.webhooks.telling import told


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
