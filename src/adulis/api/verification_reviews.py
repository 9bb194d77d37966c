"""``/operator/verifications/``: compliance operators compare what was said with what was shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from adulis.api.fields import Choice, Field, StrictString, StrictUUID
from adulis.api.files import LinkOut, shown_link
from adulis.api.pages import PageQuery, count_queryset, page
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, checked, read_body, read_query
from adulis.api.verification_shapes import (
    DetailsOut,
    DocumentOut,
    ReasonOut,
    shown_details,
    shown_document,
    shown_reason,
)
from adulis.api.views import Endpoint, caller_of
from adulis.identity.errors import MerchantNotFound, OperatorRequired
from adulis.identity.values import Caller, MerchantKind, OperatorRole
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove, Role
from adulis.verification import actions, errors, policies, queries
from adulis.verification.machine import VERIFICATION, VerificationState
from adulis.verification.values import (
    Decision,
    DocumentPurpose,
    Outcome,
    Reason,
    ReasonCode,
    Tier,
)
from adulis.verification.values import Field as DetailField

if TYPE_CHECKING:
    from adulis.verification.models import Submission, Verification

_ABOUT = [*map(str, DetailField), *map(str, DocumentPurpose)]


class ReasonIn(Shape):
    code = Choice(list(ReasonCode))
    name = Choice(_ABOUT, required=False, help_text="The field or document; left out: all of it.")
    note = StrictString(max_length=200, required=False, help_text="Shown to the merchant.")


@extend_schema_field(ReasonIn(many=True))
class Reasons(Field):
    default_error_messages = {"not_reasons": "Give a list of reasons."}

    def to_internal_value(self, data: Any) -> list[Reason]:
        if not isinstance(data, list) or len(data) > policies.MOST_REASONS:
            self.fail("not_reasons")
        return [self._one(each) for each in data]

    def _one(self, data: Any) -> Reason:
        if not isinstance(data, dict):
            raise ValidationError([ErrorDetail("A reason is a JSON object.", code="not_object")])
        given = checked(ReasonIn, data)
        return Reason(ReasonCode(given["code"]), given.get("name", ""), given.get("note", ""))


class VerifyIn(Shape):
    submission_id = StrictUUID(help_text="The one that was looked at.")
    tier = Choice(list(Tier), required=False, help_text="Which limits apply; standard unless said.")


class RefuseIn(Shape):
    submission_id = StrictUUID(help_text="The one that was looked at.")
    reasons = Reasons(help_text="One at least.")


class DowngradeIn(Shape):
    reasons = Reasons(help_text="One at least.")


class QueueQuery(PageQuery):
    status = Choice(list(VerificationState), required=False)


class QueuedOut(serializers.Serializer[Any]):
    """``waiting_seconds`` is how long it has waited for a decision; null: it does not."""

    merchant_id = serializers.UUIDField()
    merchant_name = serializers.CharField()
    kind = serializers.ChoiceField([each.value for each in MerchantKind])
    status = serializers.ChoiceField(list(VerificationState))
    tier = serializers.CharField()
    submission_id = serializers.UUIDField(allow_null=True)
    submission_number = serializers.IntegerField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    waiting_seconds = serializers.IntegerField(allow_null=True)


class DecisionOut(serializers.Serializer[Any]):
    """``outcome`` is empty while nothing is decided."""

    submission_id = serializers.UUIDField()
    number = serializers.IntegerField()
    submitted_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(list(Outcome), allow_blank=True)
    reasons = ReasonOut(many=True)
    decided_at = serializers.DateTimeField(allow_null=True)


class SamePanOut(serializers.Serializer[Any]):
    merchant_id = serializers.UUIDField()
    merchant_name = serializers.CharField()


class ReviewOut(serializers.Serializer[Any]):
    """What was handed in last, not what is being written."""

    merchant_id = serializers.UUIDField()
    merchant_name = serializers.CharField()
    kind = serializers.ChoiceField([each.value for each in MerchantKind])
    status = serializers.ChoiceField(list(VerificationState))
    tier = serializers.CharField()
    submission_id = serializers.UUIDField(allow_null=True)
    submission_number = serializers.IntegerField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    details = DetailsOut()
    documents = DocumentOut(many=True)
    history = DecisionOut(many=True)
    reasons = ReasonOut(many=True)
    same_pan = SamePanOut(many=True)
    allowed_moves = serializers.ListField(child=serializers.CharField())


class NumbersOut(serializers.Serializer[Any]):
    """Empty: none was given."""

    pan = serializers.CharField(allow_blank=True)
    gstin = serializers.CharField(allow_blank=True)


_DECIDING = (
    OperatorRequired, MerchantNotFound, IllegalMove, errors.DecidingAboutOneself,
    errors.VerificationNotFound,
)  # fmt: skip


class ReviewList(Endpoint):
    @documents(
        "list_verifications",
        "List verifications",
        query=QueueQuery,
        answers={200: page_of(QueuedOut)},
        refuses=(OperatorRequired,),
    )
    def get(self, request: Request) -> HttpResponse:
        """For operators of compliance: who waits longest comes first."""
        _operator(request)
        query = read_query(request, QueueQuery)
        state = VerificationState(query["status"]) if "status" in query else None
        rows = queries.queue_for_operator(state)
        start = query["offset"]
        found = list(rows[start : start + query["limit"] + 1])
        latest, now = queries.latest_for_operator(found), db.clock()
        shown = [_queued(row, latest.get(row.id), now) for row in found]
        return answer(page(request, query, shown, count_queryset(rows)))


class ReviewDetail(Endpoint):
    @documents(
        "get_verification_review",
        "Look at a merchant's verification",
        answers={200: ReviewOut},
        refuses=(OperatorRequired, errors.VerificationNotFound),
    )
    def get(self, request: Request, merchant_id: UUID) -> HttpResponse:
        _operator(request)
        return answer(_review(merchant_id))


class ReviewReveal(Endpoint):
    @documents(
        "reveal_verification_numbers",
        "See PAN and GSTIN in full",
        answers={200: NumbersOut},
        refuses=(OperatorRequired, errors.VerificationNotFound),
    )
    def post(self, request: Request, merchant_id: UUID) -> HttpResponse:
        """To compare them with a document. That it was done, and by whom, is recorded."""
        operator = _operator(request)
        with db.transaction():
            details = actions.reveal_numbers(
                merchant_id=merchant_id, actor=operator.actor, at=db.clock()
            )
        return answer({"pan": details.pan, "gstin": details.gstin})


class ReviewLink(Endpoint):
    @documents(
        "link_verification_document_for_review",
        "Get a link to a merchant's document",
        answers={200: LinkOut},
        refuses=(OperatorRequired, errors.DocumentNotFound),
    )
    def post(self, request: Request, merchant_id: UUID, document_id: UUID) -> HttpResponse:
        """It opens for five minutes, and only for whoever asked for it."""
        operator = _operator(request)
        link = queries.link_to_document(
            merchant_id, document_id, reader=operator.actor, at=db.clock()
        )
        return answer(shown_link(link))


class ReviewVerify(Endpoint):
    @documents(
        "verify_merchant",
        "Verify a merchant",
        body=VerifyIn,
        answers={200: ReviewOut},
        refuses=(*_DECIDING, errors.SubmissionOutdated),
    )
    def post(self, request: Request, merchant_id: UUID) -> HttpResponse:
        """It may move money from here on, within the limits of the tier."""
        operator = _operator(request)
        given = read_body(request, VerifyIn)
        with db.transaction():
            actions.verify(
                merchant_id=merchant_id,
                submission_id=given["submission_id"],
                tier=Tier(given.get("tier", Tier.STANDARD)),
                actor=operator.actor,
                at=db.clock(),
            )
        return answer(_review(merchant_id))


class ReviewRefuse(Endpoint):
    @documents(
        "refuse_verification",
        "Refuse a submission",
        body=RefuseIn,
        answers={200: ReviewOut},
        refuses=(*_DECIDING, errors.SubmissionOutdated, errors.ReasonsNotFitting),
    )
    def post(self, request: Request, merchant_id: UUID) -> HttpResponse:
        """The merchant is told the reasons, mends what they are about, and submits again."""
        operator = _operator(request)
        given = read_body(request, RefuseIn)
        with db.transaction():
            actions.refuse(
                merchant_id=merchant_id,
                submission_id=given["submission_id"],
                reasons=given["reasons"],
                actor=operator.actor,
                at=db.clock(),
            )
        return answer(_review(merchant_id))


class ReviewDowngrade(Endpoint):
    @documents(
        "downgrade_merchant",
        "Ask for a new verification",
        body=DowngradeIn,
        answers={200: ReviewOut},
        refuses=(*_DECIDING, errors.ReasonsNotFitting),
    )
    def post(self, request: Request, merchant_id: UUID) -> HttpResponse:
        """What was true has to be shown again; until then nothing more is paid out."""
        return _take_back(request, merchant_id, actions.downgrade)


class ReviewRevoke(Endpoint):
    @documents(
        "revoke_verification",
        "Take a verification back",
        body=DowngradeIn,
        answers={200: ReviewOut},
        refuses=(*_DECIDING, errors.ReasonsNotFitting),
    )
    def post(self, request: Request, merchant_id: UUID) -> HttpResponse:
        """What was believed was not true. It is refused, and nothing more is paid out."""
        return _take_back(request, merchant_id, actions.revoke)


def _take_back(request: Request, merchant_id: UUID, verb: Callable[..., None]) -> HttpResponse:
    operator = _operator(request)
    given = read_body(request, DowngradeIn)
    with db.transaction():
        verb(
            merchant_id=merchant_id,
            reasons=given["reasons"],
            actor=operator.actor,
            at=db.clock(),
        )
    return answer(_review(merchant_id))


def _operator(request: Request) -> Caller:
    """Documents of identity are for those who have to look at them."""
    caller = caller_of(request)
    caller.require_operator(OperatorRole.COMPLIANCE, OperatorRole.ADMIN)
    return caller


def _queued(row: Verification, latest: Submission | None, now: datetime) -> dict[str, Any]:
    waits = row.state == VerificationState.SUBMITTED and row.submitted_at is not None
    return {
        "merchant_id": row.merchant_id,
        "merchant_name": row.merchant.name,
        "kind": row.kind,
        "status": row.state,
        "tier": row.merchant.tier,
        "submission_id": latest.id if latest else None,
        "submission_number": latest.number if latest else 0,
        "submitted_at": row.submitted_at,
        "waiting_seconds": int((now - row.submitted_at).total_seconds())
        if waits and row.submitted_at
        else None,
    }


def _review(merchant_id: UUID) -> dict[str, Any]:
    found = queries.review_for_operator(merchant_id)
    latest = found.latest
    return {
        "merchant_id": found.merchant_id,
        "merchant_name": found.merchant_name,
        "kind": found.kind,
        "status": found.state,
        "tier": found.tier,
        "submission_id": latest.submission_id if latest else None,
        "submission_number": latest.number if latest else 0,
        "submitted_at": latest.submitted_at if latest else None,
        "details": shown_details(found.details),
        "documents": [shown_document(each) for each in found.documents],
        "history": [_decision(each) for each in found.history],
        "reasons": [shown_reason(each) for each in found.reasons],
        "same_pan": [
            {"merchant_id": other, "merchant_name": name} for other, name in found.same_pan
        ],
        "allowed_moves": VERIFICATION.allowed_moves(found.state, Role.OPERATOR),
    }


def _decision(told: Decision) -> dict[str, Any]:
    return {
        "submission_id": told.submission_id,
        "number": told.number,
        "submitted_at": told.submitted_at,
        "outcome": told.outcome,
        "reasons": [shown_reason(each) for each in told.reasons],
        "decided_at": told.decided_at,
    }


_REVIEW = "operator/verifications/<uuid:merchant_id>/"
urlpatterns = [
    path("operator/verifications/", ReviewList.as_view(), name="verification-reviews"),
    path(_REVIEW, ReviewDetail.as_view(), name="verification-review"),
    path(f"{_REVIEW}reveal/", ReviewReveal.as_view(), name="verification-reveal"),
    path(
        f"{_REVIEW}documents/<uuid:document_id>/link/",
        ReviewLink.as_view(),
        name="verification-review-link",
    ),
    path(f"{_REVIEW}verify/", ReviewVerify.as_view(), name="verification-verify"),
    path(f"{_REVIEW}refuse/", ReviewRefuse.as_view(), name="verification-refuse"),
    path(f"{_REVIEW}downgrade/", ReviewDowngrade.as_view(), name="verification-downgrade"),
    path(f"{_REVIEW}revoke/", ReviewRevoke.as_view(), name="verification-revoke"),
]
