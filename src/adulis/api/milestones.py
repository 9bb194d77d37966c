"""``/milestones/``: what waits in escrow, for what, and what would be paid if."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import escrow_shown
from adulis.api.escrow_shown import ON_HOLD, DividedOut, MilestoneOut, divided
from adulis.api.fields import Choice, QueryInteger, StrictUUID
from adulis.api.merchants import viewer_of
from adulis.api.pages import (
    MerchantPageQuery,
    count_queryset,
    decode_cursor,
    encode_cursor,
    page,
)
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_query
from adulis.api.views import Endpoint
from adulis.escrow import errors, queries
from adulis.escrow.machine import MilestoneState
from adulis.escrow.values import LARGEST_MINOR, Side
from adulis.kernel.money import rupees


class MilestoneQuery(MerchantPageQuery):
    side = Choice(list(Side), required=False, help_text="On which side the merchant is.")
    status = Choice([*MilestoneState, ON_HOLD], required=False)
    agreement_id = StrictUUID(required=False)


class PreviewQuery(Shape):
    to_seller_paise = QueryInteger(max_value=LARGEST_MINOR, default=0)
    to_buyer_paise = QueryInteger(max_value=LARGEST_MINOR, default=0)
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class MilestonePreviewOut(DividedOut):
    """Who would get what of it now; all members together leave the milestone."""

    stays_paise = serializers.IntegerField(help_text="What of the amount would be left.")


class MilestoneStepOut(serializers.Serializer[Any]):
    """Something that happened, as this side was told of it."""

    sequence = serializers.IntegerField()
    what = serializers.CharField(help_text="The type of the event.")
    at = serializers.DateTimeField()
    detail = serializers.DictField()


class MilestonePaymentOut(serializers.Serializer[Any]):
    """Money that left the milestone."""

    number = serializers.IntegerField()
    kind = serializers.CharField()
    to_seller_paise = serializers.IntegerField(help_text="Before the seller's fee.")
    to_buyer_paise = serializers.IntegerField()
    fee_paise = serializers.IntegerField(help_text="This side's.")
    tax_paise = serializers.IntegerField(help_text="This side's.")
    fee_back_paise = serializers.IntegerField(help_text="Of the buyer's share: not earned.")
    reason = serializers.CharField()
    at = serializers.DateTimeField()


class MilestoneTimelineOut(serializers.Serializer[Any]):
    """All that happened to a milestone, oldest first."""

    milestone = MilestoneOut()
    steps = MilestoneStepOut(many=True)
    payments = MilestonePaymentOut(many=True)


class MilestoneList(Endpoint):
    @documents(
        "list_milestones",
        "List milestones",
        query=MilestoneQuery,
        answers={200: page_of(MilestoneOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Of all the merchant's agreements, the newest agreement first, each one's in order."""
        viewer = viewer_of(request)
        query = read_query(request, MilestoneQuery)
        rows = queries.milestones_of(viewer)
        if "side" in query:
            rows = rows.filter(**{f"agreement__{query['side']}_id": viewer.merchant_id})
        if "agreement_id" in query:
            rows = rows.filter(agreement_id=query["agreement_id"])
        if query.get("status") == ON_HOLD:
            rows = rows.exclude(paused_reason="")
        elif "status" in query:
            rows = rows.filter(state=query["status"], paused_reason="")
        counted, start = count_queryset(rows), query["offset"]
        if "cursor" in query:
            agreement, position = decode_cursor("milestones", query["cursor"])
            further = Q(agreement_id__lt=UUID(agreement))
            rows = rows.filter(further | Q(agreement_id=UUID(agreement), position__gt=position))
            start = 0
        found = list(rows[start : start + query["limit"] + 1])
        return answer(
            page(
                request,
                query,
                escrow_shown.milestones(viewer, found),
                counted,
                cursor_of=lambda row: encode_cursor(
                    "milestones", str(row["agreement_id"]), row["position"]
                ),
            )
        )


class MilestoneDetail(Endpoint):
    @documents(
        "get_milestone",
        "Look at a milestone",
        answers={200: MilestoneOut},
        refuses=(errors.MilestoneNotFound,),
        merchant=True,
    )
    def get(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """What lies in it, what it waits for, and what the caller may do about it."""
        viewer = viewer_of(request)
        return answer(escrow_shown.milestone(viewer, queries.milestone_of(viewer, milestone_id)))


class MilestonePreview(Endpoint):
    @documents(
        "preview_milestone",
        "See who would get what",
        query=PreviewQuery,
        answers={200: MilestonePreviewOut},
        refuses=(errors.MilestoneNotFound, errors.AmountNotLeft),
        merchant=True,
    )
    def get(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """If so much went to the seller and so much to the buyer, now. Nothing moves."""
        viewer = viewer_of(request)
        query = read_query(request, PreviewQuery)
        to_seller, to_buyer = (
            rupees(query[name]) for name in ("to_seller_paise", "to_buyer_paise")
        )
        row = queries.milestone_of(viewer, milestone_id)
        seen = queries.preview_release(viewer, milestone_id, to_seller=to_seller, to_buyer=to_buyer)
        stays_paise = row.left_minor - (to_seller + to_buyer).minor
        return answer({**divided(seen), "stays_paise": stays_paise})


class MilestoneTimeline(Endpoint):
    @documents(
        "get_milestone_timeline",
        "See what happened to a milestone",
        answers={200: MilestoneTimelineOut},
        refuses=(errors.MilestoneNotFound,),
        merchant=True,
    )
    def get(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """What this side was told, and every payment out of it."""
        viewer = viewer_of(request)
        row = queries.milestone_of(viewer, milestone_id)
        is_buyer = queries.side_of(viewer, row.agreement) is Side.BUYER
        return answer(
            {
                "milestone": escrow_shown.milestone(viewer, row),
                "steps": [
                    {
                        "sequence": each.sequence,
                        "what": each.what,
                        "at": each.at,
                        "detail": each.detail,
                    }
                    for each in queries.timeline_of(viewer, milestone_id)
                ],
                "payments": [
                    {
                        "number": each.number,
                        "kind": each.kind,
                        "to_seller_paise": each.to_seller_minor,
                        "to_buyer_paise": each.to_buyer_minor,
                        "fee_paise": each.buyer_fee_minor if is_buyer else each.fee_minor,
                        "tax_paise": each.buyer_tax_minor if is_buyer else each.tax_minor,
                        "fee_back_paise": each.fee_back_minor,
                        "reason": each.reason,
                        "at": each.at,
                    }
                    for each in queries.payments_of(viewer, milestone_id)
                ],
            }
        )


_ONE = "milestones/<uuid:milestone_id>/"
urlpatterns = [
    path("milestones/", MilestoneList.as_view(), name="milestones"),
    path(_ONE, MilestoneDetail.as_view(), name="milestone"),
    path(f"{_ONE}preview/", MilestonePreview.as_view(), name="milestone-preview"),
    path(f"{_ONE}timeline/", MilestoneTimeline.as_view(), name="milestone-timeline"),
]
