"""Both sides give up what is left: one proposes it, the other agrees."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.escrow import policies
from adulis.escrow.actions import clockwork, telling
from adulis.escrow.actions.finishing import end_proposal, finish_agreement
from adulis.escrow.actions.locking import Whole, locked_whole, require_active
from adulis.escrow.actions.refunding import cancel, refund, return_funding
from adulis.escrow.errors import (
    AgreementInDispute,
    EscrowProposalNotFound,
    OwnProposal,
    ProposalNotOpen,
    WrongSide,
)
from adulis.escrow.events import CancellationAnswered, CancellationProposed
from adulis.escrow.machine import IN_ESCROW, AgreementState, MilestoneState, ProposalState
from adulis.escrow.models import Proposal
from adulis.escrow.values import PROPOSAL_LASTS, ProposalKind
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.timers import actions as timers


@db.transaction_required
def propose_cancellation(
    *, viewer: Viewer, agreement_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Proposal:
    """Offer the other side to give up all that is left; it stands for a week.

    Raises AgreementNotFound, AgreementOver, AgreementInDispute, MilestonePaused, and
    ProposalNotOpen where one is open already.
    """
    whole = locked_whole(agreement_id, merchant_id=viewer.merchant_id)
    _require_free(whole)
    assert whole.side is not None
    asked = Proposal.objects.filter(
        agreement=whole.agreement, kind=ProposalKind.CANCELLATION, state=ProposalState.OPEN
    ).first()
    if asked is not None:
        if whole.now < asked.expires_at:
            raise ProposalNotOpen("A cancellation is proposed already.", state=asked.state)
        end_proposal(asked, "supersede", whole.now, actor)
    # After this point nothing is refused.
    proposal = Proposal.objects.create(
        id=new_id(),
        kind=ProposalKind.CANCELLATION,
        agreement=whole.agreement,
        by_side=whole.side,
        note=note,
        made_by=telling.person(actor),
        created_at=at,
        expires_at=whole.now + PROPOSAL_LASTS,
    )
    timers.set_timer(
        kind=clockwork.PROPOSAL, subject=f"proposal/{proposal.id}",
        key=f"proposal/{proposal.id}/expiry", due_at=proposal.expires_at, hurts=False,
        at=whole.now,
    )  # fmt: skip
    telling.tell_about(
        whole.agreement, whole.agreement.id, CancellationProposed, at, proposal_id=proposal.id,
        by=whole.side, expires_at=proposal.expires_at,
    )  # fmt: skip
    _record(whole, "propose_cancellation", proposal, actor, at)
    return proposal


@db.transaction_required
def accept_cancellation(
    *, viewer: Viewer, agreement_id: UUID, proposal_id: UUID, actor: Actor, at: datetime
) -> Proposal:
    """Agree: what is left of every milestone goes back to the buyer, in one commit.

    Raises AgreementNotFound, EscrowProposalNotFound, OwnProposal, ProposalNotOpen, AgreementOver,
    AgreementInDispute, MilestonePaused.
    """
    whole = locked_whole(agreement_id, merchant_id=viewer.merchant_id)
    proposal = _open_one(whole, proposal_id)
    if proposal.by_side == whole.side:
        raise OwnProposal
    _require_free(whole)
    # After this point the postings must succeed.
    answer(whole, proposal, "accept", actor, at)
    for scene in whole.scenes():
        if scene.state is MilestoneState.PLANNED:
            return_funding(scene, "cancelled_by_both", actor, at)
            cancel(scene, actor, at)
    for scene in whole.scenes():
        if scene.state in IN_ESCROW:
            refund(scene, scene.left, "cancelled_by_both", actor, at)
    if whole.agreement.state == AgreementState.ACTIVE:
        finish_agreement(whole, actor, at)
    return proposal


@db.transaction_required
def refuse_cancellation(
    *, viewer: Viewer, agreement_id: UUID, proposal_id: UUID, actor: Actor, at: datetime
) -> Proposal:
    """Say no. Raises AgreementNotFound, EscrowProposalNotFound, OwnProposal, ProposalNotOpen."""
    whole = locked_whole(agreement_id, merchant_id=viewer.merchant_id)
    proposal = _open_one(whole, proposal_id)
    if proposal.by_side == whole.side:
        raise OwnProposal
    answer(whole, proposal, "refuse", actor, at)
    return proposal


@db.transaction_required
def withdraw_cancellation(
    *, viewer: Viewer, agreement_id: UUID, proposal_id: UUID, actor: Actor, at: datetime
) -> Proposal:
    """Take one's own offer back. Raises as ``refuse_cancellation``, and WrongSide."""
    whole = locked_whole(agreement_id, merchant_id=viewer.merchant_id)
    proposal = _open_one(whole, proposal_id)
    if proposal.by_side != whole.side:
        raise WrongSide(side=whole.side, required_side=proposal.by_side)
    answer(whole, proposal, "withdraw", actor, at)
    return proposal


def answer(whole: Whole, proposal: Proposal, verb: str, actor: Actor, at: datetime) -> None:
    """End a proposal to cancel, and tell both sides how."""
    end_proposal(proposal, verb, whole.now, actor)
    telling.tell_about(
        whole.agreement, whole.agreement.id, CancellationAnswered, at, proposal_id=proposal.id,
        answer=proposal.state,
    )  # fmt: skip
    _record(whole, f"{verb}_cancellation", proposal, actor, at)


def _require_free(whole: Whole) -> None:
    """Raises AgreementOver, AgreementInDispute, MilestonePaused."""
    require_active(whole.agreement)
    if any(each.disputed_minor for each in whole.milestones):
        raise AgreementInDispute
    for each in whole.milestones:
        policies.require_moving(each.paused_reason)


def _open_one(whole: Whole, proposal_id: UUID) -> Proposal:
    """Raises EscrowProposalNotFound, ProposalNotOpen."""
    rows = Proposal.objects.select_for_update(no_key=True)
    found = rows.filter(
        id=proposal_id, agreement=whole.agreement, kind=ProposalKind.CANCELLATION
    ).first()
    if found is None:
        raise EscrowProposalNotFound
    if found.state != ProposalState.OPEN:
        raise ProposalNotOpen(state=found.state)
    if whole.now >= found.expires_at:
        raise ProposalNotOpen(state=ProposalState.EXPIRED)
    return found


def _record(whole: Whole, verb: str, proposal: Proposal, actor: Actor, at: datetime) -> None:
    agreement = whole.agreement
    telling.record_about(
        agreement, whole.side, f"agreement.{verb}", f"agreement/{agreement.id}",
        {"proposal_id": str(proposal.id), "status": proposal.state}, actor, at,
    )  # fmt: skip
