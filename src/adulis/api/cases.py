"""``/cases/``: what waits for a human. Merchants see theirs; two operators decide."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from adulis.api import shown
from adulis.api.fields import Choice, StrictString, StrictUUID
from adulis.api.merchants import viewer_of
from adulis.api.pages import MerchantPageQuery, count_queryset, page
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.shown import CaseOut
from adulis.api.views import Endpoint, caller_of
from adulis.cases import errors, queries
from adulis.cases.machine import CaseState
from adulis.cases.values import Decision
from adulis.deposits.errors import PaymentNotReturnable, PaymentNotSuspended, RateUnavailable
from adulis.identity.errors import OperatorRequired
from adulis.identity.values import Caller, OperatorRole
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove
from adulis.oversight import actions
from adulis.oversight.foreseeing import effects_of
from adulis.oversight.values import TO_WHOM
from adulis.payouts.errors import NothingWasSent
from adulis.reconciliation.errors import AssignmentNeeded, AssignmentNotPossible
from adulis.wallets.errors import CreditNotSuspended, NobodyToAssignTo

_DECIDING = (
    errors.CaseNotFound,
    errors.CaseAlreadyClosed,
    errors.DecisionNotOffered,
    OperatorRequired,
    IllegalMove,
)


class CaseQuery(MerchantPageQuery):
    status = Choice(list(CaseState), required=False)


class DecisionIn(Shape):
    decision = Choice(list(Decision))
    note = StrictString(max_length=200, required=False, help_text="Why; kept with the case.")
    utr = StrictString(max_length=60, required=False, help_text="With paid: the bank's reference.")
    merchant_id = StrictUUID(required=False, help_text="With assign: whose money it is.")
    payout_id = StrictUUID(
        required=False, help_text="With assign: the payout that was paid, or came back."
    )


class CaseList(Endpoint):
    @documents(
        "list_cases",
        "List cases",
        query=CaseQuery,
        answers={200: page_of(CaseOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """A merchant's own, newest first. An operator naming no merchant sees the queue."""
        rows = (
            queries.for_operators()
            if _is_operator_without_merchant(request)
            else queries.of_merchant(viewer_of(request).merchant_id)
        )
        query = read_query(request, CaseQuery)
        if "status" in query:
            rows = rows.filter(state=query["status"])
        start = query["offset"]
        found = [shown.case(each) for each in rows[start : start + query["limit"] + 1]]
        return answer(page(request, query, found, count_queryset(rows)))


class CaseDetail(Endpoint):
    @documents(
        "get_case",
        "Look at a case",
        answers={200: CaseOut},
        refuses=(errors.CaseNotFound,),
        merchant=True,
    )
    def get(self, request: Request, case_id: UUID) -> HttpResponse:
        if _is_operator_without_merchant(request):
            case = queries.case_for_operator(case_id)
            return answer(shown.case(case, effects_of(case, at=caller_of(request).seen_at)))
        return answer(shown.case(queries.case_of_merchant(case_id, viewer_of(request).merchant_id)))


class CasePropose(Endpoint):
    @documents(
        "propose_case_decision",
        "Propose a decision",
        body=DecisionIn,
        answers={200: CaseOut},
        refuses=(*_DECIDING, AssignmentNeeded),
    )
    def post(self, request: Request, case_id: UUID) -> HttpResponse:
        """The first of two operators names a decision of the case's kind. Nothing happens yet."""
        operator = _operator(request)
        given = read_body(request, DecisionIn)
        with db.transaction():
            actions.propose_decision(
                case_id=case_id,
                decision=Decision(given["decision"]),
                details=_details(given),
                actor=operator.actor,
                at=db.clock(),
            )
        return _told(case_id)


class CaseClose(Endpoint):
    @documents(
        "close_case",
        "Confirm a decision",
        body=DecisionIn,
        answers={200: CaseOut},
        refuses=(
            *_DECIDING,
            errors.SecondOperatorRequired,
            NothingWasSent,
            AssignmentNotPossible,
            CreditNotSuspended,
            NobodyToAssignTo,
            PaymentNotSuspended,
            PaymentNotReturnable,
            RateUnavailable,
        ),
    )
    def post(self, request: Request, case_id: UUID) -> HttpResponse:
        """Another operator confirms exactly what was proposed, and it is carried out at once."""
        operator = _operator(request)
        given = read_body(request, DecisionIn)
        with db.transaction():
            actions.decide_case(
                case_id=case_id,
                decision=Decision(given["decision"]),
                details=_details(given),
                actor=operator.actor,
                at=db.clock(),
            )
        return _told(case_id)


class CaseWithdraw(Endpoint):
    @documents(
        "withdraw_case_decision",
        "Withdraw a proposal",
        answers={200: CaseOut},
        refuses=_DECIDING,
    )
    def post(self, request: Request, case_id: UUID) -> HttpResponse:
        """Take a proposal back, so that another decision can be proposed."""
        operator = _operator(request)
        with db.transaction():
            actions.withdraw_decision(case_id=case_id, actor=operator.actor, at=db.clock())
        return _told(case_id)


def _details(given: dict[str, Any]) -> dict[str, str]:
    """What is said with a decision."""
    return {name: str(given[name]) for name in ("note", "utr", *TO_WHOM) if name in given}


def _told(case_id: UUID) -> HttpResponse:
    return answer(shown.case(queries.case_for_operator(case_id)))


def _operator(request: Request) -> Caller:
    caller = caller_of(request)
    caller.require_operator(OperatorRole.FINANCE, OperatorRole.ADMIN)
    return caller


def _is_operator_without_merchant(request: Request) -> bool:
    named = "HTTP_X_MERCHANT_ID" in request.META or "merchant_id" in request.query_params
    return caller_of(request).is_operator and not named


_DETAIL = "cases/<uuid:case_id>/"
urlpatterns = [
    path("cases/", CaseList.as_view(), name="cases"),
    path(_DETAIL, CaseDetail.as_view(), name="case"),
    path(f"{_DETAIL}propose/", CasePropose.as_view(), name="case-propose"),
    path(f"{_DETAIL}withdraw/", CaseWithdraw.as_view(), name="case-withdraw"),
    path(f"{_DETAIL}close/", CaseClose.as_view(), name="case-close"),
]
