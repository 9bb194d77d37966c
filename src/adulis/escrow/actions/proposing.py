"""Either side proposes how to divide what is left; the other side's yes is done at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.escrow import policies
from adulis.escrow.actions import clockwork, telling
from adulis.escrow.actions.finishing import end_proposal, supersede_proposals
from adulis.escrow.actions.locking import Scene, locked_scene, require_active
from adulis.escrow.actions.paying import Order, pay
from adulis.escrow.errors import EscrowProposalNotFound, OwnProposal, ProposalNotOpen, WrongSide
from adulis.escrow.events import (
    ProposalAccepted,
    ProposalExpired,
    ProposalMade,
    ProposalRefused,
    ProposalWithdrawn,
)
from adulis.escrow.machine import IN_ESCROW, ProposalState
from adulis.escrow.models import Proposal
from adulis.escrow.values import PROPOSAL_LASTS, PaymentKind, ProposalKind, Side
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees
from adulis.timers import actions as timers


@db.transaction_required
def propose_split(
    *,
    viewer: Viewer,
    milestone_id: UUID,
    to_seller: Money,
    to_buyer: Money,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Proposal:
    """Offer the other side a division of what is left, or of a part of it; it stands for a week.

    It takes the place of whatever offer was open. Raises MilestoneNotFound, AgreementOver,
    MilestonePaused, IllegalMove, AmountNotLeft.
    """
    scene = locked_scene(milestone_id, merchant_id=viewer.merchant_id)
    _require_divisible(scene, actor)
    policies.require_left(to_seller + to_buyer, scene.left, "/to_seller_paise")
    return propose(scene, to_seller, to_buyer, note, actor, at)


@db.transaction_required
def accept_proposal(
    *,
    viewer: Viewer,
    milestone_id: UUID,
    proposal_id: UUID,
    confirmed: Mapping[str, int],
    actor: Actor,
    at: datetime,
) -> Proposal:
    """Say yes: it is done in the same commit. ``confirmed`` repeats both amounts, in paise.

    Raises MilestoneNotFound, EscrowProposalNotFound, OwnProposal, ProposalNotOpen, AgreementOver,
    MilestonePaused, IllegalMove, ConfirmationDiffers, AmountNotLeft.
    """
    scene = locked_scene(milestone_id, merchant_id=viewer.merchant_id)
    proposal = _open_one(scene, proposal_id)
    if proposal.by_side == scene.side:
        raise OwnProposal
    _require_divisible(scene, actor)
    to_seller, to_buyer = rupees(proposal.to_seller_minor), rupees(proposal.to_buyer_minor)
    policies.require_same(
        confirmed, {"to_seller_paise": to_seller.minor, "to_buyer_paise": to_buyer.minor}
    )
    policies.require_left(to_seller + to_buyer, scene.left, "/to_seller_paise")
    # After this point the posting must succeed.
    end_proposal(proposal, "accept", scene.now, actor)
    telling.tell(scene, ProposalAccepted, at, proposal_id=proposal.id)
    approvals.withdraw(subject=scene.subject, actor=actor, at=at)
    pay(
        scene,
        Order(
            kind=PaymentKind.SPLIT,
            to_seller=to_seller,
            to_buyer=to_buyer,
            reason="agreed",
            proposal_id=proposal.id,
        ),
        actor,
        at,
    )
    return proposal


@db.transaction_required
def refuse_proposal(
    *, viewer: Viewer, milestone_id: UUID, proposal_id: UUID, actor: Actor, at: datetime
) -> Proposal:
    """Say no. Raises MilestoneNotFound, EscrowProposalNotFound, OwnProposal, ProposalNotOpen."""
    scene = locked_scene(milestone_id, merchant_id=viewer.merchant_id)
    proposal = _open_one(scene, proposal_id)
    if proposal.by_side == scene.side:
        raise OwnProposal
    end_proposal(proposal, "refuse", scene.now, actor)
    telling.tell(scene, ProposalRefused, at, proposal_id=proposal.id)
    telling.record(scene, "refuse_proposal", actor, at, {"proposal_id": str(proposal.id)})
    return proposal


@db.transaction_required
def withdraw_proposal(
    *, viewer: Viewer, milestone_id: UUID, proposal_id: UUID, actor: Actor, at: datetime
) -> Proposal:
    """Take one's own offer back. Raises as ``refuse_proposal``, and WrongSide."""
    scene = locked_scene(milestone_id, merchant_id=viewer.merchant_id)
    proposal = _open_one(scene, proposal_id)
    if proposal.by_side != scene.side:
        raise WrongSide(side=scene.side, required_side=proposal.by_side)
    end_proposal(proposal, "withdraw", scene.now, actor)
    telling.tell(scene, ProposalWithdrawn, at, proposal_id=proposal.id)
    telling.record(scene, "withdraw_proposal", actor, at, {"proposal_id": str(proposal.id)})
    return proposal


def propose(
    scene: Scene, to_seller: Money, to_buyer: Money, note: str, actor: Actor, at: datetime
) -> Proposal:
    """Put it on the table; the caller has checked that it may be."""
    supersede_proposals(scene, actor, at)
    side = Side.BUYER if scene.side is None else scene.side
    proposal = Proposal.objects.create(
        id=new_id(),
        kind=ProposalKind.SPLIT,
        agreement=scene.agreement,
        milestone=scene.milestone,
        by_side=side,
        to_seller_minor=to_seller.minor,
        to_buyer_minor=to_buyer.minor,
        note=note,
        made_by=telling.person(actor),
        created_at=at,
        expires_at=scene.now + PROPOSAL_LASTS,
    )
    timers.set_timer(
        kind=clockwork.PROPOSAL, subject=f"proposal/{proposal.id}",
        key=f"proposal/{proposal.id}/expiry", due_at=proposal.expires_at, hurts=False,
        at=scene.now,
    )  # fmt: skip
    told = {"proposal_id": str(proposal.id), "to_seller_paise": to_seller.minor,
            "to_buyer_paise": to_buyer.minor}  # fmt: skip
    telling.record(scene, "propose_split", actor, at, told)
    telling.tell(
        scene, ProposalMade, at, proposal_id=proposal.id, by=side, to_seller=to_seller,
        to_buyer=to_buyer, expires_at=proposal.expires_at,
    )  # fmt: skip
    return proposal


def expire(scene: Scene, proposal: Proposal, actor: Actor, at: datetime) -> None:
    """Nobody answered it."""
    end_proposal(proposal, "expire", scene.now, actor)
    telling.tell(scene, ProposalExpired, at, proposal_id=proposal.id)
    telling.record(scene, "expire_proposal", actor, at, {"proposal_id": str(proposal.id)})


def _open_one(scene: Scene, proposal_id: UUID) -> Proposal:
    """Raises EscrowProposalNotFound, ProposalNotOpen."""
    rows = Proposal.objects.select_for_update(no_key=True)
    found = rows.filter(id=proposal_id, milestone=scene.milestone).first()
    if found is None:
        raise EscrowProposalNotFound
    if found.state != ProposalState.OPEN:
        raise ProposalNotOpen(state=found.state)
    if scene.now >= found.expires_at:
        raise ProposalNotOpen(state=ProposalState.EXPIRED)
    return found


def _require_divisible(scene: Scene, actor: Actor) -> None:
    """Raises AgreementOver, MilestonePaused, IllegalMove."""
    require_active(scene.agreement)
    policies.require_moving(scene.milestone.paused_reason)
    if scene.state not in IN_ESCROW:
        telling.require_move(scene, "split", actor)
