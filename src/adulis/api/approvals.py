"""``/approvals/``: what waits for another owner of a merchant, and their answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.fields import Choice, MoneyMinorField, StrictString
from adulis.api.merchants import viewer_of
from adulis.api.pages import MerchantListQuery, count_queryset, page
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.views import Endpoint
from adulis.approvals import errors
from adulis.approvals import queries as approvals
from adulis.approvals.machine import ApprovalState
from adulis.approvals.values import ApprovalKind
from adulis.identity.errors import OwnerLeftLately, PersonRequired, SecondPersonTooNew
from adulis.identity.values import ASKED_BY, YOU, Caller, MemberRole, Viewer
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import Money, rupees
from adulis.ledger.errors import InsufficientFunds
from adulis.oversight import actions, queries
from adulis.oversight.values import Inboxed, Thresholds
from adulis.transfers.errors import (
    RecipientLimitReached,
    RecipientUnusable,
    SenderFrozen,
    SenderNotVerified,
    TransferAboveLimit,
)

if TYPE_CHECKING:
    from adulis.approvals.models import Approval

DECIDING = (PersonRequired, errors.ApprovalNotFound, errors.ApprovedThingChanged, IllegalMove)
APPROVING = (*DECIDING, errors.ApproverIsMaker, errors.ApprovalOverdue)
_OF_TRANSFERS = (
    RecipientUnusable,
    SenderNotVerified,
    SenderFrozen,
    TransferAboveLimit,
    RecipientLimitReached,
    InsufficientFunds,
)


class Boxes(Shape):
    box = Choice(
        list(queries.BOXES),
        required=False,
        help_text="What waits for you, what you asked for, or what is decided; else everything.",
    )
    kind = Choice(list(ApprovalKind), required=False)


class ApprovalQuery(Boxes, MerchantListQuery):
    pass


class DecidedIn(Shape):
    note = StrictString(max_length=200, required=False, help_text="Why; kept with the approval.")
    digest = StrictString(
        max_length=64,
        required=False,
        help_text="Of what you were looking at: then nothing else is decided.",
    )


class ThresholdsIn(Shape):
    """Null: one owner may send any amount alone."""

    payouts_above_paise = MoneyMinorField(allow_null=True)
    transfers_above_paise = MoneyMinorField(allow_null=True)
    releases_above_paise = MoneyMinorField(
        allow_null=True, required=False, help_text="Out of escrow; left out, it stays as it is."
    )


class NotYetOut(serializers.Serializer[Any]):
    """Who does not count as a second person so far: the caller, or whoever asked."""

    who = serializers.ChoiceField([YOU, ASKED_BY])
    until = serializers.DateTimeField()


class ApprovalOut(serializers.Serializer[Any]):
    """Something that waits for a second person. ``allowed_moves`` are the caller's own."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(list(ApprovalKind))
    subject = serializers.CharField(help_text="payout/<id>, fee/payout …")
    merchant_id = serializers.UUIDField(allow_null=True)
    status = serializers.ChoiceField(list(ApprovalState))
    reason = serializers.CharField(help_text="Why a second person is needed.")
    effect = serializers.CharField(help_text="What approving does, in numbers, as it is now.")
    details = serializers.DictField(help_text="What exactly was asked.")
    digest = serializers.CharField()
    asked_by = serializers.CharField(help_text="The person's id.")
    asked_by_name = serializers.CharField()
    asked_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    decided_by = serializers.CharField(allow_null=True)
    decided_by_name = serializers.CharField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()
    not_yet = NotYetOut(
        allow_null=True, help_text="Why an owner cannot approve it so far; null: that is not why."
    )
    allowed_moves = serializers.ListField(child=serializers.CharField())


PAGE = page_of(ApprovalOut)


class ThresholdsOut(serializers.Serializer[Any]):
    """Above which amounts another owner has to agree.

    ``waiting`` is a change that nobody has decided yet.
    """

    merchant_id = serializers.UUIDField()
    payouts_above_paise = serializers.IntegerField(allow_null=True)
    transfers_above_paise = serializers.IntegerField(allow_null=True)
    releases_above_paise = serializers.IntegerField(allow_null=True)
    waiting = ApprovalOut(allow_null=True)


# --- of a merchant --------------------------------------------------------------------------------


class ApprovalList(Endpoint):
    @documents(
        "list_approvals",
        "List what waits for a second owner",
        query=ApprovalQuery,
        answers={200: PAGE},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Newest first."""
        viewer = viewer_of(request)
        query = read_query(request, ApprovalQuery)
        rows = filtered(queries.inbox_of_merchant(viewer), query, viewer.caller)
        found = page_of_rows(rows, query)
        return answer(page(request, query, seen_by_member(viewer, found), count_queryset(rows)))


class ApprovalDetail(Endpoint):
    @documents(
        "get_approval",
        "Look at an approval",
        answers={200: ApprovalOut},
        refuses=(errors.ApprovalNotFound,),
        merchant=True,
    )
    def get(self, request: Request, approval_id: UUID) -> HttpResponse:
        viewer = viewer_of(request)
        return answer(_member_sees(viewer, approval_id))


class _MemberDecides(Endpoint):
    verb: Callable[..., None]
    role = MemberRole.OWNER

    def decide(self, request: Request, approval_id: UUID) -> HttpResponse:
        viewer = viewer_of(request)
        viewer.require(self.role)
        viewer.caller.require_person()
        given = read_body(request, DecidedIn)
        with db.transaction():
            approval = approvals.of_merchant_by_id(viewer.merchant_id, approval_id)
            type(self).verb(
                approval=approval, **said(type(self).verb, given), actor=viewer.actor,
                at=db.clock(),
            )  # fmt: skip
        return answer(_member_sees(viewer, approval_id))


class ApprovalApprove(_MemberDecides):
    verb = staticmethod(actions.approve)

    @documents(
        "approve_approval",
        "Approve",
        body=DecidedIn,
        answers={200: ApprovalOut},
        refuses=(*APPROVING, SecondPersonTooNew, *_OF_TRANSFERS),
        merchant=True,
    )
    def post(self, request: Request, approval_id: UUID) -> HttpResponse:
        """By an owner other than whoever asked; it is carried out at once, or refused whole.

        Both must have had their roles for a day (`SECOND_PERSON_AFTER_HOURS`).
        """
        return self.decide(request, approval_id)


class ApprovalRefuse(_MemberDecides):
    verb = staticmethod(actions.refuse)

    @documents(
        "refuse_approval",
        "Refuse",
        body=DecidedIn,
        answers={200: ApprovalOut},
        refuses=DECIDING,
        merchant=True,
    )
    def post(self, request: Request, approval_id: UUID) -> HttpResponse:
        """By any owner; nothing is done."""
        return self.decide(request, approval_id)


class ApprovalWithdraw(_MemberDecides):
    verb = staticmethod(actions.withdraw)
    role = MemberRole.FINANCE

    @documents(
        "withdraw_approval",
        "Withdraw",
        body=DecidedIn,
        answers={200: ApprovalOut},
        refuses=(*DECIDING, errors.NotTheMaker),
        merchant=True,
    )
    def post(self, request: Request, approval_id: UUID) -> HttpResponse:
        """By whoever asked; nothing is done."""
        return self.decide(request, approval_id)


class ThresholdsView(Endpoint):
    @documents(
        "get_approval_settings",
        "See from which amounts on a second owner is needed",
        answers={200: ThresholdsOut},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        return answer(_thresholds(viewer_of(request)))

    @documents(
        "set_approval_settings",
        "Set from which amounts on a second owner is needed",
        body=ThresholdsIn,
        answers={200: ThresholdsOut},
        refuses=(PersonRequired, errors.AlreadyAsked, OwnerLeftLately),
        merchant=True,
    )
    def put(self, request: Request) -> HttpResponse:
        """By an owner. What would let one owner do more alone waits for another one, if there is
        one, as ``waiting``.
        """
        viewer = viewer_of(request)
        viewer.require(MemberRole.OWNER)
        viewer.caller.require_person()
        given = read_body(request, ThresholdsIn)
        current = queries.thresholds_of(viewer.merchant_id)
        wanted = Thresholds(
            _money(given["payouts_above_paise"]),
            _money(given["transfers_above_paise"]),
            _money(given["releases_above_paise"])
            if "releases_above_paise" in given
            else current.releases_above,
        )
        with db.transaction():
            actions.change_thresholds(
                viewer=viewer, wanted=wanted, actor=viewer.actor, at=db.clock()
            )
        return answer(_thresholds(viewer))


def seen_by_member(viewer: Viewer, rows: list[Approval]) -> list[dict[str, Any]]:
    return [shown(each) for each in queries.seen_by_member(viewer, rows, at=db.clock())]


def shown(row: Inboxed) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "subject": row.subject,
        "merchant_id": row.merchant_id,
        "status": row.state,
        "reason": row.reason,
        "effect": row.effect,
        "details": row.details,
        "digest": row.digest,
        "asked_by": row.asked_by,
        "asked_by_name": row.asked_by_name,
        "asked_at": row.asked_at,
        "expires_at": row.expires_at,
        "decided_by": row.decided_by or None,
        "decided_by_name": row.decided_by_name or None,
        "decided_at": row.decided_at,
        "note": row.note,
        "not_yet": None
        if row.not_yet is None
        else {"who": row.not_yet.who, "until": row.not_yet.until},
        "allowed_moves": row.allowed_moves,
    }


def _member_sees(viewer: Viewer, approval_id: UUID) -> dict[str, Any]:
    found = approvals.of_merchant_by_id(viewer.merchant_id, approval_id)
    return seen_by_member(viewer, [found])[0]


def _thresholds(viewer: Viewer) -> dict[str, Any]:
    waiting = approvals.waiting_about(f"merchant/{viewer.merchant_id}/thresholds")
    return {
        "merchant_id": viewer.merchant_id,
        **queries.thresholds_of(viewer.merchant_id).as_json(),
        "waiting": None if waiting is None else seen_by_member(viewer, [waiting])[0],
    }


def filtered(rows: Any, query: dict[str, Any], caller: Caller) -> Any:
    rows = queries.box_of(rows, query.get("box"), person=caller.user_id)
    return rows.filter(kind=query["kind"]) if "kind" in query else rows


def page_of_rows(rows: Any, query: dict[str, Any]) -> list[Approval]:
    return list(rows[query["offset"] : query["offset"] + query["limit"] + 1])


def said(verb: Callable[..., None], given: dict[str, Any]) -> dict[str, Any]:
    """Only approving is bound to what one was looking at."""
    told: dict[str, Any] = {"note": given.get("note", "")}
    return {**told, "digest": given.get("digest")} if verb is actions.approve else told


def _money(paise: int | None) -> Money | None:
    return None if paise is None else rupees(paise)


_OWN = "approvals/<uuid:approval_id>/"
urlpatterns = [
    path("approvals/", ApprovalList.as_view(), name="approvals"),
    path("approvals/settings/", ThresholdsView.as_view(), name="approval-settings"),
    path(_OWN, ApprovalDetail.as_view(), name="approval"),
    path(f"{_OWN}approve/", ApprovalApprove.as_view(), name="approval-approve"),
    path(f"{_OWN}refuse/", ApprovalRefuse.as_view(), name="approval-refuse"),
    path(f"{_OWN}withdraw/", ApprovalWithdraw.as_view(), name="approval-withdraw"),
]
