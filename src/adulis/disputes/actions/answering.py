"""The other side answers; and whoever opened it may think better of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.cases import actions as cases
from adulis.disputes import policies
from adulis.disputes.actions import clockwork, telling
from adulis.disputes.actions.locking import locked_dispute
from adulis.disputes.actions.offering import add_offer, end_open_offer, pass_turn, tell_offer
from adulis.disputes.errors import OpenerOnly, RespondentOnly
from adulis.disputes.events import DisputeResponded, DisputeWithdrawn
from adulis.disputes.models import Dispute
from adulis.disputes.values import QUESTIONS_ABOUT, TALKS_LAST
from adulis.escrow import actions as escrow
from adulis.escrow.values import Side
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money


@db.transaction_required
def respond(
    *,
    viewer: Viewer,
    dispute_id: UUID,
    statement: str,
    claimed: Money,
    actor: Actor,
    at: datetime,
) -> Dispute:
    """Say what one thinks, and what of the disputed amount is to be one's own.

    That is an offer as well, which the side that opened it answers. Raises DisputeNotFound,
    RespondentOnly, IllegalMove, ClaimTooMuch.
    """
    scene = locked_dispute(dispute_id, merchant_id=viewer.merchant_id)
    side, row = scene.acting(), scene.dispute
    if row.opened_by_side == side:
        raise RespondentOnly
    telling.require_move(scene, "respond", actor)
    locked = scene.locked
    policies.check_claim(claimed, locked)
    telling.move(scene, "respond", actor)
    row.answer, row.answer_claim_minor = statement.strip(), claimed.minor
    row.answered_by, row.answered_at = telling.person(actor), scene.now
    row.ruling_by = scene.now + TALKS_LAST
    parts = {side: claimed, side.other: locked - claimed}
    offer = add_offer(scene, side, parts[Side.SELLER], parts[Side.BUYER], "", actor, at)
    pass_turn(scene, side)
    due = clockwork.awaits_answer(scene)
    telling.save(scene)
    telling.tell(scene, DisputeResponded, at, by=side, claimed=claimed, answer_by=due)
    tell_offer(scene, offer, due, at)
    telling.record(scene, "respond", actor, at, {"claimed_paise": claimed.minor})
    return row


@db.transaction_required
def withdraw_dispute(*, viewer: Viewer, dispute_id: UUID, actor: Actor, at: datetime) -> Dispute:
    """Take it back, as long as nobody has ruled: the milestone goes on with all of it.

    Raises DisputeNotFound, OpenerOnly, IllegalMove.
    """
    scene = locked_dispute(dispute_id, merchant_id=viewer.merchant_id)
    side = scene.acting()
    if scene.dispute.opened_by_side != side:
        raise OpenerOnly
    telling.require_move(scene, "withdraw", actor)
    # After this point nothing is refused.
    approvals.withdraw(subject=scene.subject, actor=actor, at=at)
    end_open_offer(scene, "supersede", actor)
    escrow.release_lock(dispute_id=dispute_id, actor=actor, at=at)
    telling.move(scene, "withdraw", actor)
    scene.dispute.turn = ""
    telling.save(scene)
    clockwork.over(scene)
    cases.settle_cases(
        subject=scene.dispute.case_subject, kinds=QUESTIONS_ABOUT, actor=actor, at=at
    )
    telling.tell(scene, DisputeWithdrawn, at, by=side)
    telling.record(scene, "withdraw", actor, at)
    return scene.dispute
