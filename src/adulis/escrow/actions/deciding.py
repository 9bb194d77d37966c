"""Two operators answer what only people may: the second one does it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind, Decision
from adulis.escrow import policies
from adulis.escrow.actions import clockwork, holds, telling
from adulis.escrow.actions.finishing import finish_agreement
from adulis.escrow.actions.locking import Scene, locked_scene
from adulis.escrow.actions.paying import Order, end, pay
from adulis.escrow.actions.refunding import refund
from adulis.escrow.actions.releasing import consider
from adulis.escrow.machine import IN_ESCROW
from adulis.escrow.models import Hold
from adulis.escrow.values import PATIENCE_WITHOUT_DATE, HoldKind, PaymentKind
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.timers import actions as timers

if TYPE_CHECKING:
    from adulis.cases.models import Case


@db.transaction_required
def decide_case(
    *,
    case_id: UUID,
    decision: Decision,
    details: Mapping[str, Any] | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Confirm a decision about a milestone, or about a timer that fails, and carry it out.

    Raises MilestonePaused for money that is held, and what ``cases`` refuses.
    """
    case = questions.case_for_operator(case_id)
    if case.kind == CaseKind.POISON_TIMER:
        cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
        _try_again(case, at)
        return
    scene = locked_scene(UUID(case.subject.partition("/")[2]), merchant_id=None)
    cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
    if scene.state not in IN_ESCROW:
        return
    if case.kind == CaseKind.ESCROW_STUCK:
        _unstick(scene, decision, actor, at)
    else:
        _go_on_with_less(scene, actor, at)


def _try_again(case: Case, at: datetime) -> None:
    for each in case.evidence:
        timers.postpone(subject=case.subject, kind=each["kind"], until=at)


def _unstick(scene: Scene, decision: Decision, actor: Actor, at: datetime) -> None:
    """The seller has it, or the buyer has it back, or it waits another half year."""
    if decision is Decision.KEEP_ASKING:
        due = scene.now + PATIENCE_WITHOUT_DATE
        timers.set_timer(
            kind=clockwork.STUCK, subject=scene.subject,
            key=f"{scene.subject}/stuck/{scene.now.isoformat()}", due_at=due, at=scene.now,
        )  # fmt: skip
        return
    policies.require_moving(scene.milestone.paused_reason)
    if decision is Decision.RETURN:
        refund(scene, scene.left, "decided", actor, at)
    else:
        order = Order(kind=PaymentKind.RELEASE, to_seller=scene.left, reason="decided")
        pay(scene, order, actor, at)


def _go_on_with_less(scene: Scene, actor: Actor, at: datetime) -> None:
    """A milestone goes on with what a chargeback has left in it; with nothing left it is over."""
    causes = Hold.objects.filter(
        milestone=scene.milestone, kind=HoldKind.CHARGEBACK, ended_at=None
    ).values_list("cause", flat=True)
    for cause in list(causes):
        holds.end(scene, cause, actor, at)
    row = scene.milestone
    if not row.held_minor and not row.disputed_minor:
        end(scene, actor, at)
        telling.save(scene)
        finish_agreement(scene, actor, at)
        return
    telling.save(scene)
    consider(scene, "conditions_met", actor, at)
