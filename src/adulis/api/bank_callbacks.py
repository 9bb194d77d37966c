"""``/bank/callbacks/<bank>/``: where a bank tells us what became of a payment.

Checked on the raw bytes before anything is parsed, kept, and answered; the worker acts upon it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.errors import BodyTooLarge
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.views import PublicEndpoint
from adulis.gateways import actions, queries
from adulis.gateways.errors import (
    BankUnknown,
    CallbackContradicts,
    CallbackForged,
    CallbackMalformed,
)
from adulis.gateways.signatures import is_genuine
from adulis.kernel import db, failpoints

LONGEST_CALLBACK_BYTES = 64 * 1024


class ReceiptOut(serializers.Serializer[Any]):
    """``stored`` is false for a message, or an effect, that was told before."""

    stored = serializers.BooleanField()


class BankCallback(PublicEndpoint):
    @documents(
        "receive_bank_callback",
        "Receive a bank's callback",
        answers={200: ReceiptOut},
        refuses=(BankUnknown, CallbackForged, CallbackMalformed, CallbackContradicts, BodyTooLarge),
        public=True,
    )
    def post(self, request: Request, bank: str) -> HttpResponse:
        """For banks: Standard Webhooks headers, signed within five minutes of our clock."""
        secrets = queries.callback_secrets(bank)
        if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_CALLBACK_BYTES:
            raise BodyTooLarge(maximum_bytes=LONGEST_CALLBACK_BYTES)
        body = request._request.body  # noqa: SLF001 - the very bytes that were signed
        headers = {name: request.headers.get(name, "") for name in _SIGNED}
        if not is_genuine(headers, body, secrets):
            raise CallbackForged
        with db.transaction():
            stored = actions.store_callback(
                bank=bank, event_id=headers["webhook-id"][:120], body=body, at=db.clock()
            )
            failpoints.hit("hook.before_commit")
        failpoints.hit("hook.after_commit_before_200")
        return answer({"stored": stored})


_SIGNED = ("webhook-id", "webhook-timestamp", "webhook-signature")
urlpatterns = [
    path("bank/callbacks/<slug:bank>/", BankCallback.as_view(), name="bank-callback"),
]
