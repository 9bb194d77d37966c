"""``/agreements/``: what two merchants are bound by, and giving all of it up together."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from adulis.api import escrow_shown, idempotency
from adulis.api.escrow_shown import AgreementOut, EscrowProposalOut
from adulis.api.fields import Choice, StrictString
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
from adulis.escrow import actions, errors, queries
from adulis.escrow.machine import AgreementState
from adulis.escrow.values import Side
from adulis.identity.values import ESCROW_WRITE, MemberRole, Viewer
from adulis.kernel import db

_GIVING_UP = (
    errors.AgreementNotFound,
    errors.AgreementOver,
    errors.AgreementInDispute,
    errors.MilestonePaused,
    errors.ProposalNotOpen,
)
_ANSWERING = (*_GIVING_UP, errors.EscrowProposalNotFound, errors.OwnProposal)


class AgreementQuery(MerchantPageQuery):
    side = Choice(list(Side), required=False, help_text="On which side the merchant is.")
    status = Choice(list(AgreementState), required=False)


class CancellationIn(Shape):
    note = StrictString(max_length=500, required=False, help_text="The other side reads it.")


class NothingIn(Shape):
    """An empty object."""


class AgreementList(Endpoint):
    @documents(
        "list_agreements",
        "List agreements",
        query=AgreementQuery,
        answers={200: page_of(AgreementOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Those the merchant buys or sells by, newest first."""
        viewer = viewer_of(request)
        query = read_query(request, AgreementQuery)
        rows = queries.agreements_of(viewer)
        if "side" in query:
            rows = rows.filter(**{f"{query['side']}_id": viewer.merchant_id})
        if "status" in query:
            rows = rows.filter(state=query["status"])
        counted, start = count_queryset(rows), query["offset"]
        if "cursor" in query:
            last = UUID(decode_cursor("agreements", query["cursor"])[0])
            rows, start = rows.filter(id__lt=last), 0
        found = list(rows[start : start + query["limit"] + 1])
        return answer(
            page(
                request,
                query,
                escrow_shown.agreements(viewer, found),
                counted,
                cursor_of=lambda row: encode_cursor("agreements", str(row["id"])),
            )
        )


class AgreementDetail(Endpoint):
    @documents(
        "get_agreement",
        "Look at an agreement",
        answers={200: AgreementOut},
        refuses=(errors.AgreementNotFound,),
        merchant=True,
    )
    def get(self, request: Request, agreement_id: UUID) -> HttpResponse:
        """With all its milestones, and what the caller may do about each."""
        viewer = viewer_of(request)
        return answer(_shown(viewer, agreement_id))


class Cancellation(Endpoint):
    @documents(
        "propose_cancellation",
        "Propose to cancel together",
        body=CancellationIn,
        answers={201: EscrowProposalOut},
        refuses=_GIVING_UP,
        merchant=True,
    )
    def post(self, request: Request, agreement_id: UUID) -> HttpResponse:
        """What is left of every milestone would go back to the buyer; it stands for a week."""
        viewer = _owner(request)
        given = read_body(request, CancellationIn)
        with db.transaction():
            made = actions.propose_cancellation(
                viewer=viewer,
                agreement_id=agreement_id,
                note=given.get("note", ""),
                actor=viewer.actor,
                at=db.clock(),
            )
        return answer(escrow_shown.proposal(made), status=201)


class CancellationAccept(Endpoint):
    @documents(
        "accept_cancellation",
        "Agree to cancel",
        body=NothingIn,
        answers={201: AgreementOut, 200: AgreementOut},
        refuses=_ANSWERING,
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, agreement_id: UUID, proposal_id: UUID) -> HttpResponse:
        """By the other side: all that is left goes back to the buyer, in one commit."""
        viewer = _owner(request)
        read_body(request, NothingIn)

        def accept(at: Any) -> Done:
            actions.accept_cancellation(
                viewer=viewer, agreement_id=agreement_id, proposal_id=proposal_id,
                actor=viewer.actor, at=at,
            )  # fmt: skip
            return Done(_shown(viewer, agreement_id), f"agreement/{agreement_id}")

        return idempotency.run(
            request, viewer, verb=accept, again=lambda _: _shown(viewer, agreement_id),
            body=request.data,
        )  # fmt: skip


class CancellationRefuse(Endpoint):
    @documents(
        "refuse_cancellation",
        "Refuse to cancel",
        answers={200: EscrowProposalOut},
        refuses=(
            errors.AgreementNotFound, errors.EscrowProposalNotFound, errors.OwnProposal,
            errors.ProposalNotOpen,
        ),
        merchant=True,
    )  # fmt: skip
    def post(self, request: Request, agreement_id: UUID, proposal_id: UUID) -> HttpResponse:
        """By the other side; all stays as it is."""
        viewer = _owner(request)
        with db.transaction():
            ended = actions.refuse_cancellation(
                viewer=viewer, agreement_id=agreement_id, proposal_id=proposal_id,
                actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        return answer(escrow_shown.proposal(ended))


class CancellationWithdraw(Endpoint):
    @documents(
        "withdraw_cancellation",
        "Take a proposal to cancel back",
        answers={200: EscrowProposalOut},
        refuses=(
            errors.AgreementNotFound, errors.EscrowProposalNotFound, errors.WrongSide,
            errors.ProposalNotOpen,
        ),
        merchant=True,
    )  # fmt: skip
    def post(self, request: Request, agreement_id: UUID, proposal_id: UUID) -> HttpResponse:
        """By whoever proposed it."""
        viewer = _owner(request)
        with db.transaction():
            ended = actions.withdraw_cancellation(
                viewer=viewer, agreement_id=agreement_id, proposal_id=proposal_id,
                actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        return answer(escrow_shown.proposal(ended))


def _owner(request: Request) -> Viewer:
    """What was accepted by an owner is given up by one."""
    viewer = viewer_of(request)
    viewer.require(MemberRole.OWNER)
    viewer.require_scope(ESCROW_WRITE)
    return viewer


def _shown(viewer: Viewer, agreement_id: UUID) -> dict[str, Any]:
    return escrow_shown.agreements(viewer, [queries.agreement_of(viewer, agreement_id)])[0]


_ONE = "agreements/<uuid:agreement_id>/"
_ANSWER = f"{_ONE}cancellation/<uuid:proposal_id>/"
urlpatterns = [
    path("agreements/", AgreementList.as_view(), name="agreements"),
    path(_ONE, AgreementDetail.as_view(), name="agreement"),
    path(f"{_ONE}cancellation/", Cancellation.as_view(), name="agreement-cancellation"),
    path(f"{_ANSWER}accept/", CancellationAccept.as_view(), name="cancellation-accept"),
    path(f"{_ANSWER}refuse/", CancellationRefuse.as_view(), name="cancellation-refuse"),
    path(f"{_ANSWER}withdraw/", CancellationWithdraw.as_view(), name="cancellation-withdraw"),
]
