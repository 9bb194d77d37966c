"""``/operator/approvals/``: what waits for a second operator, and their answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from adulis.api.approvals import (
    APPROVING,
    DECIDING,
    PAGE,
    ApprovalOut,
    Boxes,
    DecidedIn,
    filtered,
    page_of_rows,
    said,
    shown,
)
from adulis.api.pages import PageQuery, count_queryset, page
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import read_body, read_query
from adulis.api.views import Endpoint, caller_of
from adulis.approvals import errors
from adulis.approvals import queries as approvals
from adulis.fees.errors import FeeStartTaken
from adulis.identity.errors import NotFrozen, OperatorRequired
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.ledger.errors import InsufficientFunds
from adulis.limits.errors import LimitAlreadySet
from adulis.oversight import actions, queries
from adulis.oversight.values import DECIDERS
from adulis.wallets.errors import SuspenseTooLow

if TYPE_CHECKING:
    from adulis.approvals.models import Approval

_OF_OPERATORS = (FeeStartTaken, LimitAlreadySet, InsufficientFunds, SuspenseTooLow, NotFrozen)


class OperatorApprovalQuery(Boxes, PageQuery):
    pass


class OperatorApprovalList(Endpoint):
    @documents(
        "list_operator_approvals",
        "List what waits for a second operator",
        query=OperatorApprovalQuery,
        answers={200: PAGE},
        refuses=(OperatorRequired,),
    )
    def get(self, request: Request) -> HttpResponse:
        """Newest first: changes of fees and limits, adjustments, freezes to be lifted."""
        operator = operator_of(request)
        query = read_query(request, OperatorApprovalQuery)
        rows = filtered(queries.inbox_of_operators(), query, operator)
        found = page_of_rows(rows, query)
        return answer(page(request, query, seen_by_operator(operator, found), count_queryset(rows)))


class OperatorApprovalDetail(Endpoint):
    @documents(
        "get_operator_approval",
        "Look at what waits for a second operator",
        answers={200: ApprovalOut},
        refuses=(OperatorRequired, errors.ApprovalNotFound),
    )
    def get(self, request: Request, approval_id: UUID) -> HttpResponse:
        return answer(_operator_sees(operator_of(request), approval_id))


class _OperatorDecides(Endpoint):
    verb: Callable[..., None]

    def decide(self, request: Request, approval_id: UUID) -> HttpResponse:
        operator = operator_of(request)
        given = read_body(request, DecidedIn)
        with db.transaction():
            approval = approvals.one_for_operator(approval_id)
            type(self).verb(
                approval=approval, **said(type(self).verb, given), actor=operator.actor,
                at=db.clock(),
            )  # fmt: skip
        return answer(_operator_sees(operator, approval_id))


class OperatorApprove(_OperatorDecides):
    verb = staticmethod(actions.approve)

    @documents(
        "approve_operator_approval",
        "Approve as the second operator",
        body=DecidedIn,
        answers={200: ApprovalOut},
        refuses=(OperatorRequired, *APPROVING, *_OF_OPERATORS),
    )
    def post(self, request: Request, approval_id: UUID) -> HttpResponse:
        """By an operator of the right role other than whoever proposed it; done at once."""
        return self.decide(request, approval_id)


class OperatorRefuse(_OperatorDecides):
    verb = staticmethod(actions.refuse)

    @documents(
        "refuse_operator_approval",
        "Refuse as the second operator",
        body=DecidedIn,
        answers={200: ApprovalOut},
        refuses=(OperatorRequired, *DECIDING),
    )
    def post(self, request: Request, approval_id: UUID) -> HttpResponse:
        """Nothing is done."""
        return self.decide(request, approval_id)


class OperatorWithdraw(_OperatorDecides):
    verb = staticmethod(actions.withdraw)

    @documents(
        "withdraw_operator_approval",
        "Withdraw a proposal of one's own",
        body=DecidedIn,
        answers={200: ApprovalOut},
        refuses=(OperatorRequired, *DECIDING, errors.NotTheMaker),
    )
    def post(self, request: Request, approval_id: UUID) -> HttpResponse:
        """By whoever proposed it."""
        return self.decide(request, approval_id)


def operator_of(request: Request) -> Caller:
    """Who proposes and decides; what exactly, their role says."""
    caller = caller_of(request)
    caller.require_operator(*DECIDERS)
    return caller


def seen_by_operator(operator: Caller, rows: list[Approval]) -> list[dict[str, Any]]:
    return [shown(each) for each in queries.seen_by_operator(operator, rows, at=db.clock())]


def _operator_sees(operator: Caller, approval_id: UUID) -> dict[str, Any]:
    found = approvals.one_for_operator(approval_id)
    return seen_by_operator(operator, [found])[0]


_OPERATORS = "operator/approvals/<uuid:approval_id>/"
urlpatterns = [
    path("operator/approvals/", OperatorApprovalList.as_view(), name="operator-approvals"),
    path(_OPERATORS, OperatorApprovalDetail.as_view(), name="operator-approval"),
    path(f"{_OPERATORS}approve/", OperatorApprove.as_view(), name="operator-approve"),
    path(f"{_OPERATORS}refuse/", OperatorRefuse.as_view(), name="operator-refuse"),
    path(f"{_OPERATORS}withdraw/", OperatorWithdraw.as_view(), name="operator-withdraw"),
]
