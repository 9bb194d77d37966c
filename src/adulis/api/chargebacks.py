"""``/deposits/<id>/chargebacks/``: what a payer's bank took back, and what is said to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import idempotency
from adulis.api.fields import Choice, StrictString, StrictUUID
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.pages import MerchantPageQuery, count_queryset, page
from adulis.api.refunds import refunder_of
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.shown import WaitingOut, waiting
from adulis.api.views import Endpoint
from adulis.deposits import actions, errors, queries
from adulis.deposits.machine import ChargebackState
from adulis.deposits.values import Answer
from adulis.kernel import db

if TYPE_CHECKING:
    from adulis.deposits.models import Chargeback, ChargebackReply

LONGEST_EVIDENCE = 10_000


class EvidenceIn(Shape):
    text = StrictString(
        min_length=1,
        max_length=LONGEST_EVIDENCE,
        help_text="What was delivered, when and how; what was said; what the payer agreed to.",
    )


class AcceptIn(Shape):
    """Nothing needs to be said."""


class ChargebackQuery(MerchantPageQuery):
    status = Choice(list(ChargebackState), required=False)
    deposit_id = StrictUUID(required=False, help_text="Of this deposit.")


class ReplyOut(serializers.Serializer[Any]):
    """Something that was answered. Its text stays between the merchant and the gateway."""

    id = serializers.UUIDField()
    answer = serializers.ChoiceField(list(Answer))
    created_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True, help_text="Since when the gateway has it.")
    refusal = serializers.CharField(allow_null=True, help_text="Why the gateway took it not.")


class ChargebackOut(serializers.Serializer[Any]):
    """Money that a payer's bank took back, and from where it was taken."""

    id = serializers.UUIDField()
    deposit_id = serializers.UUIDField()
    merchant_id = serializers.UUIDField()
    paid_minor = serializers.IntegerField(help_text="What was taken back, in `currency`.")
    currency = serializers.CharField()
    amount_paise = serializers.IntegerField()
    of_pending_paise = serializers.IntegerField()
    of_available_paise = serializers.IntegerField()
    owed_paise = serializers.IntegerField(help_text="What neither reached: owed to the platform.")
    written_off_paise = serializers.IntegerField()
    reason_code = serializers.CharField()
    status = serializers.ChoiceField(list(ChargebackState))
    waiting = WaitingOut(allow_null=True)
    evidence_due_by = serializers.DateTimeField(allow_null=True)
    replies = ReplyOut(many=True)
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    allowed_moves = serializers.ListField(child=serializers.CharField())


class ChargebackList(Endpoint):
    @documents(
        "list_chargebacks",
        "List chargebacks",
        query=ChargebackQuery,
        answers={200: page_of(ChargebackOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """A merchant's, newest first."""
        viewer = viewer_of(request)
        query = read_query(request, ChargebackQuery)
        rows = queries.chargebacks_of(viewer.merchant_id)
        if "status" in query:
            rows = rows.filter(state=query["status"])
        if "deposit_id" in query:
            rows = rows.filter(deposit_id=query["deposit_id"])
        start = query["offset"]
        found = list(rows[start : start + query["limit"] + 1])
        replies = queries.replies_to([each.id for each in found])
        results = [shown(each, replies[each.id]) for each in found]
        return answer(page(request, query, results, count_queryset(rows)))


class ChargebackDetail(Endpoint):
    @documents(
        "get_chargeback",
        "Look at a chargeback",
        answers={200: ChargebackOut},
        refuses=(errors.ChargebackNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deposit_id: UUID, chargeback_id: UUID) -> HttpResponse:
        return answer(_shown(viewer_of(request).merchant_id, deposit_id, chargeback_id))


_ANSWERING = (errors.ChargebackNotFound, errors.ChargebackAccepted, errors.EvidenceTooLate)


class ChargebackEvidence(Endpoint):
    @documents(
        "contest_chargeback",
        "Contest a chargeback",
        body=EvidenceIn,
        answers={201: ChargebackOut, 200: ChargebackOut},
        refuses=_ANSWERING,
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, deposit_id: UUID, chargeback_id: UUID) -> HttpResponse:
        """Say why the payer owes the money; possible until ``evidence_due_by``, more than once."""
        given = read_body(request, EvidenceIn)
        return _answer(request, deposit_id, chargeback_id, Answer.EVIDENCE, given["text"])


class ChargebackAccept(Endpoint):
    @documents(
        "accept_chargeback",
        "Accept a chargeback",
        body=AcceptIn,
        answers={201: ChargebackOut, 200: ChargebackOut},
        refuses=_ANSWERING,
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, deposit_id: UUID, chargeback_id: UUID) -> HttpResponse:
        """The money stays with the payer. This cannot be taken back."""
        read_body(request, AcceptIn)
        return _answer(request, deposit_id, chargeback_id, Answer.ACCEPT, "")


def _answer(
    request: Request, deposit_id: UUID, chargeback_id: UUID, kind: Answer, text: str
) -> HttpResponse:
    viewer = refunder_of(request)

    def reply(at: Any) -> Done:
        actions.answer_chargeback(
            merchant_id=viewer.merchant_id,
            deposit_id=deposit_id,
            chargeback_id=chargeback_id,
            answer=kind,
            text=text,
            actor=viewer.actor,
            at=at,
        )
        body = _shown(viewer.merchant_id, deposit_id, chargeback_id)
        return Done(body, f"chargeback/{chargeback_id}")

    def again(subject: str) -> dict[str, Any]:
        return _shown(viewer.merchant_id, deposit_id, UUID(subject.partition("/")[2]))

    return idempotency.run(request, viewer, verb=reply, again=again, body=request.data)


def _shown(merchant_id: UUID, deposit_id: UUID, chargeback_id: UUID) -> dict[str, Any]:
    row = queries.chargeback_of(merchant_id, chargeback_id)
    if row.deposit_id != deposit_id:
        raise errors.ChargebackNotFound
    return shown(row, queries.replies_to([row.id])[row.id])


def shown(row: Chargeback, replies: Sequence[ChargebackReply]) -> dict[str, Any]:
    return {
        "id": row.id,
        "deposit_id": row.deposit_id,
        "merchant_id": row.merchant_id,
        "paid_minor": row.paid_minor,
        "currency": row.currency,
        "amount_paise": row.amount_minor,
        "of_pending_paise": row.of_pending_minor,
        "of_available_paise": row.of_available_minor,
        "owed_paise": row.owed_minor,
        "written_off_paise": row.written_off_minor,
        "reason_code": row.reason_code,
        "status": row.state,
        "waiting": waiting(queries.waiting_of_chargeback(row, replies)),
        "evidence_due_by": row.evidence_due_by,
        "replies": [
            {
                "id": each.id,
                "answer": each.answer,
                "created_at": each.created_at,
                "sent_at": each.sent_at,
                "refusal": each.refusal or None,
            }
            for each in replies
        ],
        "opened_at": row.opened_at,
        "closed_at": row.closed_at,
        "allowed_moves": queries.moves_of_chargeback(row, replies, at=db.clock()),
    }


_DETAIL = "deposits/<uuid:deposit_id>/chargebacks/<uuid:chargeback_id>/"
urlpatterns = [
    path("chargebacks/", ChargebackList.as_view(), name="chargebacks"),
    path(_DETAIL, ChargebackDetail.as_view(), name="chargeback"),
    path(f"{_DETAIL}evidence/", ChargebackEvidence.as_view(), name="chargeback-evidence"),
    path(f"{_DETAIL}accept/", ChargebackAccept.as_view(), name="chargeback-accept"),
]
