"""``/cases/``: what waits for a human. Merchants see theirs; two operators decide."""

from __future__ import annotations

from collections.abc import Callable
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
from adulis.cases import actions, errors, queries
from adulis.cases.machine import CaseState
from adulis.cases.values import CaseKind, Decision
from adulis.deposits import actions as deposits
from adulis.deposits.errors import PaymentNotReturnable, PaymentNotSuspended, RateUnavailable
from adulis.identity.errors import OperatorRequired
from adulis.identity.values import Caller, OperatorRole
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove
from adulis.payouts import actions as payouts
from adulis.payouts.errors import NothingWasSent
from adulis.reconciliation import actions as reconciliation
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
            return answer(shown.case(queries.case_for_operator(case_id)))
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
            case = actions.propose_decision(
                case_id=case_id,
                decision=Decision(given["decision"]),
                details=_details(given),
                actor=operator.actor,
                at=db.clock(),
            )
        return answer(shown.case(case))


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
            case = queries.case_for_operator(case_id)
            decide = _decide(case.kind, case.subject)
            decide(
                case_id=case_id,
                decision=Decision(given["decision"]),
                details=_details(given),
                actor=operator.actor,
                at=db.clock(),
            )
        return answer(shown.case(queries.case_for_operator(case_id)))


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
            case = actions.withdraw_proposal(case_id=case_id, actor=operator.actor, at=db.clock())
        return answer(shown.case(case))


# Who carries a decision out: the room that asked. All other questions are about payouts.
_DECIDERS: dict[str, Callable[..., None]] = {
    "credit": reconciliation.decide_case,
    "chargeback": deposits.decide_chargeback,
    "deposit": deposits.decide_case,
    "dispute": deposits.decide_chargeback,
    "gateway-payment": deposits.decide_case,
    "refund": deposits.decide_refund,
    "settlement-line": deposits.decide_settlement,
    "settlement-payout": deposits.decide_settlement,
    "payout-return": reconciliation.decide_case,
    "statement": reconciliation.decide_case,
    "statement-line": reconciliation.decide_case,
}


def _decide(kind: str, subject: str) -> Callable[..., None]:
    if kind == CaseKind.MISSING_AT_BANK:
        # Also where it is about a payout: that no statement shows it is known to this room only.
        return reconciliation.decide_case
    return _DECIDERS.get(subject.partition("/")[0], payouts.decide_case)


def _details(given: dict[str, Any]) -> dict[str, str]:
    """What belongs to a decision. Raises AssignmentNeeded where it does not say to whom."""
    named = [name for name in ("merchant_id", "payout_id") if name in given]
    if len(named) > 1 or (given["decision"] == Decision.ASSIGN and not named):
        raise AssignmentNeeded(pointer="/merchant_id")
    return {name: str(given[name]) for name in ("note", "utr", *named) if name in given}


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
