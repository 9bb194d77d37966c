"""Which merchant a request is about, and the list of those the caller may see."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import throttles
from adulis.api.errors import MerchantAmbiguous, MerchantRequired
from adulis.api.fields import Choice, StrictString
from adulis.api.pages import Counted, PageQuery, page
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.views import Endpoint, caller_of
from adulis.identity import actions as identity
from adulis.identity import queries
from adulis.identity.errors import (
    MerchantNameTaken,
    MerchantNameVerified,
    MerchantNotFound,
    PersonRequired,
    RoleTooLow,
    TooManyMerchants,
)
from adulis.identity.values import READ, Caller, MemberRole, MerchantKind, Verification, Viewer
from adulis.kernel.db import transaction
from adulis.kernel.errors import Malformed
from adulis.wallets import actions as wallets

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_READING = frozenset(("GET", "HEAD"))


def viewer_of(request: Request) -> Viewer:
    """The caller, looking at the merchant the request names.

    The header ``X-Merchant-Id`` or the query parameter ``merchant_id`` selects it; both may be
    given if they agree, and neither is needed by a caller who has one merchant only. A key without
    the scope ``read`` sees nothing. No query, but for an operator.

    Raises MerchantRequired, MerchantAmbiguous, Malformed (400), MerchantNotFound (404, also for
    somebody else's), ScopeMissing (403).
    """
    caller = caller_of(request)
    named = _named_merchant(request)
    viewer = queries.viewer(caller, _only_merchant(caller) if named is None else named)
    if request.method in _READING:
        viewer.require_scope(READ)
    return viewer


def owner_of(request: Request) -> Viewer:
    """The same for what only an owner may do, and no API key of theirs.

    Raises PersonRequired and RoleTooLow as well.
    """
    viewer = viewer_of(request)
    viewer.caller.require_person()
    viewer.require(MemberRole.OWNER)
    return viewer


def _named_merchant(request: Request) -> UUID | None:
    header = request.META.get("HTTP_X_MERCHANT_ID")
    parameters = request.query_params.getlist("merchant_id")
    given = {_uuid(each, "query:merchant_id") for each in parameters}
    if header is not None:
        given.add(_uuid(header, "header:X-Merchant-Id"))
    if len(given) > 1:
        raise MerchantAmbiguous
    return given.pop() if given else None


def _only_merchant(caller: Caller) -> UUID:
    if len(caller.memberships) != 1:
        raise MerchantRequired(pointer="header:X-Merchant-Id")
    return next(iter(caller.memberships))


def _uuid(text: str, pointer: str) -> UUID:
    if _UUID.fullmatch(text) is None:
        raise Malformed("This is not a UUID.", pointer=pointer)
    return UUID(text)


class MerchantOut(serializers.Serializer[Any]):
    """A merchant; ``role`` is null for an operator, who may look without belonging."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField([kind.value for kind in MerchantKind])
    role = serializers.ChoiceField([role.value for role in MemberRole], allow_null=True)
    verification = serializers.ChoiceField([state.value for state in Verification])
    tier = serializers.CharField()
    payouts_frozen = serializers.BooleanField()
    payouts_frozen_reason = serializers.CharField(allow_null=True)
    payouts_frozen_until = serializers.DateTimeField(
        allow_null=True, help_text="When it ends by itself; null: when it is lifted."
    )
    created_at = serializers.DateTimeField()


class MerchantName(Shape):
    name = StrictString(min_length=1, max_length=120)


class NewMerchant(MerchantName):
    kind = Choice([kind.value for kind in MerchantKind])


class MerchantList(Endpoint):
    @documents(
        "list_merchants",
        "List the merchants you may see",
        query=PageQuery,
        answers={200: page_of(MerchantOut)},
    )
    def get(self, request: Request) -> HttpResponse:
        caller = caller_of(request)
        caller.require_scope(READ)
        query = read_query(request, PageQuery)
        found, count = queries.merchants_of(caller, limit=query["limit"], offset=query["offset"])
        return answer(page(request, query, [_shown(each) for each in found], Counted(count)))

    @documents(
        "create_merchant",
        "Create a merchant",
        body=NewMerchant,
        answers={201: MerchantOut},
        refuses=(PersonRequired, MerchantNameTaken, TooManyMerchants),
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """A person or a business that trades. You are its owner; it begins unverified."""
        caller = caller_of(request)
        caller.require_person()
        given = read_body(request, NewMerchant)
        throttles.take("merchants_per_person", str(caller.user_id))
        with transaction():
            merchant_id = identity.found_merchant(
                name=given["name"],
                kind=MerchantKind(given["kind"]),
                owner_id=caller.user_id,
                actor=caller.actor,
                at=caller.seen_at,
            )
            # Where its customers send money by bank transfer.
            wallets.open_virtual_account(
                merchant_id=merchant_id, actor=caller.actor, at=caller.seen_at
            )
        return answer(_shown(queries.merchant_founded(caller, merchant_id)), status=201)


class RenameMerchant(Endpoint):
    @documents(
        "rename_merchant",
        "Rename a merchant",
        body=MerchantName,
        answers={200: MerchantOut},
        refuses=(PersonRequired, MerchantNotFound, RoleTooLow, MerchantNameVerified),
    )
    def post(self, request: Request, merchant_id: UUID) -> HttpResponse:
        """Owners only, and only while the name has not been verified."""
        viewer = queries.viewer(caller_of(request), merchant_id)
        viewer.caller.require_person()
        viewer.require(MemberRole.OWNER)
        given = read_body(request, MerchantName)
        with transaction():
            identity.rename_merchant(
                merchant_id=merchant_id,
                name=given["name"],
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer(_shown(queries.merchant_of(viewer.caller, merchant_id)))


def _shown(merchant: queries.MerchantSeen) -> dict[str, Any]:
    standing = merchant.standing
    return {
        "id": merchant.id,
        "name": standing.name,
        "kind": merchant.kind,
        "role": merchant.role,
        "verification": standing.verification,
        "tier": standing.tier,
        "payouts_frozen": standing.are_payouts_frozen,
        "payouts_frozen_reason": standing.payouts_frozen_reason or None,
        "payouts_frozen_until": merchant.frozen_until,
        "created_at": merchant.created_at,
    }


urlpatterns = [
    path("merchants/", MerchantList.as_view(), name="merchants"),
    path("merchants/<uuid:merchant_id>/rename/", RenameMerchant.as_view(), name="merchant-rename"),
]
