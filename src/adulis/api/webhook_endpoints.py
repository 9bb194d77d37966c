"""``/webhook-endpoints/``: servers of a merchant's that are told what happens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.fields import Instant, StrictBoolean, StrictString
from adulis.api.merchants import viewer_of
from adulis.api.pages import MerchantListQuery, count_queryset, page
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.views import Endpoint
from adulis.identity.values import WEBHOOKS_WRITE, MemberRole, Viewer
from adulis.kernel.db import transaction
from adulis.kernel.machines import IllegalMove, Role
from adulis.webhooks import actions, queries
from adulis.webhooks.errors import (
    TooManyWebhookEndpoints,
    WebhookAddressRefused,
    WebhookEndpointDisabled,
    WebhookEndpointNotFound,
    WebhookSecretJustRotated,
    WebhookTypesInvalid,
)
from adulis.webhooks.machine import ENDPOINT, EndpointState
from adulis.webhooks.values import Reason

_OF_TYPES = "Types of events (payout.completed) or kinds (payout.*); none: all of them."


class WebhookEndpointIn(Shape):
    url = StrictString(min_length=1, max_length=500, help_text="https, and a public name.")
    description = StrictString(max_length=200, required=False)
    types = serializers.ListField(
        child=StrictString(min_length=1, max_length=80),
        max_length=50,
        required=False,
        help_text=_OF_TYPES,
    )


class WebhookEndpointPatch(Shape):
    url = StrictString(min_length=1, max_length=500, required=False)
    description = StrictString(max_length=200, required=False)
    types = serializers.ListField(
        child=StrictString(min_length=1, max_length=80),
        max_length=50,
        required=False,
        help_text=_OF_TYPES,
    )


class WebhookReplayIn(Shape):
    since = Instant(
        required=False,
        help_text="Everything that happened from then on; without it, what was given up.",
    )


class WebhookRotateIn(Shape):
    lost = StrictBoolean(
        required=False,
        help_text="Nobody has the newest secret: it is replaced, also within the day in which the"
        " one before it is valid, and that one stays valid as long as it was.",
    )


class WebhookEndpointOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    url = serializers.CharField()
    description = serializers.CharField()
    types = serializers.ListField(child=serializers.CharField(), help_text=_OF_TYPES)
    state = serializers.ChoiceField([state.value for state in EndpointState])
    disabled_reason = serializers.ChoiceField(
        [reason.value for reason in Reason],
        allow_null=True,
        help_text="By you; by an operator of ours; because it answered 410; or because it failed"
        " for days.",
    )
    disabled_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    last_delivered_at = serializers.DateTimeField(
        allow_null=True, help_text="When it took an event, to the minute."
    )
    failing_since = serializers.DateTimeField(
        allow_null=True, help_text="Nothing was taken since then."
    )
    old_secret_until = serializers.DateTimeField(
        allow_null=True, help_text="Until when events are signed with the secret before as well."
    )
    allowed_moves = serializers.ListField(child=serializers.CharField())


class WebhookSecretOut(WebhookEndpointOut):
    secret = serializers.CharField(help_text="Keep it: it is shown only now.")


class WebhookReplayOut(serializers.Serializer[Any]):
    replayed = serializers.IntegerField(help_text="How many deliveries are sent again.")
    looked_until = serializers.DateTimeField(
        allow_null=True,
        help_text="There is more: ask again with this as since. Null: that was all.",
    )


class WebhookEndpoints(Endpoint):
    @documents(
        "list_webhook_endpoints",
        "List webhook endpoints",
        query=MerchantListQuery,
        answers={200: page_of(WebhookEndpointOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """The oldest first, without those that were archived."""
        viewer = viewer_of(request)
        query = read_query(request, MerchantListQuery)
        rows = queries.endpoints_of(viewer.merchant_id)
        start = query["offset"]
        found = [shown(each) for each in rows[start : start + query["limit"] + 1]]
        return answer(page(request, query, found, count_queryset(rows)))

    @documents(
        "create_webhook_endpoint",
        "Create a webhook endpoint",
        body=WebhookEndpointIn,
        answers={201: WebhookSecretOut},
        refuses=(WebhookAddressRefused, WebhookTypesInvalid, TooManyWebhookEndpoints),
        merchant=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """From here on events are sent to it, signed with the secret, which is shown only now."""
        viewer = _keeper(request)
        given = read_body(request, WebhookEndpointIn)
        with transaction():
            made = actions.create_endpoint(
                merchant_id=viewer.merchant_id,
                url=given["url"],
                description=given.get("description", ""),
                types=given.get("types", ()),
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer({**_endpoint(viewer, made.id), "secret": made.secret}, status=201)


class WebhookEndpointDetail(Endpoint):
    @documents(
        "get_webhook_endpoint",
        "Look at a webhook endpoint",
        answers={200: WebhookEndpointOut},
        refuses=(WebhookEndpointNotFound,),
        merchant=True,
    )
    def get(self, request: Request, endpoint_id: UUID) -> HttpResponse:
        return answer(_endpoint(viewer_of(request), endpoint_id))

    @documents(
        "update_webhook_endpoint",
        "Change a webhook endpoint",
        body=WebhookEndpointPatch,
        answers={200: WebhookEndpointOut},
        refuses=(WebhookEndpointNotFound, WebhookAddressRefused, WebhookTypesInvalid),
        merchant=True,
    )
    def patch(self, request: Request, endpoint_id: UUID) -> HttpResponse:
        """What is not named stays. What waits to be sent goes to the new address."""
        viewer = _keeper(request)
        given = read_body(request, WebhookEndpointPatch)
        with transaction():
            actions.update_endpoint(
                merchant_id=viewer.merchant_id,
                endpoint_id=endpoint_id,
                url=given.get("url"),
                description=given.get("description"),
                types=given.get("types"),
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer(_endpoint(viewer, endpoint_id))


class RotateWebhookSecret(Endpoint):
    @documents(
        "rotate_webhook_secret",
        "Give a webhook endpoint a new secret",
        body=WebhookRotateIn,
        answers={201: WebhookSecretOut},
        refuses=(WebhookEndpointNotFound, WebhookSecretJustRotated),
        merchant=True,
    )
    def post(self, request: Request, endpoint_id: UUID) -> HttpResponse:
        """The new secret is shown only now; for a day events are signed with both."""
        viewer = _keeper(request)
        given = read_body(request, WebhookRotateIn)
        with transaction():
            made = actions.rotate_secret(
                merchant_id=viewer.merchant_id,
                endpoint_id=endpoint_id,
                is_lost=given.get("lost", False),
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer({**_endpoint(viewer, made.id), "secret": made.secret}, status=201)


class DisableWebhookEndpoint(Endpoint):
    @documents(
        "disable_webhook_endpoint",
        "Send nothing more to a webhook endpoint",
        answers={200: WebhookEndpointOut},
        refuses=(WebhookEndpointNotFound, IllegalMove),
        merchant=True,
    )
    def post(self, request: Request, endpoint_id: UUID) -> HttpResponse:
        """What waits to be sent is given up, and can be replayed once it is enabled again."""
        viewer = _keeper(request)
        with transaction():
            actions.disable_endpoint(
                merchant_id=viewer.merchant_id,
                endpoint_id=endpoint_id,
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer(_endpoint(viewer, endpoint_id))


class EnableWebhookEndpoint(Endpoint):
    @documents(
        "enable_webhook_endpoint",
        "Send to a webhook endpoint again",
        answers={200: WebhookEndpointOut},
        refuses=(WebhookEndpointNotFound, IllegalMove),
        merchant=True,
    )
    def post(self, request: Request, endpoint_id: UUID) -> HttpResponse:
        """What happens from here on; replay with `since` what happened meanwhile."""
        viewer = _keeper(request)
        with transaction():
            actions.enable_endpoint(
                merchant_id=viewer.merchant_id,
                endpoint_id=endpoint_id,
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer(_endpoint(viewer, endpoint_id))


class ArchiveWebhookEndpoint(Endpoint):
    @documents(
        "archive_webhook_endpoint",
        "Archive a webhook endpoint",
        answers={200: WebhookEndpointOut},
        refuses=(WebhookEndpointNotFound,),
        merchant=True,
    )
    def post(self, request: Request, endpoint_id: UUID) -> HttpResponse:
        """For good: its secrets are erased. What was sent stays in the list of deliveries."""
        viewer = _keeper(request)
        with transaction():
            actions.archive_endpoint(
                merchant_id=viewer.merchant_id,
                endpoint_id=endpoint_id,
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer(_endpoint(viewer, endpoint_id))


class TestWebhookEndpoint(Endpoint):
    @documents(
        "test_webhook_endpoint",
        "Send a test event to a webhook endpoint",
        answers={200: WebhookEndpointOut},
        refuses=(WebhookEndpointNotFound, WebhookEndpointDisabled),
        merchant=True,
    )
    def post(self, request: Request, endpoint_id: UUID) -> HttpResponse:
        """`webhook_endpoint.tested` goes to this endpoint only, whatever its types, on the way that
        all events go; see the list of deliveries for what became of it.
        """
        viewer = _keeper(request)
        with transaction():
            actions.test_endpoint(
                merchant_id=viewer.merchant_id,
                endpoint_id=endpoint_id,
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer(_endpoint(viewer, endpoint_id))


class ReplayWebhooks(Endpoint):
    @documents(
        "replay_webhooks",
        "Send events to a webhook endpoint again",
        body=WebhookReplayIn,
        answers={200: WebhookReplayOut},
        refuses=(WebhookEndpointNotFound, WebhookEndpointDisabled),
        merchant=True,
    )
    def post(self, request: Request, endpoint_id: UUID) -> HttpResponse:
        """What was given up; or, with `since`, all of its types that happened from then on, also
        while it was disabled. A thousand at a time, under their own ids.
        """
        viewer = _keeper(request)
        given = read_body(request, WebhookReplayIn)
        asked: dict[str, Any] = {
            "merchant_id": viewer.merchant_id,
            "endpoint_id": endpoint_id,
            "actor": viewer.actor,
            "at": viewer.seen_at,
        }
        with transaction():
            if "since" in given:
                done = actions.replay_since(since=given["since"], **asked)
            else:
                done = actions.replay_failed(**asked)
        return answer({"replayed": done.count, "looked_until": done.looked_until})


def _keeper(request: Request) -> Viewer:
    """Where a merchant's events go is decided by owners, or by a key that an owner made for it."""
    viewer = viewer_of(request)
    viewer.require(MemberRole.OWNER)
    viewer.require_scope(WEBHOOKS_WRITE)
    return viewer


def _endpoint(viewer: Viewer, endpoint_id: UUID) -> dict[str, Any]:
    return shown(queries.endpoint_of(viewer.merchant_id, endpoint_id))


def shown(endpoint: Any) -> dict[str, Any]:
    """An endpoint as its merchant sees it."""
    return {
        "id": endpoint.id,
        "url": endpoint.url,
        "description": endpoint.description,
        "types": endpoint.types,
        "state": endpoint.state,
        "disabled_reason": endpoint.disabled_reason or None,
        "disabled_at": endpoint.disabled_at,
        "created_at": endpoint.created_at,
        "last_delivered_at": endpoint.last_delivered_at,
        "failing_since": endpoint.failing_since,
        "old_secret_until": endpoint.old_secret_until,
        "allowed_moves": ENDPOINT.allowed_moves(EndpointState(endpoint.state), Role.MERCHANT),
    }


_DETAIL = "webhook-endpoints/<uuid:endpoint_id>/"
urlpatterns = [
    path("webhook-endpoints/", WebhookEndpoints.as_view(), name="webhook-endpoints"),
    path(_DETAIL, WebhookEndpointDetail.as_view(), name="webhook-endpoint"),
    path(f"{_DETAIL}rotate-secret/", RotateWebhookSecret.as_view(), name="webhook-rotate-secret"),
    path(f"{_DETAIL}disable/", DisableWebhookEndpoint.as_view(), name="webhook-endpoint-disable"),
    path(f"{_DETAIL}enable/", EnableWebhookEndpoint.as_view(), name="webhook-endpoint-enable"),
    path(f"{_DETAIL}archive/", ArchiveWebhookEndpoint.as_view(), name="webhook-endpoint-archive"),
    path(f"{_DETAIL}test/", TestWebhookEndpoint.as_view(), name="webhook-endpoint-test"),
    path(f"{_DETAIL}replay/", ReplayWebhooks.as_view(), name="webhook-endpoint-replay"),
]
