"""What happens when nobody does anything. A timer says when; the state says whether."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind, Decision
from adulis.disputes.actions import clockwork, telling
from adulis.disputes.actions.escalating import begin_ruling
from adulis.disputes.actions.executing import execute_now
from adulis.disputes.actions.locking import Scene, locked_dispute
from adulis.disputes.events import DisputeReminder
from adulis.disputes.machine import JUDGED, TALKING, DisputeState
from adulis.disputes.values import EscalatedBy
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.timers import actions as timers
from adulis.timers import queries as running
from adulis.timers.values import ClaimedTimer

_ANOTHER_DAY = timedelta(days=1)


@db.transaction_required
def fire_timer(*, claim: ClaimedTimer, actor: Actor, at: datetime) -> bool:
    """Do what was announced, if it still is so. False: there was nothing to do."""
    scene = locked_dispute(_dispute_of(claim), merchant_id=None)
    if not timers.fire(claim=claim):
        return False
    if claim.is_reminder:
        return _remind(scene, claim, at)
    if claim.kind == clockwork.ANSWER and scene.state in TALKING:
        begin_ruling(scene, EscalatedBy.SILENCE, actor, at)
        return True
    if claim.kind == clockwork.RULING and scene.state in JUDGED:
        _ask_why_late(scene, actor, at)
        return True
    if claim.kind == clockwork.EXECUTION and scene.state is DisputeState.RULED:
        return execute_now(scene, actor, at)
    return False


@db.transaction_required
def park_timer(*, claim: ClaimedTimer, actor: Actor, at: datetime) -> None:
    """It fails again and again: people look at it, and it is tried again tomorrow."""
    scene = locked_dispute(_dispute_of(claim), merchant_id=None)
    cases.open_case(
        kind=CaseKind.POISON_TIMER,
        key=questions.next_key(f"{scene.dispute.case_subject}/{claim.kind}"),
        subject=scene.dispute.case_subject,
        merchant_id=None,
        evidence={"kind": claim.kind, "due_at": claim.due_at.isoformat(), "tried": claim.fence},
        actor=actor,
        at=at,
    )
    timers.postpone(subject=claim.subject, kind=claim.kind, until=scene.now + _ANOTHER_DAY)


@db.transaction_required
def decide_case(
    *,
    case_id: UUID,
    decision: Decision,
    details: Mapping[str, Any] | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """What two operators say to a dispute that waits for too long: it is given its time again.

    Raises DisputeNotFound, and what ``cases`` refuses.
    """
    case = questions.case_for_operator(case_id)
    scene = locked_dispute(UUID(case.subject.partition("/")[2]), merchant_id=None)
    cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
    if case.kind == CaseKind.DISPUTE_OVERDUE and scene.state in JUDGED:
        clockwork.awaits_ruling(scene)


def _ask_why_late(scene: Scene, actor: Actor, at: datetime) -> None:
    """Nobody gets the money because an operator was slow: other people are asked."""
    row = scene.dispute
    cases.open_case(
        kind=CaseKind.DISPUTE_OVERDUE,
        key=questions.next_key(f"{row.case_subject}/overdue"),
        subject=row.case_subject,
        merchant_id=None,
        evidence={
            "state": row.state,
            "since": row.entered_at.isoformat(),
            "locked_paise": scene.locked.minor,
        },
        actor=actor,
        at=at,
    )
    telling.record(scene, "note_overdue", actor, at)


def _remind(scene: Scene, claim: ClaimedTimer, at: datetime) -> bool:
    following = running.next_of(claim.subject)
    if following is None or following.due_at is None:
        return False
    telling.tell(scene, DisputeReminder, at, what=following.kind, due_at=following.due_at)
    return True


def _dispute_of(claim: ClaimedTimer) -> UUID:
    return UUID(claim.subject.partition("/")[2])
