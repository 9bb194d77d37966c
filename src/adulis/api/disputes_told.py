"""``/disputes/<id>/preview/`` and ``timeline/``: what would be done, and what was."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.disputes import shown
from adulis.api.disputes_shown import DisputeOut
from adulis.api.escrow_shown import DividedOut, divided
from adulis.api.fields import QueryInteger, StrictUUID
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_query
from adulis.api.views import Endpoint
from adulis.disputes import errors, queries
from adulis.escrow import errors as escrow_errors
from adulis.escrow.values import LARGEST_MINOR
from adulis.kernel.money import rupees


class DisputePreviewQuery(Shape):
    to_seller_paise = QueryInteger(max_value=LARGEST_MINOR, default=0)
    to_buyer_paise = QueryInteger(max_value=LARGEST_MINOR, default=0)
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class DisputePreviewOut(DividedOut):
    """Who would get what of what is locked, now, to the paisa."""


class DisputeStepOut(serializers.Serializer[Any]):
    """Something that happened, as this side was told of it."""

    sequence = serializers.IntegerField()
    what = serializers.CharField(help_text="The type of the event.")
    at = serializers.DateTimeField()
    detail = serializers.DictField()


class DisputeTimelineOut(serializers.Serializer[Any]):
    """All that happened to a dispute, oldest first."""

    dispute = DisputeOut()
    steps = DisputeStepOut(many=True)


class DisputePreview(Endpoint):
    @documents(
        "preview_dispute",
        "See who would get what",
        query=DisputePreviewQuery,
        answers={200: DisputePreviewOut},
        refuses=(
            errors.DisputeNotFound, escrow_errors.LockNotFound, escrow_errors.AmountNotLeft,
        ),
        merchant=True,
    )  # fmt: skip
    def get(self, request: Request, dispute_id: UUID) -> HttpResponse:
        """If what is locked were divided so, now. Both amounts together are locked_paise."""
        viewer = viewer_of(request)
        query = read_query(request, DisputePreviewQuery)
        to_seller, to_buyer = (
            rupees(query[name]) for name in ("to_seller_paise", "to_buyer_paise")
        )
        seen = queries.preview_of(viewer, dispute_id, to_seller=to_seller, to_buyer=to_buyer)
        return answer(divided(seen))


class DisputeTimeline(Endpoint):
    @documents(
        "get_dispute_timeline",
        "See what happened to a dispute",
        answers={200: DisputeTimelineOut},
        refuses=(errors.DisputeNotFound,),
        merchant=True,
    )
    def get(self, request: Request, dispute_id: UUID) -> HttpResponse:
        """What this side was told, oldest first."""
        viewer = viewer_of(request)
        return answer(
            {
                "dispute": shown(viewer, dispute_id),
                "steps": [
                    {
                        "sequence": each.sequence,
                        "what": each.what,
                        "at": each.at,
                        "detail": each.detail,
                    }
                    for each in queries.timeline_of(viewer, dispute_id)
                ],
            }
        )


_ONE = "disputes/<uuid:dispute_id>/"
urlpatterns = [
    path(f"{_ONE}preview/", DisputePreview.as_view(), name="dispute-preview"),
    path(f"{_ONE}timeline/", DisputeTimeline.as_view(), name="dispute-timeline"),
]
