"""What happens when nobody does anything. A timer says when; the state says whether."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind
from adulis.escrow import conditions
from adulis.escrow.actions import clockwork, proposing, telling
from adulis.escrow.actions.cancelling import answer
from adulis.escrow.actions.finishing import end_agreement
from adulis.escrow.actions.locking import Scene, Whole, locked_scene, locked_whole
from adulis.escrow.actions.refunding import cancel, refund, return_funding
from adulis.escrow.actions.releasing import approve, consider, known_of, say
from adulis.escrow.events import (
    AgreementLapsed,
    MilestoneOverdue,
    MilestoneReminder,
    MilestoneSilent,
)
from adulis.escrow.machine import IN_ESCROW, AgreementState, MilestoneState, ProposalState
from adulis.escrow.models import Proposal
from adulis.escrow.values import OnSilence, ProposalKind, Side, SignalKind
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.timers import actions as timers
from adulis.timers import queries as clocks
from adulis.timers.values import ClaimedTimer

_ANOTHER_DAY = timedelta(days=1)


@db.transaction_required
def fire_timer(*, claim: ClaimedTimer, actor: Actor, at: datetime) -> bool:
    """Do what a timer announced, if the thing still is where the timer found it.

    False: it was cancelled, moved or paused meanwhile, and nothing was done.
    """
    kind = claim.kind.removesuffix(".reminder")
    if kind == clockwork.FUND_BY:
        whole = locked_whole(_id_of(claim), merchant_id=None)
        if not timers.fire(claim=claim):
            return False
        if claim.is_reminder:
            _remind_to_fund(whole, claim, at)
        else:
            _fund_by_missed(whole, actor, at)
        return True
    if kind == clockwork.PROPOSAL:
        return _proposal_over(claim, actor, at)
    scene = locked_scene(_id_of(claim), merchant_id=None)
    if not timers.fire(claim=claim):
        return False
    if claim.is_reminder:
        _remind(scene, claim, at)
    else:
        _MILESTONE[kind](scene, actor, at)
    return True


@db.transaction_required
def park_timer(*, claim: ClaimedTimer, actor: Actor, at: datetime) -> None:
    """Firing it fails again and again: people look at it, and it is tried again in a day."""
    cases.open_case(
        kind=CaseKind.POISON_TIMER,
        key=questions.next_key(f"{claim.subject}/{claim.kind}"),
        subject=claim.subject,
        merchant_id=None,
        evidence={"kind": claim.kind, "due_at": claim.due_at.isoformat()},
        actor=actor,
        at=at,
    )
    timers.postpone(subject=claim.subject, kind=claim.kind, until=at + _ANOTHER_DAY)


# --- milestones -----------------------------------------------------------------------------------


def _inspection_over(scene: Scene, actor: Actor, at: datetime) -> None:
    """The buyer said nothing: as was agreed, that is a yes, or a dispute."""
    if scene.state is not MilestoneState.SUBMITTED:
        return
    if scene.agreement.on_silence == OnSilence.DISPUTE:
        telling.tell(scene, MilestoneSilent, at, round_number=scene.milestone.round)
        telling.record(scene, "note_silence", actor, at)
        return
    approvals.withdraw(subject=scene.subject, actor=actor, at=at)
    if scene.milestone.disputed_minor:
        # Only what nobody disputes; about the rest the buyer has spoken.
        consider(scene, "silence", actor, at, buyer_approves=True)
        return
    say(scene, SignalKind.SILENCE, Side.BUYER, actor, at)
    approve(scene, actor, at, by_silence=True)
    telling.save(scene)
    consider(scene, "silence", actor, at)


def _not_delivered(scene: Scene, actor: Actor, at: datetime) -> None:
    """The buyer may go alone from here on; whether they do is theirs to say."""
    if scene.state is MilestoneState.FUNDED and not scene.milestone.round:
        telling.tell(scene, MilestoneOverdue, at)
        telling.record(scene, "note_overdue", actor, at)


def _given_up(scene: Scene, actor: Actor, at: datetime) -> None:
    """Nobody has moved for weeks: the money goes home."""
    waits = {MilestoneState.FUNDED, MilestoneState.CHANGES_REQUESTED}
    if scene.state in waits and scene.milestone.left_minor:
        refund(scene, scene.left, "given_up", actor, at)


def _day_has_come(scene: Scene, actor: Actor, at: datetime) -> None:
    if scene.state in IN_ESCROW:
        consider(scene, "conditions_met", actor, at)


def _stuck(scene: Scene, actor: Actor, at: datetime) -> None:
    """The buyer's word is there, and the rest has not come for half a year: people decide."""
    if scene.state is not MilestoneState.APPROVED or not scene.milestone.left_minor:
        return
    row = scene.milestone
    cases.open_case(
        kind=CaseKind.ESCROW_STUCK,
        key=questions.next_key(f"{scene.subject}/stuck"),
        subject=scene.subject,
        merchant_id=scene.agreement.buyer_id,
        evidence={
            "title": row.title,
            "left_paise": row.left_minor,
            "missing": conditions.missing(row.conditions, known_of(scene)),
        },
        actor=actor,
        at=at,
    )


_MILESTONE = {
    clockwork.INSPECTION: _inspection_over,
    clockwork.DELIVERY: _not_delivered,
    clockwork.GIVEN_UP: _given_up,
    clockwork.CONDITION: _day_has_come,
    clockwork.STUCK: _stuck,
}


def _remind(scene: Scene, claim: ClaimedTimer, at: datetime) -> None:
    due = _due_of(claim)
    if due is not None:
        what = claim.kind.removesuffix(".reminder").partition(".")[2]
        telling.tell(scene, MilestoneReminder, at, what=what, due_at=due)


# --- agreements and proposals ---------------------------------------------------------------------


def _remind_to_fund(whole: Whole, claim: ClaimedTimer, at: datetime) -> None:
    due = _due_of(claim)
    first = next((each for each in whole.scenes() if each.state is MilestoneState.PLANNED), None)
    if due is not None and first is not None:
        telling.tell(first, MilestoneReminder, at, what="fund_by", due_at=due)


def _fund_by_missed(whole: Whole, actor: Actor, at: datetime) -> None:
    """Parts that never made a whole go back; where no milestone is whole, it is all over."""
    if whole.agreement.state != AgreementState.ACTIVE:
        return
    begun = any(each.state is not MilestoneState.PLANNED for each in whole.scenes())
    for scene in whole.scenes():
        if scene.state is MilestoneState.PLANNED:
            return_funding(scene, "not_funded_in_time", actor, at)
            if not begun:
                cancel(scene, actor, at)
    if not begun:
        end_agreement(whole, "lapse", actor, at)
        telling.tell_about(whole.agreement, whole.agreement.id, AgreementLapsed, at)


def _proposal_over(claim: ClaimedTimer, actor: Actor, at: datetime) -> bool:
    found = Proposal.objects.get(id=_id_of(claim))
    if found.kind == ProposalKind.CANCELLATION or found.milestone_id is None:
        whole = locked_whole(found.agreement_id, merchant_id=None)
        found.refresh_from_db()
        if not timers.fire(claim=claim):
            return False
        if found.state == ProposalState.OPEN:
            answer(whole, found, "expire", actor, at)
        return True
    scene = locked_scene(found.milestone_id, merchant_id=None)
    found.refresh_from_db()
    if not timers.fire(claim=claim):
        return False
    if found.state == ProposalState.OPEN:
        proposing.expire(scene, found, actor, at)
    return True


def _due_of(claim: ClaimedTimer) -> datetime | None:
    """When what a reminder is about will happen; None: it will not any more."""
    kind = claim.kind.removesuffix(".reminder")
    found = clocks.timers_of([claim.subject])[claim.subject]
    return next((each.due_at for each in found if each.kind == kind), None)


def _id_of(claim: ClaimedTimer) -> UUID:
    """``milestone/<id>``, ``milestone/<id>/2027-03-31``, ``agreement/<id>``, ``proposal/<id>``."""
    return UUID(claim.subject.split("/")[1])
