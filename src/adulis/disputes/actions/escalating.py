"""The two sides talk no more: an operator rules on what there is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.disputes.actions import clockwork, telling
from adulis.disputes.actions.locking import Scene, locked_dispute
from adulis.disputes.actions.offering import end_open_offer
from adulis.disputes.errors import EscalationAsked
from adulis.disputes.events import DisputeEscalated, EscalationAskedFor
from adulis.disputes.machine import DisputeState
from adulis.disputes.models import Dispute
from adulis.disputes.values import NOTICE_LASTS, EscalatedBy
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor


@db.transaction_required
def escalate(*, viewer: Viewer, dispute_id: UUID, actor: Actor, at: datetime) -> Dispute:
    """Ask for a ruling: at once when the other side has asked as well, else in two days.

    Meanwhile the two may still settle, and bring evidence. Raises DisputeNotFound, IllegalMove,
    EscalationAsked.
    """
    scene = locked_dispute(dispute_id, merchant_id=viewer.merchant_id)
    side, row = scene.acting(), scene.dispute
    telling.require_state(scene, "escalate", DisputeState.NEGOTIATING)
    if row.escalated_by == side:
        raise EscalationAsked(
            ruling_by=None if row.ruling_by is None else row.ruling_by.isoformat()
        )
    if row.escalated_by:
        begin_ruling(scene, EscalatedBy(side), actor, at)
        return row
    row.escalated_by = side
    notice = scene.now + NOTICE_LASTS
    row.ruling_by = notice if row.ruling_by is None else min(row.ruling_by, notice)
    clockwork.awaits_answer(scene)
    telling.save(scene)
    telling.tell(scene, EscalationAskedFor, at, by=side, ruling_from=row.ruling_by)
    telling.record(scene, "escalate", actor, at, {"ruling_from": row.ruling_by.isoformat()})
    return row


def begin_ruling(scene: Scene, by: EscalatedBy, actor: Actor, at: datetime) -> None:
    """From here on what there is, is what there is."""
    row = scene.dispute
    end_open_offer(scene, "expire", actor)
    telling.move(scene, "escalate", actor)
    # Whoever asked first is on record; else it was silence.
    row.escalated_by = row.escalated_by or by
    row.turn = ""
    due = clockwork.awaits_ruling(scene)
    telling.save(scene)
    telling.tell(scene, DisputeEscalated, at, by=row.escalated_by, ruling_by=due)
    telling.record(scene, "escalate", actor, at, {"by": row.escalated_by})
