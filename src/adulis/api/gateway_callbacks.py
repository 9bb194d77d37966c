"""``/gateway-callbacks/<gateway>/``: where a payment gateway tells us that something happened.

Checked on the raw bytes before anything is parsed, kept, and answered. It is a nudge: the worker
asks the gateway's API because of it, and acts upon what that says.
"""

from __future__ import annotations

from typing import Any

import structlog
from django.http import HttpResponse
from django.http.request import UnreadablePostError
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.errors import BodyTooLarge
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.views import PublicEndpoint
from adulis.gateways import actions, queries
from adulis.gateways.errors import (
    CallbackContradicts,
    CallbackForged,
    CallbackMalformed,
    GatewayUnknown,
)
from adulis.gateways.signatures import is_genuine
from adulis.kernel import db, failpoints
from adulis.kernel.actors import bank

log = structlog.get_logger(__name__)
LONGEST_WEBHOOK_BYTES = 256 * 1024
_SIGNED = ("webhook-id", "webhook-timestamp", "webhook-signature")


class WebhookReceiptOut(serializers.Serializer[Any]):
    """``stored`` is false for a message, or an effect, that was told before."""

    stored = serializers.BooleanField()


class GatewayCallback(PublicEndpoint):
    @documents(
        "receive_gateway_callback",
        "Receive a payment gateway's webhook",
        answers={200: WebhookReceiptOut},
        refuses=(
            GatewayUnknown,
            CallbackForged,
            CallbackMalformed,
            CallbackContradicts,
            BodyTooLarge,
        ),
        public=True,
    )
    def post(self, request: Request, gateway: str) -> HttpResponse:
        """For gateways: Standard Webhooks headers, signed within five minutes of our clock."""
        secrets = queries.webhook_secrets(gateway)
        if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_WEBHOOK_BYTES:
            raise BodyTooLarge(maximum_bytes=LONGEST_WEBHOOK_BYTES)
        headers = {name: request.headers.get(name, "") for name in _SIGNED}
        try:
            body = request._request.body  # noqa: SLF001 - the very bytes that were signed
        except UnreadablePostError as cut_off:
            # Whoever did not send all of it has not signed what came.
            raise CallbackForged from cut_off
        if not is_genuine(headers, body, secrets):
            raise CallbackForged
        event_id = headers["webhook-id"]
        if len(event_id) > 120 or not event_id.isprintable():
            raise CallbackMalformed(pointer="header:webhook-id")
        try:
            with db.transaction():
                stored = actions.store_webhook(
                    gateway=gateway, event_id=event_id, body=body, at=db.clock()
                )
                failpoints.hit("hook.before_commit")
        except CallbackContradicts:
            log.warning("gateway.event_contradicts", gateway=gateway, event_id=event_id)
            with db.transaction():
                actions.ask_about_contradiction(
                    gateway=gateway, event_id=event_id, actor=bank(gateway), at=db.clock()
                )
            raise
        failpoints.hit("hook.after_commit_before_200")
        return answer({"stored": stored})


urlpatterns = [
    path("gateway-callbacks/<slug:gateway>/", GatewayCallback.as_view(), name="gateway-callback"),
]
