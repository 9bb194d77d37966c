"""``/milestones/<id>/…``: what the two sides do about a milestone, and third parties say of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from adulis.api import escrow_shown, idempotency
from adulis.api.escrow_shown import MilestoneOut
from adulis.api.fields import Choice, Field, MoneyMinorField, StrictString, StrictUUID
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer
from adulis.api.schema import documents
from adulis.api.shapes import Shape, checked, read_body
from adulis.api.views import Endpoint
from adulis.approvals.errors import AlreadyAsked
from adulis.escrow import actions, errors, queries
from adulis.escrow.values import MOST_FILES, Confirmation, Evidence, Rest
from adulis.identity.values import CONDITIONS_WRITE, ESCROW_WRITE, MemberRole, Viewer
from adulis.kernel import db
from adulis.kernel.errors import Malformed
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import Money, rupees
from adulis.ledger.errors import InsufficientFunds

_MOVING = (
    errors.MilestoneNotFound,
    errors.WrongSide,
    errors.AgreementOver,
    errors.MilestonePaused,
    IllegalMove,
)


class FundIn(Shape):
    """All that is missing, unless an amount is given; or a deposit that is on its way."""

    amount_paise = MoneyMinorField(required=False, help_text="Left out: all that is missing.")
    deposit_id = StrictUUID(
        required=False, help_text="Pays for this milestone as soon as it has cleared."
    )


class FileIn(Shape):
    file_id = StrictUUID(help_text="Uploaded to this milestone's evidence before.")
    document = StrictString(
        max_length=40, required=False, help_text="The document that the terms ask for."
    )


@extend_schema_field(FileIn(many=True))
class Files(Field):
    default_error_messages = {"not_files": "Give a list of at most {most} files."}

    def to_internal_value(self, data: Any) -> list[Evidence]:
        if not isinstance(data, list) or len(data) > MOST_FILES:
            self.fail("not_files", most=MOST_FILES)
        return [self._one(each) for each in data]

    def _one(self, data: Any) -> Evidence:
        if not isinstance(data, dict):
            raise ValidationError([ErrorDetail("A file is a JSON object.", code="not_object")])
        given = checked(FileIn, data)
        return Evidence(file_id=given["file_id"], name=given.get("document", ""))


class SubmitIn(Shape):
    note = StrictString(min_length=1, max_length=2_000, help_text="What was done.")
    files = Files(required=False)


@extend_schema_field(
    {"type": "array", "maxItems": 20, "items": {"type": "string", "maxLength": 500}}
)
class Items(Field):
    default_error_messages = {"not_items": "Give a list of at most 20 texts (500 characters)."}

    def to_internal_value(self, data: Any) -> list[str]:
        if not isinstance(data, list) or len(data) > 20:
            self.fail("not_items")
        text = StrictString(min_length=1, max_length=500)
        return [text.to_internal_value(each) for each in data]


class ChangesIn(Shape):
    reason = StrictString(min_length=1, max_length=2_000, help_text="The seller reads it.")
    items = Items(required=False, help_text="One by one, where there are several.")


class ApproveIn(Shape):
    """Repeats what was seen: it is done exactly so, or refused."""

    expected_payee_id = StrictUUID(help_text="The milestone's payee_id.")
    amount_paise = MoneyMinorField(help_text="All that is left, or a part of it.")
    rest = Choice(
        list(Rest), required=False, help_text="With a part: the rest stays, or is asked back."
    )


class RefundMilestoneIn(Shape):
    amount_paise = MoneyMinorField(required=False, help_text="Left out: all that is left.")


class CancelMilestoneIn(Shape):
    """An empty object."""


class SignalIn(Shape):
    name = StrictString(min_length=1, max_length=40, help_text="As the terms call it.")


class SignalOut(serializers.Serializer[Any]):
    """A signal that is kept, however often it is given."""

    milestone_id = serializers.UUIDField()
    name = serializers.CharField()


class MilestoneFund(Endpoint):
    @documents(
        "fund_milestone",
        "Fund a milestone",
        body=FundIn,
        answers={201: MilestoneOut, 200: MilestoneOut},
        refuses=(
            errors.MilestoneNotFound, errors.WrongSide, errors.AgreementOver, IllegalMove,
            errors.BuyerNotVerified, errors.BuyerFrozen, errors.FundingTooMuch,
            errors.DepositNotForThis, InsufficientFunds,
        ),
        merchant=True,
        idempotent=True,
        throttled=True,
    )  # fmt: skip
    def post(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """By the buyer, from the wallet: the amount, with their share of the fee on top.

        With a part of it in, the milestone waits for the rest. A deposit that is named pays when
        it clears; what it brings beyond that stays in the wallet.
        """
        viewer = _finance(request)
        given = read_body(request, FundIn)
        if "amount_paise" in given and "deposit_id" in given:
            raise Malformed("A deposit pays what is missing.", pointer="/amount_paise")

        def fund(at: datetime) -> None:
            told: dict[str, Any] = {
                "viewer": viewer, "milestone_id": milestone_id, "actor": viewer.actor, "at": at,
            }  # fmt: skip
            if "deposit_id" in given:
                actions.fund_from_deposit(**told, deposit_id=given["deposit_id"])
            else:
                actions.fund_milestone(**told, amount=_money(given))

        return _once(request, viewer, milestone_id, fund)


class MilestoneSubmit(Endpoint):
    @documents(
        "submit_milestone",
        "Hand a milestone in",
        body=SubmitIn,
        answers={200: MilestoneOut},
        refuses=(*_MOVING, errors.EvidenceUnknown),
        merchant=True,
    )
    def post(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """By the seller. The buyer has the agreed time to look at it, from now on and in full."""
        viewer = _finance(request)
        given = read_body(request, SubmitIn)
        with db.transaction():
            actions.submit_milestone(
                viewer=viewer, milestone_id=milestone_id, note=given["note"],
                evidence=given.get("files", ()), actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        return answer(_shown(viewer, milestone_id))


class MilestoneChanges(Endpoint):
    @documents(
        "request_changes",
        "Request changes",
        body=ChangesIn,
        answers={200: MilestoneOut},
        refuses=(*_MOVING, errors.RoundsUsedUp),
        merchant=True,
    )
    def post(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """By the buyer, as often as was agreed."""
        viewer = _finance(request)
        given = read_body(request, ChangesIn)
        with db.transaction():
            actions.request_changes(
                viewer=viewer, milestone_id=milestone_id, reason=given["reason"],
                items=given.get("items", ()), actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        return answer(_shown(viewer, milestone_id))


class MilestoneApprove(Endpoint):
    @documents(
        "approve_milestone",
        "Approve, and release the money",
        body=ApproveIn,
        answers={201: MilestoneOut, 200: MilestoneOut},
        refuses=(
            *_MOVING, errors.ConfirmationDiffers, errors.AmountNotLeft, errors.ConditionsUnmet,
            AlreadyAsked,
        ),
        merchant=True,
        idempotent=True,
        throttled=True,
    )  # fmt: skip
    def post(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """By the buyer. All of it is released as soon as all else that was agreed has come true, a
        part of it at once. Above the buyer's limit another owner has to agree first.

        By the seller, where the terms ask for the yes of both.
        """
        viewer = _finance(request)
        given = read_body(request, ApproveIn)
        confirmed = Confirmation(
            amount=rupees(given["amount_paise"]), payee_id=given["expected_payee_id"]
        )

        def approve(at: datetime) -> None:
            actions.approve_milestone(
                viewer=viewer, milestone_id=milestone_id, confirmed=confirmed,
                rest=Rest(given.get("rest", Rest.STAY)), actor=viewer.actor, at=at,
            )  # fmt: skip

        return _once(request, viewer, milestone_id, approve)


class MilestoneRefund(Endpoint):
    @documents(
        "refund_milestone",
        "Give money back to the buyer",
        body=RefundMilestoneIn,
        answers={201: MilestoneOut, 200: MilestoneOut},
        refuses=(*_MOVING, errors.AmountNotLeft),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """By the seller alone. The buyer's share of the fee on it goes back as well."""
        viewer = _finance(request)
        given = read_body(request, RefundMilestoneIn)

        def refund(at: datetime) -> None:
            actions.refund_milestone(
                viewer=viewer, milestone_id=milestone_id, amount=_money(given),
                actor=viewer.actor, at=at,
            )  # fmt: skip

        return _once(request, viewer, milestone_id, refund)


class MilestoneCancel(Endpoint):
    @documents(
        "cancel_milestone",
        "Go, because nothing came",
        body=CancelMilestoneIn,
        answers={201: MilestoneOut, 200: MilestoneOut},
        refuses=(*_MOVING, errors.NotOverdue, errors.AmountNotLeft),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """By the buyer alone, three days after the day of delivery, if nothing was handed in."""
        viewer = _finance(request)
        read_body(request, CancelMilestoneIn)

        def cancel(at: datetime) -> None:
            actions.cancel_milestone(
                viewer=viewer, milestone_id=milestone_id, actor=viewer.actor, at=at
            )

        return _once(request, viewer, milestone_id, cancel)


class MilestoneSignal(Endpoint):
    @documents(
        "signal_milestone",
        "Say that something has come true",
        body=SignalIn,
        answers={200: SignalOut},
        refuses=(
            errors.MilestoneNotFound, errors.SignalUnknown, errors.SignalNotYours,
            errors.AgreementOver, errors.MilestonePaused, IllegalMove,
        ),
        merchant=True,
    )  # fmt: skip
    def post(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """By the API key that the terms name, whoever's it is; where they name none, by the buyer.

        Kept once, however often it is given.
        """
        viewer = viewer_of(request)
        viewer.require(MemberRole.FINANCE)
        viewer.require_scope(CONDITIONS_WRITE)
        given = read_body(request, SignalIn)
        with db.transaction():
            actions.record_signal(
                viewer=viewer, milestone_id=milestone_id, name=given["name"],
                actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        return answer({"milestone_id": milestone_id, "name": given["name"]})


def _finance(request: Request) -> Viewer:
    viewer = viewer_of(request)
    viewer.require(MemberRole.FINANCE)
    viewer.require_scope(ESCROW_WRITE)
    return viewer


def _once(
    request: Request, viewer: Viewer, milestone_id: UUID, verb: Callable[[datetime], None]
) -> HttpResponse:
    """A money POST about the milestone: done once for its key, and the milestone is the answer."""

    def run(at: datetime) -> Done:
        verb(at)
        return Done(_shown(viewer, milestone_id), f"milestone/{milestone_id}")

    return idempotency.run(
        request, viewer, verb=run, again=lambda _: _shown(viewer, milestone_id), body=request.data
    )


def _shown(viewer: Viewer, milestone_id: UUID) -> dict[str, Any]:
    return escrow_shown.milestone(viewer, queries.milestone_of(viewer, milestone_id))


def _money(given: dict[str, Any]) -> Money | None:
    return rupees(given["amount_paise"]) if "amount_paise" in given else None


_ONE = "milestones/<uuid:milestone_id>/"
urlpatterns = [
    path(f"{_ONE}fund/", MilestoneFund.as_view(), name="milestone-fund"),
    path(f"{_ONE}submit/", MilestoneSubmit.as_view(), name="milestone-submit"),
    path(f"{_ONE}request-changes/", MilestoneChanges.as_view(), name="milestone-changes"),
    path(f"{_ONE}approve/", MilestoneApprove.as_view(), name="milestone-approve"),
    path(f"{_ONE}refund/", MilestoneRefund.as_view(), name="milestone-refund"),
    path(f"{_ONE}cancel/", MilestoneCancel.as_view(), name="milestone-cancel"),
    path(f"{_ONE}signal/", MilestoneSignal.as_view(), name="milestone-signal"),
]
