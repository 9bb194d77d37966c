"""Both sides are told what happened, each in a row of their own; and it is recorded who did it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from adulis.audit import actions as audit
from adulis.audit.actions import Deed
from adulis.disputes.actions.locking import Scene
from adulis.disputes.machine import DISPUTE, DisputeState
from adulis.disputes.told import Told
from adulis.escrow.values import Side
from adulis.events import actions as events
from adulis.kernel.actors import Actor, system
from adulis.kernel.machines import IllegalMove, Role

# The other side learns what was done, not from which desk; both, that an operator ruled.
COUNTERPARTY = system("counterparty")


def move(scene: Scene, verb: str, actor: Actor) -> None:
    """Take the move of the lifecycle; the row is saved by ``save``. Raises IllegalMove."""
    taken = DISPUTE.take(verb, scene.state, actor.role)
    scene.dispute.state = taken.target
    scene.dispute.entered_at = scene.now
    if taken.target in DISPUTE.terminal:
        scene.dispute.ended_at = scene.now


def require_move(scene: Scene, verb: str, actor: Actor) -> None:
    """Raises IllegalMove when the dispute is not where ``verb`` leads on from."""
    DISPUTE.take(verb, scene.state, actor.role)


def require_state(scene: Scene, verb: str, *states: DisputeState) -> None:
    """The same for what changes nothing of the state. Raises IllegalMove."""
    if scene.state not in states:
        raise IllegalMove(
            f"A {scene.state} dispute cannot {verb}.",
            subject="dispute",
            state=str(scene.state),
            verb=verb,
            allowed_moves=DISPUTE.allowed_moves(scene.state, Role.MERCHANT),
        )


def save(scene: Scene) -> None:
    """Write the dispute as it is now, with its next version."""
    scene.dispute.version += 1
    scene.dispute.save()


def tell(scene: Scene, fact: type[Told], at: datetime, **fields: Any) -> None:
    row = scene.dispute
    facts = [
        fact(
            subject_id=row.id,
            merchant_id=scene.merchant_of(side),
            side=side,
            milestone_id=row.milestone_id,
            about=row.about,
            **fields,
        )
        for side in Side
    ]
    events.record_all(facts=facts, at=at)


def record(
    scene: Scene, verb: str, actor: Actor, at: datetime, after: Mapping[str, Any] | None = None
) -> None:
    """Leave a record of a deed with both sides."""
    told = {"state": scene.dispute.state, **(after or {})}
    for side in Side:
        is_theirs = scene.side is side or actor.role is not Role.MERCHANT
        deed = Deed(
            action=f"dispute.{verb}",
            subject=scene.subject,
            merchant_id=scene.merchant_of(side),
            before={},
            after=told,
        )
        audit.write_all(deeds=[deed], actor=actor if is_theirs else COUNTERPARTY, at=at)


def person(actor: Actor) -> str:
    """Who it was: an API key counts as the person who made it."""
    return actor.user_id or actor.id
