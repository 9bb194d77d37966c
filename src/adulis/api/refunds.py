"""``/deposits/<id>/refunds/``: money given back to whoever paid it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import idempotency
from adulis.api.fields import MoneyMinorField, StrictBoolean, StrictString
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.pages import MerchantPageQuery, count_queryset, page
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.shown import WaitingOut, waiting
from adulis.api.views import Endpoint
from adulis.deposits import actions, errors, queries
from adulis.deposits.machine import RefundState
from adulis.identity.values import DEPOSITS_WRITE, MemberRole, Viewer
from adulis.kernel.errors import Malformed
from adulis.kernel.money import rupees
from adulis.ledger.errors import InsufficientFunds

if TYPE_CHECKING:
    from adulis.deposits.models import Refund


class RefundIn(Shape):
    """Either an amount, or all that is left."""

    amount_paise = MoneyMinorField(
        required=False, help_text="How much of it, in paise as it was credited."
    )
    all = StrictBoolean(required=False, help_text="true: everything that is left of the deposit.")
    reason = StrictString(max_length=200, required=False, help_text="Yours; the gateway is told.")


class RefundOut(serializers.Serializer[Any]):
    """Money on its way back to its payer. ``paid_minor`` in ``currency`` is what the payer gets."""

    id = serializers.UUIDField()
    deposit_id = serializers.UUIDField()
    merchant_id = serializers.UUIDField()
    amount_paise = serializers.IntegerField()
    paid_minor = serializers.IntegerField()
    currency = serializers.CharField()
    status = serializers.ChoiceField(list(RefundState))
    waiting = WaitingOut(allow_null=True)
    reason = serializers.CharField(help_text="Why it was asked for.")
    failure = serializers.CharField(allow_null=True, help_text="Why it could not be given back.")
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class RefundList(Endpoint):
    @documents(
        "list_refunds",
        "List the refunds of a deposit",
        query=MerchantPageQuery,
        answers={200: page_of(RefundOut)},
        refuses=(errors.DepositNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deposit_id: UUID) -> HttpResponse:
        """Newest first."""
        viewer = viewer_of(request)
        queries.deposit_of(viewer.merchant_id, deposit_id)
        query = read_query(request, MerchantPageQuery)
        rows = queries.refunds_of(viewer.merchant_id, deposit_id)
        start = query["offset"]
        found = [shown(each) for each in rows[start : start + query["limit"] + 1]]
        return answer(page(request, query, found, count_queryset(rows)))

    @documents(
        "create_refund",
        "Refund a deposit",
        body=RefundIn,
        answers={201: RefundOut, 200: RefundOut},
        refuses=(
            errors.DepositNotFound,
            errors.NothingToRefund,
            errors.DepositDisputed,
            errors.RefundAboveDeposit,
            errors.RefundTooSmall,
            errors.RefundsFrozen,
            InsufficientFunds,
        ),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, deposit_id: UUID) -> HttpResponse:
        """The money is set aside at once and goes back to the card or account it came from.

        A fee that was taken when the deposit cleared is not returned. A deposit in foreign money
        goes back in that money, at the rate it was credited at. Once asked for, a refund is not
        cancelled; one that cannot be given back is available again. While payouts are frozen, only
        what the deposit has pending can be refunded.
        """
        viewer = refunder_of(request)
        given = read_body(request, RefundIn)
        if ("amount_paise" in given) is given.get("all", False):
            raise Malformed("Say either how much, or all.", pointer="/amount_paise")
        amount = rupees(given["amount_paise"]) if "amount_paise" in given else None

        def create(at: Any) -> Done:
            refund = actions.create_refund(
                merchant_id=viewer.merchant_id,
                deposit_id=deposit_id,
                amount=amount,
                purpose=given.get("reason", ""),
                intent_id=idempotency.intent_of(request, viewer),
                actor=viewer.actor,
                at=at,
            )
            return Done(shown(refund), f"refund/{refund.id}")

        def again(subject: str) -> dict[str, Any]:
            refund_id = UUID(subject.partition("/")[2])
            return shown(queries.refund_of(viewer.merchant_id, refund_id))

        return idempotency.run(request, viewer, verb=create, again=again, body=request.data)


class RefundDetail(Endpoint):
    @documents(
        "get_refund",
        "Look at a refund",
        answers={200: RefundOut},
        refuses=(errors.RefundNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deposit_id: UUID, refund_id: UUID) -> HttpResponse:
        refund = queries.refund_of(viewer_of(request).merchant_id, refund_id)
        if refund.deposit_id != deposit_id:
            raise errors.RefundNotFound
        return answer(shown(refund))


def refunder_of(request: Request) -> Viewer:
    viewer = viewer_of(request)
    viewer.require(MemberRole.FINANCE)
    viewer.require_scope(DEPOSITS_WRITE)
    return viewer


def shown(row: Refund) -> dict[str, Any]:
    return {
        "id": row.id,
        "deposit_id": row.deposit_id,
        "merchant_id": row.merchant_id,
        "amount_paise": row.amount_minor,
        "paid_minor": row.paid_minor,
        "currency": row.currency,
        "status": row.state,
        "waiting": waiting(queries.waiting_of_refund(row)),
        "reason": row.purpose,
        "failure": row.reason or None,
        "created_at": row.created_at,
        "finished_at": row.finished_at,
    }


_LIST = "deposits/<uuid:deposit_id>/refunds/"
urlpatterns = [
    path(_LIST, RefundList.as_view(), name="refunds"),
    path(f"{_LIST}<uuid:refund_id>/", RefundDetail.as_view(), name="refund"),
]
