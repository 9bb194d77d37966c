"""``/milestones/<id>/proposals/``: how to divide what is left, proposed by one side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from adulis.api import escrow_shown, idempotency
from adulis.api.escrow_shown import EscrowProposalOut, MilestoneOut
from adulis.api.fields import StrictInteger, StrictString
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.pages import MerchantListQuery, count_queryset, page
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.views import Endpoint
from adulis.escrow import actions, errors, queries
from adulis.escrow.values import LARGEST_MINOR
from adulis.identity.values import ESCROW_WRITE, MemberRole, Viewer
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees

_PROPOSING = (
    errors.MilestoneNotFound,
    errors.AgreementOver,
    errors.MilestonePaused,
    IllegalMove,
    errors.AmountNotLeft,
)
_ANSWERING = (errors.MilestoneNotFound, errors.EscrowProposalNotFound, errors.ProposalNotOpen)


class SplitIn(Shape):
    """Both before fees; together at most what is left. What is named to nobody stays."""

    to_seller_paise = StrictInteger(max_value=LARGEST_MINOR)
    to_buyer_paise = StrictInteger(max_value=LARGEST_MINOR)
    note = StrictString(max_length=500, required=False, help_text="The other side reads it.")


class AcceptProposalIn(Shape):
    """Repeats both amounts: it is done exactly so, or refused."""

    to_seller_paise = StrictInteger(max_value=LARGEST_MINOR)
    to_buyer_paise = StrictInteger(max_value=LARGEST_MINOR)


class ProposalList(Endpoint):
    @documents(
        "list_escrow_proposals",
        "List what was proposed",
        query=MerchantListQuery,
        answers={200: page_of(EscrowProposalOut)},
        refuses=(errors.MilestoneNotFound,),
        merchant=True,
    )
    def get(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """Newest first."""
        viewer = viewer_of(request)
        query = read_query(request, MerchantListQuery)
        rows = queries.proposals_of(viewer, milestone_id)
        start = query["offset"]
        found = [escrow_shown.proposal(each) for each in rows[start : start + query["limit"] + 1]]
        return answer(page(request, query, found, count_queryset(rows)))

    @documents(
        "propose_split",
        "Propose how to divide what is left",
        body=SplitIn,
        answers={201: EscrowProposalOut},
        refuses=_PROPOSING,
        merchant=True,
    )
    def post(self, request: Request, milestone_id: UUID) -> HttpResponse:
        """By either side; the other may accept for a week. It replaces what was proposed before."""
        viewer = _finance(request)
        given = read_body(request, SplitIn)
        with db.transaction():
            made = actions.propose_split(
                viewer=viewer,
                milestone_id=milestone_id,
                to_seller=rupees(given["to_seller_paise"]),
                to_buyer=rupees(given["to_buyer_paise"]),
                note=given.get("note", ""),
                actor=viewer.actor,
                at=db.clock(),
            )
        return answer(escrow_shown.proposal(made), status=201)


class ProposalAccept(Endpoint):
    @documents(
        "accept_escrow_proposal",
        "Accept a proposal",
        body=AcceptProposalIn,
        answers={201: MilestoneOut, 200: MilestoneOut},
        refuses=(*_PROPOSING, *_ANSWERING[1:], errors.OwnProposal, errors.ConfirmationDiffers),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, milestone_id: UUID, proposal_id: UUID) -> HttpResponse:
        """By the other side: the money is divided in the same commit."""
        viewer = _finance(request)
        given = read_body(request, AcceptProposalIn)

        def accept(at: Any) -> Done:
            actions.accept_proposal(
                viewer=viewer, milestone_id=milestone_id, proposal_id=proposal_id,
                confirmed=given, actor=viewer.actor, at=at,
            )  # fmt: skip
            return Done(shown(), f"milestone/{milestone_id}")

        def shown() -> dict[str, Any]:
            return escrow_shown.milestone(viewer, queries.milestone_of(viewer, milestone_id))

        return idempotency.run(
            request, viewer, verb=accept, again=lambda _: shown(), body=request.data
        )


class ProposalRefuse(Endpoint):
    @documents(
        "refuse_escrow_proposal",
        "Refuse a proposal",
        answers={200: EscrowProposalOut},
        refuses=(*_ANSWERING, errors.OwnProposal),
        merchant=True,
    )
    def post(self, request: Request, milestone_id: UUID, proposal_id: UUID) -> HttpResponse:
        """By the other side; nothing moves."""
        viewer = _finance(request)
        with db.transaction():
            ended = actions.refuse_proposal(
                viewer=viewer, milestone_id=milestone_id, proposal_id=proposal_id,
                actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        return answer(escrow_shown.proposal(ended))


class ProposalWithdraw(Endpoint):
    @documents(
        "withdraw_escrow_proposal",
        "Take a proposal back",
        answers={200: EscrowProposalOut},
        refuses=(*_ANSWERING, errors.WrongSide),
        merchant=True,
    )
    def post(self, request: Request, milestone_id: UUID, proposal_id: UUID) -> HttpResponse:
        """By the side that made it."""
        viewer = _finance(request)
        with db.transaction():
            ended = actions.withdraw_proposal(
                viewer=viewer, milestone_id=milestone_id, proposal_id=proposal_id,
                actor=viewer.actor, at=db.clock(),
            )  # fmt: skip
        return answer(escrow_shown.proposal(ended))


def _finance(request: Request) -> Viewer:
    viewer = viewer_of(request)
    viewer.require(MemberRole.FINANCE)
    viewer.require_scope(ESCROW_WRITE)
    return viewer


_LIST = "milestones/<uuid:milestone_id>/proposals/"
_ONE = f"{_LIST}<uuid:proposal_id>/"
urlpatterns = [
    path(_LIST, ProposalList.as_view(), name="milestone-proposals"),
    path(f"{_ONE}accept/", ProposalAccept.as_view(), name="milestone-proposal-accept"),
    path(f"{_ONE}refuse/", ProposalRefuse.as_view(), name="milestone-proposal-refuse"),
    path(f"{_ONE}withdraw/", ProposalWithdraw.as_view(), name="milestone-proposal-withdraw"),
]
