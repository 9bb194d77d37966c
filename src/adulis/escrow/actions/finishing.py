"""What is over ends what hangs on it: proposals, and the agreement when all of it is over."""

from __future__ import annotations

from datetime import datetime

from adulis.escrow.actions.locking import Scene, Whole
from adulis.escrow.actions.telling import record_about, tell_about
from adulis.escrow.events import AgreementCancelled, AgreementCompleted
from adulis.escrow.machine import AGREEMENT, MILESTONE, PROPOSAL, AgreementState, ProposalState
from adulis.escrow.models import Milestone, Proposal
from adulis.kernel.actors import Actor
from adulis.kernel.machines import Role
from adulis.kernel.money import rupees
from adulis.timers import actions as timers


def finish_agreement(scene: Scene | Whole, actor: Actor, at: datetime) -> None:
    """End it when all its milestones are over: completed if anything was released."""
    agreement = scene.agreement
    rows = list(Milestone.objects.filter(agreement=agreement))
    if any(each.state not in MILESTONE.terminal for each in rows):
        return
    released = sum(each.released_minor for each in rows)
    verb = "complete" if released else "cancel"
    end_agreement(scene, verb, actor, at)
    if released:
        tell_about(agreement, agreement.id, AgreementCompleted, at, released=rupees(released))
    else:
        tell_about(agreement, agreement.id, AgreementCancelled, at)


def end_agreement(scene: Scene | Whole, verb: str, actor: Actor, at: datetime) -> None:
    """Take the move; the caller tells of it."""
    agreement, now = scene.agreement, scene.now
    taken = AGREEMENT.take(verb, AgreementState(agreement.state), actor.role)
    agreement.state, agreement.finished_at = taken.target, now
    agreement.version += 1
    agreement.save(update_fields=["state", "finished_at", "version"])
    timers.cancel_timers(subject=f"agreement/{agreement.id}")
    for each in Proposal.objects.filter(agreement=agreement, state=ProposalState.OPEN):
        end_proposal(each, "supersede", now, actor)
    told = {"state": agreement.state}
    subject = f"agreement/{agreement.id}"
    record_about(agreement, scene.side, f"agreement.{verb}", subject, told, actor, at)


def supersede_proposals(scene: Scene, actor: Actor, at: datetime) -> None:
    """What was proposed about the milestone is no longer to be answered."""
    for each in Proposal.objects.filter(milestone=scene.milestone, state=ProposalState.OPEN):
        end_proposal(each, "supersede", scene.now, actor)


def end_proposal(proposal: Proposal, verb: str, now: datetime, actor: Actor) -> None:
    """Take the move of the proposal's lifecycle. Raises IllegalMove."""
    role = Role.SYSTEM if actor.role is Role.BANK else actor.role
    proposal.state = PROPOSAL.take(verb, ProposalState(proposal.state), role).target
    proposal.ended_at = now
    proposal.answered_by = actor.user_id or actor.id
    proposal.save(update_fields=["state", "ended_at", "answered_by"])
    timers.cancel_timers(subject=f"proposal/{proposal.id}")
