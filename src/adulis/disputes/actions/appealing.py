"""What the two sides say to a ruling: yes, or once no."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.disputes import policies
from adulis.disputes.actions import clockwork, telling
from adulis.disputes.actions.executing import execute_now
from adulis.disputes.actions.locking import locked_dispute, look_at
from adulis.disputes.errors import AppealTooLate, RulingAccepted, RulingFinal
from adulis.disputes.events import DisputeAppealed, DisputeRulingAccepted
from adulis.disputes.machine import DisputeState
from adulis.disputes.models import Dispute
from adulis.escrow.values import Side
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor


@db.transaction_required
def appeal(
    *, viewer: Viewer, dispute_id: UUID, statement: str, actor: Actor, at: datetime
) -> Dispute:
    """Ask that another operator rules, and say why; what they rule is final.

    Raises DisputeNotFound, IllegalMove, NothingToAppeal, AppealTooLate.
    """
    scene = locked_dispute(dispute_id, merchant_id=viewer.merchant_id)
    side, row = scene.acting(), scene.dispute
    telling.require_move(scene, "appeal", actor)
    policies.require_appeal(look_at(scene))
    if row.appeal_until is None or scene.now >= row.appeal_until:
        raise AppealTooLate(
            appeal_until=None if row.appeal_until is None else row.appeal_until.isoformat()
        )
    telling.move(scene, "appeal", actor)
    row.appeal, row.appealed_by_side = statement.strip(), side
    row.appealed_by, row.appealed_at = telling.person(actor), scene.now
    due = clockwork.awaits_ruling(scene)
    telling.save(scene)
    telling.tell(scene, DisputeAppealed, at, by=side, ruling_by=due)
    telling.record(scene, "appeal", actor, at)
    return row


@db.transaction_required
def accept_ruling(*, viewer: Viewer, dispute_id: UUID, actor: Actor, at: datetime) -> Dispute:
    """Say yes to a ruling, for good. When both have, it is carried out in the same commit.

    Raises DisputeNotFound, IllegalMove, RulingFinal after an appeal, RulingAccepted.
    """
    scene = locked_dispute(dispute_id, merchant_id=viewer.merchant_id)
    side, row = scene.acting(), scene.dispute
    telling.require_state(scene, "accept_ruling", DisputeState.RULED)
    if row.appealed_at is not None:
        raise RulingFinal
    if side in row.accepted_by:
        raise RulingAccepted
    if side is Side.BUYER:
        row.buyer_accepted_at = scene.now
    else:
        row.seller_accepted_at = scene.now
    telling.save(scene)
    telling.tell(scene, DisputeRulingAccepted, at, by=side)
    telling.record(scene, "accept_ruling", actor, at)
    if row.accepted_by == frozenset(Side):
        execute_now(scene, actor, at)
    return row
