"""Both sides are told what happened, each in a row of their own; and it is recorded who did it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.audit.actions import Deed
from adulis.escrow.actions.locking import Scene, merchant_of
from adulis.escrow.machine import MILESTONE, MilestoneState
from adulis.escrow.models import Agreement
from adulis.escrow.told import Told
from adulis.escrow.values import Side
from adulis.events import actions as events
from adulis.kernel.actors import Actor, system
from adulis.kernel.machines import Role

# The other side learns what was done, not from which desk.
COUNTERPARTY = system("counterparty")


def tell(scene: Scene, fact: type[Told], at: datetime, **fields: Any) -> None:
    """A fact about the milestone."""
    tell_about(scene.agreement, scene.milestone.id, fact, at, **fields)


def tell_about(
    agreement: Agreement, subject_id: UUID, fact: type[Told], at: datetime, **fields: Any
) -> None:
    facts = [
        fact(
            subject_id=subject_id,
            merchant_id=merchant_of(agreement, side),
            side=side,
            agreement_id=agreement.id,
            about=agreement.subject,
            **fields,
        )
        for side in Side
    ]
    events.record_all(facts=facts, at=at)


def record(
    scene: Scene, verb: str, actor: Actor, at: datetime, after: Mapping[str, Any] | None = None
) -> None:
    """Leave a record of a deed about the milestone with both sides."""
    told = {"state": scene.milestone.state, **(after or {})}
    record_about(scene.agreement, scene.side, f"milestone.{verb}", scene.subject, told, actor, at)


def record_about(
    agreement: Agreement,
    side: Side | None,
    action: str,
    subject: str,
    after: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    for each in Side:
        # Whoever acts for neither side (the platform, an operator, a third party's key) is the
        # same to both.
        is_theirs = side is each or actor.role is not Role.MERCHANT
        audit.write_all(
            deeds=[
                Deed(
                    action=action,
                    subject=subject,
                    merchant_id=merchant_of(agreement, each),
                    before={},
                    after=after,
                )
            ],
            actor=actor if is_theirs else COUNTERPARTY,
            at=at,
        )


def move(scene: Scene, verb: str, actor: Actor) -> None:
    """Take the move of the lifecycle; the row is saved by the caller. Raises IllegalMove."""
    taken = MILESTONE.take(verb, scene.state, actor.role)
    scene.milestone.state = taken.target
    scene.milestone.entered_at = scene.now
    if taken.target in MILESTONE.terminal:
        scene.milestone.finished_at = scene.now


def require_move(scene: Scene, verb: str, actor: Actor) -> None:
    """Raises IllegalMove when the milestone is not where ``verb`` leads on from."""
    MILESTONE.take(verb, MilestoneState(scene.milestone.state), actor.role)


def save(scene: Scene) -> None:
    """Write the milestone as it is now, with its next version."""
    scene.milestone.version += 1
    scene.milestone.save()


def person(actor: Actor) -> str:
    """Who it was: an API key counts as the person who made it."""
    return actor.user_id or actor.id
