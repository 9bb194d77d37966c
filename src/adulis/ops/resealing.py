"""Sealing everything again under the newest key, in the background, a batch at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

from adulis.kernel import db, encryption
from adulis.kernel.actors import Actor, system
from adulis.kernel.sealed import Resealed, SealedObjects
from adulis.ops import actions, sealing

OBJECTS_AT_ONCE = 20
WORKER = system("worker")
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('keys/newest', 0))"


def adopt(actor: Actor) -> bool:
    """Let the first key of this process's ring be the newest one; False where it is outdated.

    An outdated process was started before the newest key, which is known or missing in its ring:
    what it sealed again would be sealed back, so it seals nothing again.
    """
    if sealing.newest_key() == encryption.key_ids()[0]:
        return True
    with db.transaction():
        db.execute(_ONE_AT_A_TIME)
        # Read again: while we waited, somebody may have put a newer key in front and adopted it.
        ring, newest = encryption.key_ids(), sealing.newest_key()
        if newest == ring[0]:
            return True
        if sealing.is_known(ring[0]) or (newest is not None and newest not in ring):
            return False
        return actions.adopt_key(key_id=ring[0], actor=actor, at=db.clock())


def reseal(actor: Actor = WORKER) -> int:
    """One batch of every place that is not under the newest key yet; returns what was looked at."""
    if not adopt(actor):
        return 0
    key_id = encryption.key_ids()[0]
    begun = {each.place: each for each in sealing.progress() if each.key_id == key_id}
    over = {place for place, each in begun.items() if each.finished_at is not None}
    _begin({name: count for name, count in _places(key_id).items() if name not in begun}, actor)
    found = 0
    for column in sealing.columns():
        if column.name not in over:
            with db.transaction():
                found += actions.reseal_values(column=column, actor=actor, at=db.clock())
    for kept in sealing.objects():
        if kept.name not in over:
            reached = begun[kept.name].reached if kept.name in begun else ""
            found += _reseal_objects(kept, reached, key_id, actor)
    return found


def begin_again(actor: Actor) -> None:
    """Look at every place once more: something was sealed under an older key after all."""
    _begin(_places(encryption.key_ids()[0]), actor)


def _places(key_id: str) -> dict[str, Callable[[], int]]:
    """Every place with sealed values, and how to count those under another key there."""
    return {
        **{each.name: partial(sealing.needing, each, key_id) for each in sealing.columns()},
        **{each.name: partial(sealing.objects_needing, each, key_id) for each in sealing.objects()},
    }


def _begin(places: Mapping[str, Callable[[], int]], actor: Actor) -> None:
    for name, count in places.items():
        with db.transaction():
            actions.begin_resealing(
                place=name,
                key_id=encryption.key_ids()[0],
                total=count(),
                actor=actor,
                at=db.clock(),
            )


def _reseal_objects(kept: SealedObjects, reached: str, key_id: str, actor: Actor) -> int:
    """The next objects; those that cannot be sealed again now are met again in the next round."""
    waiting = db.fetch_all(
        f"SELECT id FROM {kept.table}"  # noqa: S608 - names declared by rooms
        f" WHERE {kept.key_column} NOT IN ('', %s) AND (%s = '' OR id::text > %s)"
        " ORDER BY id LIMIT %s",
        [key_id, reached, reached, OBJECTS_AT_ONCE],
    )
    became = Counter(kept.reseal(object_id) for (object_id,) in waiting)
    last = str(waiting[-1][0]) if len(waiting) == OBJECTS_AT_ONCE else ""
    with db.transaction():
        actions.note_objects(
            place=kept.name,
            key_id=key_id,
            since=reached,
            reached=last,
            unopened=became[Resealed.NEVER],
            remaining=sealing.objects_needing(kept, key_id),
            actor=actor,
            at=db.clock(),
        )
    return became[Resealed.DONE]
