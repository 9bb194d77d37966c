"""``/webhook-deliveries/``: what was sent to which endpoint, and what was answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.errors import CursorInvalid
from adulis.api.feed import EventOut
from adulis.api.fields import Choice, StrictString, StrictUUID
from adulis.api.merchants import viewer_of
from adulis.api.pages import (
    MerchantPageQuery,
    count_queryset,
    decode_cursor,
    encode_cursor,
    page,
)
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import read_query
from adulis.api.views import Endpoint
from adulis.events.values import Recorded
from adulis.identity.values import WEBHOOKS_WRITE, MemberRole, Viewer
from adulis.kernel.db import transaction
from adulis.kernel.machines import IllegalMove, Role
from adulis.webhooks import actions, queries
from adulis.webhooks.errors import WebhookDeliveryNotFound, WebhookEndpointDisabled
from adulis.webhooks.machine import DELIVERY, DeliveryState
from adulis.webhooks.values import Failure, GivenUp


class WebhookDeliveryQuery(MerchantPageQuery):
    endpoint_id = StrictUUID(required=False)
    state = Choice([state.value for state in DeliveryState], required=False)
    type = StrictString(min_length=1, max_length=80, required=False)
    subject = StrictString(min_length=1, max_length=120, required=False)


class WebhookDeliveryOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    endpoint_id = serializers.UUIDField()
    event_id = serializers.CharField(help_text="The header webhook-id, the same in every attempt.")
    type = serializers.CharField()
    subject = serializers.CharField()
    subject_sequence = serializers.IntegerField()
    state = serializers.ChoiceField([state.value for state in DeliveryState])
    given_up = serializers.ChoiceField([each.value for each in GivenUp], allow_null=True)
    attempt_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    failed_at = serializers.DateTimeField(allow_null=True)
    next_attempt_at = serializers.DateTimeField(allow_null=True)
    allowed_moves = serializers.ListField(child=serializers.CharField())


class WebhookAttemptOut(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    at = serializers.DateTimeField()
    duration_ms = serializers.IntegerField()
    failure = serializers.ChoiceField(
        [each.value for each in Failure], allow_null=True, help_text="Null: it took the event."
    )
    status = serializers.IntegerField(allow_null=True, help_text="Null: there was no answer.")
    answer = serializers.CharField(help_text="The beginning of what it answered.")


class WebhookBodyOut(serializers.Serializer[Any]):
    """What is sent: Standard Webhooks' envelope around an event as it is in /events/."""

    type = serializers.CharField()
    timestamp = serializers.DateTimeField(help_text="When it happened.")
    data = EventOut()  # type: ignore[assignment]  # DRF takes fields out of the class


class WebhookDeliveryDetailOut(WebhookDeliveryOut):
    body = WebhookBodyOut()
    attempts = WebhookAttemptOut(many=True)


class WebhookDeliveries(Endpoint):
    @documents(
        "list_webhook_deliveries",
        "List webhook deliveries",
        query=WebhookDeliveryQuery,
        answers={200: page_of(WebhookDeliveryOut)},
        refuses=(CursorInvalid,),
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """One for each event and endpoint, the newest first."""
        viewer = viewer_of(request)
        query = read_query(request, WebhookDeliveryQuery)
        wanted = {name: query[name] for name in _FILTERS if name in query}
        rows = queries.deliveries_of(viewer.merchant_id, **wanted)
        counted, start = count_queryset(rows), query["offset"]
        if "cursor" in query:
            last = UUID(decode_cursor("webhook-deliveries", query["cursor"])[0])
            rows, start = rows.filter(id__lt=last), 0
        found = list(rows[start : start + query["limit"] + 1])
        facts = queries.facts_of(found)
        return answer(
            page(
                request,
                query,
                [_shown(each, facts[each.fact_id]) for each in found],
                counted,
                cursor_of=lambda row: encode_cursor("webhook-deliveries", str(row["id"])),
            )
        )


class WebhookDeliveryDetail(Endpoint):
    @documents(
        "get_webhook_delivery",
        "Look at a webhook delivery",
        answers={200: WebhookDeliveryDetailOut},
        refuses=(WebhookDeliveryNotFound,),
        merchant=True,
    )
    def get(self, request: Request, delivery_id: UUID) -> HttpResponse:
        """With what is sent, and what became of each attempt."""
        return answer(_detail(viewer_of(request), delivery_id))


class ReplayWebhookDelivery(Endpoint):
    @documents(
        "replay_webhook_delivery",
        "Send a webhook delivery again",
        answers={200: WebhookDeliveryDetailOut},
        refuses=(WebhookDeliveryNotFound, WebhookEndpointDisabled, IllegalMove),
        merchant=True,
    )
    def post(self, request: Request, delivery_id: UUID) -> HttpResponse:
        """Whether it was delivered or given up; under the same id, so whoever had it knows it."""
        viewer = viewer_of(request)
        viewer.require(MemberRole.OWNER)
        viewer.require_scope(WEBHOOKS_WRITE)
        with transaction():
            actions.replay_delivery(
                merchant_id=viewer.merchant_id,
                delivery_id=delivery_id,
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer(_detail(viewer, delivery_id))


def _detail(viewer: Viewer, delivery_id: UUID) -> dict[str, Any]:
    found = queries.delivery_of(viewer.merchant_id, delivery_id)
    fact = queries.facts_of([found])[found.fact_id]
    attempts = queries.attempts_of(viewer.merchant_id, delivery_id)
    return {
        **_shown(found, fact),
        "body": queries.body_of_delivery(fact),
        "attempts": [
            {
                "number": each.number,
                "at": each.at,
                "duration_ms": each.duration_ms,
                "failure": each.failure or None,
                "status": each.status,
                "answer": each.answer,
            }
            for each in attempts
        ],
    }


def _shown(delivery: Any, fact: Recorded) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "endpoint_id": delivery.endpoint_id,
        "event_id": fact.id,
        "type": delivery.type,
        "subject": delivery.subject,
        "subject_sequence": fact.subject_sequence,
        "state": delivery.state,
        "given_up": delivery.given_up or None,
        "attempt_count": delivery.attempt_count,
        "created_at": delivery.created_at,
        "delivered_at": delivery.delivered_at,
        "failed_at": delivery.failed_at,
        "next_attempt_at": delivery.due_at,
        "allowed_moves": DELIVERY.allowed_moves(DeliveryState(delivery.state), Role.MERCHANT),
    }


_FILTERS = ("endpoint_id", "state", "type", "subject")
_DETAIL = "webhook-deliveries/<uuid:delivery_id>/"
urlpatterns = [
    path("webhook-deliveries/", WebhookDeliveries.as_view(), name="webhook-deliveries"),
    path(_DETAIL, WebhookDeliveryDetail.as_view(), name="webhook-delivery"),
    path(f"{_DETAIL}replay/", ReplayWebhookDelivery.as_view(), name="webhook-delivery-replay"),
]
