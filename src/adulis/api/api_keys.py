"""``/api-keys/``: what programs show at the door. Only people make and revoke them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.fields import Choice, Instant, StrictInteger, StrictString
from adulis.api.merchants import owner_of, viewer_of
from adulis.api.pages import Counted, MerchantListQuery, page
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.views import Endpoint
from adulis.identity import actions, queries
from adulis.identity.errors import (
    ApiKeyAlreadyRotated,
    ApiKeyNotActive,
    ApiKeyNotFound,
    KeyLimitsInvalid,
    PersonRequired,
)
from adulis.identity.values import SCOPES, KeyState, Viewer
from adulis.kernel.db import transaction

USUAL_OVERLAP_HOURS, LONGEST_OVERLAP_HOURS = 24, 168


class NewKey(Shape):
    name = StrictString(min_length=1, max_length=80)
    scopes = serializers.ListField(
        child=Choice(SCOPES), min_length=1, max_length=len(SCOPES), help_text="What it may do."
    )
    allowed_addresses = serializers.ListField(
        child=StrictString(min_length=2, max_length=64),
        max_length=50,
        required=False,
        help_text="IP addresses or networks it may be used from; none: any.",
    )
    expires_at = Instant(required=False, allow_null=True)


class Rotation(Shape):
    overlap_hours = StrictInteger(
        max_value=LONGEST_OVERLAP_HOURS,
        required=False,
        help_text="How long the old key goes on; a day unless told otherwise.",
    )


class KeyOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    prefix = serializers.CharField()
    state = serializers.ChoiceField([state.value for state in KeyState])
    scopes = serializers.ListField(child=serializers.CharField())
    allowed_addresses = serializers.ListField(child=serializers.CharField())
    made_by = serializers.UUIDField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(allow_null=True)
    last_used_from = serializers.CharField(allow_null=True, help_text="An IP address.")
    revoked_at = serializers.DateTimeField(allow_null=True)
    rotated_from = serializers.UUIDField(allow_null=True, help_text="The key it replaces.")
    rotated_to = serializers.UUIDField(allow_null=True, help_text="The key that replaces it.")


class MadeKeyOut(KeyOut):
    api_key = serializers.CharField(help_text="The whole key. Keep it: it is shown only now.")


class Keys(Endpoint):
    @documents(
        "list_api_keys",
        "List the merchant's API keys",
        query=MerchantListQuery,
        answers={200: page_of(KeyOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, MerchantListQuery)
        viewer = viewer_of(request)
        found, count = queries.api_keys_of(
            viewer, limit=query["limit"], offset=query["offset"], at=viewer.seen_at
        )
        return answer(page(request, query, [_shown(each) for each in found], Counted(count)))

    @documents(
        "create_api_key",
        "Make an API key",
        body=NewKey,
        answers={201: MadeKeyOut},
        refuses=(PersonRequired, KeyLimitsInvalid),
        merchant=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """Owners only. The key counts as you: what you may not do, it may not do either."""
        viewer = owner_of(request)
        given = read_body(request, NewKey)
        with transaction():
            made = actions.create_api_key(
                merchant_id=viewer.merchant_id,
                made_by=viewer.caller.user_id,
                name=given["name"],
                scopes=given["scopes"],
                allowed_addresses=given.get("allowed_addresses", ()),
                expires_at=given.get("expires_at"),
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer({**_key(viewer, made.id), "api_key": made.raw}, status=201)


class RotateKey(Endpoint):
    @documents(
        "rotate_api_key",
        "Put a new API key in the place of an old one",
        body=Rotation,
        answers={201: MadeKeyOut},
        refuses=(PersonRequired, ApiKeyNotFound, ApiKeyNotActive, ApiKeyAlreadyRotated),
        merchant=True,
    )
    def post(self, request: Request, key_id: UUID) -> HttpResponse:
        """Owners only. The new key has the same name, scopes, addresses and expiry and counts as
        you; the old one goes on for the overlap, and then is dead.
        """
        viewer = owner_of(request)
        given = read_body(request, Rotation)
        with transaction():
            made = actions.rotate_api_key(
                merchant_id=viewer.merchant_id,
                key_id=key_id,
                made_by=viewer.caller.user_id,
                overlap=timedelta(hours=given.get("overlap_hours", USUAL_OVERLAP_HOURS)),
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer({**_key(viewer, made.id), "api_key": made.raw}, status=201)


class RevokeKey(Endpoint):
    @documents(
        "revoke_api_key",
        "Revoke an API key",
        answers={200: KeyOut},
        refuses=(PersonRequired, ApiKeyNotFound),
        merchant=True,
    )
    def post(self, request: Request, key_id: UUID) -> HttpResponse:
        """Owners only. From the next request on it opens nothing; doing it again is no error."""
        viewer = owner_of(request)
        with transaction():
            actions.revoke_api_key(
                merchant_id=viewer.merchant_id,
                key_id=key_id,
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer(_key(viewer, key_id))


def _key(viewer: Viewer, key_id: UUID) -> dict[str, Any]:
    found = queries.api_key_of(viewer, key_id, at=viewer.seen_at)
    if found is None:
        raise ApiKeyNotFound
    return _shown(found)


def _shown(key: queries.KeySeen) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "prefix": key.prefix,
        "state": key.state,
        "scopes": key.scopes,
        "allowed_addresses": key.allowed_addresses,
        "made_by": key.made_by,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "last_used_at": key.last_used_at,
        "last_used_from": key.last_used_from or None,
        "revoked_at": key.revoked_at,
        "rotated_from": key.rotated_from,
        "rotated_to": key.rotated_to,
    }


urlpatterns = [
    path("api-keys/", Keys.as_view(), name="api-keys"),
    path("api-keys/<uuid:key_id>/rotate/", RotateKey.as_view(), name="api-key-rotate"),
    path("api-keys/<uuid:key_id>/revoke/", RevokeKey.as_view(), name="api-key-revoke"),
]
