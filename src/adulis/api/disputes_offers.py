"""``/disputes/<id>/offers/``: what each side would settle for, one after the other."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import disputes_shown, idempotency
from adulis.api.disputes import binding, shown
from adulis.api.disputes_shown import DisputeOfferOut, DisputeOut
from adulis.api.fields import StrictInteger, StrictString
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body
from adulis.api.views import Endpoint
from adulis.disputes import actions, errors, queries
from adulis.escrow.errors import MilestonePaused
from adulis.escrow.values import LARGEST_MINOR
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees

_ANSWERING = (
    errors.DisputeNotFound,
    errors.OfferNotFound,
    errors.NotYourOffer,
    errors.OfferNotOpen,
    IllegalMove,
)


class DisputeOfferIn(Shape):
    """Both before fees; together exactly what is locked."""

    to_seller_paise = StrictInteger(max_value=LARGEST_MINOR)
    to_buyer_paise = StrictInteger(max_value=LARGEST_MINOR)
    note = StrictString(max_length=500, required=False, help_text="The other side reads it.")


class AcceptDisputeOfferIn(Shape):
    """Repeats both amounts: it is done exactly so, or refused."""

    to_seller_paise = StrictInteger(max_value=LARGEST_MINOR)
    to_buyer_paise = StrictInteger(max_value=LARGEST_MINOR)


class DisputeOffersOut(serializers.Serializer[Any]):
    """Every offer, the first one first."""

    results = DisputeOfferOut(many=True)


class DisputeOfferList(Endpoint):
    @documents(
        "list_dispute_offers",
        "List what was offered",
        answers={200: DisputeOffersOut},
        refuses=(errors.DisputeNotFound,),
        merchant=True,
    )
    def get(self, request: Request, dispute_id: UUID) -> HttpResponse:
        """The first one first: that is what the dispute claims."""
        found = queries.offers_of(viewer_of(request), dispute_id)
        return answer({"results": [disputes_shown.offer(each) for each in found]})

    @documents(
        "make_dispute_offer",
        "Offer to settle",
        body=DisputeOfferIn,
        answers={201: DisputeOfferOut},
        refuses=(
            errors.DisputeNotFound,
            errors.NotYourTurnInDispute,
            errors.DivisionWrong,
            IllegalMove,
        ),
        merchant=True,
    )
    def post(self, request: Request, dispute_id: UUID) -> HttpResponse:
        """By an owner of the side whose turn it is; it replaces what was offered before."""
        viewer = binding(request)
        given = read_body(request, DisputeOfferIn)
        with db.transaction():
            made = actions.make_offer(
                viewer=viewer,
                dispute_id=dispute_id,
                to_seller=rupees(given["to_seller_paise"]),
                to_buyer=rupees(given["to_buyer_paise"]),
                note=given.get("note", ""),
                actor=viewer.actor,
                at=db.clock(),
            )
        return answer(disputes_shown.offer(made), status=201)


class DisputeOfferAccept(Endpoint):
    @documents(
        "accept_dispute_offer",
        "Settle as offered",
        body=AcceptDisputeOfferIn,
        answers={201: DisputeOut, 200: DisputeOut},
        refuses=(*_ANSWERING, errors.OfferDiffers, errors.DivisionWrong, MilestonePaused),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, dispute_id: UUID, offer_id: UUID) -> HttpResponse:
        """By an owner of the other side: the money is divided in the same commit."""
        viewer = binding(request)
        given = read_body(request, AcceptDisputeOfferIn)

        def accept(at: Any) -> Done:
            actions.accept_offer(
                viewer=viewer, dispute_id=dispute_id, offer_id=offer_id, confirmed=given,
                actor=viewer.actor, at=at,
            )  # fmt: skip
            return Done(shown(viewer, dispute_id), f"dispute/{dispute_id}")

        return idempotency.run(
            request, viewer, verb=accept, again=lambda _: shown(viewer, dispute_id),
            body=request.data,
        )  # fmt: skip


class DisputeOfferRefuse(Endpoint):
    @documents(
        "refuse_dispute_offer",
        "Refuse an offer",
        answers={200: DisputeOfferOut},
        refuses=_ANSWERING,
        merchant=True,
    )
    def post(self, request: Request, dispute_id: UUID, offer_id: UUID) -> HttpResponse:
        """By an owner of the other side; whoever made it may offer something else."""
        viewer = binding(request)
        with db.transaction():
            ended = actions.refuse_offer(
                viewer=viewer, dispute_id=dispute_id, offer_id=offer_id, actor=viewer.actor,
                at=db.clock(),
            )  # fmt: skip
        return answer(disputes_shown.offer(ended))


_LIST = "disputes/<uuid:dispute_id>/offers/"
_ONE = f"{_LIST}<uuid:offer_id>/"
urlpatterns = [
    path(_LIST, DisputeOfferList.as_view(), name="dispute-offers"),
    path(f"{_ONE}accept/", DisputeOfferAccept.as_view(), name="dispute-offer-accept"),
    path(f"{_ONE}refuse/", DisputeOfferRefuse.as_view(), name="dispute-offer-refuse"),
]
