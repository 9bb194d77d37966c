"""A side does not agree, or was silent where that was agreed to mean the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError

from adulis.disputes import policies
from adulis.disputes.actions import clockwork, telling
from adulis.disputes.actions.locking import Scene
from adulis.disputes.actions.offering import add_offer
from adulis.disputes.errors import DisputeExists
from adulis.disputes.events import DisputeOpened
from adulis.disputes.machine import DISPUTE
from adulis.disputes.models import Dispute
from adulis.disputes.values import Reason
from adulis.escrow import actions as escrow
from adulis.escrow import queries as agreements
from adulis.escrow.values import Side
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money

if TYPE_CHECKING:
    from adulis.escrow.models import Milestone

SAID_BY_SILENCE = (
    "The buyer said nothing within the time to look at it, and the terms make that a dispute."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a dispute begins with. ``claimed`` None: all of what is locked."""

    reason: Reason
    statement: str
    claimed: Money | None
    by: Side


@db.transaction_required
def open_dispute(
    *,
    viewer: Viewer,
    milestone_id: UUID,
    reason: Reason,
    amount: Money,
    claimed: Money,
    statement: str,
    actor: Actor,
    at: datetime,
) -> Dispute:
    """Lock ``amount`` of a milestone, of which one's own side is to have ``claimed``.

    The rest of the milestone goes on. Raises MilestoneNotFound, ClaimTooMuch, DisputeExists, and
    what escrow refuses: AgreementOver, IllegalMove, MilestonePaused, AmountNotLeft.
    """
    row = agreements.milestone_of(viewer, milestone_id)
    policies.check_claim(claimed, amount)
    side = agreements.side_of(viewer, row.agreement)
    live = _live_about(milestone_id)
    if live is not None:
        raise DisputeExists(dispute_id=str(live.id))
    dispute_id = new_id()
    milestone = escrow.lock_disputed(
        milestone_id=milestone_id, dispute_id=dispute_id, amount=amount, actor=actor, at=at
    )
    said = _Said(reason=reason, statement=statement.strip(), claimed=claimed, by=side)
    return _open(milestone, dispute_id, said, side, actor, at).dispute


@db.transaction_required
def open_by_silence(*, milestone_id: UUID, actor: Actor, at: datetime) -> bool:
    """The buyer looked at it for as long as was agreed, and said nothing: all that is left.

    It is the seller's claim, and the buyer answers. False: the buyer has spoken after all, there is
    a dispute already, or silence means something else here.
    """
    if _live_about(milestone_id) is not None:
        return False
    dispute_id = new_id()
    milestone = escrow.lock_silent(
        milestone_id=milestone_id, dispute_id=dispute_id, actor=actor, at=at
    )
    if milestone is None:
        return False
    said = _Said(reason=Reason.SILENCE, statement=SAID_BY_SILENCE, claimed=None, by=Side.SELLER)
    _open(milestone, dispute_id, said, None, actor, at)
    return True


def _live_about(milestone_id: UUID) -> Dispute | None:
    live = Dispute.objects.exclude(state__in=DISPUTE.terminal)
    return live.filter(milestone_id=milestone_id).first()


def _open(
    milestone: Milestone,
    dispute_id: UUID,
    said: _Said,
    side: Side | None,
    actor: Actor,
    at: datetime,
) -> Scene:
    """Its part is locked already. Raises DisputeExists."""
    locked = agreements.locked_for([dispute_id])[dispute_id]
    claimed = locked if said.claimed is None else said.claimed
    agreement = milestone.agreement
    now = db.clock()
    try:
        with db.savepoint():
            dispute = Dispute.objects.create(
                id=dispute_id,
                milestone=milestone,
                buyer_id=agreement.buyer_id,
                seller_id=agreement.seller_id,
                about=agreement.subject,
                opened_by_side=said.by,
                opened_by=telling.person(actor),
                reason=said.reason,
                statement=said.statement,
                amount_minor=locked.minor,
                claim_minor=claimed.minor,
                turn=said.by.other,
                opened_at=now,
                entered_at=now,
            )
    except IntegrityError as error:
        # Somebody was quicker, and held the lock on the milestone until now.
        raise DisputeExists from error
    scene = Scene(dispute, side, now)
    parts = {said.by: claimed, said.by.other: locked - claimed}
    add_offer(scene, said.by, parts[Side.SELLER], parts[Side.BUYER], "", actor, at)
    due = clockwork.awaits_response(scene)
    telling.tell(
        scene, DisputeOpened, at, by=said.by, reason=said.reason, amount=locked, claimed=claimed,
        answer_by=due,
    )  # fmt: skip
    told = {"reason": said.reason, "amount_paise": locked.minor, "claimed_paise": claimed.minor}
    telling.record(scene, "open", actor, at, {**told, "milestone_id": str(milestone.id)})
    return scene
