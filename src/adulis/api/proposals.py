"""``/operator/…``: what one operator proposes to another, and the freeze, which needs only one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.approvals import ApprovalOut
from adulis.api.fields import (
    Choice,
    Instant,
    MoneyMinorField,
    StrictInteger,
    StrictString,
    StrictUUID,
)
from adulis.api.operator_approvals import seen_by_operator
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, read_body
from adulis.api.views import Endpoint, caller_of
from adulis.approvals.errors import AlreadyAsked
from adulis.approvals.values import ApprovalKind
from adulis.fees.errors import FeeRuleInvalid, FeeStartsInPast, FeeStartTaken
from adulis.fees.values import Service
from adulis.identity import queries as identity
from adulis.identity.errors import (
    AlreadyFrozen,
    FreezeEndsInPast,
    MerchantNotFound,
    NotFrozen,
    OperatorRequired,
)
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.ledger.errors import InsufficientFunds
from adulis.limits.values import LimitKind, Window
from adulis.oversight import actions
from adulis.oversight.errors import FreezeEndsEarlier, NothingToChange, StartsInPast
from adulis.oversight.values import OPERATOR_ROLES
from adulis.wallets.errors import SuspenseTooLow
from adulis.wallets.values import Against, Direction

if TYPE_CHECKING:
    from adulis.approvals.models import Approval

_WHY = "Why; whoever approves reads it, and it is kept."
_TIER = re.compile(r"\*|[a-z][a-z0-9_-]{0,31}")


class FeeIn(Shape):
    service = Choice(list(Service))
    flat_paise = StrictInteger(max_value=10**9, help_text="Of each, whatever its amount.")
    basis_points = StrictInteger(max_value=10_000, help_text="Ten-thousandths of the amount.")
    starts_at = Instant(required=False, help_text="Left out: from approval on.")
    reason = StrictString(min_length=3, max_length=200, help_text=_WHY)


class LimitIn(Shape):
    tier = StrictString(max_length=32, pattern=_TIER, help_text="*: every tier without its own.")
    kind = Choice(list(LimitKind))
    window = Choice(list(Window))
    maximum_paise = MoneyMinorField(allow_null=True, help_text="Null: no limit.")
    starts_at = Instant(required=False, help_text="Left out: from approval on.")
    reason = StrictString(min_length=3, max_length=200, help_text=_WHY)


class AdjustmentIn(Shape):
    merchant_id = StrictUUID()
    direction = Choice(list(Direction), help_text="credit: the merchant gets it.")
    against = Choice(list(Against), help_text="Which account of the platform is the other side.")
    amount_paise = MoneyMinorField()
    reason = StrictString(
        min_length=3, max_length=100, help_text="The merchant reads it in the statement."
    )
    evidence = StrictString(min_length=3, max_length=500, help_text="What it is based on.")


class FreezeIn(Shape):
    reason = StrictString(min_length=3, max_length=200, help_text="The merchant reads it.")
    until = Instant(required=False, help_text="It ends by itself then. Left out: when lifted.")


class UnfreezeIn(Shape):
    reason = StrictString(min_length=3, max_length=200, help_text=_WHY)
    until = Instant(
        required=False, help_text="When it shall end instead. Left out: at once, when approved."
    )


class FreezeOut(serializers.Serializer[Any]):
    """Whether money may leave a merchant's wallet."""

    merchant_id = serializers.UUIDField()
    payouts_frozen = serializers.BooleanField()
    payouts_frozen_reason = serializers.CharField(allow_null=True)
    payouts_frozen_until = serializers.DateTimeField(allow_null=True)


class FeeProposal(Endpoint):
    @documents(
        "propose_fee",
        "Propose a fee",
        body=FeeIn,
        answers={201: ApprovalOut},
        refuses=(OperatorRequired, AlreadyAsked, FeeRuleInvalid, FeeStartsInPast, FeeStartTaken),
    )
    def post(self, request: Request) -> HttpResponse:
        """Finance and admins. Another operator approves it before it counts."""
        operator = _operator(request, ApprovalKind.FEE)
        given = read_body(request, FeeIn)
        with db.transaction():
            made = actions.propose_fee(
                service=given["service"],
                flat_minor=given["flat_paise"],
                basis_points=given["basis_points"],
                starts_at=given.get("starts_at"),
                reason=given["reason"],
                actor=operator.actor,
                at=db.clock(),
            )
        return _proposed(operator, made)


class LimitProposal(Endpoint):
    @documents(
        "propose_limit",
        "Propose a limit",
        body=LimitIn,
        answers={201: ApprovalOut},
        refuses=(OperatorRequired, AlreadyAsked, StartsInPast, NothingToChange),
    )
    def post(self, request: Request) -> HttpResponse:
        """Finance and admins. Another operator approves it before it counts."""
        operator = _operator(request, ApprovalKind.LIMIT)
        given = read_body(request, LimitIn)
        maximum = given["maximum_paise"]
        with db.transaction():
            made = actions.propose_limit(
                tier=given["tier"],
                kind=LimitKind(given["kind"]),
                window=Window(given["window"]),
                maximum=None if maximum is None else rupees(maximum),
                starts_at=given.get("starts_at"),
                reason=given["reason"],
                actor=operator.actor,
                at=db.clock(),
            )
        return _proposed(operator, made)


class AdjustmentProposal(Endpoint):
    @documents(
        "propose_adjustment",
        "Propose an adjustment",
        body=AdjustmentIn,
        answers={201: ApprovalOut},
        refuses=(OperatorRequired, MerchantNotFound, InsufficientFunds, SuspenseTooLow),
    )
    def post(self, request: Request) -> HttpResponse:
        """Finance and admins. No money moves before another operator has approved it.

        From suspense only what no open question is about can be given.
        """
        operator = _operator(request, ApprovalKind.ADJUSTMENT)
        given = read_body(request, AdjustmentIn)
        with db.transaction():
            made = actions.propose_adjustment(
                merchant_id=given["merchant_id"],
                direction=Direction(given["direction"]),
                against=Against(given["against"]),
                amount=rupees(given["amount_paise"]),
                reason=given["reason"],
                evidence=given["evidence"],
                actor=operator.actor,
                at=db.clock(),
            )
        return _proposed(operator, made)


class Freeze(Endpoint):
    @documents(
        "freeze_merchant",
        "Let no money of a merchant leave",
        body=FreezeIn,
        answers={200: FreezeOut},
        refuses=(OperatorRequired, MerchantNotFound, AlreadyFrozen, FreezeEndsInPast),
    )
    def post(self, request: Request, merchant_id: UUID) -> HttpResponse:
        """Compliance and admins, at once; also to make a freeze last longer. Lifting it needs two.

        One with ``until`` ends by itself at that moment.
        """
        operator = _operator(request, ApprovalKind.UNFREEZE)
        given = read_body(request, FreezeIn)
        with db.transaction():
            actions.freeze(
                merchant_id=merchant_id, reason=given["reason"], until=given.get("until"),
                actor=operator.actor, at=db.clock(),
            )  # fmt: skip
        frozen = identity.freeze_of(merchant_id)
        return answer(
            {
                "merchant_id": merchant_id,
                "payouts_frozen": frozen is not None,
                "payouts_frozen_reason": frozen.reason if frozen else None,
                "payouts_frozen_until": frozen.until if frozen else None,
            }
        )


class Unfreeze(Endpoint):
    @documents(
        "propose_unfreeze",
        "Propose to let money of a merchant leave again",
        body=UnfreezeIn,
        answers={201: ApprovalOut},
        refuses=(
            OperatorRequired,
            MerchantNotFound,
            NotFrozen,
            FreezeEndsInPast,
            FreezeEndsEarlier,
            AlreadyAsked,
        ),
    )
    def post(self, request: Request, merchant_id: UUID) -> HttpResponse:
        """Compliance and admins. Another one of them approves it before anything leaves.

        Also for a freeze that shall end earlier than was said.
        """
        operator = _operator(request, ApprovalKind.UNFREEZE)
        given = read_body(request, UnfreezeIn)
        with db.transaction():
            made = actions.propose_unfreeze(
                merchant_id=merchant_id, reason=given["reason"], until=given.get("until"),
                actor=operator.actor, at=db.clock(),
            )  # fmt: skip
        return _proposed(operator, made)


def _operator(request: Request, kind: ApprovalKind) -> Caller:
    """Whose role is too low is told so before anything else."""
    caller = caller_of(request)
    caller.require_operator(*OPERATOR_ROLES[kind])
    return caller


def _proposed(operator: Caller, made: Approval) -> HttpResponse:
    return answer(seen_by_operator(operator, [made])[0], status=201)


_MERCHANT = "operator/merchants/<uuid:merchant_id>/"
urlpatterns = [
    path("operator/fees/", FeeProposal.as_view(), name="operator-fees"),
    path("operator/limits/", LimitProposal.as_view(), name="operator-limits"),
    path("operator/adjustments/", AdjustmentProposal.as_view(), name="operator-adjustments"),
    path(f"{_MERCHANT}freeze/", Freeze.as_view(), name="operator-freeze"),
    path(f"{_MERCHANT}unfreeze/", Unfreeze.as_view(), name="operator-unfreeze"),
]
