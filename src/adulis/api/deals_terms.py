"""``/deals/<id>/terms/``: what both would be bound by, what changed, and the answer to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import deals_shown, idempotency
from adulis.api.deals import MOVING, TRADING, acting, again, doing
from adulis.api.deals_given import ConsentIn, CounterIn, DealNoteIn, consent_given
from adulis.api.deals_shown import DealOut, TermsOut
from adulis.api.fields import QueryInteger, StrictUUID
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.views import Endpoint
from adulis.deals import actions, errors, queries
from adulis.escrow.errors import ConditionsInvalid, EscrowPlanInvalid
from adulis.kernel import db

_ANSWERING = (*MOVING, *TRADING, errors.NotYourTurn, errors.TermsMoved)
_ESCROW = (EscrowPlanInvalid, ConditionsInvalid)


class DiffQuery(Shape):
    before = QueryInteger(min_value=1, max_value=100_000, help_text="A version.")
    after = QueryInteger(min_value=1, max_value=100_000, help_text="Another version.")
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class VersionsOut(serializers.Serializer[Any]):
    """Every version, the newest first."""

    results = TermsOut(many=True)


class ChangeOut(serializers.Serializer[Any]):
    """One difference, as people read it; null: there was nothing."""

    pointer = serializers.CharField(help_text="RFC 6901, within the terms.")
    what = serializers.CharField()
    before = serializers.CharField(allow_null=True)
    after = serializers.CharField(allow_null=True)
    material = serializers.BooleanField()


class DiffOut(serializers.Serializer[Any]):
    """What changed between two versions; ``material``: any of it is."""

    before = serializers.IntegerField()
    after = serializers.IntegerField()
    material = serializers.BooleanField()
    changes = ChangeOut(many=True)


class CancellationOut(serializers.Serializer[Any]):
    """What calling it off would mean for you at this moment."""

    how = serializers.ChoiceField(
        ["alone", "together", "not"],
        help_text="together: propose it in the agreement; the other side has to accept.",
    )
    back_to_buyer_paise = serializers.IntegerField()
    kept_by_seller_paise = serializers.IntegerField()
    fees_kept_paise = serializers.IntegerField()
    words = serializers.ListField(child=serializers.CharField())


class DealStepOut(serializers.Serializer[Any]):
    """Something that happened, as this side was told of it."""

    sequence = serializers.IntegerField()
    what = serializers.CharField()
    at = serializers.DateTimeField()
    detail = serializers.DictField()


class DealTimelineOut(serializers.Serializer[Any]):
    """All that happened to a deal, oldest first."""

    results = DealStepOut(many=True)


class TermsList(Endpoint):
    @documents(
        "list_deal_terms",
        "Read every version of the terms",
        answers={200: VersionsOut},
        refuses=(errors.DealNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        viewer = viewer_of(request)
        seen = queries.deal_of(viewer, deal_id, now=db.clock())
        found = queries.versions_of(viewer, deal_id, now=db.clock())
        return answer({"results": [deals_shown.terms(each, seen.row.poster_id) for each in found]})


class TermsDiff(Endpoint):
    @documents(
        "diff_deal_terms",
        "See what changed between two versions",
        query=DiffQuery,
        answers={200: DiffOut},
        refuses=(errors.DealNotFound, errors.TermsNotFound),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        viewer = viewer_of(request)
        query = read_query(request, DiffQuery)
        before, after = query["before"], query["after"]
        found = queries.diff_of(viewer, deal_id, before, after, now=db.clock())
        return answer(
            {
                "before": before,
                "after": after,
                "material": any(each.is_material for each in found),
                "changes": [
                    {
                        "pointer": each.pointer,
                        "what": each.what,
                        "before": each.before,
                        "after": each.after,
                        "material": each.is_material,
                    }
                    for each in found
                ],
            }
        )


class DealPropose(Endpoint):
    @documents(
        "propose_deal",
        "Propose a direct deal",
        answers={200: DealOut},
        refuses=(
            *MOVING, *TRADING, errors.NotAuctioned, errors.CounterpartyMissing,
            errors.CounterpartyUnusable, errors.TermsInvalid,
        ),
        merchant=True,
    )  # fmt: skip
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Owners. The other side has five days; proposing is your yes to these terms."""
        return doing(acting(request, "propose"), deal_id, actions.propose_deal)


class DealCounter(Endpoint):
    @documents(
        "counter_deal",
        "Answer with other terms",
        body=CounterIn,
        answers={200: DealOut},
        refuses=(
            *_ANSWERING, errors.TermsInvalid, errors.TermsUnchanged, ConditionsInvalid,
        ),
        merchant=True,
    )  # fmt: skip
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Owners of the side whose turn it is. Then it is the other side's."""
        viewer = acting(request, "counter")
        given = read_body(request, CounterIn)
        return doing(
            viewer, deal_id, actions.counter_deal, consent=consent_given(given),
            body=given["terms"],
        )  # fmt: skip


class DealAccept(Endpoint):
    @documents(
        "accept_deal",
        "Accept the terms",
        body=ConsentIn,
        answers={201: DealOut, 200: DealOut},
        refuses=(*_ANSWERING, errors.TermsInvalid, errors.CounterpartyUnusable, *_ESCROW),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Owners of the side whose turn it is. Both are bound, and the escrow is opened."""
        viewer = acting(request, "accept")
        consent = consent_given(read_body(request, ConsentIn))

        def accept(at: Any) -> Done:
            made = actions.accept_deal(
                viewer=viewer, deal_id=deal_id, consent=consent, actor=viewer.actor, at=at
            )
            return Done(deals_shown.deal(viewer, deal_id), made.subject)

        return idempotency.run(request, viewer, verb=accept, again=again(viewer), body=request.data)


class DealReject(Endpoint):
    @documents(
        "reject_deal",
        "Reject the terms",
        body=DealNoteIn,
        answers={200: DealOut},
        refuses=(*MOVING, errors.NotYourTurn),
        merchant=True,
    )
    def post(self, request: Request, deal_id: UUID) -> HttpResponse:
        """Owners of the side whose turn it is. A direct deal is over then."""
        viewer = acting(request, "reject")
        given = read_body(request, DealNoteIn)
        return doing(viewer, deal_id, actions.reject_deal, note=given.get("note", ""))


class DealCancellation(Endpoint):
    @documents(
        "get_deal_cancellation",
        "See what calling it off would mean",
        answers={200: CancellationOut},
        refuses=(errors.DealNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        """In numbers, as things stand; read before consent."""
        found = queries.cancellation_of(viewer_of(request), deal_id, now=db.clock())
        return answer(
            {
                "how": found.how,
                "back_to_buyer_paise": found.back_to_buyer.minor,
                "kept_by_seller_paise": found.kept_by_seller.minor,
                "fees_kept_paise": found.fees_kept.minor,
                "words": list(found.words),
            }
        )


class DealTimeline(Endpoint):
    @documents(
        "get_deal_timeline",
        "See what happened to a deal",
        answers={200: DealTimelineOut},
        refuses=(errors.DealNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        """For its two sides, each as it was told."""
        found = queries.timeline_of(viewer_of(request), deal_id, now=db.clock())
        return answer(
            {
                "results": [
                    {
                        "sequence": each.sequence,
                        "what": each.what,
                        "at": each.at,
                        "detail": each.detail,
                    }
                    for each in found
                ]
            }
        )


_ONE = "deals/<uuid:deal_id>/"
urlpatterns = [
    path(f"{_ONE}terms/", TermsList.as_view(), name="deal-terms"),
    path(f"{_ONE}terms/diff/", TermsDiff.as_view(), name="deal-terms-diff"),
    path(f"{_ONE}propose/", DealPropose.as_view(), name="deal-propose"),
    path(f"{_ONE}counter/", DealCounter.as_view(), name="deal-counter"),
    path(f"{_ONE}accept/", DealAccept.as_view(), name="deal-accept"),
    path(f"{_ONE}reject/", DealReject.as_view(), name="deal-reject"),
    path(f"{_ONE}cancellation/", DealCancellation.as_view(), name="deal-cancellation"),
    path(f"{_ONE}timeline/", DealTimeline.as_view(), name="deal-timeline"),
]
