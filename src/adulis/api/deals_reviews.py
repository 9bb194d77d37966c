"""``/deals/<id>/reviews/``: how it was, said by both without knowing what the other says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import deals_shown
from adulis.api.deals import MOVING, acting
from adulis.api.deals_shown import ScoreOut
from adulis.api.fields import StrictInteger, StrictText
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body
from adulis.api.views import Endpoint
from adulis.deals import actions, errors, queries
from adulis.deals.values import LONGEST_COMMENT, MOST_STARS
from adulis.identity.values import Viewer
from adulis.kernel import db


class DealReviewIn(Shape):
    stars = StrictInteger(min_value=1, max_value=MOST_STARS)
    comment = StrictText(max_length=LONGEST_COMMENT, required=False)


class DealReviewOut(serializers.Serializer[Any]):
    """What one side said; null as long as you are not to know it."""

    by_name = serializers.CharField()
    is_mine = serializers.BooleanField()
    stars = serializers.IntegerField(allow_null=True)
    comment = serializers.CharField(allow_null=True)
    at = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)


class DealReviewsOut(serializers.Serializer[Any]):
    """What both sides said, and until when something may be said."""

    results = DealReviewOut(many=True)
    reviews_until = serializers.DateTimeField(allow_null=True)


class ReviewList(Endpoint):
    @documents(
        "list_deal_reviews",
        "Read the reviews of a deal",
        answers={200: DealReviewsOut},
        refuses=(errors.DealNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Your own at once; the other side's when both are in, or fourteen days are over."""
        return answer(_shown(viewer_of(request), deal_id))

    @documents(
        "review_deal",
        "Review a deal",
        body=DealReviewIn,
        answers={201: DealReviewsOut},
        refuses=(*MOVING, errors.AlreadyReviewed, errors.ReviewsClosed),
        merchant=True,
    )
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Once, after it was completed; what was said stays said."""
        viewer = acting(request, "review")
        given = read_body(request, DealReviewIn)
        with db.transaction():
            actions.review_deal(
                viewer=viewer, deal_id=deal_id, stars=given["stars"],
                comment=given.get("comment", ""), actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        return answer(_shown(viewer, deal_id), status=201)


class Reputation(Endpoint):
    @documents(
        "get_reputation",
        "See how others see you",
        answers={200: ScoreOut},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """What was said of the merchant, and beside it what it did."""
        return answer(deals_shown.score(queries.score_of(viewer_of(request))))


def _shown(viewer: Viewer, deal_id: UUID) -> dict[str, Any]:
    seen = queries.deal_of(viewer, deal_id, now=db.clock())
    return {
        "results": [
            {
                "by_name": each.by_name,
                "is_mine": each.is_mine,
                "stars": each.stars,
                "comment": each.comment,
                "at": each.at,
                "published_at": each.published_at,
            }
            for each in queries.reviews_of(viewer, deal_id)
            if seen.side is not None or each.published_at is not None
        ],
        "reviews_until": seen.reviews_until,
    }


urlpatterns = [
    path("deals/<uuid:deal_id>/reviews/", ReviewList.as_view(), name="deal-reviews"),
    path("reputation/", Reputation.as_view(), name="reputation"),
]
