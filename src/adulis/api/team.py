"""``/team/``: who works for the merchant, and in what role. Only people manage people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.fields import Choice
from adulis.api.merchants import owner_of, viewer_of
from adulis.api.pages import Counted, MerchantListQuery, page
from adulis.api.renderers import answer
from adulis.api.schema import EMPTY, documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.views import Endpoint
from adulis.identity import actions, queries
from adulis.identity.errors import LastOwner, MemberNotFound, PersonRequired
from adulis.identity.values import MemberRole, Viewer
from adulis.kernel.db import transaction


class RoleIn(Shape):
    role = Choice([role.value for role in MemberRole])


class MemberOut(serializers.Serializer[Any]):
    """``has_second_factor``: signing in as this person needs a code as well.

    ``counts_from``: from when on they count as a second person for approvals; null: they do, or
    their role neither asks nor approves.
    """

    id = serializers.UUIDField()
    user_id = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.EmailField()
    role = serializers.ChoiceField([role.value for role in MemberRole])
    is_you = serializers.BooleanField()
    has_second_factor = serializers.BooleanField()
    joined_at = serializers.DateTimeField()
    counts_from = serializers.DateTimeField(allow_null=True)


class Team(Endpoint):
    @documents(
        "list_members",
        "List who works for the merchant",
        query=MerchantListQuery,
        answers={200: page_of(MemberOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        query = read_query(request, MerchantListQuery)
        viewer = viewer_of(request)
        found, count = queries.members_of(viewer, limit=query["limit"], offset=query["offset"])
        return answer(page(request, query, [_shown(each) for each in found], Counted(count)))


class ChangeRole(Endpoint):
    @documents(
        "change_member_role",
        "Give a member another role",
        body=RoleIn,
        answers={200: MemberOut},
        refuses=(PersonRequired, MemberNotFound, LastOwner),
        merchant=True,
    )
    def post(self, request: Request, member_id: UUID) -> HttpResponse:
        """Owners only. It counts from the member's next request on, for their API keys too."""
        viewer = owner_of(request)
        role = MemberRole(read_body(request, RoleIn)["role"])
        with transaction():
            actions.change_role(
                merchant_id=viewer.merchant_id,
                member_id=member_id,
                role=role,
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer(_member(viewer, member_id))


class RemoveMember(Endpoint):
    @documents(
        "remove_member",
        "Remove a member",
        answers={200: EMPTY},
        refuses=(PersonRequired, MemberNotFound, LastOwner),
        merchant=True,
    )
    def post(self, request: Request, member_id: UUID) -> HttpResponse:
        """Owners only. The API keys the member made for this merchant are revoked with it."""
        viewer = owner_of(request)
        with transaction():
            actions.remove_member(
                merchant_id=viewer.merchant_id,
                member_id=member_id,
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer({})


class Leave(Endpoint):
    @documents(
        "leave_merchant",
        "Leave the team",
        answers={200: EMPTY},
        refuses=(PersonRequired, MemberNotFound, LastOwner),
        merchant=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """In any role; but the last owner stays."""
        viewer = viewer_of(request)
        viewer.caller.require_person()
        with transaction():
            actions.leave_merchant(
                merchant_id=viewer.merchant_id,
                user_id=viewer.caller.user_id,
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer({})


def _member(viewer: Viewer, member_id: UUID) -> dict[str, Any]:
    found = queries.member_of(viewer, member_id)
    if found is None:
        raise MemberNotFound
    return _shown(found)


def _shown(member: queries.MemberSeen) -> dict[str, Any]:
    return {
        "id": member.id,
        "user_id": member.user_id,
        "name": member.name,
        "email": member.email,
        "role": member.role,
        "is_you": member.is_you,
        "has_second_factor": member.has_second_factor,
        "joined_at": member.joined_at,
        "counts_from": member.counts_from,
    }


urlpatterns = [
    path("team/", Team.as_view(), name="team"),
    path("team/leave/", Leave.as_view(), name="team-leave"),
    path("team/<uuid:member_id>/role/", ChangeRole.as_view(), name="team-role"),
    path("team/<uuid:member_id>/remove/", RemoveMember.as_view(), name="team-remove"),
]
