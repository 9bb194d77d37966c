"""An operator says that they are on something. It tells the others, and locks none of them out."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.identity import queries as identity
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.oversight import desks
from adulis.oversight.errors import AlreadyTaken, NothingWaits, NotTaken, NotYours
from adulis.oversight.models import Ownership
from adulis.oversight.values import WORKERS, WorkKind

ENDED_AT_ONCE = 100

_TAKE = """
INSERT INTO oversight_ownership (id, kind, thing_id, owner_id, taken_at)
VALUES (%s, %s, %s, %s, adulis_clock()) ON CONFLICT (kind, thing_id) DO NOTHING
"""


@db.transaction_required
def take(*, kind: WorkKind, thing_id: UUID, actor: Actor, at: datetime) -> bool:
    """Be on it from now on; False: one was already.

    Of two at once the second waits for the first, and is told who that is. Raises OperatorRequired,
    NothingWaits, AlreadyTaken.
    """
    me = _require(kind, thing_id, actor)
    if db.execute(_TAKE, [new_id(), kind, thing_id, me]):
        _note("take", kind, thing_id, None, {"owner_id": str(me)}, actor, at)
        return True
    row = _locked(kind, thing_id)
    if row is None:
        # Whoever was on it let go of it in between.
        return take(kind=kind, thing_id=thing_id, actor=actor, at=at)
    if row.owner_id == me:
        return False
    _require_left(row)
    _hand_over("take", row, me, {}, actor, at)
    return True


@db.transaction_required
def let_go(*, kind: WorkKind, thing_id: UUID, actor: Actor, at: datetime) -> None:
    """Be on it no more. Raises NotYours."""
    row = _locked(kind, thing_id)
    if row is None or str(row.owner_id) != actor.user_id:
        raise NotYours
    row.delete()
    _note("let_go", kind, thing_id, row.owner_id, {}, actor, at)


@db.transaction_required
def take_over(
    *, kind: WorkKind, thing_id: UUID, from_id: UUID, reason: str, actor: Actor, at: datetime
) -> bool:
    """Be on what ``from_id`` was on, and say why; False: one was already.

    Raises OperatorRequired, NothingWaits, NotTaken where nobody is on it, and AlreadyTaken where
    somebody else has come meanwhile.
    """
    me = _require(kind, thing_id, actor)
    row = _locked(kind, thing_id)
    if row is None:
        raise NotTaken
    if row.owner_id == me:
        return False
    if row.owner_id != from_id:
        _require_left(row)
    _hand_over("take_over", row, me, {"reason": reason}, actor, at)
    return True


@db.transaction_required
def end_ownerships(*, kind: WorkKind, actor: Actor, at: datetime) -> int:
    """Whoever was on what is decided, or is no operator any more, is on it no more.

    Returns how many ended.
    """
    rows = Ownership.objects.filter(kind=kind).exclude(id__in=desks.counting(kind).values("id"))
    over = list(rows.select_for_update(skip_locked=True).order_by("id")[:ENDED_AT_ONCE])
    for row in over:
        row.delete()
        _note("end_ownership", kind, row.thing_id, row.owner_id, {}, actor, at)
    return len(over)


def _require(kind: WorkKind, thing_id: UUID, actor: Actor) -> UUID:
    identity.require_operator_now(actor, WORKERS[kind])
    if not desks.is_waiting(kind, thing_id):
        raise NothingWaits
    return UUID(actor.user_id or actor.id)


def _locked(kind: WorkKind, thing_id: UUID) -> Ownership | None:
    return Ownership.objects.select_for_update().filter(kind=kind, thing_id=thing_id).first()


def _require_left(row: Ownership) -> None:
    """Raises AlreadyTaken where whoever is on it still counts."""
    kind = WorkKind(row.kind)
    owner = desks.owners_for_operator(kind, [row.thing_id]).get(row.thing_id)
    if owner is not None:
        raise AlreadyTaken(f"{owner.name} is on this.", owner=owner.name, taken_at=owner.since)


def _hand_over(
    verb: str, row: Ownership, owner_id: UUID, more: dict[str, Any], actor: Actor, at: datetime
) -> None:
    before = row.owner_id
    row.owner_id, row.taken_at = owner_id, db.clock()
    row.save(update_fields=["owner", "taken_at"])
    after = {"owner_id": str(owner_id), **more}
    _note(verb, WorkKind(row.kind), row.thing_id, before, after, actor, at)


def _note(
    verb: str,
    kind: WorkKind,
    thing_id: UUID,
    before: UUID | None,
    after: dict[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    audit.write(
        actor=actor,
        action=f"work.{verb}",
        subject=f"{kind}/{thing_id}",
        merchant_id=None,
        before={} if before is None else {"owner_id": str(before)},
        after=after,
        at=at,
    )
