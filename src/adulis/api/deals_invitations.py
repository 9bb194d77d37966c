"""``/deals/<id>/invitations/``: letters with a link, and what whoever holds one may do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import deals_shown, throttles
from adulis.api.deals import MOVING, acting
from adulis.api.deals_shown import DealOut
from adulis.api.fields import StrictString, StrictText
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body
from adulis.api.views import Endpoint, PublicEndpoint
from adulis.api.visits import visit_of
from adulis.deals import actions, errors, queries
from adulis.deals.machine import DealInvitationState
from adulis.deals.values import LONGEST_REASON, DealKind
from adulis.identity.errors import EmailInvalid
from adulis.identity.values import DEALS_WRITE, MemberRole, Viewer
from adulis.kernel import db

_LINK = (errors.DealLinkInvalid, errors.DealLinkUsed, errors.DealLinkExpired)


class DealInvitationIn(Shape):
    email = StrictString(min_length=3, max_length=254)
    note = StrictText(max_length=LONGEST_REASON, required=False, help_text="In the letter.")


class DealLinkIn(Shape):
    token = StrictString(min_length=1, max_length=200, help_text="As the link has it.")


class DealInvitationOut(serializers.Serializer[Any]):
    """A letter that was sent; ``joined_name`` is who came in by it."""

    id = serializers.UUIDField()
    email = serializers.CharField()
    status = serializers.ChoiceField(list(DealInvitationState))
    is_expired = serializers.BooleanField()
    joined_name = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class DealInvitationsOut(serializers.Serializer[Any]):
    """All of them, the newest first."""

    results = DealInvitationOut(many=True)


class DealOfferOut(serializers.Serializer[Any]):
    """What a link leads to, for somebody who may have no account."""

    title = serializers.CharField()
    poster_name = serializers.CharField()
    kind = serializers.ChoiceField(list(DealKind))
    expires_at = serializers.DateTimeField()


class DealInvitations(Endpoint):
    @documents(
        "list_deal_invitations",
        "See who was invited",
        answers={200: DealInvitationsOut},
        refuses=(errors.DealNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        """For whoever posted the deal, and those of them who may invite: addresses are people's."""
        viewer = viewer_of(request)
        viewer.require(MemberRole.FINANCE)
        return answer({"results": _shown(viewer, deal_id)})

    @documents(
        "invite_to_deal",
        "Invite somebody by e-mail",
        body=DealInvitationIn,
        answers={201: DealInvitationOut},
        refuses=(
            *MOVING, EmailInvalid, errors.AlreadyInvitedToDeal, errors.TooManyDealInvitations,
        ),
        merchant=True,
        throttled=True,
    )  # fmt: skip
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """They can look before they have an account; the link is good for one merchant."""
        viewer = acting(request, "invite")
        given = read_body(request, DealInvitationIn)
        throttles.take("invitations_per_merchant", str(viewer.merchant_id))
        with db.transaction():
            made = actions.invite(
                viewer=viewer, deal_id=deal_id, email=given["email"],
                note=given.get("note", ""), actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        (found,) = [each for each in _shown(viewer, deal_id) if each["id"] == made.id]
        return answer(found, status=201)


class DealInvitationRevoke(Endpoint):
    @documents(
        "revoke_deal_invitation",
        "Take an invitation back",
        answers={200: DealInvitationsOut},
        refuses=(*MOVING, errors.DealInvitationNotFound),
        merchant=True,
    )
    def post(self, request: Request, deal_id: UUID, deal_invitation_id: UUID) -> HttpResponse:
        """The link opens nothing any more."""
        viewer = acting(request, "invite")
        with db.transaction():
            actions.revoke_deal_invitation(
                viewer=viewer, deal_id=deal_id, invitation_id=deal_invitation_id,
                actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        return answer({"results": _shown(viewer, deal_id)})


class DealLookUp(PublicEndpoint):
    @documents(
        "look_up_deal_invitation",
        "What an invitation to a deal is about",
        body=DealLinkIn,
        answers={200: DealOfferOut},
        refuses=_LINK,
        public=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """For whoever holds the link, before they sign in or sign up. Changes nothing."""
        given = read_body(request, DealLinkIn)
        throttles.take("links_per_address", visit_of(request).throttle_subject)
        offer = queries.offer_behind(given["token"], at=db.clock())
        return answer(
            {
                "title": offer.title,
                "poster_name": offer.poster_name,
                "kind": offer.kind,
                "expires_at": offer.expires_at,
            }
        )


class DealJoin(Endpoint):
    @documents(
        "join_deal",
        "Come in by a link",
        body=DealLinkIn,
        answers={200: DealOut},
        refuses=(*_LINK, errors.CounterpartyIsPoster, errors.DealNotFound),
        merchant=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """With the merchant you name, which then sees the deal. Looking binds to nothing."""
        viewer = viewer_of(request)
        viewer.require(MemberRole.FINANCE)
        viewer.require_scope(DEALS_WRITE)
        given = read_body(request, DealLinkIn)
        throttles.take("links_per_address", visit_of(request).throttle_subject)
        with db.transaction():
            deal = actions.join_deal(
                viewer=viewer, token=given["token"], actor=viewer.actor, at=db.clock()
            )
        return answer(deals_shown.deal(viewer, deal.id))


def _shown(viewer: Viewer, deal_id: UUID) -> list[dict[str, Any]]:
    return [
        {
            "id": each.id,
            "email": each.email,
            "status": each.state,
            "is_expired": each.is_expired,
            "joined_name": each.joined_name,
            "created_at": each.created_at,
            "expires_at": each.expires_at,
        }
        for each in queries.invitations_of(viewer, deal_id, now=db.clock())
    ]


_LIST = "deals/<uuid:deal_id>/invitations/"
urlpatterns = [
    path(_LIST, DealInvitations.as_view(), name="deal-invitations"),
    path(
        f"{_LIST}<uuid:deal_invitation_id>/revoke/",
        DealInvitationRevoke.as_view(),
        name="deal-invitation-revoke",
    ),
    path("deal-invitations/look-up/", DealLookUp.as_view(), name="deal-invitation-look-up"),
    path("deal-invitations/join/", DealJoin.as_view(), name="deal-invitation-join"),
]
