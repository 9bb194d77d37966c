"""``/disputes/`` and ``/milestones/<id>/dispute/``: what two sides who do not agree say and do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from adulis.api import disputes_shown, idempotency
from adulis.api.disputes_shown import DisputeOut
from adulis.api.fields import (
    Choice,
    MoneyMinorField,
    StrictInteger,
    StrictText,
    StrictUUID,
)
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.pages import (
    MerchantPageQuery,
    count_queryset,
    decode_cursor,
    encode_cursor,
    page,
)
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.views import Endpoint
from adulis.disputes import actions, errors, queries
from adulis.disputes.machine import DisputeState
from adulis.disputes.values import LONGEST_TEXT, REASONS, Reason
from adulis.escrow import errors as escrow_errors
from adulis.escrow.values import LARGEST_MINOR, Side
from adulis.identity.values import ESCROW_WRITE, MemberRole, Viewer
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees

if TYPE_CHECKING:
    from adulis.disputes.models import Dispute

LIVE = "live"
_STATEMENT = "The other side reads it, and whoever rules."


class DisputeQuery(MerchantPageQuery):
    status = Choice([*DisputeState, LIVE], required=False, help_text="live: all that are not over.")
    side = Choice(list(Side), required=False, help_text="On which side the merchant is.")
    milestone_id = StrictUUID(required=False)


class OpenDisputeIn(Shape):
    """Only ``amount_paise`` of the milestone is locked; the rest goes on."""

    reason = Choice(list(REASONS))
    amount_paise = MoneyMinorField(help_text="What of the milestone is in dispute.")
    claimed_paise = StrictInteger(
        max_value=LARGEST_MINOR, required=False, help_text="Of that, for you. Left out: all of it."
    )
    statement = StrictText(min_length=1, max_length=LONGEST_TEXT, help_text=_STATEMENT)


class RespondIn(Shape):
    claimed_paise = StrictInteger(
        max_value=LARGEST_MINOR, help_text="What of the disputed amount is to be yours."
    )
    statement = StrictText(min_length=1, max_length=LONGEST_TEXT, help_text=_STATEMENT)


class AppealIn(Shape):
    statement = StrictText(min_length=1, max_length=LONGEST_TEXT, help_text=_STATEMENT)


class AcceptRulingIn(Shape):
    """An empty object."""


class DisputeList(Endpoint):
    @documents(
        "list_disputes",
        "List disputes",
        query=DisputeQuery,
        answers={200: page_of(DisputeOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Those the merchant is a side of, newest first."""
        viewer = viewer_of(request)
        query = read_query(request, DisputeQuery)
        rows = queries.disputes_of(viewer)
        if "side" in query:
            rows = rows.filter(**{f"{query['side']}_id": viewer.merchant_id})
        if "milestone_id" in query:
            rows = rows.filter(milestone_id=query["milestone_id"])
        if query.get("status") == LIVE:
            rows = queries.live_among(rows)
        elif "status" in query:
            rows = rows.filter(state=query["status"])
        counted, start = count_queryset(rows), query["offset"]
        if "cursor" in query:
            (place,) = decode_cursor("disputes", query["cursor"])
            rows, start = rows.filter(id__lt=UUID(place)), 0
        found = list(rows[start : start + query["limit"] + 1])
        return answer(
            page(
                request,
                query,
                disputes_shown.disputes(viewer, found),
                counted,
                cursor_of=lambda row: encode_cursor("disputes", str(row["id"])),
            )
        )


class DisputeDetail(Endpoint):
    @documents(
        "get_dispute",
        "Look at a dispute",
        answers={200: DisputeOut},
        refuses=(errors.DisputeNotFound,),
        merchant=True,
    )
    def get(self, request: Request, dispute_id: UUID) -> HttpResponse:
        """What both sides say, whose turn it is, and what the caller may do about it."""
        viewer = viewer_of(request)
        return answer(disputes_shown.dispute(viewer, queries.dispute_of(viewer, dispute_id)))


class DisputeOpen(Endpoint):
    @documents(
        "open_dispute",
        "Open a dispute about a milestone",
        body=OpenDisputeIn,
        answers={201: DisputeOut, 200: DisputeOut},
        refuses=(
            escrow_errors.MilestoneNotFound,
            escrow_errors.AgreementOver,
            escrow_errors.MilestonePaused,
            escrow_errors.AmountNotLeft,
            IllegalMove,
            errors.ClaimTooMuch,
            errors.DisputeExists,
        ),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """By an owner of either side. What is claimed is an offer: the other may just accept it."""
        viewer = binding(request)
        given = read_body(request, OpenDisputeIn)
        amount = rupees(given["amount_paise"])

        def open_it(at: Any) -> Done:
            made = actions.open_dispute(
                viewer=viewer,
                milestone_id=milestone_id,
                reason=Reason(given["reason"]),
                amount=amount,
                claimed=rupees(given["claimed_paise"]) if "claimed_paise" in given else amount,
                statement=given["statement"],
                actor=viewer.actor,
                at=at,
            )
            return Done(shown(viewer, made.id), f"dispute/{made.id}")

        return idempotency.run(
            request,
            viewer,
            verb=open_it,
            again=lambda subject: shown(viewer, UUID(subject.partition("/")[2])),
            body=request.data,
        )


class DisputeRespond(Endpoint):
    @documents(
        "respond_to_dispute",
        "Answer a dispute",
        body=RespondIn,
        answers={200: DisputeOut},
        refuses=(
            errors.DisputeNotFound, errors.RespondentOnly, errors.ClaimTooMuch, IllegalMove,
        ),
        merchant=True,
    )  # fmt: skip
    def post(self, request: Request, dispute_id: UUID) -> HttpResponse:
        """By an owner of the other side: what they say, and their offer."""
        viewer = binding(request)
        given = read_body(request, RespondIn)
        with db.transaction():
            actions.respond(
                viewer=viewer, dispute_id=dispute_id, statement=given["statement"],
                claimed=rupees(given["claimed_paise"]), actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        return answer(shown(viewer, dispute_id))


class DisputeWithdraw(Endpoint):
    @documents(
        "withdraw_dispute",
        "Take a dispute back",
        answers={200: DisputeOut},
        refuses=(errors.DisputeNotFound, errors.OpenerOnly, IllegalMove),
        merchant=True,
    )
    def post(self, request: Request, dispute_id: UUID) -> HttpResponse:
        """By the side that opened it, before anybody rules: the milestone goes on."""
        return _done(request, dispute_id, actions.withdraw_dispute)


class DisputeEscalate(Endpoint):
    @documents(
        "escalate_dispute",
        "Ask for a ruling",
        answers={200: DisputeOut},
        refuses=(errors.DisputeNotFound, errors.EscalationAsked, IllegalMove),
        merchant=True,
    )
    def post(self, request: Request, dispute_id: UUID) -> HttpResponse:
        """At once when the other side has asked as well, else in two days; evidence closes then."""
        return _done(request, dispute_id, actions.escalate)


class DisputeAppeal(Endpoint):
    @documents(
        "appeal_ruling",
        "Appeal against a ruling",
        body=AppealIn,
        answers={200: DisputeOut},
        refuses=(
            errors.DisputeNotFound, errors.NothingToAppeal, errors.AppealTooLate, IllegalMove,
        ),
        merchant=True,
    )  # fmt: skip
    def post(self, request: Request, dispute_id: UUID) -> HttpResponse:
        """Once, by a side that got less than it claimed: another operator rules, finally."""
        viewer = binding(request)
        given = read_body(request, AppealIn)
        with db.transaction():
            actions.appeal(
                viewer=viewer, dispute_id=dispute_id, statement=given["statement"],
                actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        return answer(shown(viewer, dispute_id))


class DisputeAcceptRuling(Endpoint):
    @documents(
        "accept_ruling",
        "Accept a ruling",
        body=AcceptRulingIn,
        answers={201: DisputeOut, 200: DisputeOut},
        refuses=(
            errors.DisputeNotFound, errors.RulingAccepted, errors.RulingFinal, IllegalMove,
        ),
        merchant=True,
        idempotent=True,
        throttled=True,
    )  # fmt: skip
    def post(self, request: Request, dispute_id: UUID) -> HttpResponse:
        """For good. When both sides have, the money is divided in the same commit."""
        viewer = binding(request)
        read_body(request, AcceptRulingIn)

        def accept(at: Any) -> Done:
            actions.accept_ruling(viewer=viewer, dispute_id=dispute_id, actor=viewer.actor, at=at)
            return Done(shown(viewer, dispute_id), f"dispute/{dispute_id}")

        return idempotency.run(
            request, viewer, verb=accept, again=lambda _: shown(viewer, dispute_id),
            body=request.data,
        )  # fmt: skip


def binding(request: Request) -> Viewer:
    """Whoever says something that binds their side: an owner."""
    viewer = viewer_of(request)
    viewer.require(MemberRole.OWNER)
    viewer.require_scope(ESCROW_WRITE)
    return viewer


def shown(viewer: Viewer, dispute_id: UUID) -> dict[str, Any]:
    return disputes_shown.dispute(viewer, queries.dispute_of(viewer, dispute_id))


def _done(request: Request, dispute_id: UUID, verb: Callable[..., Dispute]) -> HttpResponse:
    viewer = binding(request)
    with db.transaction():
        verb(viewer=viewer, dispute_id=dispute_id, actor=viewer.actor, at=db.clock())
    return answer(shown(viewer, dispute_id))


_ONE = "disputes/<uuid:dispute_id>/"
urlpatterns = [
    path("milestones/<uuid:milestone_id>/dispute/", DisputeOpen.as_view(), name="dispute-open"),
    path("disputes/", DisputeList.as_view(), name="disputes"),
    path(_ONE, DisputeDetail.as_view(), name="dispute"),
    path(f"{_ONE}respond/", DisputeRespond.as_view(), name="dispute-respond"),
    path(f"{_ONE}withdraw/", DisputeWithdraw.as_view(), name="dispute-withdraw"),
    path(f"{_ONE}escalate/", DisputeEscalate.as_view(), name="dispute-escalate"),
    path(f"{_ONE}appeal/", DisputeAppeal.as_view(), name="dispute-appeal"),
    path(f"{_ONE}accept-ruling/", DisputeAcceptRuling.as_view(), name="dispute-accept-ruling"),
]
