"""From which amount on a merchant wants two owners to agree."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.approvals.values import ApprovalKind
from adulis.escrow import actions as escrow
from adulis.identity import queries as identity
from adulis.identity.actions.standing import lock_standing
from adulis.identity.values import MemberRole, Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.oversight.queries import thresholds_of
from adulis.oversight.values import Thresholds
from adulis.payouts import actions as payouts
from adulis.transfers import actions as transfers

if TYPE_CHECKING:
    from adulis.approvals.models import Approval


@db.transaction_required
def change_thresholds(
    *, viewer: Viewer, wanted: Thresholds, actor: Actor, at: datetime
) -> Approval | None:
    """Set them, or ask another owner where that lets one owner do more alone and there is another.

    Otherwise whoever wants to send alone would first switch off what forbids it, or send away who
    would have to agree. Returns what waits. Raises RoleTooLow, OwnerLeftLately, AlreadyAsked.
    """
    # Whoever reads them decides by them: another owner's change waits, or has been seen.
    lock_standing(merchant_id=viewer.merchant_id, actor=actor, at=at)
    identity.require_now(actor, viewer.merchant_id, MemberRole.OWNER)
    current = thresholds_of(viewer.merchant_id)
    person = UUID(actor.user_id or actor.id)
    is_looser = wanted.is_looser_than(current)
    if is_looser and identity.has_another_owner(viewer.merchant_id, than=person):
        return approvals.ask(
            kind=ApprovalKind.THRESHOLDS,
            subject=f"merchant/{viewer.merchant_id}/thresholds",
            merchant_id=viewer.merchant_id,
            reason="one owner could do more alone",
            details={
                "merchant_id": str(viewer.merchant_id),
                "before": current.as_json(),
                "after": wanted.as_json(),
            },
            actor=actor,
            at=at,
        )
    if is_looser:
        identity.require_long_alone(viewer.merchant_id, now=db.clock())
    set_thresholds(viewer.merchant_id, current, wanted, actor, at)
    return None


def set_thresholds(
    merchant_id: UUID, current: Thresholds, wanted: Thresholds, actor: Actor, at: datetime
) -> None:
    """Write those that differ."""
    if wanted.payouts_above != current.payouts_above:
        payouts.set_approval_threshold(
            merchant_id=merchant_id, above=wanted.payouts_above, actor=actor, at=at
        )
    if wanted.transfers_above != current.transfers_above:
        transfers.set_approval_threshold(
            merchant_id=merchant_id, above=wanted.transfers_above, actor=actor, at=at
        )
    if wanted.releases_above != current.releases_above:
        escrow.set_approval_threshold(
            merchant_id=merchant_id, above=wanted.releases_above, actor=actor, at=at
        )
