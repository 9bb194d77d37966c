"""``/team/invitations/`` for owners who ask, ``/invitations/`` for whoever was asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import throttles
from adulis.api.fields import Choice, StrictString
from adulis.api.merchants import owner_of
from adulis.api.pages import Counted, MerchantListQuery, page
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import read_body, read_query
from adulis.api.sign_up import LinkToken
from adulis.api.team import RoleIn
from adulis.api.views import Endpoint, PublicEndpoint, caller_of
from adulis.api.visits import visit_of
from adulis.identity import actions, queries
from adulis.identity.errors import (
    AlreadyInvited,
    AlreadyMember,
    EmailInvalid,
    InvitationForAnother,
    InvitationNotFound,
    LinkExpired,
    LinkInvalid,
    LinkUsed,
    PersonRequired,
    TooManyInvitations,
)
from adulis.identity.machine import InvitationState
from adulis.identity.values import MemberRole, Viewer
from adulis.kernel.db import clock, transaction
from adulis.kernel.machines import IllegalMove

_ROLES = [role.value for role in MemberRole]
_STATES = [state.value for state in InvitationState]


class InvitationIn(RoleIn):
    email = StrictString(min_length=3, max_length=254)


class InvitationQuery(MerchantListQuery):
    state = Choice(_STATES, required=False)


class InvitationOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(_ROLES)
    state = serializers.ChoiceField(_STATES)
    is_expired = serializers.BooleanField(help_text="Pending, but its link is too old.")
    invited_by = serializers.UUIDField()
    invited_by_name = serializers.CharField()
    created_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    allowed_moves = serializers.ListField(child=serializers.CharField())


class OfferOut(serializers.Serializer[Any]):
    merchant_name = serializers.CharField()
    role = serializers.ChoiceField(_ROLES)
    email = serializers.EmailField()
    invited_by = serializers.CharField(help_text="A name.")
    state = serializers.ChoiceField(_STATES)
    is_expired = serializers.BooleanField()
    expires_at = serializers.DateTimeField()


class JoinedOut(serializers.Serializer[Any]):
    merchant_id = serializers.UUIDField()
    role = serializers.ChoiceField(_ROLES)


class Invitations(Endpoint):
    @documents(
        "list_invitations",
        "List invitations",
        query=InvitationQuery,
        answers={200: page_of(InvitationOut)},
        refuses=(PersonRequired,),
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Owners only. Newest first, closed ones included."""
        query = read_query(request, InvitationQuery)
        viewer = owner_of(request)
        found, count = queries.invitations_of(
            viewer, state=query.get("state"), limit=query["limit"], offset=query["offset"]
        )
        return answer(page(request, query, [_shown(each) for each in found], Counted(count)))

    @documents(
        "invite_member",
        "Invite somebody to the team",
        body=InvitationIn,
        answers={201: InvitationOut},
        refuses=(
            PersonRequired,
            EmailInvalid,
            AlreadyMember,
            AlreadyInvited,
            TooManyInvitations,
        ),
        merchant=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """Owners only. A letter with a link follows, which is good for seven days."""
        viewer = owner_of(request)
        given = read_body(request, InvitationIn)
        _throttle(viewer)
        with transaction():
            invitation_id = actions.invite_member(
                merchant_id=viewer.merchant_id,
                email=given["email"],
                role=MemberRole(given["role"]),
                invited_by=viewer.caller.user_id,
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer(_invitation(viewer, invitation_id), status=201)


class Resend(Endpoint):
    @documents(
        "resend_invitation",
        "Send an invitation again",
        answers={200: InvitationOut},
        refuses=(PersonRequired, InvitationNotFound, LinkUsed),
        merchant=True,
        throttled=True,
    )
    def post(self, request: Request, invitation_id: UUID) -> HttpResponse:
        """Owners only. With a new link and seven new days; the old link is dead."""
        viewer = owner_of(request)
        _throttle(viewer)
        with transaction():
            actions.resend_invitation(
                merchant_id=viewer.merchant_id,
                invitation_id=invitation_id,
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer(_invitation(viewer, invitation_id))


class Revoke(Endpoint):
    @documents(
        "revoke_invitation",
        "Take an invitation back",
        answers={200: InvitationOut},
        refuses=(PersonRequired, InvitationNotFound, IllegalMove),
        merchant=True,
    )
    def post(self, request: Request, invitation_id: UUID) -> HttpResponse:
        """Owners only. Doing it again is no error."""
        viewer = owner_of(request)
        with transaction():
            actions.revoke_invitation(
                merchant_id=viewer.merchant_id,
                invitation_id=invitation_id,
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer(_invitation(viewer, invitation_id))


class LookUp(PublicEndpoint):
    @documents(
        "look_up_invitation",
        "What an invitation is about",
        body=LinkToken,
        answers={200: OfferOut},
        refuses=(LinkInvalid,),
        public=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """For whoever holds the link, before they sign in or sign up. Changes nothing."""
        given = read_body(request, LinkToken)
        throttles.take("links_per_address", visit_of(request).throttle_subject)
        offer = queries.offer_behind(given["token"], at=clock())
        return answer(
            {
                "merchant_name": offer.merchant_name,
                "role": offer.role,
                "email": offer.email,
                "invited_by": offer.invited_by,
                "state": offer.state,
                "is_expired": offer.is_expired,
                "expires_at": offer.expires_at,
            }
        )


class Accept(Endpoint):
    @documents(
        "accept_invitation",
        "Join a team",
        body=LinkToken,
        answers={200: JoinedOut},
        refuses=(
            PersonRequired,
            LinkInvalid,
            LinkUsed,
            LinkExpired,
            InvitationForAnother,
            AlreadyMember,
        ),
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """Signed in with the address that was invited."""
        caller = caller_of(request)
        caller.require_person()
        given = read_body(request, LinkToken)
        throttles.take("links_per_address", visit_of(request).throttle_subject)
        with transaction():
            joined = actions.accept_invitation(
                token=given["token"],
                user_id=caller.user_id,
                actor=caller.actor,
                at=caller.seen_at,
            )
        return answer({"merchant_id": joined.merchant_id, "role": joined.role})


def _throttle(viewer: Viewer) -> None:
    throttles.take("invitations_per_merchant", str(viewer.merchant_id))


def _invitation(viewer: Viewer, invitation_id: UUID) -> dict[str, Any]:
    found = queries.invitation_of(viewer, invitation_id)
    if found is None:
        raise InvitationNotFound
    return _shown(found)


def _shown(invitation: queries.InvitationSeen) -> dict[str, Any]:
    return {
        "id": invitation.id,
        "email": invitation.email,
        "role": invitation.role,
        "state": invitation.state,
        "is_expired": invitation.is_expired,
        "invited_by": invitation.invited_by,
        "invited_by_name": invitation.invited_by_name,
        "created_at": invitation.created_at,
        "sent_at": invitation.sent_at,
        "expires_at": invitation.expires_at,
        "closed_at": invitation.closed_at,
        "allowed_moves": invitation.allowed_moves,
    }


urlpatterns = [
    path("team/invitations/", Invitations.as_view(), name="invitations"),
    path(
        "team/invitations/<uuid:invitation_id>/resend/", Resend.as_view(), name="invitation-resend"
    ),
    path(
        "team/invitations/<uuid:invitation_id>/revoke/", Revoke.as_view(), name="invitation-revoke"
    ),
    path("invitations/look-up/", LookUp.as_view(), name="invitation-look-up"),
    path("invitations/accept/", Accept.as_view(), name="invitation-accept"),
]
