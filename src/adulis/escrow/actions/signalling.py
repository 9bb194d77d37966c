"""A third party named in the terms says that something has come true."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.escrow import conditions, policies
from adulis.escrow.actions import telling
from adulis.escrow.actions.locking import locked_scene, require_active, side_of
from adulis.escrow.actions.releasing import consider, say
from adulis.escrow.errors import MilestoneNotFound, SignalNotYours, SignalUnknown
from adulis.escrow.events import MilestoneSignalled
from adulis.escrow.models import Milestone
from adulis.escrow.values import Side, SignalKind
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.machines import IllegalMove


@db.transaction_required
def record_signal(
    *, viewer: Viewer, milestone_id: UUID, name: str, actor: Actor, at: datetime
) -> Milestone:
    """Keep the signal ``name``, once; what waited for it alone is released in the same commit.

    Where the terms name an API key, that key alone may give it, whoever's it is; else the buyer.
    Raises MilestoneNotFound, SignalUnknown, SignalNotYours, AgreementOver, MilestonePaused,
    IllegalMove.
    """
    scene = locked_scene(milestone_id, merchant_id=None)
    scene.side = side_of(scene.agreement, viewer.merchant_id)
    row, key_id = scene.milestone, viewer.caller.key_id
    named = {
        each.get("key_id") for each in conditions.leaves(row.conditions) if each["type"] == "signal"
    }
    if scene.side is None and (key_id is None or str(key_id) not in named):
        raise MilestoneNotFound
    allowed = conditions.keys_for(row.conditions, name)
    if allowed is None:
        raise SignalUnknown(pointer="/name")
    by_buyer = None in allowed and scene.side is Side.BUYER
    if not by_buyer and (key_id is None or key_id not in allowed):
        raise SignalNotYours
    require_active(scene.agreement)
    policies.require_moving(row.paused_reason)
    if scene.state.value in {"released", "refunded", "cancelled"}:
        raise IllegalMove(
            f"A {row.state} milestone waits for no signal.", subject="milestone", state=row.state,
            verb="signal", allowed_moves=[],
        )  # fmt: skip
    if say(scene, SignalKind.SIGNAL, name, actor, at):
        telling.record(scene, "signal", actor, at, {"name": name})
        telling.tell(scene, MilestoneSignalled, at, name=name)
        consider(scene, "conditions_met", actor, at)
    return row
