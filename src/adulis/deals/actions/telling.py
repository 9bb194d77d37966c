"""What both sides are told, and who is on record for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.audit.actions import Deed
from adulis.deals.actions.locking import Scene
from adulis.deals.machine import DEAL, DealState
from adulis.deals.models import Deal
from adulis.deals.told import Told
from adulis.deals.values import Side
from adulis.events import actions as events
from adulis.kernel.actors import Actor, system
from adulis.kernel.machines import IllegalMove, Role

# The other side learns what was done, not from which desk.
COUNTERPARTY = system("counterparty")


def move(scene: Scene, verb: str, actor: Actor) -> None:
    """Take the move of the lifecycle; the row is saved by ``save``. Raises IllegalMove."""
    taken = DEAL.take(verb, scene.state, actor.role)
    scene.deal.state = taken.target
    scene.deal.entered_at = scene.now


def require_move(scene: Scene, verb: str, actor: Actor) -> None:
    """Raises IllegalMove when the deal is not where ``verb`` leads on from."""
    DEAL.take(verb, scene.state, actor.role)


def require_state(scene: Scene, verb: str, *states: DealState) -> None:
    """The same for what changes nothing of the state. Raises IllegalMove."""
    if scene.state not in states:
        raise IllegalMove(
            f"A {scene.state} deal cannot {verb}.",
            subject="deal",
            state=str(scene.state),
            verb=verb,
            allowed_moves=DEAL.allowed_moves(scene.state, Role.MERCHANT),
        )


def save(scene: Scene) -> None:
    """Write the deal as it is now, with its next version."""
    scene.deal.version += 1
    scene.deal.save()


def tell(deal: Deal, fact: type[Told], at: datetime, **fields: Any) -> None:
    """A fact for whoever posted it, and one for the other side where there is one."""
    facts = [
        fact(subject_id=deal.id, merchant_id=merchant_id, side=side, **fields)
        for side, merchant_id in (
            (Side.POSTER, deal.poster_id),
            (Side.COUNTERPARTY, deal.counterparty_id),
        )
        if merchant_id is not None
    ]
    events.record_all(facts=facts, at=at)


def record(
    scene: Scene,
    verb: str,
    actor: Actor,
    at: datetime,
    after: Mapping[str, Any] | None = None,
    *,
    before: Mapping[str, Any] | None = None,
) -> None:
    """Leave a record of the deed with whoever did it, and with the two sides."""
    deal = scene.deal
    told = {"state": deal.state, **(after or {})}
    with_whom = {deal.poster_id, deal.counterparty_id, scene.merchant_id} - {None}
    deeds = [(each, _as_seen(scene, each, actor)) for each in sorted(with_whom, key=str)]
    for merchant_id, seen in deeds:
        deed = Deed(
            action=f"deal.{verb}",
            subject=deal.subject,
            merchant_id=merchant_id,
            before=dict(before or {}),
            after=told,
        )
        audit.write_all(deeds=[deed], actor=seen, at=at)


def record_own(
    scene: Scene, verb: str, actor: Actor, at: datetime, after: Mapping[str, Any]
) -> None:
    """The same for whoever did it alone."""
    deed = Deed(
        action=f"deal.{verb}",
        subject=scene.deal.subject,
        merchant_id=scene.merchant_id,
        before={},
        after=dict(after),
    )
    audit.write_all(deeds=[deed], actor=actor, at=at)


def _as_seen(scene: Scene, merchant_id: UUID | None, actor: Actor) -> Actor:
    is_theirs = merchant_id == scene.merchant_id or actor.role is not Role.MERCHANT
    return actor if is_theirs else COUNTERPARTY


def person(actor: Actor) -> str:
    """Who it was: an API key counts as the person who made it."""
    return actor.user_id or actor.id
